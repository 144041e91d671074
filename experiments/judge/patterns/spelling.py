"""Names in patterns match the vocabulary whatever their case, hyphens, underscores and spaces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from model.errors import unknown


@lru_cache(maxsize=1024)
def fold(name: str) -> str:
    """The letters and digits of a name, in lower case."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def index_of(name: str, known: Sequence[str], what: str, where: str) -> int:
    """Position of `name` in `known`; raises ModelError with the nearest name when it is not there."""
    folded = [fold(other) for other in known]
    if fold(name) not in folded:
        raise unknown(what, name, known, where)
    return folded.index(fold(name))
