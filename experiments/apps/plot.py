"""Redraw the figures of a stored result."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.figures.all import redrawn
from experiments.report.standing import ground, standing
from experiments.results.naming import title
from experiments.results.read import stored
from experiments.results.store import Store
from experiments.setup.compose import typed
from experiments.setup.schema import Folder


@dataclass
class Keys:
    """What `targetshift plot` reads."""

    run: Folder = MISSING
    graded: bool = False


def run(config: DictConfig) -> None:
    """Draw the figures of the result in the folder `run` anew, in the place of the old ones."""
    asked = cast(Keys, typed(config))
    Store.at(Path(asked.run).parent)
    result = stored(Path(asked.run))
    shown = asked.graded or result.provenance["kind"] != "comparison"  # a comparison's own figure shows no score
    said = standing(result, "plot") if shown else ground(result)
    print(f"{title(result.provenance)}\n{said}", file=sys.stderr)  # the paths alone can be piped
    for path in redrawn(result, graded=asked.graded):
        print(path)
