"""Numbers behind the figures: a campaign counted by month, phase and brand."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.simulate import count
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import Days, counts, tally
from model.events import Kind

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Month:
    """A calendar month and how many of its days a period covers."""

    first: date
    days: int
    covered: int

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def shown(self) -> bool:
        """Whether enough of it is covered to speak for the whole."""
        return 2 * self.covered >= self.days


def months(start: date, end: date) -> tuple[Month, ...]:
    """Every calendar month that has a day from `start` to `end`, both included."""
    found = []
    first = start.replace(day=1)
    while first <= end:
        days = calendar.monthrange(first.year, first.month)[1]
        last = first + timedelta(days=days - 1)
        found.append(Month(first, days, (min(last, end) - max(first, start)).days + 1))
        first = last + timedelta(days=1)
    return tuple(found)


def length(start: date, end: date) -> float:
    """Length of a period in months, a partial one by its share of days."""
    return sum(month.covered / month.days for month in months(start, end))


def monthly_attacks(campaign: Campaign) -> tuple[tuple[Month, ...], Numbers]:
    """Attacks seen, by replicate, target and month; months covered in part are scaled, or left out below half."""
    every = months(campaign.start, campaign.end)
    kept = np.array([month.shown for month in every], dtype=bool)
    scale = np.array([month.days / month.covered for month in every])
    counted = counts(campaign, campaign.names.targets, tuple(count.months(campaign.start, campaign.end))) * scale
    return tuple(month for month in every if month.shown), counted[:, :, kept]


def phase_attacks(campaign: Campaign, start: date, end: date) -> Numbers:
    """Attacks seen from `start` to `end`, by replicate and target."""
    return counts(campaign, campaign.names.targets, (Days(start, end),))[:, :, 0].astype(np.float64)


def monthly_claims(campaign: Campaign) -> tuple[tuple[Month, ...], Numbers]:
    """Mean claims a replicate, by brand, target and month, scaled as `monthly_attacks`."""
    every = months(campaign.start, campaign.end)
    kept = np.array([month.shown for month in every], dtype=bool)
    scale = np.array([month.days / month.covered for month in every])
    attacks = campaign.attacks().columns
    shape = (len(campaign.names.brands), len(campaign.names.targets), len(every))
    counted = tally(shape, attacks["brand"], attacks["target"], _month_of(every, attacks["day"])) * scale
    return tuple(month for month in every if month.shown), counted[:, :, kept] / max(campaign.replicates, 1)


def birth_days(campaign: Campaign) -> Numbers:
    """Day (proleptic ordinal) on which each brand was first born, by replicate and brand; nan if it never was."""
    born = campaign.where(campaign.columns["kind"] == Kind.BIRTH).columns
    days = np.full((campaign.replicates, len(campaign.names.brands)), np.inf)
    np.minimum.at(days, (born["replicate"], born["brand"]), born["day"].astype(np.float64))
    return np.where(np.isfinite(days), days, np.nan)


def _month_of(every: Sequence[Month], days: NDArray[Any]) -> NDArray[np.intp]:
    firsts = np.array([month.first.toordinal() for month in every])
    return np.searchsorted(firsts, days, side="right") - 1
