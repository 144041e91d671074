"""The text of a YAML file, checked before anything is made of it: plain keys and values that mean what they say.

YAML can hold more than a config needs: names that point in circles, a few lines that unfold to gigabytes, values of
other types than they look, characters that steer a terminal. All of it is refused here, by file and line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from experiments.files.folders import is_file
from model.errors import ModelError

MOST_BYTES = 1_000_000
MOST_NODES, MOST_DEPTH, MOST_ALIASES, LONGEST = 50_000, 30, 100, 5_000
BOM = b"\xef\xbb\xbf"
REFERENCE = re.compile(r"\$\{[\w .\-'’()]+\}")
"""A reference to another key, as ${seed}; other interpolations run code or read the environment."""
UNUSUAL = re.compile(
    r"[-+]?(0[0-7_]+|0[xX][0-9a-fA-F_]+|0[bB][01_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?)"
    r"|[-+]?(?=[0-9_.eE+-]*_)[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?"
)
"""Numbers in other spellings than decimal: octal, hexadecimal, in sixties, with underscores."""
NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
STEERING = ("Cc", "Cs", "Zl", "Zp")
BIDIRECTIONAL = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where there is one: a tenth of the time."""


def checked_text(file: Path) -> str:
    """The text of a YAML file that holds a mapping or nothing; raises ModelError with file and line.

    What is no YAML at all is left to who parses it.
    """
    text = _decoded(file)
    for line, fault in _first(text):
        raise ModelError(f"{file}, line {line}: {fault}")
    return text


@lru_cache(maxsize=256)
def _first(text: str) -> tuple[tuple[int, str], ...]:
    """The first fault of a text, if it has one; the same files are read again and again."""
    try:
        return tuple(islice(_faults(text), 1))
    except yaml.YAMLError:
        return ()


def steers(text: str) -> bool:
    """Whether a text holds characters that a terminal would act on instead of showing them."""
    return not text.isprintable() and any(map(_steers, text))


def _steers(one: str) -> bool:
    return one in BIDIRECTIONAL or (unicodedata.category(one) in STEERING and one not in "\n\t")


def only_references(text: str) -> bool:
    """Whether all that a value interpolates is one other key."""
    return text.count("${") <= 1 and "${" not in REFERENCE.sub("", text)


def _decoded(file: Path) -> str:
    raw = _bytes(file)
    if raw.startswith(BOM):
        raise ModelError(f"{file} begins with a byte-order mark: save it as UTF-8 without one (without 'BOM').")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise ModelError(f"{file} is no UTF-8 text ({fault.reason}): save it as UTF-8.") from None


def _bytes(file: Path) -> bytes:
    if not is_file(file):
        raise ModelError(f"{file} is no file that can be read: put a YAML file there, or take it out.")
    try:
        with file.open("rb") as handle:
            raw = handle.read(MOST_BYTES + 1)
    except OSError as fault:
        raise ModelError(f"{file} cannot be read ({fault.strerror}): mind its permissions.") from None
    if len(raw) > MOST_BYTES:
        raise ModelError(f"{file} has more than {MOST_BYTES} bytes: a config is text that somebody has written.")
    return raw


def _faults(text: str) -> Iterator[tuple[int, str]]:
    """Line and fault of everything that is not as a config should be."""
    depth = nodes = aliases = anchored = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        opens, closes = isinstance(event, yaml.CollectionStartEvent), isinstance(event, yaml.CollectionEndEvent)
        if nodes == 0 and isinstance(event, yaml.SequenceStartEvent | yaml.ScalarEvent) and not _blank(event):
            yield line, "the file holds no keys: write 'key: value' pairs, one a line."
        nodes += isinstance(event, yaml.NodeEvent)
        depth += opens - closes
        aliases += isinstance(event, yaml.AliasEvent)
        if anchored and isinstance(event, yaml.AliasEvent):
            yield line, f"'*{event.anchor}' stands inside another anchor: write out what it stands for."
        if anchored or (opens and getattr(event, "anchor", None)):
            anchored += opens - closes
        if nodes > MOST_NODES or depth > MOST_DEPTH or aliases > MOST_ALIASES:
            yield line, f"more than {MOST_NODES} values, {MOST_DEPTH} levels or {MOST_ALIASES} aliases: write less."
        yield from ((line, fault) for fault in (*_tag(event), *_scalar(event)))


def _blank(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.value in ("", "null", "~")


def _tag(event: Any) -> Iterator[str]:
    if getattr(event, "tag", None) not in (None, "!"):
        yield f"the tag '{event.tag}' is not read here: leave it out."


def _scalar(event: Any) -> Iterator[str]:
    if not isinstance(event, yaml.ScalarEvent):
        return
    text = event.value
    if len(text) > LONGEST:
        yield f"a text of {len(text)} characters: {LONGEST} are enough."
    elif steers(text):
        yield f"{text!a} holds control characters: take them out."
    elif "${" in text and not only_references(text):
        yield f"'{text}' is no plain reference: only the name of another key is read, as in '${{seed}}', once a value."
    elif not event.style:
        yield from _plain(text)


def _plain(text: str) -> Iterator[str]:
    """Faults of a value without quotes."""
    if NOT_FINITE.fullmatch(text):
        yield f"'{text}' is no finite number: write one."
    elif UNUSUAL.fullmatch(text):
        yield f"'{text}' would be read as another number: write it in decimal digits, or in quotes if it is text."
