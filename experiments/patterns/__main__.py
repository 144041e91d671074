"""Say in words what one simulated campaign must show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omegaconf import DictConfig

    from experiments.patterns import Pattern


def patterns(config: DictConfig) -> None:
    """Print the patterns that `only` names in full, or a line for each of them all."""
    from pathlib import Path

    from experiments import provenance
    from experiments.patterns import explain, load_patterns, pattern_hash
    from experiments.patterns.load import SHIPPED
    from model.errors import unknown

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
    print(f"\n{provenance.pattern_line(pattern_hash(folder), provenance.patterns_fixed(folder))}")


def _check(found: Iterable[Pattern], overrides: list[str]) -> None:
    """Raise ModelError when a pattern names what the world of `targetshift run` with these overrides lacks."""
    import hydra

    from experiments import border
    from experiments.compose import typed
    from experiments.patterns.vocabulary import check_names
    from experiments.simulate import names_of

    config = typed(hydra.compose("config", overrides=overrides))
    check_names(found, names_of(border.world(config)), border.lenses(config))


def _line(pattern: Pattern) -> str:
    name = f"{pattern.id:<5}{'' if pattern.counted else 'not counted':<13}"
    return f"{name}{pattern.hardness:<11}{pattern.statement}"


main = app(patterns, "patterns")

if __name__ == "__main__":
    main()
