"""The words of which a dice address is made: of a seed, a run, a name. Apart from the dice, which wake the compiler."""

from __future__ import annotations

from numbers import Integral
from zlib import crc32

from model.errors import ModelError

MASK = 0xFFFFFFFF


def word(what: str, number: int) -> int:
    """The number of a seed or run, one word of the key; raises ModelError for one that would be taken for another."""
    if isinstance(number, bool) or not isinstance(number, Integral) or not 0 <= number <= MASK:
        raise ModelError(f"{what} {number} is out of range: give a whole number from 0 to {MASK}.")
    return int(number)


def address(name: str) -> int:
    """Stable 32-bit number of an actor's or target's name."""
    return crc32(name.encode())
