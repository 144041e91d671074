"""Say in words what one simulated campaign must show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from omegaconf import DictConfig


def patterns(config: DictConfig) -> None:
    """Print the patterns that `only` names in full, or a line for each of them all."""
    from pathlib import Path

    from experiments.patterns import explain, load_patterns
    from model.errors import unknown

    folder = config.pattern_folder
    found = {pattern.id: pattern for pattern in load_patterns(Path(folder) if folder else None)}
    for name in config.only:
        if name not in found:
            raise unknown("pattern", name, found, "the key 'only'")
    if config.only:
        print("\n\n".join(explain(found[name]) for name in config.only))
        return
    for pattern in found.values():
        print(f"{pattern.id:<5}{'' if pattern.counted else 'not counted':<13}{pattern.hardness:<11}{pattern.statement}")
    print("\nIn full: targetshift patterns only=[S02,S07]")


main = app(patterns, "patterns")

if __name__ == "__main__":
    main()
