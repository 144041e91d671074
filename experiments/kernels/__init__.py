"""Likelihood of a count given the words it was reported in: one kernel a wording, as rules R1-R10 of the codebook."""

from experiments.kernels.row import of_row
from experiments.kernels.shapes import Kernel
from experiments.kernels.wording import kernel

__all__ = ["Kernel", "kernel", "of_row"]
