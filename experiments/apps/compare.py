"""Play two or more scenarios with the same dice and show what each changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import hydra
from hydra.core.hydra_config import HydraConfig
from omegaconf import MISSING, DictConfig

from experiments.command.given import key_of
from experiments.figures.all import figures
from experiments.report.counts import difference_table
from experiments.report.patterns import support_table
from experiments.report.scores import scenario_table
from experiments.report.shifts import agreement_table
from experiments.report.standing import standing
from experiments.results.comparison import compared
from experiments.results.request import Request, request
from experiments.setup.schema import Config

OWN_KEYS = ("scenarios", "scenario")


@dataclass
class Keys(Config):
    """What `targetshift compare` reads: the first scenario is the one the others are held against."""

    scenarios: list[str] = MISSING


def run(config: DictConfig) -> None:
    """Print paired differences from the first scenario, from the stored comparison if there is one."""
    result, made = compared(list(_requests(config)))
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
    """What `targetshift run` would do with the same overrides, for each scenario."""
    shared = [one for one in HydraConfig.get().overrides.task if key_of(one) not in OWN_KEYS]
    for scenario in config.scenarios:
        yield request(hydra.compose("run", overrides=[*shared, f"scenario={scenario}"]))
