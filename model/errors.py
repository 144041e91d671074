"""Errors meant for the person at the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ModelError(Exception):
    """A fault in what the user asked for: the value, the rule, what is legal, where to change it."""


def unknown(what: str, name: str, known: Iterable[str], where: str) -> ModelError:
    """Error for a name that does not exist, with the nearest one that does."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.0)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    return ModelError(
        f"{what} '{name}' does not exist{hint} Known: {', '.join(names) or 'none'}. Change it in {where}."
    )
