"""Redraw the figures of a stored result."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from omegaconf import MISSING, DictConfig

from experiments.figures.all import redrawn
from experiments.report.standing import standing
from experiments.results.read import stored


@dataclass
class Keys:
    """What `targetshift plot` reads."""

    run: str = MISSING


def run(config: DictConfig) -> None:
    """Draw the figures of the result in the folder `run` anew, in the place of the old ones."""
    result = stored(Path(config.run))
    print(standing(result, "plot"), file=sys.stderr)  # the paths alone can be piped
    for path in redrawn(result):
        print(path)
