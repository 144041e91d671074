"""Where every command begins: what takes time is imported when streams and signals are in order."""

from __future__ import annotations

import signal
import sys

from experiments.command.streams import ended


def main() -> None:
    """Start what the command line asks for; ends the process with its exit code."""
    code = ended(_command)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # all is done and said: the interpreter may end without a word
    exec("")  # Python would die of an interrupt that struck inside exec(text), as in a dataclass: this forgets it
    sys.exit(code)


def _command() -> int:
    from experiments.command import cli

    try:
        cli.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0
