"""Rows of a config by name: those that are there, and those that were set to null."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Row = TypeVar("Row")


def present(rows: Mapping[str, Row | None]) -> dict[str, Row]:
    """The rows that were not taken out."""
    return {name: row for name, row in rows.items() if row is not None}


def removed(rows: Mapping[str, object]) -> set[str]:
    """The names of the rows that were."""
    return {name for name, row in rows.items() if row is None}
