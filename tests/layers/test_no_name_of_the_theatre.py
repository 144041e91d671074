"""No phase, target or lens of the shipped theatre, and no row of its record, is named in code: they are config."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


def content(name: str) -> Any:
    return yaml.safe_load((ROOT / "conf" / name).read_text(encoding="utf-8"))


def names() -> set[str]:
    """What only config may name."""
    record = content("record/iraq.yaml")
    rows = {record["total"], record["pause"], *record["whole"].values(), *record["first"], *record["quieter"]}
    lenses = {path.stem for path in (ROOT / "conf" / "lens").glob("*.yaml")}
    themes = {*content("targets/iraq.yaml"), *content("phases/iraq.yaml"), *lenses, *record["dated_facts"]}
    return {*themes, *rows, *record["moments"]}


def constants(file: Path) -> Iterator[str]:
    """Every text in the code of a file; what only explains is longer than a name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from (node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg)


def test_code_names_nothing_of_the_shipped_theatre() -> None:
    forbidden = names()
    assert {"phase1", "us_base", "acled", "C02", "EV58", "2022-01"} <= forbidden
    found = [
        f"{file.relative_to(ROOT)}: {text}"
        for room in ("model", "agents", "experiments")
        for file in sorted((ROOT / room).rglob("*.py"))
        for text in constants(file)
        if text in forbidden
    ]
    assert found == []
