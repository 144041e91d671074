"""Play two or more scenarios with the same dice and show what each changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omegaconf import DictConfig

    from experiments.request import Request

OWN_KEYS = ("scenarios", "scenario")


def compare(config: DictConfig) -> None:
    """Print paired differences from the first scenario, from the stored comparison if there is one."""
    from experiments.comparison import compared
    from experiments.looks import standing
    from experiments.printed import difference_table, support_table
    from experiments.printed_scores import scenario_table
    from experiments.shifts.printed import agreement_table

    result, made = compared(list(_requests(config)))
    about = result.provenance
    runs = f"{about['replicates']} replicates, seed {about['seed']}, seen by {about['seen_through']}"
    print(f"{about['scenario']}: {runs}\n{standing(result, 'compare')}")
    print(f"\n{difference_table(result.differences())}\n\n{agreement_table(result.agreements())}")
    print(f"\n{support_table(result.supports())}\n")
    print(f"{scenario_table(result.scenario_scores())}\n")
    if config.figures:
        from experiments.draw import figures

        print(f"Figures in {figures(result)}")
    print(f"{'Stored in' if made else 'Read, not made again, from'} {result.folder}")


def _requests(config: DictConfig) -> Iterator[Request]:
    """What `targetshift run` would do with the same overrides, for each scenario."""
    import hydra
    from hydra.core.hydra_config import HydraConfig

    from experiments.asked import key_of
    from experiments.request import request

    shared = [one for one in HydraConfig.get().overrides.task if key_of(one) not in OWN_KEYS]
    for scenario in config.scenarios:
        yield request(hydra.compose("config", overrides=[*shared, f"scenario={scenario}"]))


main = app(compare, "compare")

if __name__ == "__main__":
    main()
