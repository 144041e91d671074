"""Say in words what one simulated campaign must show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from omegaconf import DictConfig

from experiments.judge.patterns import Pattern, explain, load_patterns, pattern_hash
from experiments.judge.patterns.load import SHIPPED
from experiments.judge.patterns.vocabulary import judged
from experiments.results.commits import patterns_fixed
from experiments.results.provenance import pattern_line
from experiments.setup.compose import composed_beside, typed
from experiments.setup.lenses import lenses_of
from experiments.setup.schema import Folder
from experiments.setup.world import world_of
from experiments.simulate.runs import names_of
from model.errors import unknown


@dataclass
class Keys:
    """What `targetshift patterns` reads."""

    only: list[str] = field(default_factory=list)
    world: list[str] = field(default_factory=list)
    pattern_folder: Folder | None = None


def run(config: DictConfig) -> None:
    """Print the patterns that `only` names in full, or a line for each of them all."""
    asked = cast(Keys, typed(config))
    folder = Path(asked.pattern_folder) if asked.pattern_folder else SHIPPED
    found = {pattern.id: pattern for pattern in load_patterns(folder)}
    _check(found.values(), asked.world)
    for name in asked.only:
        if name not in found:
            raise unknown("pattern", name, found, "the key 'only'")
    if asked.only:
        print("\n\n".join(explain(found[name]) for name in asked.only))
    else:
        print("\n".join(map(_line, found.values())), "\n\nIn full: targetshift patterns only=[S02,S07]", sep="")
    print(f"\n{pattern_line(pattern_hash(folder), patterns_fixed(folder))}")


def _check(found: Iterable[Pattern], overrides: list[str]) -> None:
    """Raise ModelError when a pattern names what the world of `targetshift run` with these overrides lacks."""
    config = typed(composed_beside(overrides, "run"))
    judged(found, config, names_of(world_of(config)), lenses_of(config))


def _line(pattern: Pattern) -> str:
    name = f"{pattern.id:<5}{'' if pattern.counted else 'not counted':<13}"
    return f"{name}{pattern.hardness:<11}{pattern.statement}"
