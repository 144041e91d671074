"""Hydra's flags, with its complaints as ModelErrors instead of usage text."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from experiments.files.checkout import CONF
from experiments.files.paths import folder_of
from model.errors import ModelError

if TYPE_CHECKING:
    from experiments.setup.given import Given

SHOWN = ("cfg", "info", "shell_completion", "hydra_help")
MULTIRUN = ("-m", "--multirun")


def parse(words: Sequence[str]) -> Namespace:
    """The flags and overrides after an app's name; raises ModelError for a flag that there is not."""
    from hydra._internal.utils import get_args_parser

    parser: Any = get_args_parser()
    parser.error = _error
    flags: Namespace = parser.parse_intermixed_args(list(words))
    if flags.experimental_rerun is not None:
        _error("--experimental-rerun would load a pickle, which may hold any code: give the overrides instead")
    if flags.config_path is not None:
        _error("--config-path would leave out the project's own config: give your folder by --config-dir")
    if flags.config_dir is not None:
        flags.config_dir = folder_of(flags.config_dir, "--config-dir")
        if not Path(flags.config_dir).is_dir():
            raise ModelError(
                f"--config-dir '{flags.config_dir}' is no folder: give the one that holds your config files."
            )
    return flags


def given(words: Sequence[str], config_name: str) -> Given:
    """What the words after an app's name ask for, and where it is looked for."""
    from experiments.setup.given import Given  # wakes Hydra: not for --help

    try:
        flags = parse(words)
    except ModelError:
        return Given((), (CONF,), config_name)
    own = (Path(flags.config_dir),) if flags.config_dir else ()
    return Given(tuple(flags.overrides), (CONF, *own), config_name)


def ordered(words: Sequence[str], overrides: Sequence[str]) -> list[str]:
    """The words with `overrides` in the place of their own, before the flags: Hydra itself stumbles over both sides."""
    flags, given = list(words), parse(words)
    for override in given.overrides:
        flags.remove(override)
    return [*overrides, *(flag for flag in flags if flag not in MULTIRUN)]


def of_hydra(given: Namespace) -> bool:
    """Whether something is asked for that Hydra itself shows, and nothing is to be run."""
    return any(vars(given)[command] for command in SHOWN)


def _error(message: str) -> NoReturn:
    raise ModelError(f"{message}. Flags are listed by --help; anything else is written key=value.")
