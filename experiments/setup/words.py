"""The words of a command line that set keys, checked and brought into the form that Hydra reads."""

from __future__ import annotations

import re
from collections.abc import Iterable

from experiments.files.yaml_text import LONGEST, only_references, steers
from model.errors import ModelError

OF_ESTIMATES = ("estimate_name", "estimate_seen")
"""What only an estimate's file may say: on it rests what a reader is told of fitted and held out."""
ROWS = re.compile(
    r"~((?:militias|brands|targets|lenses|timeline\.spells|timeline\.occasions|timeline\.anchors)\.[^.=]+)"
)
"""A row that is taken out: it stays known by name, so that what else names it can be understood."""


HOME = re.compile(r"([+]{0,2}[\w.]+)=(~[^,'\"]*)")
"""A value that begins at the home folder, which Hydra cannot read without quotes."""
SCHEMA = "schema"
"""The group whose option is the app; no choice of the user's."""


def key_of(override: str) -> str:
    """The key that an override sets, adds or deletes."""
    return override.lstrip("+~").partition("=")[0]


def checked(overrides: Iterable[str]) -> list[str]:
    """The overrides as Hydra is to read them; raises ModelError for what no command line may say."""
    return [_checked(override) for override in overrides]


def refuse_of_estimates(key: str, where: str) -> None:
    """Raise ModelError when a key tells what an estimate is, and it is not the estimate's file that tells."""
    if key in OF_ESTIMATES:
        raise ModelError(
            f"'{key}' may only be said by an estimate's own file, as conf/estimate/first.yaml says it: choose one "
            f"with estimate=..., or put one into estimate/ of a folder given by --config-dir. Take it out {where}."
        )


def _checked(override: str) -> str:
    key, _, value = override.partition("=")
    if len(override) > LONGEST:
        raise ModelError(f"'{key}' is given {len(value)} characters on the command line: {LONGEST} are enough.")
    if steers(override) or "\n" in override or "\t" in override:
        raise ModelError(f"{override!a} holds control characters: take them out.")
    if not only_references(override) and "$" in override:
        raise ModelError(
            f"'{override}' is no plain reference: only the name of another key is read, as in workers=${{seed}}, and "
            "once a value."
        )
    if not key_of(override).strip():
        raise ModelError(f"'{override}' names no key: write key=value.")
    if "@hydra" in key:
        raise ModelError(f"'{key}' would change how Hydra itself runs: give hydra.key=value where that is meant.")
    refuse_of_estimates(key_of(override).partition(".")[0], "of the command line")
    if key_of(override) == SCHEMA:
        raise ModelError(f"'{key_of(override)}' is no choice: it belongs to the app. Take it out of the command line.")
    if row := ROWS.fullmatch(override):
        return f"{row.group(1)}=null"
    if home := HOME.fullmatch(override):
        return f"{home.group(1)}='{home.group(2)}'"
    return override
