"""Addressed dice: a draw is named by who decides what, when, and never consumed in order.

Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). The key is (seed,
replicate), the counter is (decision, actor, target, week and k), so an extra actor, or a mechanism that
is switched off, moves nobody else's dice. Only plain integers below 2^64 are used, with masks, so that
the same code runs compiled and, for a debugger, as Python.
"""

from __future__ import annotations

from math import cos, log, pi, sqrt

from model.addresses import address as address
from model.addresses import word as word
from model.compiled import rule

# Decisions: the first word of every address. Numbers are part of every result; never reuse one.
ACT = 1  # does an operation slot act
TARGET = 2  # against which target
DAY = 3  # on which day of the week
GOVERNORATE = 4
METHOD = 5
FOIL = 6  # is it foiled by the host government
LETHAL = 7  # does it kill US or Coalition personnel
CLAIM = 8  # is it claimed
NAME = 9  # under which brand
BIRTH = 10  # is a new brand launched
LAUNCH = 11  # which one
PARENT = 12  # whose brand is it (drawn once a run)
TRACE = 13  # is a brand traced to its parent
RETIRE = 14
ANSWER = 15  # do US forces answer
BLAME = 16  # whom they hit
CLOSE = 17  # is a small base closed
DETECT = 18  # does a source record the event
START = 19  # on which day does a dated fact start (drawn once a run, as are the next two)
END = 20  # on which day does it end
LEVEL = 21  # which of its levels does it have
SHARE = 22  # what share of events does a source record (drawn once a run)
METHODS = 23  # on which day do the methods of a target change (drawn once a run)
FRAILTY = 24  # how a target fares in a calendar quarter, which stands in the place of the week

_MASK = 0xFFFFFFFF
_UNIT = 1.0 / 4503599627370496.0  # 2^-52


@rule("UniTuple(i8, 4)(i8, i8, i8, i8, i8, i8)")
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Philox4x32-10: four 32-bit words from a counter of four and a key of two."""
    c0, c2, k0, k1 = c0 & _MASK, c2 & _MASK, k0 & _MASK, k1 & _MASK  # words, says this to the compiler
    for _ in range(10):
        a = 0xD2511F53 * c0
        b = 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (
            ((b >> 32) & _MASK) ^ c1 ^ k0,
            b & _MASK,
            ((a >> 32) & _MASK) ^ c3 ^ k1,
            a & _MASK,
        )
        k0 = (k0 + 0x9E3779B9) & _MASK
        k1 = (k1 + 0xBB67AE85) & _MASK
    return c0, c1, c2, c3


@rule("f8(i8, i8, i8, i8, i8, i8, i8)")
def uniform(seed: int, replicate: int, decision: int, actor: int, target: int, week: int, k: int) -> float:
    """Uniform draw in (0, 1), 52 bits so that neither end is drawn; `week` counts from the epoch, k < 65,536."""
    word, other, _, _ = philox(decision, actor, target, (week << 16) + k, seed, replicate)
    return (float((word >> 6) * 67108864 + (other >> 6)) + 0.5) * _UNIT


@rule("f8(f8)")
def gumbel(u: float) -> float:
    """Standard Gumbel noise from a uniform draw."""
    return -log(-log(u))


@rule("f8(f8, f8)")
def normal(u: float, v: float) -> float:
    """Standard normal draw from two uniform ones (Box and Muller 1958)."""
    return sqrt(-2.0 * log(u)) * cos(2.0 * pi * v)


@rule("f8(f8, f8)")
def arrival(u: float, odds: float) -> float:
    """Time at which an alternative of those odds (above 0) arrives: the first of several is a Gumbel-max choice."""
    return -log(u) / odds
