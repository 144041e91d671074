"""The commit of a result is that of its own code, whatever the environment points to, or it is said why not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from experiments.files.checkout import ROOT
from experiments.results import commits
from experiments.results.commits import Answer, git, patterns_fixed

PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
DAY = "2026-11-20T08:00:00+00:00"


def made(folder: Path, *files: str) -> str:
    """A repository with these files in one commit; returns the commit."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("patterns: []\n", encoding="utf-8")
    run(folder, "init", "--quiet")
    run(folder, "add", *files)
    run(folder, "commit", "--quiet", "--message", "one")
    return run(folder, "rev-parse", "HEAD")


def run(folder: Path, *words: str, **environment: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    dates = {"GIT_COMMITTER_DATE": DAY, "GIT_AUTHOR_DATE": DAY}
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, env={**PLAIN, **dates, **environment}, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A checkout of code in `tmp_path / "code"`, in the place of this one; its commit."""
    place = tmp_path / "code"
    head = made(place, "model/world.py", "conf/a.yaml")
    monkeypatch.setattr(commits, "ROOT", place)
    monkeypatch.setattr(commits.git, "__kwdefaults__", {"at": place})
    return head


def environments(other: Path) -> dict[str, Mapping[str, str]]:
    return {
        "another GIT_DIR": {"GIT_DIR": str(other / ".git")},
        "a hook of a worktree": {
            "GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_PREFIX": "",
            "GIT_INDEX_FILE": str(other / ".git" / "index"),
        },
        "a common folder": {"GIT_COMMON_DIR": str(other / ".git")},
        "objects elsewhere": {"GIT_OBJECT_DIRECTORY": str(other / ".git" / "objects")},
        "a ceiling": {"GIT_CEILING_DIRECTORIES": str(other.parent)},
        "settings": {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": str(other)},
        "pathspecs as they stand": {"GIT_LITERAL_PATHSPECS": "1"},
        "tracing": {"GIT_TRACE": "1"},
    }  # fmt: skip


@pytest.mark.parametrize("name", environments(Path()))
def test_the_environment_moves_no_commit(name: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = made(tmp_path / "other", "model/world.py")
    for key, value in environments(tmp_path / "other")[name].items():
        monkeypatch.setenv(key, value)
    assert commits.circumstances() == {"commit": code, "commit_unknown": None, "dirty": False}
    assert patterns_fixed(tmp_path / "code" / "conf") == f"committed {DAY}"
    assert code != other


def test_in_a_hook_of_a_linked_worktree_it_is_the_commit_of_the_code(code: str, tmp_path: Path) -> None:
    made(tmp_path / "other", "a")
    run(tmp_path / "other", "worktree", "add", "--quiet", str(tmp_path / "linked"))
    hook = tmp_path / "other" / ".git" / "hooks" / "post-commit"
    code_there = f"at=Path('{tmp_path}/code')"
    asked = f"from experiments.results.commits import git, Path; print(git('rev-parse', 'HEAD', {code_there}).text)"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\ncd {ROOT}; {sys.executable} -c "{asked}" > {tmp_path}/said\n', encoding="utf-8")
    hook.chmod(0o755)
    run(tmp_path / "linked", "commit", "--quiet", "--allow-empty", "--message", "two")
    assert (tmp_path / "said").read_text(encoding="utf-8").strip() == code


@pytest.mark.usefixtures("code")
def test_code_that_the_checkout_around_it_does_not_hold_has_no_commit(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "code" / ".git")
    made(tmp_path, "mine.txt")
    assert commits.circumstances() == {"commit": None, "commit_unknown": commits.STRANGER, "dirty": None}
    run(tmp_path, "add", "code")
    run(tmp_path, "commit", "--quiet", "--message", "the code too")
    assert commits.commit().text == run(tmp_path, "rev-parse", "HEAD")
    (tmp_path / "mine.txt").write_text("changed", encoding="utf-8")
    assert commits.circumstances()["dirty"] is False


@pytest.mark.usefixtures("code")
def test_what_a_user_hides_from_the_status_is_a_change_all_the_same(tmp_path: Path) -> None:
    run(tmp_path / "code", "config", "status.showUntrackedFiles", "no")
    (tmp_path / "code" / "model" / "new.py").touch()
    assert commits.circumstances()["dirty"] is True
    (tmp_path / "code" / "conf" / "new.yaml").touch()
    assert patterns_fixed(tmp_path / "code" / "conf").startswith("changed since")


def test_settings_of_a_user_add_nothing_to_an_answer(code: str, tmp_path: Path) -> None:
    run(tmp_path / "code", "config", "log.showSignature", "true")
    run(tmp_path / "code", "config", "core.fsmonitor", f"touch {tmp_path}/started; false")
    assert commits.circumstances() == {"commit": code, "commit_unknown": None, "dirty": False}
    assert patterns_fixed(tmp_path / "code" / "conf") == f"committed {DAY}"
    assert not (tmp_path / "started").exists()


@pytest.mark.usefixtures("code")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_a_checkout_of_somebody_else_is_named_so(tmp_path: Path) -> None:
    for path in (tmp_path / "code", *(tmp_path / "code").rglob("*")):
        os.chown(path, 65534, 65534)
    found = commits.circumstances()
    assert (found["commit"], found["dirty"]) == (None, None)
    assert "belongs to another user" in found["commit_unknown"]
    assert "safe.directory" in found["commit_unknown"]
    assert patterns_fixed(tmp_path / "code" / "conf").startswith("commit unknown: git refuses the folder")


def test_a_refusal_in_the_words_of_any_git_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {
        "fatal: detected dubious ownership in repository at '/x'\nTo add": "belongs to another user",
        "fatal: unsafe repository ('/x' is owned by someone else)": "belongs to another user",
        "fatal: not a git repository (or any parent)": commits.OUTSIDE,
        "fatal: bad config line 1 in file .git/config": "git says: bad config line 1",
        "": "git says: nothing",
    }
    program(tmp_path, "echo $LC_ALL")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert git("log").text == "C"
    for words, reason in said.items():
        program(tmp_path, f"cat >&2 <<'X'\n{words}\nX\nexit 128")
        assert reason in str(git("log").reason)


def test_a_date_is_the_same_from_every_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    for spelling in ("2026-11-20T08:00:00Z", DAY):
        program(tmp_path, f'case "$*" in *" log "*) echo {spelling};; esac')
        assert patterns_fixed(tmp_path) == f"committed {DAY}"
    program(tmp_path, 'case "$*" in *" log "*) echo 2026-11-20T09:00:00+01:00;; esac')
    assert patterns_fixed(tmp_path) == "committed 2026-11-20T09:00:00+01:00"


def program(folder: Path, body: str) -> None:
    """A git of our own, in `folder / "bin"`."""
    file = folder / "bin" / "git"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)


def test_without_git_and_with_one_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert commits.commit() == Answer(None, "git is not installed")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    program(tmp_path, "exec sleep 5")
    monkeypatch.setattr(commits, "PATIENCE", 0.2)
    assert commits.commit() == Answer(None, "git did not answer within 0.2 seconds")


def test_nothing_committed_yet(tmp_path: Path) -> None:
    run(tmp_path, "init", "--quiet")
    (tmp_path / "a.yaml").touch()
    assert patterns_fixed(tmp_path) == "not committed: nothing is committed yet"
    assert git("rev-parse", "HEAD", at=tmp_path).reason == commits.EMPTY


def test_this_checkout_has_a_commit_or_says_why() -> None:
    found = commits.circumstances()
    assert (found["commit"] is None) != (found["commit_unknown"] is None)
    assert found["commit"] is None or re.fullmatch("[0-9a-f]{40,64}", found["commit"])
