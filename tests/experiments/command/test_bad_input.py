"""Bad input ends in one line that says what is wrong, what is right and where: exit code 2, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


HEAD = "# @package _global_\nscenario_name: mine\n"

WORDS = {
    "no such app": (["rum"], ["'rum'", "did you mean 'run'"]),
    "misspelt key": (["run", "replicats=5"], ["'replicats' is no key; did you mean 'replicates'?", "command line"]),
    "misspelt inside": (
        ["run", "parameters.risk_wieght.value=1"],
        ["did you mean 'parameters.risk_weight.value'?"],
    ),
    "key without its branch": (["run", "risk_weight=1"], ["did you mean 'parameters.risk_weight'?"]),
    "misspelt group": (["run", "scenari=no_truce"], ["did you mean 'scenario'?"]),
    "no such option": (["run", "scenario=no_truc"], ["'no_truc'", "did you mean 'no_truce'?", "baseline"]),
    "option of another place": (["run", "targets=mars"], ["targets has no option 'mars'", "iraq"]),
    "no such key": (["run", "weather=sunny"], ["'weather' is no key", "--cfg job"]),
    "added key": (["run", "+replicats=5"], ["'replicats' is no key; did you mean 'replicates'?", "'+'"]),
    "folder that is no choice": (["run", "patterns=bases"], ["'patterns' is no choice of this app"]),
    "text for a number": (["run", "replicates=abc"], ["'replicates' is 'abc'", "a whole number"]),
    "fraction for a whole number": (["run", "replicates=1.5"], ["a whole number"]),
    "nothing for a number": (["run", "seed=null"], ["'seed'", "given, not null"]),
    "text for a switch": (["run", "mechanisms.rivalry=maybe"], ["'maybe'", "true or false"]),
    "word for a list": (["compare", "scenarios=baseline"], ["'scenarios'", "a list, as in [one,two]"]),
    "several values": (["run", "seed=1,2"], ["-m"]),
    "no value": (["run", "replicates"], ["key=value"]),
    "brackets left open": (["run", "seed=[1"], ["cannot be read"]),
    "reference to nothing": (["run", "seed=${nothing}"], ["'seed'", "nothing"]),
    "no replicates": (["run", "replicates=0"], ["replicates is 0", "from 1 to"]),
    "too many replicates": (["run", "replicates=1000000"], ["from 1 to"]),
    "negative workers": (["run", "workers=-1"], ["workers is -1", "from 0"]),
    "seed out of range": (["run", "seed=-1"], ["seed -1", "from 0 to 4294967295"]),
    "number outside its range": (["run", "parameters.risk_half_life.value=-1"], ["risk_half_life", "allows 0"]),
    "share above one": (["run", "targets.us_base.risk=1.5"], ["risk of target 'us_base' is 1.5", "from 0 to 1"]),
    "engine": (["run", "engine=theater"], ["did you mean 'theatre'?"]),
    "lens": (["run", "seen_through=acle"], ["did you mean 'acled'?"]),
    "spell that ends before it starts": (
        ["run", "timeline.spells.truce.end=2020-01-01"],
        ["'truce' ends 2020-01-01 before it starts 2020-10-10"],
    ),
    "date that does not exist": (["run", "timeline.spells.truce.end=2020-02-31"], ["2020-02-31", "YYYY-MM-DD"]),
    "militias deleted": (
        ["run", "~militias", "estimate=prior"],
        ["'militias.AAH.slots' has no value", "do not delete it"],
    ),
    "a switch deleted": (["run", "~mechanisms.rivalry"], ["mechanisms.rivalry is missing", "mechanisms.rivalry=false"]),
    "dated facts deleted": (["run", "~timeline"], ["'timeline.spells' has no rows"]),
    "a parameter deleted": (["run", "~parameters.aim"], ["'aim' has no value"]),
    "a trait deleted": (["run", "~targets.us_base.risk"], ["'targets.us_base.risk' cannot be deleted"]),
    "a row with few of its keys": (
        ["run", "+militias.KSS={slots: 3, source: mine}"],
        ["'militias.KSS.compliance' has no value", "no claim_propensity, enforces either"],
    ),
    "a quantity with few of its keys": (
        [
            "run",
            "+militias.KSS={slots: 3, compliance: {value: 1}, claim_propensity: 0, enforces: 0, source: mine}",
        ],
        ["'militias.KSS.compliance.prior' has no value", "Of 'militias.KSS.compliance' there is no source either."],
    ),
    "a choice of another app": (
        ["patterns", "scenario=no_truce"],
        ["'scenario' is no choice of this app (world=['scenario=...'] is)"],
    ),
    "a key deleted": (["run", "~seed"], ["'seed' cannot be deleted"]),
    "number for a switch": (
        ["run", "mechanisms.rivalry=2"],
        ["'mechanisms.rivalry' is '2'", "true or false", "command line"],
    ),
    "list for a switch": (["run", "mechanisms.confidence=[false]"], ["'mechanisms.confidence'", "true or false"]),
    "text for a whole number": (["run", "replicates='5'"], ["'replicates' is '5'", "a whole number"]),
    "number for a branch": (["run", "parameters.risk_weight=5"], ["parameters.risk_weight.value=5", "command line"]),
    "no number": (["run", "parameters.aim.value=nan"], ["'parameters.aim.value' is 'nan'", "a finite number"]),
    "half-life of nothing": (["run", "parameters.fear_half_life.value=0"], ["fear_half_life is 0.0", "allows 0.001"]),
    "share beyond a prior that was widened": (
        ["run", "parameters.risk_calm.value=5", "parameters.risk_calm.prior='normal(5, 1)'"],
        ["risk_calm is 5.0", "allows 0 to 1", "whatever its prior"],
    ),
    "prior of nothing": (["run", "parameters.aim.prior='halfnormal(nan)'"], ["'halfnormal(nan)'", "must be numbers"]),
    "year that dice cannot address": (["run", "clock.end=3500-01-01"], ["'3500-01-01'", "3226-01-11", "command line"]),
    "year before the dice": (["run", "clock.start=1969-12-29"], ["from 1970-01-05"]),
    "last day there is": (["run", "clock.end=9999-12-31"], ["'9999-12-31'"]),
    "week for a date": (["run", "clock.end=2020-W10-1"], ["'2020-W10-1'", "YYYY-MM-DD"]),
    "what an estimate saw": (["run", "estimate_seen=[]"], ["only be said by an estimate's own file", "command line"]),
    "an estimate's name": (["compare", "+estimate_name=x"], ["only be said by an estimate's own file"]),
    "environment": (["run", "seed=${oc.env:SEED}"], ["no plain reference"]),
    "reference to itself": (["run", "seed=${seed}"], ["'seed'", "Recursive"]),
    "escape": (["run", "engine=\x1b[31m"], ["\\x1b[31m", "control characters"]),
    "long value": (["run", "seed=" + "1" * 200_000], ["'seed' is given 200000 characters"]),
    "long name": (["run", "scenario=" + "a" * 300], ["(302 characters)", "did you mean"]),
    "long folder": (["run", "results=" + "a" * 300], ["results is 300 characters long"]),
    "nobody's home": (["run", "results=~nobody-at-all/x"], ["no such home folder"]),
    "another config altogether": (["run", "--config-path", "/"], ["--config-dir"]),
    "launcher": (["-m", "run", "hydra/launcher=joblib", "seed=1,2"], ["'hydra/launcher=joblib'", "one after another"]),
    "mode": (["run", "hydra.mode=MULTIRUN"], ["-m"]),
    "list without brackets": (["patterns", "only=S27"], ["'only' is 'S27'", "only=[S27]"]),
    "one scenario where several are": (
        ["compare", "scenario=no_rivalry"],
        ["scenario=no_rivalry", "scenarios=[baseline"],
    ),
    "name for no folder": (["run", "scenario_name=../up"], ["scenario_name '../up'"]),
    "no results folder": (["run", "results=''"], ["results is empty"]),
    "no pattern folder": (["run", "pattern_folder=nowhere"], ["nowhere", "no *.yaml"]),
    "unknown flag": (["run", "--fast"], ["--fast", "--help"]),
    "no config folder": (["run", "--config-dir", "nowhere"], ["nowhere"]),
    "no such config": (["run", "--config-name", "mine"], ["no config 'mine'"]),
    "pickle": (["run", "--experimental-rerun", "x.pickle"], ["pickle"]),
    "one scenario to compare": (["compare", "scenarios=[baseline]"], ["at least two"]),
    "scenario twice": (["compare", "scenarios=[baseline,baseline]"], ["each once"]),
    "unknown scenario to compare": (["compare", "scenarios=[baseline,no_truc]"], ["did you mean 'no_truce'?"]),
    "rounds below none": (["fit", "fit.by_slopes=-1"], ["fit.by_slopes is -1", "0 or more"]),
    "no scatter": (["fit", "fit.scatter=0"], ["fit.scatter is 0", "above 0 and up to 3"]),
    "fit of a short clock": (["fit", "clock.end=2020-11-29"], ["cannot judge what is not played", "clock.end"]),
    "no such pattern": (["patterns", "only=[S2]"], ["'S2'", "did you mean"]),
    "nothing to plot": (["plot"], ["'run' has no value"]),
    "no such result": (["plot", "run=nowhere"], ["holds no stored result"]),
}

FILES = {
    "bad YAML": ("scenario_name: [\n", ["mine.yaml, line", "no valid YAML"]),
    "tab": ("seed: 1\n\tseed: 2\n", ["line 4", "tabs"]),
    "key twice": ("seed: 1\nseed: 2\n", ["line 4", "duplicate key seed"]),
    "misspelt key": ("replicats: 5\n", ["did you mean 'replicates'?", "scenario/mine.yaml"]),
    "misspelt inside": ("parameters: {risk_weight: {vlue: 1}}\n", ["did you mean 'parameters.risk_weight.value'?"]),
    "misspelt parameter": ("parameters: {risk_wieght: {value: 1}}\n", ["did you mean 'parameters.risk_weight'?"]),
    "wrong type": ("replicates: many\n", ["'replicates' is 'many'", "a whole number", "scenario/mine.yaml"]),
    "nothing": ("parameters: {risk_weight: null}\n", ["'parameters.risk_weight'", "not null"]),
    "brand with unknown target": (
        "brands: {Raba Allah: {specialism: us_bse}}\n",
        ["'us_bse'", "'us_base'", "Raba Allah"],
    ),
    "parents beyond one": ("brands: {Raba Allah: {parents: {KH: 0.5}}}\n", ["'Raba Allah'", "must sum to 1"]),
    "no parents": ("brands: {New: {alignment: KH, specialism: us_base, source: x}}\n", ["brands.New"]),
    "unknown parent": ("brands: {Raba Allah: {parents: {KX: 0.0}}}\n", ["'KX'", "Known: AAH, HHN, KH"]),
    "overlapping spells": (
        "timeline: {spells: {again: {driver: truce, start: 2020-12-01, value: 1, role: exogenous, source: x}}}\n",
        ["'truce' has two spells that overlap", "conf/timeline"],
    ),
    "unknown driver": ("timeline: {spells: {truce: {driver: trace}}}\n", ["'trace'", "did you mean 'truce'?"]),
    "mechanism": ("mechanisms: {rivalri: false}\n", ["'rivalri'", "did you mean 'rivalry'?"]),
    "list for a switch": (
        "mechanisms: {confidence: [false]}\n",
        ["'mechanisms.confidence'", "true or false", "mine.yaml"],
    ),
    "text for a switch": ("mechanisms: {rivalry: 'false'}\n", ["'mechanisms.rivalry' is 'false'", "true or false"]),
    "share that is none": ("targets: {oil_gas: {governorates: {Erbil: .nan}}}\n", ["line 3", "no finite number"]),
    "shares below none": (
        "targets: {us_base: {methods: {rockets: 1.5, drone: -0.5}}}\n",
        ["share of rockets in the methods of target 'us_base' is 1.5", "from 0 to 1"],
    ),
    "number for a branch": (
        "parameters: {aim: 5}\n",
        ["'parameters.aim' is '5'", "parameters.aim.value=5, or aim: {value: 5} in a file", "scenario/mine.yaml"],
    ),
    "list for a branch": ("forces: [1]\n", ["'forces'", "scenario/mine.yaml"]),
    "Hydra": ("hydra: {callbacks: {x: {_target_: os.system}}}\n", ["mine.yaml says how Hydra itself is to run"]),
    "environment": ('engine: "${oc.env:HOME}"\n', ["mine.yaml, line 3", "no plain reference"]),
    "what an estimate saw": ("estimate_seen: [phase1]\n", ["only be said by an estimate's own file", "mine.yaml"]),
    "circle": ("timeline: &a [*a]\n", ["mine.yaml, line 3", "inside another anchor"]),
    "references in a circle": ("seed: ${replicates}\nreplicates: ${seed}\n", ["Recursive"]),
    "long value": (f"engine: {'x' * 200_000}\n", ["mine.yaml, line 3", "200000 characters"]),
    "formula": (
        "brands: {=cmd: {alignment: KH, specialism: us_base, parents: {KH: 1}, source: x}}\n",
        ["brand '=cmd'", "begins with a letter or digit"],
    ),
    "number for a name": ("brands: {2020: null}\n", ["2020", "Put it in quotes", "scenario/mine.yaml"]),
    "misspelt row": ("timeline: {spells: {truec: {end: 2021-01-01}}}\n", ["did you mean 'timeline.spells.truce'?"]),
}


@pytest.mark.parametrize("case", WORDS)
def test_on_the_command_line(case: str, refused: Call) -> None:
    words, fragments = WORDS[case]
    said = refused(*words).err
    assert [fragment for fragment in fragments if fragment not in said] == [], said


@pytest.mark.parametrize("case", FILES)
def test_in_a_scenario_file(case: str, refused: Call, own: Callable[[str], str]) -> None:
    text, fragments = FILES[case]
    said = refused("run", "--config-dir", own(HEAD + text), "scenario=mine").err
    assert [fragment for fragment in fragments if fragment not in said] == [], said


def test_a_file_without_the_package_line(refused: Call, own: Callable[[str], str]) -> None:
    said = refused("run", "--config-dir", own("scenario_name: mine\nseed: 1\n"), "scenario=mine").err
    assert "scenario/mine.yaml must begin with '# @package _global_'" in said


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("no", "'scenario_name' is false: it must be text"),
        ("2020", "'scenario_name' is '2020': it must be text"),
        ("=x", "scenario_name '=x' cannot name a folder"),
        ("a" * 80, "up to 60 letters"),
    ],
)
def test_a_name_that_is_none(name: str, fragment: str, refused: Call, own: Callable[[str], str]) -> None:
    folder = own(f"# @package _global_\nscenario_name: {name}\n")
    said = refused("run", "--config-dir", folder, "scenario=mine").err
    assert fragment in said
    assert "scenario/mine.yaml" in said


def test_the_file_that_is_used_is_named_and_no_other(refused: Call, call: Call, own: Callable[[str], str]) -> None:
    folder = own(HEAD)
    for name, raw in {
        "bad": b"\xff",
        "open": b"a: [\n",
        "list": b"- a\n",
        "bom": b"\xef\xbb\xbf" + HEAD.encode(),
    }.items():
        (Path(folder) / "scenario" / f"{name}.yaml").write_bytes(raw)
    (Path(folder) / "scenario" / ".#mine.yaml").symlink_to("nowhere")
    (Path(folder) / "scenario" / "other.yml").write_text(HEAD, encoding="utf-8")
    fragments = {
        "bad": "no UTF-8 text", "open": "no valid YAML", "list": "no keys", "bom": "byte-order",
        "other": "rename it",
    }  # fmt: skip
    for name, fragment in fragments.items():
        said = refused("run", "--config-dir", folder, f"scenario={name}").err
        assert f"scenario/{name}.y" in said
        assert fragment in said
    assert call("run", "--config-dir", folder, "scenario=mine", "--cfg", "job").code == 0


def test_a_file_without_a_name(refused: Call, own: Callable[[str], str]) -> None:
    said = refused("run", "--config-dir", own("# @package _global_\nseed: 1\n"), "scenario=mine").err
    assert "add the scenario's name" in said


def test_a_file_that_is_no_utf8(refused: Call, own: Callable[[str], str]) -> None:
    folder = own(HEAD)
    (Path(folder) / "scenario" / "mine.yaml").write_bytes(HEAD.encode() + b"# \xff\n")
    assert "mine.yaml is no UTF-8 text" in refused("run", "--config-dir", folder, "scenario=mine").err


def _divide_by_zero(_: object) -> float:
    return 1 / 0


def test_what_a_fault_of_ours_does_is_a_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.results.request._check", _divide_by_zero)
    with pytest.raises(ZeroDivisionError):
        call("run")


def test_a_user_who_wants_a_traceback_gets_one(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYDRA_FULL_ERROR", "1")
    with pytest.raises(Exception, match="replicates is 0"):
        call("run", "replicates=0")
