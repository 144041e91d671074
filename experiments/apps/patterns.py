"""Say in words what one simulated campaign must show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from omegaconf import DictConfig

from experiments.judge.patterns import Pattern, explain, load_patterns, pattern_hash, powers
from experiments.judge.patterns.evaluate import LEAST_POWER, in_headline
from experiments.judge.patterns.load import SHIPPED
from experiments.judge.patterns.vocabulary import judged
from experiments.observed.chronicle import using
from experiments.observed.from_config import chronicle_of
from experiments.results.commits import patterns_fixed
from experiments.results.provenance import pattern_line
from experiments.setup.compose import composed_beside, typed
from experiments.setup.lenses import lenses_of
from experiments.setup.schema import Config, Folder
from experiments.setup.world import world_of
from experiments.simulate.runs import names_of
from model.errors import ModelError, unknown


@dataclass
class Keys:
    """What `targetshift patterns` reads."""

    only: list[str] = field(default_factory=list)
    world: list[str] = field(default_factory=list)
    pattern_folder: Folder | None = None


def run(config: DictConfig) -> None:
    """Print the patterns that `only` names in full, or a line for each of them all."""
    asked = cast(Keys, typed(config))
    world = typed(composed_beside(asked.world, "run"))
    with using(chronicle_of(world)):
        _show(asked, world)


def _show(asked: Keys, world: Config) -> None:
    folder = Path(asked.pattern_folder) if asked.pattern_folder else SHIPPED
    found = {pattern.id: pattern for pattern in load_patterns(folder)}
    power = _powers(found.values(), world)
    for name in asked.only:
        if name not in found:
            raise unknown("pattern", name, found, "the key 'only'")
    if asked.only:
        print("\n\n".join(explain(found[name], power.get(name)) for name in asked.only))
    else:
        lines = [_line(pattern, power.get(name)) for name, pattern in found.items()]
        in_full = f"In full: targetshift patterns only=[{','.join(list(found)[1:3] or found)}]"
        print(*lines, "", _totals(found.values(), power), in_full, sep="\n")
    print(f"\n{pattern_line(pattern_hash(folder), patterns_fixed(folder))}")


def _powers(found: Iterable[Pattern], config: Config) -> dict[str, float]:
    """The power of the patterns that can judge the world of a config.

    Raises ModelError when a pattern names what that world lacks.
    """
    names = names_of(world_of(config))
    try:
        kept, _ = judged(found, config, names, lenses_of(config))
    except ModelError as fault:
        raise ModelError(f"{fault} A name of a world of your own is found with world=['scenario=...'].") from None
    return powers(kept, names)


def _line(pattern: Pattern, power: float | None) -> str:
    standing = "" if in_headline(pattern, power) else "weak" if pattern.counted else "not counted"
    told = "" if power is None else f"{power:.2f}"
    return f"{pattern.id:<5}{standing:<13}{pattern.hardness:<11}{told:<6}{pattern.statement}"


def _totals(found: Collection[Pattern], power: Mapping[str, float]) -> str:
    counted = sum(pattern.counted for pattern in found)
    telling = sum(in_headline(pattern, power.get(pattern.id)) for pattern in found)
    several = "" if len(found) == 1 else "s"
    return (
        f"{len(found)} pattern{several}, {counted} counted, {telling} in the headline. The number is the power: the "
        f"share of plain worlds that fail the pattern; weak: below {LEAST_POWER:g}."
    )
