"""Points of the unit cube [points, dimensions] by a design; of Sobol's, more points go on where fewer end."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from model.errors import ModelError

Floats = NDArray[np.float64]
SAMPLED = ("latin", "sobol", "morris")
CONTINUED = ("sobol",)
"""Designs of which the first points stay when more are asked for."""
MOST_SOBOL = 21_201
MORRIS_LEVELS = 4


def points(design: str, samples: int, dimensions: int, seed: int) -> Floats:
    """Points of `latin` and `sobol` (scrambled): `samples`; of `morris`: as many trajectories. Raises ModelError."""
    if design == "latin":
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(dimensions, rng=np.random.default_rng(seed)).random(samples))
    if design == "sobol":
        return _sobol(samples, dimensions, seed)
    return _morris(samples, dimensions, seed)


def _sobol(samples: int, dimensions: int, seed: int) -> Floats:
    from scipy.stats import qmc

    if dimensions > MOST_SOBOL:
        raise ModelError(f"{dimensions} numbers are sampled: a Sobol sequence has at most {MOST_SOBOL}. Use latin.")
    with warnings.catch_warnings():  # of numbers that are no power of two: said before the sweep starts
        warnings.simplefilter("ignore", UserWarning)
        return np.asarray(qmc.Sobol(dimensions, rng=np.random.default_rng(seed)).random(samples))


def _morris(trajectories: int, dimensions: int, seed: int) -> Floats:
    """Morris trajectories: dimensions + 1 points each, of which neighbours differ in one number (SALib)."""
    try:
        from SALib.sample import morris
    except ImportError:
        raise ModelError(
            "design=morris needs the package SALib: install it (.venv/bin/pip install SALib), or use design=sobol."
        ) from None
    if dimensions < 2:
        raise ModelError("design=morris needs at least two numbers to sample: use latin or sobol for one.")
    names = [f"x{number}" for number in range(dimensions)]
    problem = {"num_vars": dimensions, "names": names, "bounds": [[0.0, 1.0]] * dimensions}
    return np.asarray(morris.sample(problem, trajectories, num_levels=MORRIS_LEVELS, seed=seed), dtype=np.float64)
