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
OF_HYDRA = re.compile(r"hydra($|[./@:])|[^.]*@hydra($|[.:])")
"""A key that says how Hydra itself runs. That can load any code, move where a result goes, or set a variable."""
HARMLESS = "hydra.verbose"
"""... save this one: it shows what is logged, on stderr."""
INSTEAD = {
    ("mode",): "several values are asked for by -m",
    ("launcher", "sweeper", "sweep"): "jobs of -m run here, one after another",
    ("run", "output_subdir", "job.chdir"): "results=FOLDER says where results go",
}
"""What there is in the place of some of them."""
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


def _refuse_of_hydra(override: str) -> None:
    """Raise ModelError for a word that changes how Hydra itself runs, and not only what it logs."""
    key = key_of(override)
    if not OF_HYDRA.match(key) or key == HARMLESS:
        return
    rest = key.removeprefix("hydra")[1:]
    reason = next((words for starts, words in INSTEAD.items() if rest.startswith(starts)), "it could call any code")
    raise ModelError(
        f"'{override}' would change how Hydra itself runs: {reason}. Take it out of the command line; "
        f"{HARMLESS} alone is read."
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
    _refuse_of_hydra(override)
    refuse_of_estimates(key_of(override).partition(".")[0], "of the command line")
    if key_of(override) == SCHEMA:
        raise ModelError(f"'{key_of(override)}' is no choice: it belongs to the app. Take it out of the command line.")
    if row := ROWS.fullmatch(override):
        return f"{row.group(1)}=null"
    if home := HOME.fullmatch(override):
        return f"{home.group(1)}='{home.group(2)}'"
    return override
