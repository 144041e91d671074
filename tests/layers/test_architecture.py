"""What ARCHITECTURE and the other documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")) if path.name != "CHANGELOG.md"]
ROOMS = "model|agents|experiments|conf|data|docs|tests|benchmarks"
PATH = re.compile(rf"`((?:{ROOMS})/[\w./-]*)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    named = [name for name in PATH.findall(document.read_text(encoding="utf-8")) if "/X." not in name]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_table_of_changes_names_many_paths() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## To change X, open Y")[2]
    assert len(set(PATH.findall(table.partition("\n## ")[0]))) > 30


def test_every_room_is_in_the_table_of_contents() -> None:
    rooms = {path.name for path in (ROOT / "experiments").iterdir() if path.is_dir() and path.name != "__pycache__"}
    contents = (ROOT / "experiments" / "__init__.py").read_text(encoding="utf-8")
    assert rooms == set(re.findall(r"(\w+)/ ", contents))
