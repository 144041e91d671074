"""What each source sees, from the config: of every target, on every day that is played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from experiments.setup.dates import day, end
from experiments.setup.rows import present, removed
from experiments.setup.schema import Config, LensConf
from experiments.setup.world import clock_of
from model.clock import Clock
from model.errors import ModelError, unknown
from model.lens import Lens, Sight
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
    return Lens(conf.name, tuple(_sights(name, conf, config)), conf.claimed_only)


def _sights(name: str, conf: LensConf, config: Config) -> Iterator[Sight]:
    """The rows of a lens, without those on targets that were taken out."""
    for key, row in present(conf.detection).items():
        where = f"lenses.{name}.detection.{key}"
        if row.target in removed(config.targets):
            continue
        if row.target not in config.targets:
            raise unknown("target", row.target, present(config.targets), f"{where}, conf/lens/{name}.yaml")
        yield Sight(row.target, day(row.start, f"{where}.start"), end(row.end, f"{where}.end"), row.share)


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
