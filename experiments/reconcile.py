"""Count and store the whole-number tables that satisfy all of ACLED's statements together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from omegaconf import DictConfig


def reconcile(config: DictConfig) -> None:
    """Print how many tables there are, what each year can be and what each statement excludes; store the tables."""
    from pathlib import Path

    from experiments.record.printed import reconciliation_text
    from experiments.record.reconciliation import reconciled
    from experiments.record.stored import kept

    found = reconciled()
    folder, made = kept(found, Path(config.results))
    print(f"{reconciliation_text(found)}\n\n{'Stored in' if made else 'Already stored in'} {folder}")


main = app(reconcile, "reconcile")

if __name__ == "__main__":
    main()
