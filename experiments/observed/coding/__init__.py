"""Codings of the dated facts by docs/coding.md: two independent ones, how far they agree, and the settled one."""

from experiments.observed.coding.rows import CODERS, SETTLED, Coded, Difference, coding, differences, final

__all__ = ["CODERS", "SETTLED", "Coded", "Difference", "coding", "differences", "final"]
