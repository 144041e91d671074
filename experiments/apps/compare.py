"""Play two or more scenarios with the same dice and show what each changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from hydra.core.hydra_config import HydraConfig
from omegaconf import MISSING, DictConfig

from experiments.figures.all import figures
from experiments.observed.chronicle import using
from experiments.report.changes import changes
from experiments.report.counts import difference_table
from experiments.report.patterns import support_table
from experiments.report.scores import scenario_table
from experiments.report.shifts import agreement_table, told_apart_table
from experiments.report.standing import ground, say_lifted, say_unjudged, standing
from experiments.results.comparison import check, compared
from experiments.results.read import Result
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
    graded: bool = False


def run(config: DictConfig) -> None:
    """Say what each scenario changes, from the stored comparison if there is one; hold it against history if asked."""
    requests = list(_requests(config))
    check(requests)
    with using(requests[0].chronicle):
        _show(requests, config)


def _show(requests: Sequence[Request], config: DictConfig) -> None:
    for wanted in requests:
        say_lifted(wanted)
        say_unjudged(wanted)
    result, made = compared(requests)
    said = standing(result, "compare") if config.graded else ground(result)
    parts = [changes(result, config.figures), *([difference_table(result.differences())] if config.details else [])]
    print("\n\n".join([*parts, *(grades(result) if config.graded else []), said]))
    if config.figures:
        print(f"Figures in {figures(result, graded=config.graded)}")
    print("" if config.details else f"{MORE}\n", end="")
    print(f"{'Stored in' if made else 'Read, not made again, from'} {result.folder}")


MORE = "By phase and year: details=true, or differences.csv. Against history: graded=true (docs/outputs.md)"


def grades(result: Result) -> list[str]:
    """How each scenario stands against history, as far as there is any."""
    recorded, supports = result.provenance["recorded"], result.supports()
    return [
        *([agreement_table(result.agreements()), _told_apart(result)] if recorded else []),
        *([support_table(supports)] if supports else []),
        *([scenario_table(result.scenario_scores())] if recorded else []),
    ]


def _told_apart(result: Result) -> str:
    return told_apart_table(result.told_apart(), result.agreements()[0].scenario)


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
