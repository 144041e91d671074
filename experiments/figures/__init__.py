"""Figures for print; the only package that imports matplotlib. Each function takes data and returns a Figure.

trends      monthly attacks on each target class, simulated and observed
mix         target mix of each phase, simulated beside observed
shifts      changes from phase to phase: simulated, observed, and the model against itself
scorecard   support of every pattern
brands      facade brands: births and claims
compare     differences between scenarios and a baseline
style       size, type, caption and `save`; a new figure starts from `style.sheet` under `@style.styled`
palette     one colour and one label for each target class
"""

import os
import sys
from contextlib import suppress


def _any_backend() -> None:
    """Import matplotlib whatever MPLBACKEND names: figures need no backend, and a notebook's is not installed here."""
    named = os.environ.pop("MPLBACKEND", None)
    import matplotlib

    if named is not None:
        os.environ["MPLBACKEND"] = named
        with suppress(ValueError):
            matplotlib.rcParams["backend"] = named


if "matplotlib" not in sys.modules:
    _any_backend()
