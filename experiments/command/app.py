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
from typing import TYPE_CHECKING, Any

from experiments.command import flags
from experiments.command.one_line import one_line
from experiments.command.streams import UnwritableError, say
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
    return say(one_line(line))


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
    words = sys.argv[1:]
    try:
        own_checkout()
        given = flags.parse(words)
        if given.help:
            _help(name, given.config_dir)
            return 0
        every = _jobs(given)
    except Exception as fault:
        return _complain(fault, name, words)
    codes = []
    for number, overrides in enumerate(every, start=1):
        label = f"job {number} of {len(every)}, {' '.join(overrides) or 'as it is'}" if given.multirun else ""
        codes.append(_job(name, words, overrides, label))
    return max(codes)


def _jobs(given: Any) -> list[list[str]]:
    """The overrides of every job: one, or with -m one for each combination of values."""
    from experiments.command.jobs import jobs
    from experiments.setup import words

    overrides = words.checked(given.overrides)
    return jobs(overrides, Path(given.config_dir) if given.config_dir else None) if given.multirun else [overrides]


def _job(name: str, words: list[str], overrides: list[str], label: str) -> int:
    """Compose a config and run the app on it; a fault of the input is said in a line, which `label` begins."""
    from experiments.setup import refusals

    failed: list[Exception] = []
    try:
        _hydra(_collecting(name, failed), name, words, overrides)
    except UnwritableError:
        raise
    except Exception as fault:  # before the task: the command line or a config file is at fault
        return _complain(fault, name, [*words, *overrides], label)
    for failure in failed:
        if not isinstance(failure, refusals.INPUT):
            raise failure
        return _complain(failure, name, [*words, *overrides], label)
    return 0


def _complain(fault: Exception, config_name: str, words: list[str], label: str = "") -> int:
    from experiments.setup.refusals import refusal

    if os.environ.get(TRACE) == "1":
        raise fault
    return refuse(f"{label}{': ' if label else ''}{refusal(fault, flags.given(words, config_name))}")


def _collecting(name: str, failed: list[Exception]) -> Task:
    """Run the app with its faults put aside: Hydra would print lines of its own about them."""

    def collecting(config: DictConfig) -> None:
        try:
            importlib.import_module(f"experiments.apps.{name}").run(config)
        except Exception as fault:
            failed.append(fault)

    return collecting


def _hydra(task: Task, name: str, words: list[str], overrides: list[str]) -> None:
    from experiments.setup import compose
    from experiments.setup.keys import with_defaults
    from experiments.setup.schema import Config

    given = flags.parse(words)
    own = Path(given.config_dir) if given.config_dir else None
    schema = compose.schema_of(name, given.config_name) if given.config_name else []
    with _faults_raised():
        if flags.of_hydra(given):
            _shown(name, flags.ordered(words, [*with_defaults(Config, overrides), *schema]))
        else:
            compose.run_on(task, [*overrides, *schema], own, given.config_name or name)


def _shown(name: str, words: list[str]) -> None:
    """What Hydra itself shows of a config: --cfg, --info and the like."""
    import hydra

    from experiments.setup import compose

    sys.argv[1:] = words
    compose.register()
    hydra.main(version_base="1.3", config_path=str(compose.CONF), config_name=name)(lambda _: None)()


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
