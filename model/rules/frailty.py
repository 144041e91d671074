"""Frailty: what no reason explains of how often a target is attacked (Vaupel, Manton & Stallard 1979)."""

from __future__ import annotations

from model.compiled import rule

LEAST = 0.01  # of the cube's root: a factor can be divided by


@rule("f8(f8, f8)")
def factor(spread: float, z: float) -> float:
    """Gamma factor of mean one and coefficient of variation `spread` at a standard normal `z`; 1 where there is none.

    The cube of Wilson and Hilferty (1931, PNAS 17, 684-688): its mean is 1 - (spread / 3)^6.
    """
    third = spread / 3.0
    root = max(1.0 - third * third + third * z, LEAST)
    return root * root * root
