"""Write docs/coding_agreement.md from the two codings: `python -m experiments.observed.coding`."""

from __future__ import annotations

from experiments.observed.coding import CODERS, coding, final
from experiments.observed.coding.page import PAGE, written


def main() -> None:
    """Compare the two coders and write the page."""
    PAGE.write_text(written(list(map(coding, CODERS)), list(map(final, CODERS))), encoding="utf-8")


if __name__ == "__main__":
    main()
