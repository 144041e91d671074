"""Simulate: worlds in, campaigns, weekly counts or summaries out, by either engine, on any number of processors."""

from experiments.simulate.runs import campaigns, simulate, tallies, weekly

__all__ = ["campaigns", "simulate", "tallies", "weekly"]
