"""Small codings by hand."""

from __future__ import annotations

from datetime import date

import pytest

from experiments.observed.coding import Coded

ROW = {
    "kind": "spell",
    "driver": "truce",
    "level_set": "1",
    "level_quality": "printed",
    "role": "exogenous",
    "split": "",
    "depends_on": "",
    "source_lines": "A18",
    "note": "",
}


def _edge(side: str, text: str) -> dict:
    """`day 2020-10-10`, `open 2020-10-10/2020-12-10` or a word."""
    quality, _, days = text.partition(" ")
    first, _, last = days.partition("/")
    earliest = date.fromisoformat(first) if first else None
    latest = date.fromisoformat(last or first) if first else None
    return {f"{side}_earliest": earliest, f"{side}_latest": latest, f"{side}_quality": quality}


@pytest.fixture
def coded():
    """A row from its name and edges: `coded("a", "day 2020-10-10", "none", driver="truce")`."""

    def make(row: str, start: str, end: str, **rest: str) -> Coded:
        if rest.get("kind", "spell") != "spell":
            rest = {"level_set": "", "level_quality": "", **rest}
        return Coded(row=row, **ROW | _edge("start", start) | _edge("end", end) | rest)

    return make
