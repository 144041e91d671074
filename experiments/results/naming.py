"""What to call a stored result, wherever it is named: on the terminal, under a figure, beside a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.setup.departures import in_short, named


def title(about: Mapping[str, Any]) -> str:
    """The name of a result's world or worlds, with their differences from the baseline; from its provenance."""
    if about["kind"] != "comparison":
        return named(about["scenario"], about["differences"])
    reference, *others = about["changes"]
    return f"{', '.join(others)} against {named(reference, about['differences'])}"


def change(about: Mapping[str, Any], scenario: str) -> str:
    """In what a scenario of a comparison differs from the first."""
    return in_short(about["changes"][scenario]) or "nothing"
