"""Redraw the figures of a stored result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from omegaconf import DictConfig


def plot(config: DictConfig) -> None:
    """Draw the figures of the result in the folder `run` anew, in the place of the old ones."""
    from pathlib import Path

    from experiments.draw import figures
    from experiments.result import stored

    for path in sorted(figures(stored(Path(config.run)), anew=True).iterdir()):
        print(path)


main = app(plot, "plot")

if __name__ == "__main__":
    main()
