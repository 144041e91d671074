"""How well a model foretells the table of attacks by phase and target: a proper score, which no exaggeration helps.

Each cell is forecast by a negative binomial law with the mean and variance of the replicates. Cells count as
independent: the score is that of the cells one by one, and that they move together is in the records it is held against
(synthetic.py). What the record leaves open is averaged over: it is the log of the mean, over tables, of their chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.judge.shifts.levels import Numbers
from experiments.observed.chronicle import in_use

STRONG = 3.0
"""Log ratio from which one law is told from another: 20 to one, 'strong' in Kass and Raftery (1995)."""
LEAST = 0.01
"""The lowest mean of a cell: what no replicate shows is not held impossible, however many there are."""
POISSON = 1e-6
"""The least variance beyond the mean, over the square of the mean: a law that scatters less counts as Poisson's."""


@dataclass(frozen=True)
class Forecast:
    """A negative binomial law for each cell of a table: means and variances [cells]."""

    mean: Numbers
    variance: Numbers

    def score(self, tables: Numbers) -> Numbers:
        """Log of the mean probability of tables, [..., tables, cells] to [...]."""
        return log_mean(self.log_chance(tables))

    def log_chance(self, tables: Numbers) -> Numbers:
        """Log probability of each table, [..., cells] to [...]."""
        whole = tables.astype(np.int64)
        known = self._log_mass(int(whole.max(initial=0)))
        return np.asarray(known[np.arange(len(self.mean)), whole].sum(axis=-1))

    def _log_mass(self, most: int) -> Numbers:
        """Log probability of 0 to `most` attacks, [cells, counts]: each is looked up many times."""
        from scipy.special import gammaln, xlog1py, xlogy

        n = np.arange(most + 1)
        mean = np.maximum(self.mean, LEAST)[:, None]
        size = mean**2 / np.maximum(self.variance[:, None] - mean, POISSON * mean**2)
        ways = gammaln(n + size) - gammaln(size) - gammaln(n + 1)
        hit = mean / (mean + size)
        return np.asarray(ways + xlog1py(size, -hit) + xlogy(n, hit))


def cells(counted: Numbers, targets: Sequence[str], circular: bool = False) -> Numbers:
    """Counts [runs, targets, phases] as [runs, cells], without targets whose timing is circular unless asked for."""
    kept = [place for place, target in enumerate(targets) if circular or target not in in_use().notes.circular]
    return counted[:, kept].reshape(len(counted), -1)


def forecast(draws: Numbers) -> Forecast:
    """The law of each cell by the moments of draws [replicates, cells], in whatever order they come."""
    ordered = np.sort(draws, axis=0)  # so that not even the last bit depends on it
    spread = ordered.var(axis=0, ddof=1) if len(draws) > 1 else np.zeros(draws.shape[1])
    return Forecast(ordered.mean(axis=0), spread)


def steady(totals: Numbers, shares: Sequence[float]) -> Forecast:
    """The law of a model with the same attacks on each target, [replicates, targets], but at one rate all the time.

    `shares` are the phases' of all days: each attack of a total falls on any day alike (binomial).
    """
    whole, share = forecast(totals), np.asarray(shares)
    mean, spread = whole.mean[:, None], whole.variance[:, None]
    return Forecast((mean * share).ravel(), (share**2 * spread + share * (1 - share) * mean).ravel())


def log_mean(logs: Numbers) -> Numbers:
    """Log of the mean of what is given as logs, along the last axis."""
    from scipy.special import logsumexp

    return np.asarray(logsumexp(logs, axis=-1)) - np.log(logs.shape[-1])
