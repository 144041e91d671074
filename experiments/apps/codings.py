"""Show how much of a scenario's results is due to how the dated facts in doubt are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.figures.all import figures
from experiments.report.codings import codings_text
from experiments.report.standing import say_lifted, say_unjudged, standing
from experiments.results.codings import coded
from experiments.results.request import request
from experiments.setup.compose import typed
from experiments.setup.schema import Config


@dataclass
class Keys(Config):
    """What `targetshift codings` reads: `replicates` runs of each of so many codings."""

    codings: int = MISSING


def run(config: DictConfig) -> None:
    """Say what share of each count's variance is the coding's, and which patterns stand under which codings."""
    wanted = request(config)
    say_lifted(wanted)
    say_unjudged(wanted)
    result, played = coded(wanted, cast(Keys, typed(config)).codings)
    said = standing(result, "codings")
    print(f"{codings_text(result)}\n\n{said}")
    if wanted.config.figures:
        print(f"Figures in {figures(result)}")
    print(f"{'Stored in' if played else 'Read, not played again, from'} {result.folder}")
