"""A result is named by all that can decide it: the code that writes tables, with all that it imports, is hashed."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from experiments.files.checkout import ROOT
from experiments.results import provenance
from experiments.results.read import Result
from model.errors import ModelError

PACKAGES = ("model", "agents", "experiments")
WRITERS = ("write_table(", "write_events(", "write_weekly(", ".to_csv(", "write_text(")
SHOWN = [ROOT / "experiments" / room for room in provenance.SHOWS]


def imported(file: Path) -> Iterator[Path]:
    """The files of ours that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            place = ROOT.joinpath(*name.split("."))
            yield from (one for one in (place.with_suffix(".py"), place / "__init__.py") if one.is_file())


def closure(files: list[Path]) -> set[Path]:
    found, left = set(files), list(files)
    while left:
        new = set(imported(left.pop())) - found
        found |= new
        left += new
    return found


def writers() -> list[Path]:
    files = [file for file in (ROOT / "experiments").rglob("*.py") if not any(map(file.is_relative_to, SHOWN))]
    return [file for file in files if any(word in file.read_text(encoding="utf-8") for word in WRITERS)]


def test_all_that_the_writers_of_tables_import_is_hashed() -> None:
    assert {"write.py", "comparison.py", "estimate.py", "reconciliation.py"} <= {file.name for file in writers()}
    assert closure(writers()) <= set(provenance.sources())


def test_nothing_that_only_shows_is_hashed_and_nothing_hashed_imports_it() -> None:
    hashed = provenance.sources()
    assert not [file for file in hashed if any(map(file.is_relative_to, SHOWN))]
    assert not [file for file in closure(list(hashed)) if any(map(file.is_relative_to, SHOWN))]


@pytest.mark.parametrize("name", provenance.ARITHMETIC)
def test_the_version_of_what_computes_is_in_the_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = provenance.hashes({}, "")
    real = provenance._version
    monkeypatch.setattr(provenance, "_version", lambda one: "0" if one == name else real(one))
    assert provenance.hashes({}, "")["arithmetic"] != before["arithmetic"]


def rewritten(result: Result, **changes: Any) -> Result:
    file = result.folder / provenance.PROVENANCE
    about = {**json.loads(file.read_text(encoding="utf-8")), **changes}
    file.write_text(json.dumps({key: value for key, value in about.items() if value is not None}), encoding="utf-8")
    return Result(result.folder)


def test_an_older_result_is_called_older_with_what_to_do(result: Result, call: Callable[..., Any]) -> None:
    old = rewritten(result, format=None, commit="abcdef0123456")
    with pytest.raises(ModelError, match=r"an older targetshift \(format 1, commit abcdef012;.*ask for the same again"):
        _ = old.provenance
    ended = call("plot", f"run={result.folder}")
    assert (ended.code, "an older targetshift" in ended.err, "cannot be read" in ended.err) == (2, True, False)


def test_a_newer_result_is_called_newer(result: Result) -> None:
    with pytest.raises(ModelError, match=f"a newer targetshift .format {provenance.FORMAT + 1}"):
        _ = rewritten(result, format=provenance.FORMAT + 1).provenance
