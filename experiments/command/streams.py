"""Standard streams and signals as a shell may hand them over: closed, full, ASCII-only, with a reader who has left."""

from __future__ import annotations

import codecs
import errno
import os
import signal
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, NoReturn, TextIO

BAD_INPUT, INTERRUPTED, CLOSED_PIPE, BY_SIGNAL = 2, 130, 141, 128
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
PLAIN = str.maketrans(
    {"±": "+-", "−": "-", "–": "-", "—": "-", "…": "...", "→": "->", "×": "x", "’": "'", "°": "^", "†": "+"}
)
LEGIBLE = "targetshift.legible"


class Ended(BaseException):
    """Somebody asked this process to end; not an Exception, so that nothing on the way takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = signal.Signals(number)


class UnwritableError(OSError):
    """Standard output takes nothing more."""


class Output(FileIO):
    """Standard output that remembers what it could not write: buffers above it forget that, some without a word."""

    fault: OSError | None = None

    def write(self, data: Any) -> Any:
        """Write bytes."""
        try:
            return super().write(data)
        except OSError as fault:
            self.fault = UnwritableError(fault.errno, fault.strerror)
            raise self.fault from None


def ended(work: Callable[[], int]) -> int:
    """The exit code of `work`, or of what befell its streams or was signalled to it; that is said in a line."""
    _fill()
    if sys.stdout is None:
        return say("standard output is closed, so nothing could be shown: write to a file, or to /dev/null.")
    with _legible_output() as output, _signals():
        try:
            code = work()
            sys.stdout.flush()
        except KeyboardInterrupt:
            say("interrupted; no result was left half-written.", before="\n")
            code = INTERRUPTED
        except Ended as by:
            say(f"ended by {by.signal.name}; no result was left half-written.")
            code = BY_SIGNAL + by.signal
        except UnwritableError:
            code = BAD_INPUT
        if output is not None and output.fault is not None:
            return _unwritable(output.fault)
        return code


def say(line: str, before: str = "") -> int:
    """Say on stderr, in one line, what is wrong; returns the exit code of bad input."""
    try:
        print(f"{before}targetshift: {' '.join(line.split())}", file=sys.stderr, flush=True)
    except OSError:  # nowhere to say it
        _to_nowhere(2)
    return BAD_INPUT


def _unwritable(fault: OSError) -> int:
    _to_nowhere(1)
    if fault.errno == errno.EPIPE:  # such as `targetshift run | head`
        return CLOSED_PIPE
    return say(f"standard output cannot be written: {fault.strerror}. What was stored until then is whole.")


def _to_nowhere(stream: int) -> None:
    """What is still in buffers has nowhere to go: the interpreter would complain of it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def _fill() -> None:
    """Have something behind each closed stream, or the next file that is opened would be taken for it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  # for as long as the process lives


@contextmanager
def _legible_output() -> Iterator[Output | None]:
    """Standard output with letters that its encoding has; None where it is not the process's own, as in a notebook."""
    real = sys.stdout
    if real is not sys.__stdout__ or not isinstance(real, TextIOWrapper):
        yield None
        return
    codecs.register_error(LEGIBLE, _legible)
    output = Output(real.fileno(), "w", closefd=False)
    buffer: Any = output if real.write_through else BufferedWriter(output)  # PYTHONUNBUFFERED wants none
    through, lines = real.write_through, real.line_buffering
    sys.stdout = TextIOWrapper(buffer, real.encoding, LEGIBLE, line_buffering=lines, write_through=through)
    try:
        yield output
    finally:
        sys.stdout = _kept(sys.stdout, real)


def _kept(ours: TextIO, real: TextIO) -> TextIO:
    """The stream as it was; ours is emptied first, where it still can be."""
    with suppress(OSError, ValueError):
        ours.flush()
    return real


def _legible(fault: UnicodeError) -> tuple[str | bytes, int]:
    """A letter that an encoding lacks, in letters that each has; a byte that is no text, as it came."""
    assert isinstance(fault, UnicodeEncodeError)
    letter = fault.object[fault.start]
    if 0xDC80 <= ord(letter) <= 0xDCFF:
        return bytes([ord(letter) - 0xDC00]), fault.start + 1
    bare = unicodedata.normalize("NFKD", letter.translate(PLAIN)).encode("ascii", "ignore").decode()
    return bare or "?", fault.start + 1


@contextmanager
def _signals() -> Iterator[None]:
    """Signals that end a process raise Ended, so that it tidies up; what it was started to ignore it still ignores."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    mine = [number for number in ENDING if signal.getsignal(number) is signal.SIG_DFL]
    for number in mine:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: Any) -> NoReturn:
    raise Ended(number)
