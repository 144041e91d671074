"""A theatre in YAML alone, with phases, targets, sources and actors of its own and nothing observed."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.figures.style import save
from experiments.files.checkout import CONF, ROOT
from experiments.results.read import Result

COAST = ("--config-dir", "own", "--config-name", "coast")
VALUES = {"harbour": {"appeal": {"value": -2.0}, "harm": {"value": 0.03}}, "un_lorry": {"appeal": {"value": -1.6}}}


@pytest.fixture
def coast(tmp_path: Path) -> Path:
    """The theatre's files in the folder `own`, with an estimate that has the shipped start values of rules' numbers."""
    own = Path(shutil.copytree(ROOT / "tests" / "coast", tmp_path / "own"))
    shipped = yaml.safe_load((CONF / "estimate" / "prior.yaml").read_text(encoding="utf-8"))
    estimate = {"estimate_name": "coast", "estimate_seen": [], "parameters": shipped["parameters"], "targets": VALUES}
    (own / "estimate").mkdir()
    text = f"# @package _global_\n{yaml.safe_dump(estimate)}"
    (own / "estimate" / "coast.yaml").write_text(text, encoding="utf-8")
    return own


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("coast")
def test_it_runs_is_drawn_and_says_what_is_left_out(call: Callable[..., Any], tmp_path: Path) -> None:
    ended = call("run", *COAST, "quiet=true", "details=true")
    assert ended.code == 0, ended.err
    assert ended.out.count("No observed record: left out are") == 1
    assert "scores.csv, agreement.csv and patterns.csv, and the figures scorecard and skill." in ended.out
    assert not [word for word in ("Scores", "as reported", "phase1") if word in ended.out]
    (folder,) = (tmp_path / "results").glob("baseline-*")
    phases = rows(folder, "phases.csv")
    assert [(row["period"], row["target"]) for row in phases] == [
        ("opening", "harbour"), ("opening", "un_lorry"), ("long_calm", "harbour"), ("long_calm", "un_lorry"),
    ]  # fmt: skip
    assert {row["known"] for row in phases} == {"no record"}
    assert sum(float(row["median"]) for row in phases) > 0
    assert {row["period"] for row in rows(folder, "years.csv")} == {"2030", "2031"}
    shifts = rows(folder, "shifts.csv")
    assert {row["boundary"] for row in shifts} == {"opening-long_calm"}
    assert {row["reading"] for row in shifts} == {"cut"}
    assert {(row["observed_median"], row["p_sign"]) for row in shifts} == {("", "")}
    assert all(row["simulated_median"] for row in shifts if row["quantity"] == "rate")
    assert rows(folder, "change_points.csv")
    assert [rows(folder, name) for name in ("scores.csv", "agreement.csv", "patterns.csv")] == [[], [], []]
    drawn = sorted(path.stem for path in (folder / "figures").glob("*.png"))
    assert drawn == ["brands", "mix", "shifts", "trends"]
    again = call("plot", f"run={folder}")
    assert (again.code, "No observed record" in again.err) == (0, True)
    assert Result(folder).provenance["recorded"] is False


@pytest.mark.usefixtures("coast")
def test_it_is_compared(call: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.figures import all as every

    said: set[str] = set()

    def seen(figure: Any, path: Path) -> Any:
        said.update(_texts(figure))
        return save(figure, path)

    monkeypatch.setattr(every, "save", seen)
    words = ("scenarios=[storm,quiet]", "quiet=true", "graded=true", "details=true")
    ended = call("compare", *COAST, *words)
    assert ended.code == 0, ended.err
    assert "No observed record: left out are" in ended.out
    assert not [word for word in ("Phase-shift test", "Scores") if word in ended.out]
    (folder,) = (tmp_path / "results").glob("compare-*")
    periods = {row["period"] for row in rows(folder, "differences.csv")}
    assert periods == {"opening", "long_calm", "2030", "2031", "whole"}
    assert (folder / "figures" / "compare.png").is_file()
    assert {"Old harbours", "UN lorry"} <= said
    assert Result(folder).provenance["look"]["labels"] == {"harbour": "Old harbours", "opening": "The opening"}


@pytest.mark.usefixtures("coast")
def test_what_the_config_names_reaches_the_figures(call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.figures import all as every

    said: dict[str, set[str]] = {}
    inks: set[str] = set()

    def seen(figure: Any, path: Path) -> None:
        said[path.name] = _texts(figure)
        if path.name == "mix":
            inks.update(_inks(figure))

    monkeypatch.setattr(every, "save", seen)
    assert call("run", *COAST, "quiet=true", "workers=1").code == 0
    assert {"Old harbours", "UN lorry", "The opening", "Long calm"} <= said["mix"]
    assert {"Ships seized", "Ships freed", "Harbour vote", "The opening"} <= said["trends"]
    assert "Truce" not in said["trends"]
    assert {"#123456", "#56b4e9"} <= inks  # its own, and the palette's next


def _texts(figure: Any) -> set[str]:
    return {one.get_text() for one in figure.findobj(lambda one: hasattr(one, "get_text"))}


def _inks(figure: Any) -> set[str]:
    from matplotlib.colors import to_hex
    from matplotlib.patches import Rectangle

    return {to_hex(one.get_facecolor()) for one in figure.findobj(Rectangle)}


@pytest.mark.parametrize("words", [(), ("heldout=phase1",)], ids=["fit", "held out"])
def test_nothing_is_fitted_or_held_out_without_a_record(words: tuple[str, ...], refused: Callable[..., Any]) -> None:
    ended = refused("fit", "record=none", *words)
    assert f"{words[0] if words else 'a fit'} needs an observed record, and record.folder is empty" in ended.err


def test_there_is_nothing_to_reconcile_without_a_record(refused: Callable[..., Any]) -> None:
    assert "leave out record=none" in refused("reconcile", "record=none").err


def test_the_shipped_theatre_runs_without_its_record(call: Callable[..., Any], tmp_path: Path) -> None:
    ended = call("run", "record=none", "estimate=prior", "replicates=2", "figures=false", "quiet=true")
    assert ended.code == 0, ended.err
    assert "left out are" in ended.out
    assert "Patterns reproduced" not in ended.out
    (folder,) = (tmp_path / "results").glob("baseline-*")
    assert {row["known"] for row in rows(folder, "phases.csv")} == {"no record"}
    assert [row["period"] for row in rows(folder, "years.csv")][::5] == ["2019", "2020", "2021", "2022", "2023"]
