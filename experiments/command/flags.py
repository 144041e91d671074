"""Hydra's flags, with its complaints as ModelErrors instead of usage text."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from experiments.files.checkout import CONF
from experiments.setup.given import Given
from model.errors import ModelError

COMMANDS = ("run", "multirun", "cfg", "info", "shell_completion", "hydra_help")
MODE = ("hydra.mode", "+hydra.mode", "++hydra.mode")


def parse(words: Sequence[str]) -> Namespace:
    """The flags and overrides after an app's name; raises ModelError for a flag that there is not."""
    from hydra._internal.utils import get_args_parser

    parser: Any = get_args_parser()
    parser.error = _error
    flags: Namespace = parser.parse_intermixed_args(list(words))
    if flags.experimental_rerun is not None:
        _error("--experimental-rerun would load a pickle, which may hold any code: give the overrides instead")
    return flags


def given(words: Sequence[str], config_name: str) -> Given:
    """What the words after an app's name ask for, and where it is looked for."""
    try:
        flags = parse(words)
    except ModelError:
        return Given((), (CONF,), config_name)
    own = (Path(flags.config_dir),) if flags.config_dir else ()
    return Given(tuple(flags.overrides), (CONF, *own), config_name)


def ordered(words: Sequence[str]) -> list[str]:
    """Overrides first, then flags: Hydra itself stumbles over overrides on both sides of a flag.

    One job is asked for by name, because Hydra would compose the config once more to find out.
    """
    flags, given = list(words), parse(words)
    for override in given.overrides:
        flags.remove(override)
    chosen = any(vars(given)[command] for command in COMMANDS) or any(one.startswith(MODE) for one in given.overrides)
    return [*given.overrides, *flags, *([] if chosen else ["--run"])]


def _error(message: str) -> NoReturn:
    raise ModelError(f"{message}. Flags are listed by --help; anything else is written key=value.")
