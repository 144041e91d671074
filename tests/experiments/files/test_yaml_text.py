"""A config file says what it means in plain keys and values, or is refused by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.files.checkout import CONF
from experiments.files.folders import visible
from experiments.files.paths import folder_of
from experiments.files.yaml_text import checked_text
from model.errors import ModelError

REFUSED = {
    "a list at the top": ("# comment\n- a\n", "line 2: the file holds no keys"),
    "a word at the top": ("word\n", "line 1: the file holds no keys"),
    "an anchor within itself": ("a: &x [*x]\n", r"line 1: '\*x' stands inside another anchor"),
    "laughs": ("a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]\n", "line 2.*inside another anchor"),
    "aliases without end": ("a: &a 1\nb: [" + "*a , " * 200 + "]\n", "100 aliases"),
    "a hundred levels": ("a: " + "[" * 100 + "]" * 100 + "\n", "30 levels"),
    "a long text": (f"a: {'x' * 6000}\n", "a text of 6000 characters"),
    "no number": ("a:\n  b: .nan\n", r"line 2: '\.nan' is no finite number"),
    "an endless number": ("a: -.inf\n", "no finite number"),
    "octal": ("a: 010\n", "'010' would be read as another number"),
    "hexadecimal": ("a: 0x1F\n", "another number"),
    "sixties": ("a: 1:30\n", "another number"),
    "underscores": ("a: 1_000.5\n", "another number"),
    "an escape": ('a: "\\e[31m"\n', r"'\\x1b\[31m' holds control characters"),
    "a turned text": ('a: "\\u202eabc"\n', "control characters"),
    "a key that steers": ('"\\u0007": 1\n', "control characters"),
    "the environment": ('a: "${oc.env:HOME}"\n', "no plain reference"),
    "a hidden resolver": ('a: "${oc.${b}:HOME}"\n', "no plain reference"),
    "references in numbers": ('a: "' + "${b}" * 500 + '"\n', "no plain reference"),
    "a tag": ("a: !!python/object/apply:os.system [ls]\n", "the tag .* is not read here"),
    "bytes": ("a: !!binary aGk=\n", "the tag"),
}
READ = {
    "nothing": "",
    "a comment": "# only that\n",
    "a date": "a: 2020-10-10\n",
    "numbers": "a: [1, -2.5, 1e-3, .5, 0, 0.0]\n",
    "a quoted number": "a: '010'\n",
    "a reference": "a: ${b.c}\n",
    "an alias": "a: &a {b: 1}\nc: *a\n",
    "Arabic": "a: زينب\n",
    "a paragraph": "a: >-\n  one\n  two\n",
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, tmp_path: Path) -> None:
    text, message = REFUSED[case]
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=message) as raised:
        checked_text(file)
    assert str(file) in str(raised.value)


@pytest.mark.parametrize("case", READ)
def test_read(case: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(READ[case], encoding="utf-8")
    assert checked_text(file) == READ[case]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\xef\xbb\xbfa: 1\n", "byte-order mark"),
        (b"a: \xff\n", "no UTF-8 text"),
        (b"a: 1\n" + b"#" * 2_000_000, "more than 1000000 bytes"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(raw)
    with pytest.raises(ModelError, match=message):
        checked_text(tmp_path / "mine.yaml")


def test_a_folder_or_a_link_to_nothing_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    (tmp_path / "b.yaml").symlink_to(tmp_path / "gone")
    for name in ("a.yaml", "b.yaml"):
        with pytest.raises(ModelError, match="no file that can be read"):
            checked_text(tmp_path / name)


def test_every_shipped_file_but_the_settings_passes() -> None:
    for file in sorted(CONF.rglob("*.yaml")):
        if file.name != "settings.yaml":
            assert checked_text(file)


def test_hidden_files_are_not_meant(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", ".#a.yaml", "._b.yaml", ".DS_Store"):
        (tmp_path / name).touch()
    assert [file.name for file in visible(tmp_path, "*.yaml")] == ["a.yaml", "b.yaml"]


def test_the_home_folder_is_resolved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder_of("~/x", "results") == f"{tmp_path}/x"
    assert folder_of("a/~x", "results") == "a/~x"
    assert folder_of("", "results") == ""
    with pytest.raises(ModelError, match="no such home folder"):
        folder_of("~nobody-at-all/x", "results")
    for long in ("a" * 256, "a/" * 5000):
        with pytest.raises(ModelError, match="characters long"):
            folder_of(long, "results")
