"""The front of every app: Hydra reads the command line, and bad input ends in one line and exit code 2."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from model.errors import ModelError

if TYPE_CHECKING:
    from omegaconf import DictConfig

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("model", "agents", "experiments")
BAD_INPUT, INTERRUPTED, CLOSED_PIPE = 2, 130, 141
TRACE = "HYDRA_FULL_ERROR"  # Hydra's own switch: set to 1 by a user, errors come with their traceback
Task = Callable[["DictConfig"], None]


def app(task: Task, config_name: str = "config") -> Callable[[], NoReturn]:
    """The `main` of an app: composes conf/<config_name>.yaml, hands it to `task`, and exits."""

    def main() -> NoReturn:
        sys.exit(_exit_code(task, config_name))

    return main


def refuse(line: str) -> int:
    """Say on stderr, in one line, what is wrong with the input; returns the exit code that goes with it."""
    print("targetshift:", " ".join(line.split()), file=sys.stderr)
    return BAD_INPUT


def own_checkout() -> None:
    """Raise ModelError when one of our packages would be imported from elsewhere: their names are common ones."""
    for package in PACKAGES:
        spec = find_spec(package)
        found = Path(spec.origin).resolve().parents[1] if spec and spec.origin else None
        if found != ROOT:
            raise ModelError(
                f"the package '{package}' would come from {found or 'nowhere'}, not from {ROOT}: another package of "
                "that name is in the way. Run from this checkout's own .venv (make setup), with PYTHONPATH unset."
            )


def _exit_code(task: Task, config_name: str) -> int:
    try:
        code = _launch(task, config_name)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("\ntargetshift: interrupted; no result was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # such as `targetshift run | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE


def _launch(task: Task, config_name: str) -> int:
    from experiments import complaints

    failed: list[Exception] = []
    try:
        own_checkout()
        _hydra(_collecting(task, failed), config_name)
    except BrokenPipeError:
        raise
    except Exception as fault:  # before the task: the command line or a config file is at fault
        return _complain(fault, config_name)
    for failure in failed:
        if not isinstance(failure, complaints.INPUT):
            raise failure
        _complain(failure, config_name)
    return BAD_INPUT if failed else 0


def _complain(fault: Exception, config_name: str) -> int:
    from experiments.asked import Asked
    from experiments.complaints import complaint

    if os.environ.get(TRACE) == "1":
        raise fault
    return refuse(complaint(fault, Asked.of(sys.argv[1:], config_name)))


def _collecting(task: Task, failed: list[Exception]) -> Task:
    """The task with its faults put aside: Hydra would print lines of its own about them."""

    @wraps(task)
    def collecting(config: DictConfig) -> None:
        try:
            task(config)
        except Exception as fault:
            failed.append(fault)

    return collecting


def _hydra(task: Task, config_name: str) -> None:
    import hydra

    from experiments import compose, flags

    given = flags.parse(sys.argv[1:])
    sys.argv[1:] = flags.ordered(sys.argv[1:])
    if given.help:
        _help(task, config_name, given.config_dir)
        return
    compose.register()
    with _faults_raised():
        hydra.main(version_base="1.3", config_path=str(compose.CONF), config_name=config_name)(task)()


def _help(task: Task, config_name: str, own: str | None) -> None:
    from experiments.help import help_text

    sentence = (sys.modules[task.__module__].__doc__ or "").partition("\n")[0]
    print(help_text(task.__name__, sentence, config_name, Path(own) if own else None))


@contextmanager
def _faults_raised() -> Iterator[None]:
    """Have Hydra raise composition faults as they are, instead of printing them and exiting with 1."""
    before = os.environ.get(TRACE)
    os.environ[TRACE] = "1"
    logging.raiseExceptions = False  # a closed pipe is ours to report, not the logger's
    try:
        yield
    finally:
        logging.raiseExceptions = True
        if before is None:
            del os.environ[TRACE]
        else:
            os.environ[TRACE] = before
