"""Values are read as they were written: nothing is converted, guessed or filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from omegaconf import MISSING, OmegaConf

from experiments.setup.loose import loose, strict
from experiments.setup.read import read
from experiments.setup.schema import Config, Quantity
from experiments.setup.trail import TRAIL
from model.errors import ModelError


@dataclass
class Inner:
    share: float = MISSING
    end: str | None = None


@dataclass
class Outer:
    switch: bool = MISSING
    count: int = 3
    name: str = MISSING
    number: Quantity = MISSING
    rows: dict[str, Inner | None] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


GOOD: dict[str, Any] = {
    "switch": False,
    "count": 4,
    "name": "mine",
    "number": {"value": 1, "prior": "fixed", "source": "x"},
    "rows": {"one": {"share": 0.5, "end": None}, "gone": None},
    "names": ["a"],
}


def with_change(path: str, value: Any) -> dict[str, Any]:
    config = OmegaConf.create(GOOD)
    OmegaConf.update(config, path, value, merge=False)
    return OmegaConf.to_container(config)  # type: ignore[return-value]


def test_what_is_right_is_read() -> None:
    found = read(Outer, GOOD)
    assert found == Outer(False, 4, "mine", Quantity(1.0, "fixed", "x"), {"one": Inner(0.5, None), "gone": None}, ["a"])
    assert isinstance(found.number.value, float)


WRONG: list[tuple[str, Any, str]] = [
    *(
        (("switch", value, "'switch' is .*must be true or false"))
        for value in (0, 1, 2, "false", [False], {"a": 1}, 1.0)
    ),
    *((("count", value, "'count' is .*a whole number")) for value in (1.0, "1", True, [1], {"a": 1})),
    *((("name", value, "'name' is .*must be text")) for value in (1, 1.5, True, ["a"])),
    ("name", False, "YAML reads yes, no, on and off"),
    *((("number.value", value, "'number.value' is .*a number")) for value in ("1", True, [1.0], {"a": 1})),
    *((("number.value", value, "a finite number")) for value in (float("nan"), float("inf"), 10**400)),
    ("number", 5, "'number' is '5': it must be a branch.*as in number.value=5"),
    ("number", None, "'number' is empty: it must be given, not null"),
    ("switch", None, "not null"),
    ("rows", ["one"], "'rows' is .*rows by name"),
    ("rows", {}, "'rows' has no rows"),
    ("rows.one", 5, "'rows.one' is '5'"),
    ("rows.one.share", "0.5", "'rows.one.share' is '0.5': it must be a number"),
    ("rows.one.end", 5, "must be text"),
    ("names", "a", r"'names' is 'a': it must be a list, as in \[one,two\] or names=\[a\]"),
    ("names", [1], r"'names\[0\]' is '1'"),
    ("names", {"a": 1}, "a list"),
    ("name", "???", "'name' has no value"),
]


@pytest.mark.parametrize(("path", "value", "message"), WRONG, ids=[f"{path}={value!r:.20}" for path, value, _ in WRONG])
def test_what_is_wrong_is_refused_by_its_key(path: str, value: Any, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        read(Outer, with_change(path, value))


@pytest.mark.parametrize("key", [*GOOD, "number.value", "number.prior", "rows.one.share"])
def test_what_is_deleted_is_refused_by_its_key(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TRAIL, "overrides", (f"~{key}",))  # a row cannot lose a key otherwise
    config = OmegaConf.create(GOOD)
    branch, _, last = key.rpartition(".")
    del (OmegaConf.select(config, branch) if branch else config)[last]
    with pytest.raises(ModelError, match=f"'{key}' cannot be deleted"):
        read(Outer, OmegaConf.to_container(config))


def test_a_row_may_leave_out_what_has_a_default_but_nobody_may_delete_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"rows": {"one": {"share": 0.5}}}
    assert read(Outer, GOOD | rows).rows["one"].end is None
    monkeypatch.setattr(TRAIL, "overrides", ("~rows.one.end",))
    with pytest.raises(ModelError, match=r"'rows.one.end' cannot be deleted"):
        read(Outer, GOOD | rows)


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(ModelError, match=r"has the name 2020.*in quotes"):
        read(Outer, {**GOOD, "rows": {2020: None}})


def test_a_row_with_half_its_keys_is_a_misspelt_one() -> None:
    rows = {"truce": {"share": 0.5, "end": None}, "truec": {"share": "???", "end": "2020-01-01"}}
    with pytest.raises(ModelError, match=r"'rows.truec' has no 'share'; did you mean 'rows.truce'"):
        read(Outer, {**GOOD, "rows": rows})


def test_omegaconf_converts_nothing_of_a_loose_twin() -> None:
    config = OmegaConf.structured(loose(Outer))
    config.switch, config.count = [False], "5"
    assert OmegaConf.to_container(config)["switch"] == [False]  # type: ignore[index,call-overload]
    assert config.count == "5"
    with pytest.raises(Exception, match="nothing"):
        config.nothing = 1


def test_a_twin_knows_its_own() -> None:
    assert strict(loose(Config)) is Config
    assert strict(OmegaConf.get_type(OmegaConf.structured(loose(Config)))) is Config
    assert set(vars(OmegaConf.structured(loose(Config)))["_content"]) == set(Config.__dataclass_fields__)
