"""Redraw the figures of a stored result."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from omegaconf import DictConfig


def plot(config: DictConfig) -> None:
    """Draw the figures of the result in the folder `run` anew, in the place of the old ones."""
    from pathlib import Path

    from experiments.draw import figures
    from experiments.looks import standing
    from experiments.result import stored

    result = stored(Path(config.run))
    print(standing(result, "plot"), file=sys.stderr)  # the paths alone can be piped
    for path in sorted(path for path in figures(result, anew=True).rglob("*") if path.is_file()):
        print(path)


main = app(plot, "plot")

if __name__ == "__main__":
    main()
