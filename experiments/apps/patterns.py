"""Say in words what one simulated campaign must show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import hydra
from omegaconf import DictConfig

from experiments.judge.patterns import Pattern, explain, load_patterns, pattern_hash
from experiments.judge.patterns.load import SHIPPED
from experiments.judge.patterns.vocabulary import check_names
from experiments.results.commits import patterns_fixed
from experiments.results.provenance import pattern_line
from experiments.setup.compose import typed
from experiments.setup.world import lenses_of, world_of
from experiments.simulate.runs import names_of
from model.errors import unknown


@dataclass
class Keys:
    """What `targetshift patterns` reads."""

    only: list[str] = field(default_factory=list)
    world: list[str] = field(default_factory=list)
    pattern_folder: str | None = None


def run(config: DictConfig) -> None:
    """Print the patterns that `only` names in full, or a line for each of them all."""
    folder = Path(config.pattern_folder) if config.pattern_folder else SHIPPED
    found = {pattern.id: pattern for pattern in load_patterns(folder)}
    _check(found.values(), list(config.world))
    for name in config.only:
        if name not in found:
            raise unknown("pattern", name, found, "the key 'only'")
    if config.only:
        print("\n\n".join(explain(found[name]) for name in config.only))
    else:
        print("\n".join(map(_line, found.values())), "\n\nIn full: targetshift patterns only=[S02,S07]", sep="")
    print(f"\n{pattern_line(pattern_hash(folder), patterns_fixed(folder))}")


def _check(found: Iterable[Pattern], overrides: list[str]) -> None:
    """Raise ModelError when a pattern names what the world of `targetshift run` with these overrides lacks."""
    config = typed(hydra.compose("run", overrides=overrides))
    check_names(found, names_of(world_of(config)), lenses_of(config))


def _line(pattern: Pattern) -> str:
    name = f"{pattern.id:<5}{'' if pattern.counted else 'not counted':<13}"
    return f"{name}{pattern.hardness:<11}{pattern.statement}"
