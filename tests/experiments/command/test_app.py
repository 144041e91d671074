"""The command line behaves as users of Hydra expect, and asks for help without waking what is heavy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.command import app
from experiments.setup.apps import apps
from model.errors import ModelError

Call = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("mesa", "numba", "numpy", "matplotlib", "scipy", "pandas", "pyarrow")
APPS = ("compare", "patterns", "plot", "reconcile", "run")
START = "from experiments.command.start import main; main()"
PROBE = f"""
import sys
from experiments.command import start
try:
    start.main()
finally:
    print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
"""


def python(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=cwd)


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["compare", "--help"], ["rum"]], ids=" ".join)
def test_help_wakes_nothing_heavy(words: list[str]) -> None:
    assert python("-c", PROBE, *words).stderr.splitlines()[-1] == "[]"


def test_help_lists_every_app_with_a_line(call: Call) -> None:
    said = call("--help").out
    assert said == call().out
    for name in APPS:
        assert f"  {name:<12}{apps()[name]}\n" in said
        assert apps()[name].endswith(".")
    assert "__init__" not in apps()


@pytest.mark.parametrize("name", APPS)
def test_help_of_an_app_names_its_groups_keys_and_flags(name: str, call: Call) -> None:
    ended = call(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    for words in (apps()[name], f"targetshift {name} [key=value", "--multirun", "--config-dir"):
        assert words in ended.out


def test_help_shows_options_of_ones_own(call: Call, own: Callable[[str], str]) -> None:
    assert "mine, no_brands" in call("run", "--help", "--config-dir", own("")).out


def test_as_a_module_it_is_the_same(call: Call) -> None:
    assert python("-m", "experiments", "run", "--help").stdout == call("run", "--help").out
    assert python("-m", "experiments", "run", "--cfg", "job").stdout == call("run", "--cfg", "job").out


def test_the_config_is_shown_as_it_would_be_used(call: Call) -> None:
    ended = call("run", "--cfg", "job", "scenario=no_truce", "replicates=7")
    shown = yaml.safe_load(ended.out)
    assert (shown["scenario_name"], shown["replicates"], shown["timeline"]["spells"]["truce"]) == ("no_truce", 7, None)
    assert "hydra" not in shown


@pytest.mark.parametrize("order", ["{o} {f} {s}", "{s} {f} {o}", "{f} {s} {o}", "{o} {s} {f}"])
def test_flags_may_stand_anywhere(order: str, call: Call) -> None:
    words = order.format(o="replicates=7", f="--cfg job --package replicates", s="seed=3").split()
    assert call("run", *words).out == "7\n"


def test_hydra_tells_where_things_come_from(call: Call, own: Callable[[str], str]) -> None:
    assert "scenario/no_truce" in call("run", "--info", "defaults", "scenario=no_truce").out
    folder = own("")
    assert folder in call("run", "--info", "searchpath", "--config-dir", folder).out


def test_what_is_shown_is_what_would_run_also_of_a_key_that_a_row_leaves_out(call: Call) -> None:
    shown = call("run", "timeline.spells.truce.depends_on=['end:us_election']", "--cfg", "job")
    assert shown.code == 0, shown.err
    assert "end:us_election" in shown.out


def test_looking_leaves_nothing_behind(call: Call, tmp_path: Path) -> None:
    for words in (["run", "--cfg", "job"], ["run", "--info", "defaults"], ["patterns"], ["run", "--hydra-help"]):
        assert call(*words).code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("targetshift ", ["compare", "patterns", "plot", "run"]),
        ("targetshift pl", ["plot"]),
        ("targetshift run scenario=no_t", ["scenario=no_truce"]),
        ("targetshift run scenario=no_truce parameters.risk_w", ["parameters.risk_weight."]),
        ("/some/where/targetshift compare engi", ["engine="]),
        ("targetshift nothing x", []),
    ],
)
def test_the_shell_completes(line: str, offered: list[str], call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMP_LINE", line)
    monkeypatch.setenv("COMP_POINT", str(len(line)))
    found = call("-sc", "query=bash").out.split()
    assert [word for word in found if word in offered or word not in apps()] == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_installs(shell: str, call: Call) -> None:
    ended = call("-sc", f"install={shell}")
    assert (ended.code, "targetshift" in ended.out) == (0, True)


def test_a_stranger_in_the_place_of_a_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "__init__.py").touch()
    ended = python("-c", f"import sys; sys.argv.append('run'); {START}", cwd=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert f"'agents' would come from {tmp_path}" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["agents"]


def test_own_checkout_accepts_this_one_and_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app.own_checkout()
    monkeypatch.setattr(app, "ROOT", tmp_path)
    with pytest.raises(ModelError, match="another package"):
        app.own_checkout()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["ensemble", "theatre"])
def test_an_interrupt_leaves_nothing_and_says_so(engine: str, tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "experiments", "run", "replicates=10000", f"engine={engine}", f"results={tmp_path}"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    time.sleep(8)
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (130, "")
    assert err.strip() == "targetshift: interrupted; no result was left half-written."
    assert list(tmp_path.iterdir()) == []
