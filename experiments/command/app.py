"""How every app starts: Hydra composes the config, only then is the app imported; bad input ends in one line."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.command.streams import BAD_INPUT, UnwritableError, say
from experiments.files.checkout import ROOT
from experiments.setup.apps import apps
from model.errors import ModelError

if TYPE_CHECKING:
    from omegaconf import DictConfig

PACKAGES = ("model", "agents", "experiments")
TRACE = "HYDRA_FULL_ERROR"  # Hydra's own switch: set to 1 by a user, errors come with their traceback
Task = Callable[["DictConfig"], None]


def start(name: str) -> int:
    """Compose conf/<name>.yaml with the words that follow the app's name, run the app on it; returns its exit code."""
    return _launch(name)


def refuse(line: str) -> int:
    """Say on stderr, in one line, what is wrong with the input; returns the exit code that goes with it."""
    return say(line)


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


def _launch(name: str) -> int:
    from experiments.command import refusals

    failed: list[Exception] = []
    try:
        own_checkout()
        _hydra(_collecting(name, failed), name)
    except UnwritableError:
        raise
    except Exception as fault:  # before the task: the command line or a config file is at fault
        return _complain(fault, name)
    for failure in failed:
        if not isinstance(failure, refusals.INPUT):
            raise failure
        _complain(failure, name)
    return BAD_INPUT if failed else 0


def _complain(fault: Exception, config_name: str) -> int:
    from experiments.command.given import Given
    from experiments.command.refusals import refusal

    if os.environ.get(TRACE) == "1":
        raise fault
    return refuse(refusal(fault, Given.of(sys.argv[1:], config_name)))


def _collecting(name: str, failed: list[Exception]) -> Task:
    """Run the app with its faults put aside: Hydra would print lines of its own about them."""

    def collecting(config: DictConfig) -> None:
        try:
            importlib.import_module(f"experiments.apps.{name}").run(config)
        except Exception as fault:
            failed.append(fault)

    return collecting


def _hydra(task: Task, name: str) -> None:
    import hydra

    from experiments.command import flags
    from experiments.setup import compose

    given = flags.parse(sys.argv[1:])
    if given.help:
        _help(name, given.config_dir)
        return
    sys.argv[1:] = flags.ordered(sys.argv[1:])
    compose.register()
    with _faults_raised():
        hydra.main(version_base="1.3", config_path=str(compose.CONF), config_name=name)(task)()


def _help(name: str, own: str | None) -> None:
    from experiments.command.help import help_text

    print(help_text(name, apps()[name], Path(own) if own else None))


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
