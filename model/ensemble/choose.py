"""Observing, Iran's order, and plans: what is decided before anybody acts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model import dice
from model.compiled import rule
from model.ensemble.memory import TRACED, B, M, S, W, write
from model.ensemble.stage import A, D, N, P, T
from model.events import Kind
from model.rules import (
    bargaining,
    choice,
    confidence,
    deniability,
    domestic_politics,
    grievance,
    know_how,
    occasions,
    opportunity,
    patron_control,
    provocation,
    relevance,
    retaliation_risk,
    revenue_feud,
    rivalry,
    substitution,
)

CLOSURE = int(Kind.CLOSURE)


class Scene(NamedTuple):
    """This week as everybody finds it before planning."""

    posture: float
    open_share: float
    intensity: float
    policing: float
    on_road: float
    truce: float
    directive: float
    symbolic: float
    us_pressure: float


@rule()
def draw(stage: Any, replicate: int, week: int, decision: int, actor: int, target: int, k: int) -> float:
    """The addressed uniform draw of this run and week."""
    return dice.uniform(stage.seed, replicate, decision, actor, target, stage.first_address + week, k)


@rule()
def close_bases(stage: Any, p: Any, mind: Any, replicate: int, week: int) -> float:
    """Close a small base under last week's attacks; returns the share of bases still open."""
    hazard = opportunity.closure_hazard(p[P.closure_rate], mind.powers[W.base_attacks])
    u = draw(stage, replicate, week, dice.CLOSE, stage.us_address, 0, 0)
    if mind.powers[W.small_bases] > 0.0 and u < hazard:
        mind.powers[W.small_bases] -= 1.0
        write(mind, week, stage.first_day + 7 * week, CLOSURE, -1, -1, -1)
    share = mind.powers[W.small_bases] / stage.small_bases if stage.small_bases > 0 else 1.0
    return opportunity.open_bases(p[P.small_share], share)


@rule()
def around(stage: Any, p: Any, week: int, occasion: int) -> float:
    """How near an occasion is felt to be."""
    return occasions.around(stage.weeks_to[occasion, week], stage.weeks_since[occasion, week], p[P.calendar_horizon])


@rule()
def us_pressure(stage: Any, p: Any, week: int) -> float:
    """Appeal that this week adds to all US targets."""
    d, since = stage.drivers, stage.weeks_since
    talks = max(d[D.us_iraq_talks, week], d[D.nuclear_talks, week])
    standing = bargaining.leverage(
        p[P.tension], d[D.tension, week], p[P.talks], talks, p[P.signals], d[D.mixed_signals, week]
    )
    dates = bargaining.calendar(
        p[P.deadline],
        occasions.nearness(stage.weeks_to[N.deadline, week], p[P.calendar_horizon]),
        p[P.unmet],
        occasions.nearness(since[N.deadline, week], p[P.calendar_horizon]),
        p[P.anniversary],
        around(stage, p, week, N.anniversary),
        p[P.example],
        occasions.nearness(since[N.example, week], p[P.example_horizon]),
    )
    home = domestic_politics.standing_at_home(
        p[P.office], d[D.office, week], p[P.struggle], d[D.struggle, week], p[P.mandate], d[D.mandate, week]
    )
    return standing + dates + home


@rule()
def observe(stage: Any, p: Any, mind: Any, replicate: int, week: int) -> Scene:
    """Drivers, last week's record and Iran's order."""
    d = stage.drivers
    open_share = close_bases(stage, p, mind, replicate, week)
    directive = patron_control.directive(
        p[P.hold_fear], mind.powers[W.fear], p[P.press_tension], d[D.tension, week],
        p[P.talks_leverage], d[D.nuclear_talks, week], p[P.office_calm], d[D.office, week],
    )  # fmt: skip
    deadline = around(stage, p, week, N.deadline)
    anniversary = around(stage, p, week, N.anniversary)
    return Scene(
        d[D.contested_deterrence, week],
        open_share,
        provocation.intensity(d[D.turkish_operations, week], p[P.turkish_answer], mind.powers[W.attacked]),
        d[D.policing, week],
        opportunity.traffic(p[P.reluctance], mind.powers[W.road_attacks]),
        d[D.truce, week],
        directive,
        max(deadline, anniversary),
        us_pressure(stage, p, week),
    )


@rule()
def climate(stage: Any, p: Any, scene: Any, week: int, c: int) -> float:
    """Appeal that this week adds to one target for everybody."""
    t, d = stage.traits, stage.drivers
    access = opportunity.access(
        stage.presence[c, week], t[c, T.closes], scene.open_share, t[c, T.traffic], scene.on_road
    )
    election = occasions.nearness(stage.weeks_to[N.election, week], p[P.election_horizon])
    anger = occasions.nearness(stage.weeks_since[N.defeat, week], p[P.defeat_horizon])
    handover = occasions.nearness(stage.weeks_to[N.handover, week], p[P.handover_horizon])
    return choice.climate(
        opportunity.exposure_gain(p[P.exposure], access),
        opportunity.lost_cause(p[P.lost_cause], d[D.mission_end, week], t[c, T.value] * t[c, T.pressure]),
        domestic_politics.before_election(p[P.before_election], election, t[c, T.value]),
        domestic_politics.after_defeat(p[P.defeat], anger, t[c, T.unrest]),
        relevance.take_credit(p[P.credit], handover, t[c, T.value] * t[c, T.closes]),
        domestic_politics.coerce(p[P.coerce], d[D.krg_contest, week] * t[c, T.kurdish]),
    )


@rule()
def rivals(stage: Any, p: Any, mind: Any, scene: Any, week: int, i: int, c: int) -> float:
    """What rivalry adds to one target for one militia."""
    best, others = mind.minds[i, M.standing], 0.0
    for j in range(len(stage.slots)):
        if j != i:
            best = max(best, mind.minds[j, M.standing])
            others += mind.activity[j, c]
    t = stage.traits
    return (
        rivalry.outbid(p[P.outbid], best, mind.minds[i, M.standing], t[c, T.value])
        + rivalry.enter_niche(p[P.niche], others, mind.activity[i, c])
        + rivalry.defy(
            p[P.defy],
            stage.actors[i, A.compliance],
            scene.truce,
            stage.drivers[D.departure_expected, week],
            t[c, T.truce_coverage],
        )
    )


@rule()
def feud(stage: Any, p: Any, mind: Any, scene: Any, i: int, c: int) -> float:
    """What the revenue feud adds to one target for one militia."""
    t, rival_stake = stage.traits, 0.0
    for j in range(len(stage.slots)):
        if j != i:
            rival_stake = max(rival_stake, stage.actors[j, A.trade_stake])
    return (
        revenue_feud.feud_pull(
            p[P.feud], mind.minds[i, M.feud], stage.actors[i, A.enforces], rival_stake * t[c, T.trade]
        )
        + revenue_feud.protect(p[P.protect], stage.actors[i, A.trade_stake] * t[c, T.trade], mind.minds[i, M.feud])
        + revenue_feud.sobered(p[P.sober], mind.minds[i, M.revenue], scene.truce, t[c, T.truce_coverage])
    )


@rule()
def orders(stage: Any, p: Any, scene: Any, i: int, c: int) -> float:
    """What Iran's order and supplies add to one target for one militia."""
    t, obeys = stage.traits, stage.actors[i, A.compliance]
    cost = patron_control.order_cost(
        p[P.order_weight], obeys, scene.directive, t[c, T.order_coverage], scene.truce, t[c, T.truce_coverage]
    )
    return cost + patron_control.supplied(p[P.supply], obeys, scene.directive, t[c, T.needs_supply])


@rule()
def appeal(stage: Any, p: Any, mind: Any, scene: Any, climates: Any, week: int, i: int, c: int) -> float:
    """Appeal of one target to one militia, in log-odds against doing nothing."""
    t = stage.traits
    urge = (
        scene.us_pressure
        + grievance.revenge(p[P.revenge], mind.minds[i, M.grievance])
        + confidence.bold(p[P.bold], mind.minds[i, M.confidence])
    )
    return choice.appeal(
        t[c, T.appeal],
        climates[c],
        t[c, T.pressure] * urge,
        retaliation_risk.risk_cost(p[P.risk_weight], mind.minds[i, M.risk], mind.minds[i, M.covered], t[c, T.risk]),
        orders(stage, p, scene, i, c),
        rivals(stage, p, mind, scene, week, i, c),
        feud(stage, p, mind, scene, i, c),
        substitution.drained(p[P.drain], mind.load[i, stage.means[c]]),
        know_how.gap_cost(p[P.know_how_weight], mind.know_how[i, c]),
        provocation.provoked(
            p[P.operations], scene.intensity, p[P.dispute], stage.drivers[D.sinjar_dispute, week],
            stage.actors[i, A.sinjar_stake] * t[c, T.turkish],
        ),
    )  # fmt: skip


@rule()
def attribution(p: Any, mind: Any, b: int) -> float:
    """Probability that a brand's attacks are laid at its parent's door."""
    if mind.status[b, S.state] == TRACED:
        return float(p[P.own_attribution])
    return deniability.attribution(p[P.own_attribution], p[P.veil], p[P.evidence], mind.brands[b, B.exposure])


@rule()
def cover(p: Any, mind: Any, i: int) -> float:
    """Attribution under the best cover that a militia has at hand."""
    best = float(p[P.own_attribution])
    for n in range(mind.roster[-1]):
        b = mind.roster[n]
        if mind.status[b, S.parent] == i:
            best = min(best, attribution(p, mind, b))
    return best


@rule()
def choose(stage: Any, odds: Any, replicate: int, week: int, i: int, slot: int) -> int:
    """The target of a slot that acts: the first to arrive."""
    first, chosen = np.inf, 0
    for c in range(len(odds)):
        u = draw(stage, replicate, week, dice.TARGET, stage.militia_address[i], stage.target_address[c], slot)
        arrival = dice.arrival(u, odds[c])
        if arrival < first:
            first, chosen = arrival, c
    return chosen


@rule()
def plan(
    stage: Any, p: Any, mind: Any, scene: Any, climates: Any, odds: Any, replicate: int, week: int, i: int
) -> None:
    """One militia's plans for the week, slot by slot."""
    mind.minds[i, M.covered] = cover(p, mind, i)
    total = 0.0
    for c in range(len(odds)):
        odds[c] = choice.odds(appeal(stage, p, mind, scene, climates, week, i, c))
        total += odds[c]
    act = choice.act_probability(total)
    for slot in range(stage.slots[i]):
        u = draw(stage, replicate, week, dice.ACT, stage.militia_address[i], 0, slot)
        mind.plans[i, slot] = choose(stage, odds, replicate, week, i, slot) if u < act else -1
