"""Who claims what: leading claimants, leading brands, and how far brands keep to one class."""

from __future__ import annotations

import numpy as np

from experiments.judge.patterns.claimants import OWN, claimant_of_brand, claimants
from experiments.judge.patterns.events import Events
from experiments.judge.patterns.pattern import Array
from experiments.judge.patterns.spelling import index_of
from experiments.judge.patterns.statistics.counts import ratio
from experiments.judge.patterns.statistics.statistic import Option, Statistic
from model.events import NOBODY, OWN_NAME


def rank_of_claimant(of: Events, claimant: str) -> Array:
    """Place of a claimant by number of claims, equals sharing the better; undefined without a claim."""
    order = claimants(of.campaign.names)
    claimed = of.only(of.column("brand") != NOBODY)
    brand = claimed.column("brand")
    lookup = np.append(claimant_of_brand(of.campaign.names), order.index(OWN))
    counts = claimed.table(lookup[np.where(brand == OWN_NAME, len(lookup) - 1, brand)], len(order))
    own = counts[:, index_of(claimant, order, "claimant", "option 'claimant' of rank_of_claimant")]
    return np.where(own > 0, 1.0 + (counts > own[:, None]).sum(axis=1), np.nan)


def top_brand_share(of: Events) -> Array:
    """Part of the claims under a brand that the busiest brand made; undefined without such claims."""
    branded = _branded(of)
    brands = len(of.campaign.names.brands)
    if brands == 0:
        return np.full(of.replicates, np.nan)
    counts = branded.table(branded.column("brand"), brands)
    return ratio(counts.max(axis=1), counts.sum(axis=1))


def top_claim_share(of: Events) -> Array:
    """Part of all events that the busiest brand claimed; undefined without events."""
    branded = _branded(of)
    brands = max(len(of.campaign.names.brands), 1)
    return ratio(branded.table(branded.column("brand"), brands).max(axis=1), of.count())


def brand_count(of: Events) -> Array:
    """How many different brands claimed an event."""
    branded = _branded(of)
    brands = max(len(of.campaign.names.brands), 1)
    return np.asarray((branded.table(branded.column("brand"), brands) > 0).sum(axis=1), dtype=np.float64)


def top_class_share(of: Events, at_least: int) -> Array:
    """Median over brands with at least so many claims of the part that its commonest target class has."""
    counts = _by_brand_and_class(of)
    totals = counts.sum(axis=2)
    shares = np.where(totals >= at_least, ratio(counts.max(axis=2, initial=0.0), totals), np.nan)
    return _median_of_defined(shares)


def crossing_brands(of: Events) -> Array:
    """How many brands claimed attacks on more than one target class."""
    return np.asarray(((_by_brand_and_class(of) > 0).sum(axis=2) > 1).sum(axis=1), dtype=np.float64)


def mutual_information(of: Events) -> Array:
    """How much of the uncertainty about the target class the brand removes (0 none, 1 all)."""
    counts = _by_brand_and_class(of)
    total = counts.sum(axis=(1, 2))
    class_entropy = _entropy(counts.sum(axis=1), total)
    brand_entropy = _entropy(counts.sum(axis=2), total)
    joint = _entropy(counts.reshape(of.replicates, -1), total)
    return ratio(class_entropy + brand_entropy - joint, class_entropy)


def _branded(of: Events) -> Events:
    brand = of.column("brand")
    return of.only((brand != NOBODY) & (brand != OWN_NAME))


def _by_brand_and_class(of: Events) -> Array:
    """Counts [replicate, brand, target class] of the claims under a brand."""
    branded = _branded(of)
    brands, classes = len(of.campaign.names.brands), len(of.campaign.names.targets)
    cell = branded.column("brand") * classes + branded.column("target")
    return branded.table(cell, max(brands * classes, 1))[:, : brands * classes].reshape(-1, brands, classes)


def _median_of_defined(shares: Array) -> Array:
    """Median of each row's defined values; undefined where a row has none."""
    rows = np.sort(shares, axis=1)
    defined = np.isfinite(rows).sum(axis=1)
    if rows.shape[1] == 0:
        return np.full(len(rows), np.nan)
    lower, upper = np.maximum(defined - 1, 0) // 2, np.minimum(defined // 2, rows.shape[1] - 1)
    middle = np.take_along_axis(rows, np.stack([lower, upper], axis=1), axis=1).mean(axis=1)
    return np.where(defined > 0, middle, np.nan)


def _entropy(counts: Array, total: Array) -> Array:
    """Shannon entropy (nats) of each row's counts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        part = counts / total[:, None]
        return -np.where(part > 0, part * np.log(part), 0.0).sum(axis=1)


STATISTICS = (
    Statistic(rank_of_claimant, series=("of",), options={"claimant": Option(text=True)}, floor=1.0),
    Statistic(top_brand_share, series=("of",), ceiling=1.0),
    Statistic(top_claim_share, series=("of",), ceiling=1.0),
    Statistic(brand_count, series=("of",)),
    Statistic(top_class_share, series=("of",), options={"at_least": Option(1, least=1)}, ceiling=1.0),
    Statistic(crossing_brands, series=("of",)),
    Statistic(mutual_information, series=("of",), ceiling=1.0),
)
