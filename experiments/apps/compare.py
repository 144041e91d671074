"""Play two or more scenarios with the same dice and show what each changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from hydra.core.hydra_config import HydraConfig
from omegaconf import MISSING, DictConfig

from experiments.figures.all import figures
from experiments.report.counts import difference_table
from experiments.report.patterns import support_table
from experiments.report.scores import scenario_table
from experiments.report.shifts import agreement_table
from experiments.report.standing import say_unjudged, standing
from experiments.results.comparison import compared
from experiments.results.request import Request, request
from experiments.setup.compose import composed_beside, typed
from experiments.setup.schema import Config
from experiments.setup.words import SCHEMA, key_of
from model.errors import ModelError

REFERENCE = "baseline"


@dataclass
class Keys(Config):
    """What `targetshift compare` reads: the first scenario is the one the others are held against."""

    scenarios: list[str] = MISSING


def run(config: DictConfig) -> None:
    """Print paired differences from the first scenario, from the stored comparison if there is one."""
    requests = list(_requests(config))
    for wanted in requests:
        say_unjudged(wanted)
    result, made = compared(requests)
    about = result.provenance
    runs = f"{about['replicates']} replicates, seed {about['seed']}, seen by {about['seen_through']}"
    print(f"{about['scenario']}: {runs}\n{standing(result, 'compare')}")
    print(f"\n{difference_table(result.differences())}\n\n{agreement_table(result.agreements())}")
    print(f"\n{support_table(result.supports())}\n")
    print(f"{scenario_table(result.scenario_scores())}\n")
    if config.figures:
        print(f"Figures in {figures(result)}")
    print(f"{'Stored in' if made else 'Read, not made again, from'} {result.folder}")


def _requests(config: DictConfig) -> Iterator[Request]:
    """What `targetshift run` would do with the same config, for each scenario."""
    asked, hydra = cast(Keys, typed(config)), HydraConfig.get()
    _refuse_one_scenario(hydra)
    shared = [word for word in hydra.overrides.task if key_of(word) != SCHEMA]
    for scenario in asked.scenarios:
        yield request(composed_beside([*shared, f"scenario={scenario}"], str(hydra.job.config_name), "compare"))


def _refuse_one_scenario(hydra: Any) -> None:
    """Raise ModelError where one scenario is asked for: it would be ignored."""
    words = [word for word in hydra.overrides.task if key_of(word) in ("scenario", "scenario_name")]
    chosen = hydra.runtime.choices.get("scenario")
    if words or chosen != REFERENCE:
        raise ModelError(
            f"{words[0] if words else f'scenario={chosen}'} is of `run`: compare takes its scenarios as a list, the "
            f"reference first, as in scenarios=[{REFERENCE},no_truce]."
        )
