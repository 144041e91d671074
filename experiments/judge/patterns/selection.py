"""From a series, which is names and dates, to the rows of a campaign."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.claimants import claimed_by
from experiments.judge.patterns.events import Events
from experiments.judge.patterns.one_of import one_of
from experiments.judge.patterns.pattern import Series
from experiments.judge.patterns.spelling import index_of
from experiments.simulate.campaign import Campaign
from model.events import NOBODY, Kind

Mask = NDArray[np.bool_]


def select(series: Series, campaign: Campaign, where: str) -> Events:
    """The events of `series`; of attacks only those that the campaign's lens saw.

    Raises ModelError when a name is not in the campaign's vocabulary.
    """
    mask = _dated(series, campaign) & _named(series, campaign, where) & _flagged(series, campaign)
    return Events(campaign, mask, series.start, series.end)


def _dated(series: Series, campaign: Campaign) -> Mask:
    day = cast("NDArray[np.int32]", campaign.columns["day"])
    mask = (day >= series.start.toordinal()) & (day <= series.end.toordinal())
    mask &= campaign.columns["kind"] == series.kind
    return mask & campaign.columns["seen"].astype(bool) if series.kind == Kind.ATTACK else mask


def _named(series: Series, campaign: Campaign, where: str) -> Mask:
    names = campaign.names
    mask = np.ones(len(campaign.columns["day"]), dtype=bool)
    vocabularies = (
        ("target", series.targets, names.targets),
        ("militia", series.militias, names.militias),
        ("brand", series.brands, names.brands),
        ("governorate", series.governorates, names.governorates),
        ("method", series.methods, names.methods),
    )
    for column, wanted, known in vocabularies:
        if wanted:
            chosen = [index_of(name, known, column, where) for name in wanted]
            mask &= one_of(campaign.columns[column], chosen)
    if series.claimants:
        mask &= claimed_by(series.claimants, campaign, where)
    return mask


def _flagged(series: Series, campaign: Campaign) -> Mask:
    mask = np.ones(len(campaign.columns["day"]), dtype=bool)
    if series.claimed is not None:
        mask &= (campaign.columns["brand"] != NOBODY) == series.claimed
    if series.lethal is not None:
        mask &= (campaign.columns["lethal"] == 1) == series.lethal
    if series.abroad is not None:
        mask &= (campaign.columns["abroad"] == 1) == series.abroad
    return mask
