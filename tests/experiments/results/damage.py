"""Ways to damage a stored result: each takes dice and the folder of a result, and says what it did."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from experiments.results.provenance import PROVENANCE
from experiments.results.seal import SEAL, seal

Damage = Callable[[Random, Path], str]
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 2, 10**30, 0.5, 1e308, "", "x", "../../x", "/etc/passwd", "a\u001b[31mb", "\ud800",
    "=1+1", [], [[]], ["../x"], {}, {"": ""}, {"a": {"b": 1}}, "0" * 64, "z" * 5000, float("nan"), float("inf"),
)  # fmt: skip


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def about(folder: Path) -> Any:
    return json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))


def write(folder: Path, content: Any, sealed: bool = False) -> None:
    if sealed:
        content[SEAL] = seal(content)
    (folder / PROVENANCE).write_text(json.dumps(content, indent=2), encoding="utf-8")


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every entry of a tree, as its branch and its key there."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in list(entries):
        yield node, key
        yield from places(inner)


def one(dice: Random, tree: Any) -> tuple[Any, Any]:
    """An entry of a provenance: one at the top as often as one inside, or most would be in the config."""
    top = [(tree, key) for key in tree]
    return dice.choice(top if dice.random() < 0.5 else list(places(tree)))


def flip(dice: Random, folder: Path) -> str:
    file = dice.choice(files(folder))
    content = bytearray(file.read_bytes())
    at = dice.randrange(len(content))
    content[at] ^= 1 << dice.randrange(8)
    file.write_bytes(content)
    return f"a bit of {file.name} at {at}"


def cut(dice: Random, folder: Path) -> str:
    file = dice.choice(files(folder))
    os.truncate(file, dice.randrange(file.stat().st_size))
    return f"{file.name} cut to {file.stat().st_size}"


def longer(dice: Random, folder: Path) -> str:
    file = dice.choice(files(folder))
    with file.open("ab") as handle:
        handle.write(dice.choice([b"\0", b"\n", b"a,b\n", b"{}", bytes(range(256))]))
    return f"{file.name} longer"


def swap(dice: Random, folder: Path) -> str:
    first, second = dice.sample(files(folder), 2)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    return f"{first.name} and {second.name} swapped"


def replace(dice: Random, folder: Path) -> str:
    """Something else in the place of a file."""
    file = dice.choice(files(folder))
    copy = shutil.copy(file, folder.parent / "elsewhere")
    file.unlink()
    how = dice.choice(["nothing", "folder", "pipe", "loop", "zero", "same", "other", "huge", "device", "no right"])
    if how == "folder":
        file.mkdir()
    elif how == "pipe":
        os.mkfifo(file)
    elif how == "huge":
        file.touch()
        os.truncate(file, 10**13)
    elif how == "no right":
        shutil.copy(copy, file)
        file.chmod(0)
    elif how != "nothing":
        to = {"loop": file, "zero": "/dev/zero", "same": copy, "other": "/etc/hostname", "device": "/dev/tty"}
        file.symlink_to(to[how])
    return f"{how} for {file.name}"


def entry(dice: Random, folder: Path) -> str:
    """A strange value for an entry."""
    return _entry(dice, folder, sealed=False)


def sealed_entry(dice: Random, folder: Path) -> str:
    """The same by somebody who seals what he wrote."""
    return _entry(dice, folder, sealed=True)


def _entry(dice: Random, folder: Path, sealed: bool) -> str:
    content = about(folder)
    branch, key = one(dice, content)
    branch[key] = value = dice.choice(STRANGE)
    try:
        write(folder, content, sealed)
    except UnicodeEncodeError:  # a lone surrogate cannot be sealed
        write(folder, content)
    return f"{key} is {str(value)[:30]!a}{', sealed' if sealed else ''}"


def near(dice: Random, folder: Path) -> str:
    """A number or word that is nearly right."""
    content = about(folder)
    branch, key = one(dice, content)
    value = branch[key]
    if isinstance(value, bool):
        branch[key] = not value
    elif isinstance(value, int | float):
        branch[key] = value + dice.choice([1, -1, 0.25])
    elif isinstance(value, str):
        branch[key] = value[:-1] + "x"
    elif isinstance(value, dict):
        branch[key] = dict(reversed(value.items()))
    elif isinstance(value, list):
        branch[key] = [*value, *value[:1]]
    else:
        branch[key] = ""
    write(folder, content, sealed := dice.random() < 0.5)
    return f"{key}: {str(value)[:30]!a} to {str(branch[key])[:30]!a}{', sealed' if sealed else ''}"


def exchange(dice: Random, folder: Path) -> str:
    content = about(folder)
    (first, a), (second, b) = one(dice, content), one(dice, content)
    first[a], second[b] = json.loads(json.dumps(second[b])), json.loads(json.dumps(first[a]))
    write(folder, content)
    return f"{a} and {b} exchanged"


def keys(dice: Random, folder: Path) -> str:
    """A key that is gone, new, or misspelt."""
    content = about(folder)
    branch, key = one(dice, content)
    while not isinstance(branch, dict):
        branch, key = one(dice, content)
    how = dice.choice(["gone", "new", "misspelt"])
    if how == "new":
        branch["new"] = dice.choice(STRANGE[:13])
    else:
        value = branch.pop(key)
        branch |= {f"{key}_": value} if how == "misspelt" else {}
    write(folder, content, sealed := dice.random() < 0.5 and how != "new")
    return f"{key} {how}{', sealed' if sealed else ''}"


def text(dice: Random, folder: Path) -> str:
    """Spellings that are no JSON, or another one."""
    file = folder / PROVENANCE
    old = file.read_text(encoding="utf-8")
    spellings: dict[str, bytes] = {
        "a mark before it": b"\xef\xbb\xbf" + old.encode(),
        "UTF-16": old.encode("utf-16"),
        "no UTF-8": old.replace("baseline", "bas\xe9line").encode("latin-1", "replace"),
        "twice": old.replace("{", '{"seed": 1,', 1).encode(),
        "NaN": old.replace('"seed": 5', '"seed": NaN').encode(),
        "deep": b"[" * 100_000 + b"]" * 100_000,
        "deep inside": old.replace('"seed": 5', f'"seed": {"[" * 5000}{"]" * 5000}').encode(),
        "a long number": old.replace('"seed": 5', f'"seed": {"5" * 10_000}').encode(),
        "a list": f"[{old}]".encode(),
        "a number": b"3",
        "a word": b'"format"',
        "nothing": b"",
        "zeros": b"\0" * len(old),
        "no format": old.replace('"format"', '"form"').encode(),
        "a format in words": old.replace('"format": 5', '"format": "3"').encode(),
        "a format that is true": old.replace('"format": 5', '"format": true').encode(),
        "one line": json.dumps(json.loads(old)).encode(),
        "escapes": json.dumps(json.loads(old), ensure_ascii=True, indent=1).encode(),
    }
    how = dice.choice(list(spellings))
    file.write_bytes(spellings[how])
    return f"{PROVENANCE}: {how}"


def name(dice: Random, folder: Path) -> str:
    """Another name for the folder."""
    new = dice.choice(
        ["mine", f"{folder.name}-copy", f"x{folder.name}", folder.name[:-1], f".{folder.name}", "baseline"]
    )
    folder.rename(folder.parent / new)
    return f"called {new}"


DAMAGES: tuple[Damage, ...] = (
    flip, flip, cut, longer, swap, replace, replace, entry, sealed_entry, near, near, exchange, keys, text, name,
)  # fmt: skip
