"""Likelihood of a count given the words it was reported in: one kernel a wording, as rules R1-R10 of the codebook."""

from experiments.observed.wording.kernel import kernel
from experiments.observed.wording.row import of_row
from experiments.observed.wording.shapes import Kernel

__all__ = ["Kernel", "kernel", "of_row"]
