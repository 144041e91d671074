"""What git says of a folder: which commit, whether it was changed since, and why there is no answer."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from experiments.files.checkout import ROOT

PATTERN_FILES = ":(glob)*.yaml"  # what the hash of a pattern folder covers
GIT = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")
"""A user's settings must not lock the checkout, start a program or add lines to an answer."""
STAYS = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH")
PATIENCE = 10  # seconds
OUTSIDE, EMPTY = "git knows nothing of the folder", "nothing is committed yet"
FOREIGN = "git refuses the folder, because it belongs to another user"
REASONS = (
    ("dubious ownership", f"{FOREIGN} (`git config --global --add safe.directory FOLDER` allows it)"),
    ("unsafe repository", FOREIGN),  # before Git 2.37
    ("not a git repository", OUTSIDE),
    ("ambiguous argument 'HEAD'", EMPTY),
    ("does not have any commits yet", EMPTY),
)
STRANGER = "the git checkout around the folder is of something else"


@dataclass(frozen=True)
class Answer:
    """What git says, or, when there is no text, why."""

    text: str | None
    reason: str | None = None


def commit() -> Answer:
    """The commit of this code; none where the repository around it does not hold it."""
    held = git("ls-files", "--", "model/world.py")
    if held.text == "":
        return Answer(None, STRANGER)
    return git("rev-parse", "HEAD") if held.text else held


def circumstances() -> dict[str, Any]:
    """Commit of this code, why it is unknown if it is, and whether the code was changed since."""
    made_from = commit()
    changed = git("status", "--porcelain", "--untracked-files=normal", "--", ".") if made_from.text else made_from
    dirty = None if changed.text is None else bool(changed.text)
    return {"commit": made_from.text, "commit_unknown": made_from.reason, "dirty": dirty}


def patterns_fixed(folder: Path) -> str:
    """When the pattern files of a folder were last committed, and whether they have changed since; in words."""
    committed = git("log", "-1", "--format=%cI", "--", PATTERN_FILES, at=folder)
    if not committed.text:
        return _not_committed(committed.reason)
    date = datetime.fromisoformat(committed.text).isoformat()  # UTC is Z in newer git, +00:00 in older
    status = ("status", "--porcelain", "--ignored", "--untracked-files=normal", "--", PATTERN_FILES)
    return f"committed {date}" if git(*status, at=folder).text == "" else f"changed since the commit of {date}"


def git(*words: str, at: Path = ROOT) -> Answer:
    """What git says of a folder, whatever repository the environment points to (in a hook it is another one)."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in STAYS}
    command = [*GIT, "-C", str(at), *words]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PATIENCE, check=False, env={**ours, "LC_ALL": "C"},
            encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except FileNotFoundError:
        return Answer(None, "git is not installed")
    except subprocess.TimeoutExpired:
        return Answer(None, f"git did not answer within {PATIENCE} seconds")
    except OSError as fault:
        return Answer(None, f"git cannot be started ({fault.strerror})")
    return Answer(done.stdout.strip()) if done.returncode == 0 else Answer(None, _reason(done.stderr))


def _not_committed(reason: str | None) -> str:
    sure = "not committed" if reason in (None, OUTSIDE, EMPTY) else "commit unknown"
    return sure if reason is None else f"{sure}: {reason}"


def _reason(said: str) -> str:
    known = next((reason for sign, reason in REASONS if sign in said), None)
    first = next((line for line in said.splitlines() if line.strip()), "nothing")
    return known or f"git says: {first.removeprefix('fatal: ')}"
