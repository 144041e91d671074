"""Say in words what one simulated campaign must show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
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
    for name in config.only:
        if name not in found:
            raise unknown("pattern", name, found, "the key 'only'")
    if config.only:
        print("\n\n".join(explain(found[name]) for name in config.only))
    else:
        print("\n".join(map(_line, found.values())), "\n\nIn full: targetshift patterns only=[S02,S07]", sep="")
    print(f"\n{provenance.pattern_line(pattern_hash(folder), provenance.patterns_fixed(folder))}")


def _line(pattern: Pattern) -> str:
    name = f"{pattern.id:<5}{'' if pattern.counted else 'not counted':<13}"
    return f"{name}{pattern.hardness:<11}{pattern.statement}"


main = app(patterns, "patterns")

if __name__ == "__main__":
    main()
