"""Whatever streams and signals a shell hands over, a command ends with the right code and at most one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments.files.checkout import ROOT

PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "MPLBACKEND"}
COMMANDS = {"help": "--help", "config": "run --cfg job", "patterns": "patterns", "refused": "rum"}
RUN = "run replicates=2 estimate=prior"


def shell(line: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line for the shell; `@` stands for the command line of this checkout. Shown is the command's own exit code."""
    line = line.replace("@", f"{sys.executable} -m experiments")
    where = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", line], cwd=cwd, env={**PLAIN, **where, **environment}, capture_output=True, timeout=300
    )


PRINT = "import sys; from experiments.command.streams import ended; sys.exit(ended(lambda: print(sys.argv[1]) or 0))"


def printed(word: str | bytes, encoding: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**PLAIN, "PYTHONIOENCODING": encoding}
    return subprocess.run([sys.executable, "-c", PRINT, word], cwd=ROOT, env=environment, capture_output=True)


each_command = pytest.mark.parametrize("name", COMMANDS)


@each_command
@pytest.mark.parametrize("buffered", ["", pytest.param("1", marks=pytest.mark.slow)])
def test_a_reader_who_has_left_is_no_fault(name: str, buffered: str) -> None:
    ended = shell(f"@ {COMMANDS[name]} | true; exit ${{PIPESTATUS[0]}}", PYTHONUNBUFFERED=buffered)
    assert ended.returncode == (2 if name == "refused" else 141)
    assert ended.stderr.count(b"\n") == (1 if name == "refused" else 0)


@each_command
def test_a_full_disk_behind_the_output_is_said_in_a_line(name: str) -> None:
    ended = shell(f"@ {COMMANDS[name]} > /dev/full")
    assert (ended.returncode, ended.stderr.count(b"\n")) == (2, 1)
    assert b"No space left on device" in ended.stderr or name == "refused"


@each_command
def test_a_closed_output_is_said_before_anything_is_done(name: str) -> None:
    ended = shell(f"@ {COMMANDS[name]} >&-")
    assert (ended.returncode, ended.stderr.count(b"\n")) == (2, 1)
    assert b"standard output is closed" in ended.stderr


@pytest.mark.parametrize(
    ("name", "closed"),
    [(name, closed) for name in ("help", "refused") for closed in ("2>&-", "2>/dev/full", "<&-", "<&- 2>&-")]
    + [pytest.param("patterns", "<&- 2>&-", marks=pytest.mark.slow)],
)
def test_other_closed_streams_change_nothing(name: str, closed: str) -> None:
    plain, ended = shell(f"@ {COMMANDS[name]}"), shell(f"@ {COMMANDS[name]} {closed}")
    assert (ended.returncode, ended.stdout) == (plain.returncode, plain.stdout)
    assert ended.returncode == (2 if name == "refused" else 0)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_an_output_that_knows_few_letters_gets_others(encoding: str) -> None:
    said = "±2 − 3 … é Ž \u0643\u062a"
    expected = {
        "ascii": "+-2 - 3 ... e Z ??", "latin-1": "±2 - 3 ... é Z ??", "cp1252": "±2 - 3 … é Ž ??", "utf-8": said,
    }  # fmt: skip
    ended = printed(said, encoding)
    assert (ended.returncode, ended.stdout.decode(encoding)) == (0, f"{expected[encoding]}\n")


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_a_path_that_is_no_text_is_printed_as_it_is(encoding: str) -> None:
    ended = printed(b"a\xff", encoding)
    assert (ended.returncode, ended.stdout) == (0, b"a\xff\n")


def test_every_letter_that_is_printed_has_a_plain_spelling() -> None:
    places = [*(ROOT / "experiments").rglob("*.py"), *(ROOT / "conf").rglob("*.yaml")]
    letters = {letter for place in places for letter in place.read_text(encoding="utf-8") if ord(letter) > 127}
    assert letters
    assert b"?" not in printed("".join(sorted(letters)), "ascii").stdout


@pytest.mark.slow
def test_a_run_with_little_to_write_on(tmp_path: Path) -> None:
    """One run for all: its result is whole, though nothing could be shown."""
    full = shell(f"@ {RUN} figures=false > /dev/full", tmp_path)
    assert (full.returncode, full.stderr.count(b"\n")) == (2, 1)
    left = shell(f"@ {RUN} figures=false | true; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert (left.returncode, left.stderr) == (141, b"")
    again = shell(f"@ {RUN} figures=false", tmp_path, PYTHONIOENCODING="ascii")
    assert (again.returncode, again.stderr) == (0, b"")
    assert b"Read, not played again" in again.stdout


@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "nonsense", "tkagg", ""])
def test_a_notebooks_backend_is_no_fault_and_stays(backend: str) -> None:
    program = "import os, experiments.figures; from matplotlib import rcParams\n"
    program += "print(os.environ['MPLBACKEND'], rcParams['backend'])"
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, cwd=ROOT, env={**PLAIN, "MPLBACKEND": backend}, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"{backend} ")
    assert ("tkagg" in ended.stdout.split()[-1]) == (backend == "tkagg")


SLOW = "import time; from experiments.command.streams import ended; import sys; print('on', flush=True)\n"
SLOW += "sys.exit(ended(lambda: print('in', flush=True) or time.sleep(30) or 0))"


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_ends_in_a_line_and_its_own_code(name: str, code: int) -> None:
    run = subprocess.Popen([sys.executable, "-c", SLOW], cwd=ROOT, stdout=-1, stderr=-1, text=True)
    assert run.stdout is not None
    assert [run.stdout.readline(), run.stdout.readline()] == ["on\n", "in\n"]
    run.send_signal(signal.Signals[name])
    _, err = run.communicate(timeout=20)
    assert run.returncode == code
    assert err.strip().startswith("targetshift: interrupted" if name == "SIGINT" else f"targetshift: ended by {name}")
    assert err.strip().count("\n") == 0


def test_what_a_parent_has_ignored_stays_ignored() -> None:
    run = subprocess.Popen(["nohup", sys.executable, "-c", SLOW], cwd=ROOT, stdout=-1, stderr=-1, text=True)
    assert run.stdout is not None
    assert [run.stdout.readline(), run.stdout.readline()] == ["on\n", "in\n"]
    run.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert run.poll() is None
    run.terminate()
    run.communicate(timeout=20)
    assert run.returncode == 143


def test_a_store_that_is_ended_while_it_writes_keeps_nothing(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from experiments.command.streams import ended\n"
        "from experiments.results.store import Store\n"
        "slow = lambda folder: print('in', flush=True) or time.sleep(30)\n"
        f"keep = lambda: Store(Path({str(tmp_path)!r})).keep('one', slow)\n"
        "sys.exit(ended(keep))"
    )
    run = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=-1, stderr=-1, text=True)
    assert run.stdout is not None
    assert run.stdout.readline() == "in\n"
    assert len(list(tmp_path.iterdir())) == 1
    run.terminate()
    run.communicate(timeout=20)
    assert (run.returncode, list(tmp_path.iterdir())) == (143, [])


def test_an_interrupt_inside_a_text_that_is_run_has_the_same_code(tmp_path: Path) -> None:
    lines = (
        "from experiments.command import cli, start",
        "cli.main = lambda: exec('raise KeyboardInterrupt')  # as in a dataclass that is being made",
        "start.main()",
    )
    (tmp_path / "struck.py").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "struck"]  # without a shell, which tells 130 and death by SIGINT not apart
    ended = subprocess.run(
        command, cwd=tmp_path, env={**PLAIN, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr == "\ntargetshift: interrupted; no result was left half-written.\n"
