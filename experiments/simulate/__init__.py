"""Simulate: worlds in, campaigns, weekly counts or summaries out, by either engine, on any number of processors.

The engines are loaded when one is asked for: whoever only reads campaigns, as the figures do, needs no compiled code.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.simulate.runs import campaigns, simulate, tallies, weekly

__all__ = ["campaigns", "simulate", "tallies", "weekly"]


def __getattr__(name: str) -> Any:
    """What experiments/simulate/runs.py offers under that name."""
    if name not in __all__:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module("experiments.simulate.runs"), name)
