"""Redraw the figures of a stored result."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.figures.all import figures
from experiments.report.standing import standing
from experiments.results.read import stored
from experiments.results.store import Store
from experiments.setup.compose import typed
from experiments.setup.schema import Folder


@dataclass
class Keys:
    """What `targetshift plot` reads."""

    run: Folder = MISSING


def run(config: DictConfig) -> None:
    """Draw the figures of the result in the folder `run` anew, in the place of the old ones."""
    asked = cast(Keys, typed(config))
    Store.at(Path(asked.run).parent)
    result = stored(Path(asked.run))
    print(standing(result, "plot"), file=sys.stderr)  # the paths alone can be piped
    for path in sorted(path for path in figures(result, anew=True).rglob("*") if path.is_file()):
        print(path)
