"""The week, a run, and many runs one after the other."""

from __future__ import annotations

from typing import Any, NamedTuple

from model import dice
from model.compiled import loop, step
from model.ensemble.act import NAME, attack, climb
from model.ensemble.answer import answer
from model.ensemble.choose import choose, plan
from model.ensemble.doubt import Doubt, redraw
from model.ensemble.hide import launch, wear_out
from model.ensemble.learn import learn_craft, learn_mind, learn_powers, learn_skills, look_back
from model.ensemble.lots import Lots, lots
from model.ensemble.memory import Mind, S, begin, mind, weigh_attacks
from model.ensemble.observe import BIRTH, ask_weekly, climates, fare, observe
from model.ensemble.season import Season, season, turn
from model.ensemble.stage import PARAMETERS, Stage
from model.ensemble.views import kept, parameters


class Room(NamedTuple):
    """The arrays that runs use one after the other."""

    mind: Mind
    season: Season
    doubt: Doubt
    weekly: Lots  # draws that every week needs
    more: Lots  # those that its plans need


def room(stage: Stage, doubt: Doubt) -> Room:
    """Room for the runs of one thread."""
    each_week = stage.all_slots + BIRTH + len(stage.slots)
    each_slot = max(len(stage.means), NAME + 1 + len(stage.specialism))
    return Room(mind(stage), season(stage), doubt, lots(each_week), lots(stage.all_slots * each_slot))


@step()
def seat(stage: Any, mind: Any, replicate: int) -> None:
    """Draw whose brand each one is in this run."""
    for b in range(len(stage.specialism)):
        u = dice.uniform(stage.seed, replicate, dice.PARENT, int(stage.brand_address[b]), 0, 0, 0)
        mind.status[b, S.parent] = climb(stage.parents, b, u)


@step()
def play_week(
    stage: Any, season: Any, p: Any, mind: Any, lots: Any, more: Any, log: Any, replicate: int, week: int
) -> None:
    """One week in the order of model.week.WEEK; a test holds the two against each other.

    Each step takes the parameters out of their row anew: kept at hand from step to step they would crowd out the rest.
    """
    militias, fades = len(stage.slots), kept(season.kept)
    scene = observe(stage, season, parameters(p), mind, lots, log, replicate, week)
    climates(stage, parameters(p), mind, scene, week)
    fare(stage, parameters(p), mind, replicate, week)
    mind.attacks[:] = 0.0
    mind.operations[-1, 0] = mind.deadly[-1, 0] = 0
    for i in range(militias):
        plan(stage, season, parameters(p), mind, scene, lots, i)
    choose(stage, mind, more, replicate, week)
    attack(stage, season, parameters(p), mind, scene, more, log, replicate, week)
    answer(stage, parameters(p), mind, scene, lots, log, replicate, week)
    wear_out(stage, parameters(p), fades, mind, scene, log, replicate, week)
    for i in range(militias):
        launch(stage, parameters(p), fades, mind, scene, lots, log, replicate, week, i)
    weigh_attacks(mind, stage)
    over = look_back(stage, mind, week)
    learn_powers(parameters(p), fades, mind, scene, over)
    for i in range(militias):
        learn_mind(stage, parameters(p), fades, mind, scene, over, i)
        learn_craft(stage, fades, mind, i)
        learn_skills(stage, parameters(p), mind, i)


@loop()
def play(
    room: Any, stage: Any, places: Any, sets: Any, first: int, replicates: int, apart: int, start: int, log: Any,
    ends: Any,
) -> None:  # fmt: skip
    """Play runs number `start` and on, one for each of `ends`, which gets the events logged by the end of each.

    Runs are numbered set by set, each of `sets` [sets, places] with `replicates` replicates from number `first`, which
    grows by `apart` from set to set. A set is written over the stage's own numbers. Nothing is shared with other
    calls, so that any number of threads gives the same bytes.
    """
    memory, known, p = room.mind, -1, stage.numbers[:PARAMETERS]
    ask_weekly(stage, room.weekly)
    for n in range(len(ends)):
        number = (start + n) // replicates
        replicate = first + number * apart + (start + n) % replicates
        if number != known:
            turn(room.season, stage, p, places, sets[number])
            known = number
        log.place[1] = n
        redraw(room.doubt, stage, room.season, p, replicate)
        begin(memory, stage, parameters(p))
        seat(stage, memory, replicate)
        for week in range(stage.weeks):
            play_week(stage, room.season, p, memory, room.weekly, room.more, log, replicate, week)
        ends[n] = log.place[0]
