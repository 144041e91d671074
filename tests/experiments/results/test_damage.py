"""A damaged result is read as it was written, or refused in one line that names value, rule and place."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from random import Random
from typing import Any

import pytest

from experiments.results.provenance import PROVENANCE
from experiments.results.read import Result, stored
from experiments.results.seal import EVERY, KINDS, SEAL, WRITTEN
from model.errors import ModelError

_spec = util.spec_from_file_location("damage", Path(__file__).with_name("damage.py"))
assert _spec is not None
assert _spec.loader is not None
damage = util.module_from_spec(_spec)
_spec.loader.exec_module(damage)

FREE = {
    *("made", "python", "platform", "versions", "commit", "commit_unknown", "dirty", "command", "patterns_fixed", SEAL)
}
"""What nothing else in a result says: who edits it and seals it anew is believed."""
DECISIVE = {"format", "kind", *EVERY, *KINDS["run"]} - FREE
TABLES = ("phases", "years", "patterns", "references", "shifts", "agreements", "change_points", "scores")


def content(folder: Path) -> tuple[Any, ...]:
    """All that a result holds, as it is read."""
    result = stored(folder)
    campaigns = result.campaigns()
    tables = [getattr(result, name)() for name in TABLES]
    columns = {(lens, name): tuple(c) for lens, one in campaigns.items() for name, c in one.columns.items()}
    decisive = {key: value for key, value in result.provenance.items() if key in DECISIVE}
    return decisive, repr(tables), columns


@pytest.fixture
def in_time() -> Iterator[None]:
    """A reader that waits for a pipe, or reads without end, fails instead of hanging."""

    def late(*_: object) -> None:
        raise AssertionError("still reading after 20 seconds")

    before = signal.signal(signal.SIGALRM, late)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def outcome(folder: Path, right: tuple[Any, ...]) -> str:
    """'read right' or the one line that refuses."""
    signal.alarm(20)
    try:
        assert content(folder) == right
    except ModelError as fault:
        said = str(fault)
        assert said.isprintable(), said
        assert len(said) < 1500, said
        assert str(folder) in said, said
        assert any(word in said for word in ("cannot be read (", "older targetshift", "newer targetshift", "holds no"))
        return said
    finally:
        signal.alarm(0)
    return "read right"


def trials(number: int, seed: int, result: Result, right: tuple[Any, ...]) -> Counter[str]:
    """So many damaged copies of a result; how they were read."""
    root, counts = result.folder.parent.parent, Counter[str]()
    for trial in range(number):
        dice, harm = Random(f"{seed}-{trial}"), damage.DAMAGES[trial % len(damage.DAMAGES)]
        folder = Path(shutil.copytree(result.folder, root / "copies" / str(trial) / result.folder.name))
        done = harm(dice, folder)
        folder = next(path for path in folder.parent.iterdir() if path.is_dir())
        try:
            counts["read right" if outcome(folder, right) == "read right" else "refused"] += 1
        except BaseException as fault:
            raise AssertionError(f"trial {trial}, {harm.__name__}: {done}") from fault
        shutil.rmtree(folder.parent)
    return counts


@pytest.mark.usefixtures("in_time")
def test_damaged_results_are_read_right_or_refused(result: Result) -> None:
    counts = trials(45, 1, result, content(result.folder))
    assert counts["refused"] > 30


@pytest.mark.slow
@pytest.mark.usefixtures("in_time")
def test_two_hundred_damaged_results_and_more(result: Result, record_property: Callable[[str, object], None]) -> None:
    counts = trials(600, 2, result, content(result.folder))
    told = f"{counts['read right']} read right, {counts['refused']} refused in a line"
    record_property("counted", f"600 damaged results: {told}")
    assert counts["refused"] > 500


def edited(result: Result, change: Callable[[Any], object], sealed: bool = True) -> str:
    """How a result is refused after its provenance was changed, and sealed anew."""
    about = damage.about(result.folder)
    change(about)
    damage.write(result.folder, about, sealed)
    with pytest.raises(ModelError) as refused:
        stored(result.folder)
    return str(refused.value)


def test_a_run_lists_what_it_is_made_of(result: Result) -> None:
    assert sorted(result.provenance["files"]) == sorted(WRITTEN["run"])


EDITS: dict[str, tuple[Callable[[Any], object], str]] = {
    "seed": (lambda a: a.update(seed=7), "seed is 7, and by its config it is 5"),
    "a file that nobody reads": (
        lambda a: a["files"].pop("weekly.parquet"),
        "it says nothing of the file weekly.parquet",
    ),
    "replicates": (lambda a: a.update(replicates=400), "replicates is 400, and by its config it is 40"),
    "scenario": (lambda a: a.update(scenario="no_truce"), 'scenario is "no_truce", and by its config it is "baseline"'),
    "a scenario elsewhere": (lambda a: a.update(scenario="../../evil"), 'scenario is "../../evil": it must be a name'),
    "engine": (lambda a: a.update(engine="theatre"), 'engine is "theatre"'),
    "hash": (lambda a: a.update(hash="0" * 64), "hash is 000000000000, and its parts have"),
    "a hash of a part": (lambda a: a["hashes"].update(code="0" * 64), "and its parts have"),
    "held out": (lambda a: a.update(heldout=["phase3"]), 'heldout is ["phase3"], and by its config it is []'),
    "a phase": (lambda a: a.update(heldout=["phase9"]), 'heldout is ["phase9"], and by its config it is []'),
    "fitted": (lambda a: a.update(fitted=["phase1"]), 'fitted is ["phase1"], and by its config it is []'),
    "estimate": (lambda a: a.update(estimate="mine"), 'estimate is "mine", and by its config it is "prior"'),
    "patterns": (lambda a: a.update(patterns="0" * 64), "patterns is"),
    "the config": (lambda a: a["config"].update(seed=7), "hashes.config is"),
    "a number of it": (lambda a: a["config"]["parameters"]["risk_weight"].update(value=9.0), "hashes.config is"),
    "a file elsewhere": (
        lambda a: a["files"].update({"../x.csv": a["files"]["years.csv"]}), 'lists the file "../x.csv": a plain name',
    ),
    "a device": (lambda a: a["files"].update({"/dev/zero": {"bytes": 1, "sha256": "0" * 64}}), '"/dev/zero"'),
    "a file of another form": (lambda a: a["files"].update({"years.csv": "0" * 64}), "of years.csv it says"),
    "a file that is not there": (
        lambda a: a["files"].update({"more.csv": {"bytes": 1, "sha256": "0" * 64}}), "more.csv cannot be read (No such",
    ),
    "a size": (lambda a: a["files"]["years.csv"].update(bytes=2), "bytes and was written with 2"),
    "true for a number": (lambda a: a.update(replicates=True), "replicates is true: it must be a whole number"),
    "a fraction": (lambda a: a.update(seed=5.0), "seed is 5.0: it must be a whole number"),
    "a letter": (lambda a: a.update(commit="zzz"), 'commit is "zzz": it must be a commit, or null'),
    "a colour": (lambda a: a.update(patterns_fixed="\x1b[31mred"), 'is "\\u001b[31mred": it must be a text'),
    "a kind": (lambda a: a.update(kind="ruin"), 'kind is "ruin": it must be one of run, codings, comparison, fit'),
    "a kind that is a list": (lambda a: a.update(kind=["run"]), 'kind is ["run"]: it must be'),
    "no kind": (lambda a: a.pop("kind"), "kind is null"),
    "no seal": (lambda a: a.pop("commit_unknown"), "it says nothing of 'commit_unknown'"),
    "a timeline": (lambda a: a["config"].update(timeline=[]), "it must be a config with a timeline"),
    "a day": (
        lambda a: next(iter(a["config"]["timeline"]["spells"].values())).update(start="soon"), "config with a timeline",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_named_with_its_rule_though_it_is_sealed_anew(name: str, result: Result) -> None:
    change, said = EDITS[name]
    refused = edited(result, change)
    assert said in refused, refused
    assert str(result.folder) in refused
    assert "\n" not in refused


@pytest.mark.parametrize("key", ["made", "platform", "command", "patterns_fixed", "versions"])
def test_an_edit_of_what_nothing_else_says_breaks_the_seal(key: str, result: Result) -> None:
    values = {"made": "2020-01-01T00:00:00+00:00", "command": ["x"], "versions": {"numpy": "1"}}
    assert "its seal is" in edited(result, lambda about: about.update({key: values.get(key, "x")}), sealed=False)
    assert "its seal is" in edited(result, lambda about: about.update(new=1), sealed=False)


def test_what_is_said_twice_is_not_believed(result: Result) -> None:
    file = result.folder / PROVENANCE
    file.write_text(file.read_text(encoding="utf-8").replace("{", '{"seed": 1,', 1), encoding="utf-8")
    with pytest.raises(ModelError, match="it says 'seed' twice"):
        stored(result.folder)


def test_a_renamed_folder_is_called_back(result: Result) -> None:
    (result.folder.parent / "mine").symlink_to(result.folder)
    with pytest.raises(ModelError, match=r"it is of 'baseline-...-[0-9a-f]{12}', and its folder is called 'mine'"):
        stored(result.folder.parent / "mine")


def test_a_result_is_read_wherever_its_folder_is_moved(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    right = content(result.folder)
    moved = Path(shutil.copytree(result.folder, result.folder.parents[1] / "a=b" / result.folder.name))
    assert content(moved) == right
    monkeypatch.chdir(moved)
    assert content(Path()) == right
    assert content(Path("../" + moved.name)) == right


def test_another_result_under_the_name_that_is_asked_for_is_refused(result: Result, call: Callable[..., Any]) -> None:
    words = ("run", "replicates=1", "figures=false", "estimate=prior")
    call(*words)
    root = result.folder.parent
    asked = next(path for path in root.iterdir() if path != result.folder)
    shutil.rmtree(asked)
    asked.symlink_to(result.folder)
    ended = call(*words)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert f"its folder is called '{asked.name}'" in ended.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_result_of_somebody_else_is_asked_for(result: Result) -> None:
    (result.folder / PROVENANCE).chmod(0)
    with pytest.raises(ModelError, match="ask its owner for the right"):
        stored(result.folder)


def test_files_that_were_sealed_but_are_none(result: Result) -> None:
    from experiments.files.hashing import file_hash

    for name, text in (("events.parquet", b"PAR1" * 9), ("years.csv", b"a,b\n1,2\n"), ("shifts.csv", b"\0" * 200_000)):
        (result.folder / name).write_bytes(text)
        about = damage.about(result.folder)
        about["files"][name] = {"bytes": len(text), "sha256": file_hash(result.folder / name)}
        damage.write(result.folder, about, sealed=True)
    fresh = Result(result.folder)
    for name, read in (("events.parquet", fresh.campaigns), ("years.csv", fresh.years), ("shifts.csv", fresh.shifts)):
        with pytest.raises(ModelError, match=f"{name} cannot be read"):
            read()


PLOT = ("events.parquet", "provenance.json")


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize("how", ["pipe", "zero", "huge"])
@pytest.mark.parametrize("name", PLOT)
def test_plot_neither_waits_nor_reads_without_end(
    name: str, how: str, result: Result, call: Callable[..., Any]
) -> None:
    file = result.folder / name
    file.unlink()
    if how == "pipe":
        os.mkfifo(file)
    elif how == "zero":
        file.symlink_to("/dev/zero")
    else:
        file.touch()
        os.truncate(file, 10**13)
    signal.alarm(20)
    ended = call("plot", f"run={result.folder}")
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert str(file) in ended.err


def test_a_comparison_draws_nothing_outside_its_folder(call: Callable[..., Any], tmp_path: Path) -> None:
    assert call("compare", "replicates=1", "figures=false", "estimate=prior", "scenarios=[baseline,no_truce]").code == 0
    comparison = Result(next((tmp_path / "results").glob("compare-*")))
    for change, said in (
        (lambda about: about.update(runs=["../../x", "y"]), 'runs is ["../../x", "y"]: it must be the plain names'),
        (lambda about: about["runs"].reverse(), "by scenario and hashes they are"),
        (lambda about: about.update(scenario="../x / baseline"), "it must be names of scenarios"),
        (lambda about: about["hashes"].update(more="0" * 64), "by scenario and hashes they are"),
    ):
        before = (comparison.folder / PROVENANCE).read_bytes()
        assert said in edited(comparison, change)
        (comparison.folder / PROVENANCE).write_bytes(before)
    assert stored(comparison.folder).provenance["kind"] == "comparison"


def test_hidden_folders_are_no_results(result: Result, call: Callable[..., Any]) -> None:
    shutil.copytree(result.folder, result.folder.parent / ".baselin-x")
    shutil.copytree(result.folder, result.folder.parent / ".ipynb_checkpoints" / result.folder.name)
    (result.folder.parent / ".DS_Store").touch()
    assert f"did you mean run={result.folder}?" in call("plot", f"run={result.folder.parent / 'baselin-x'}").err


@pytest.mark.parametrize("name", ["x" * 300, "nowhere/at/all", "/etc/hostname", "/proc/1/root", "."])
def test_what_is_no_result_ends_in_a_line(name: str, call: Callable[..., Any]) -> None:
    ended = call("plot", f"run={name}")
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "holds no stored result" in ended.err or "300 characters long" in ended.err
