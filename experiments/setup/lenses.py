"""What each source sees, from the config: of every target, on every day that is played, with the doubt about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from experiments.setup.coded import days
from experiments.setup.dates import day, end
from experiments.setup.rows import present, removed
from experiments.setup.schema import Config, LensConf, SightConf
from experiments.setup.trail import TRAIL
from experiments.setup.world import clock_of
from model.clock import Clock
from model.detection import Change, Sight
from model.errors import ModelError, unknown
from model.lens import Lens
from model.names import check_name


def lenses_of(config: Config) -> dict[str, Lens]:
    """Every lens by name; raises ModelError for one that says nothing of a target, or is not there to look through."""
    found = {name: _lens(name, conf, config) for name, conf in config.lenses.items()}
    if config.seen_through not in found:
        raise unknown("lens", config.seen_through, found, "seen_through")
    clock = clock_of(config)
    for target in present(config.targets):
        _check_spoken_of(target, found, clock)
        for name, lens in found.items():
            _check_sights(name, target, _of(target, lens), clock)
    return found


def _of(target: str, lens: Lens) -> list[Sight]:
    return [one for one in lens.sights if one.target == target]


def _check_spoken_of(target: str, lenses: Mapping[str, Lens], clock: Clock) -> None:
    """Raise ModelError for a target that lenses have no row for: it would be attacked, and every table would say 0."""
    silent = [name for name, lens in lenses.items() if not _of(target, lens)]
    if silent:
        raise ModelError(
            f"target '{target}' has no row in lens {', '.join(silent)}, so that none of its attacks would be counted: "
            f"add to each (conf/lens/{silent[0]}.yaml, or lenses.{silent[0]}.detection in a scenario) "
            f"'{_row(target, clock.start)}', with share: 0 where it sees nothing."
        )


def _row(target: str, start: date) -> str:
    return f'{target}: {{target: {target}, start: {start}, end: null, share: 0.9, source: "..."}}'


def _lens(name: str, conf: LensConf, config: Config) -> Lens:
    check_name("lens", conf.name, f"conf/lens ({name})")
    return Lens(conf.name, tuple(_sights(name, conf, config)), conf.claimed_only, doubt=config.timeline.doubt)


def _sights(name: str, conf: LensConf, config: Config) -> Iterator[Sight]:
    """The rows of a lens, without those on targets that were taken out."""
    for key, row in present(conf.detection).items():
        where = f"lenses.{name}.detection.{key}"
        if row.target in removed(config.targets):
            continue
        if row.target not in config.targets:
            raise unknown("target", row.target, present(config.targets), f"{where}, conf/lens/{name}.yaml")
        yield _sight(key, row, where)


def _sight(key: str, row: SightConf, where: str) -> Sight:
    spoken = day(row.start, f"{where}.start"), end(row.end, f"{where}.end")
    return Sight(row.target, *spoken, row.share, key, _within(row, where), row.spread or 0.0, _change(row, where))


def _within(row: SightConf, where: str) -> tuple[float, float] | None:
    if row.within is None:
        return None
    try:
        low, high = map(float, row.within.split("/"))
    except ValueError:
        raise ModelError(
            f"{where}.within is '{row.within}': write the least and the greatest share, as in 0.40/0.68. "
            f"Change it {TRAIL.place(where)}."
        ) from None
    return low, high


def _change(row: SightConf, where: str) -> Change | None:
    if (row.changes is None) != (row.up_to is None):
        raise ModelError(
            f"{where} has only one of 'changes' and 'up_to': coverage that may have changed needs the days and the "
            f"greatest share. Change it {TRAIL.place(where)}."
        )
    if row.changes is None or row.up_to is None:
        return None
    return Change(*days(row.changes, f"{where}.changes"), row.up_to)


def _check_sights(lens: str, target: str, sights: list[Sight], clock: Clock) -> None:
    """Raise ModelError unless the rows on a target cover every day of the clock, each once."""
    ordered = sorted(sights, key=lambda sight: sight.start)
    for one, other in pairwise(ordered):
        if one.end is None or other.start <= one.end:
            raise ModelError(
                f"lens '{lens}' has two rows on '{target}' that overlap on {other.start}: a day has one share. End one "
                f"before the other starts, in conf/lens/{lens}.yaml or under lenses.{lens}.detection of a scenario."
            )
    if unseen := _first_unseen(ordered, clock):
        raise ModelError(
            f"lens '{lens}' says nothing of target '{target}' on {unseen}, so that its attacks would not be counted: "
            f"let a row cover that day in conf/lens/{lens}.yaml, or lenses.{lens}.detection of a scenario (share: 0 "
            "where it sees nothing), or change the clock."
        )


def _first_unseen(ordered: list[Sight], clock: Clock) -> date | None:
    """The first day of the clock of which no row speaks."""
    reached = clock.start
    for sight in ordered:
        if sight.start > reached:
            break
        if sight.end is None:
            return None
        reached = max(reached, sight.end + timedelta(days=1))
    return reached if reached <= clock.last_day else None
