"""Campaigns for tests of patterns: a few events by hand, and the perfect world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from experiments.judge.patterns.measure import Lookup, values
from experiments.judge.patterns.pattern import Pattern
from experiments.judge.patterns.read_measure import measure_from
from experiments.judge.patterns.read_series import series_from
from experiments.judge.patterns.study import Study
from experiments.simulate.campaign import Campaign, Names
from model.events import NOBODY, OWN_NAME, Kind

WORLD = yaml.safe_load((Path(__file__).parent / "perfect_world.yaml").read_text())
START, END = date(2019, 6, 3), date(2023, 4, 2)
DISPERSION = 2.0  # variance of a count over its mean, by the rule of conf/patterns/README.md
NAMES = Names(
    militias=tuple(WORLD["names"]["militias"]),
    targets=tuple(WORLD["names"]["targets"]),
    brands=tuple(WORLD["names"]["brands"]),
    alignments=tuple(WORLD["names"]["brands"].values()),
    governorates=tuple(dict.fromkeys(g for mix in WORLD["names"]["governorates"].values() for g in mix)),
    methods=tuple(dict.fromkeys(m for mix in WORLD["names"]["methods"].values() for m in mix)),
)
BLANK = {"kind": 0, "militia": 0, "target": NOBODY, "brand": NOBODY, "slot": 0, "lethal": 0, "abroad": 0}
BLANK |= {"governorate": NOBODY, "method": NOBODY, "seen": 1}


def campaign_of(rows: list[dict[str, Any]], replicates: int = 1) -> Campaign:
    """A campaign with one event a row; what a row leaves out is blank."""
    full = [BLANK | {"replicate": 0} | row for row in rows]
    keys = (*BLANK, "replicate", "day", "week")
    for row in full:
        row["week"] = (row["day"] - START.toordinal()) // 7
    columns = {key: np.array([row[key] for row in full], dtype=np.int32) for key in keys}
    columns["seen"] = columns["seen"].astype(bool)
    return Campaign(NAMES, replicates, START, END, columns)


def event(day: str, target: str = "us_base", **given: Any) -> dict[str, Any]:
    """A row in words: militia, brand ('own' for its own name), governorate and method by name."""
    row: dict[str, Any] = {"day": date.fromisoformat(day).toordinal(), "target": NAMES.targets.index(target)}
    vocabularies = {"militia": NAMES.militias, "brand": NAMES.brands, "governorate": NAMES.governorates}
    vocabularies["method"] = NAMES.methods
    for key, value in given.items():
        if value == "own":
            row[key] = OWN_NAME
        else:
            row[key] = vocabularies[key].index(value) if isinstance(value, str) else value
    return row


@pytest.fixture(scope="session")
def campaign() -> Callable[..., Campaign]:
    """Builder of a campaign from rows."""
    return campaign_of


@pytest.fixture(scope="session")
def happening() -> Callable[..., dict[str, Any]]:
    """Builder of one row."""
    return event


@pytest.fixture(scope="session")
def perfect() -> Callable[..., Mapping[str, Campaign]]:
    """Builder of the perfect world through every lens: replicates, seed, what spoils it, and how far it scatters."""
    return lru_cache(maxsize=4)(perfect_world)


def perfect_world(
    replicates: int,
    seed: int,
    moved: Callable[[date], date] = lambda day: day,
    changed: Callable[[dict[str, Any]], object] = lambda _: None,
    dispersion: float = DISPERSION,
) -> dict[str, Campaign]:
    """Campaigns with the printed figures as means, through the lens of each source.

    `moved` gives dates another day; `changed` alters a copy of the rows that lay the world out. `dispersion` is the
    variance of every count, of whatever window, target or claimant, over its mean: 1 is Poisson, above it negative
    binomial, below it each row has its mean rounded up or down.
    """
    dice = np.random.default_rng(seed)
    world, lenses = deepcopy(WORLD), {}
    changed(world)
    for lens in ("acled", "knights", "memri"):
        cells = [_cell(row, replicates, dice, moved, dispersion) for row in world[lens]]
        cells.append(_dated(world["dated"], replicates) if lens == "acled" else {})
        lenses[lens] = _joined(cells, replicates)
    return lenses | {"truth": lenses["acled"]}


def _cell(row: list[Any], replicates: int, dice: np.random.Generator, moved: Any, dispersion: float) -> dict[str, Any]:
    """Attacks of one row, in groups of one day, one hand and one claim."""
    target, start, end, mean, shares, *lethal = row
    groups, sizes = _groups(mean, replicates, dice, dispersion)
    size = int(groups.sum())
    who = dice.choice(len(shares), size, p=np.array(list(shares.values())) / sum(shares.values()))
    pairs = np.array([_militia_and_brand(name) for name in shares])
    start, end = moved(start).toordinal(), moved(end).toordinal()
    drawn = {
        "replicate": np.repeat(np.arange(replicates), groups),
        "day": dice.integers(start, end + 1, size),
        "lethal": np.full(size, len(lethal)),
        "militia": pairs[who, 0],
        "brand": pairs[who, 1],
        "target": np.full(size, NAMES.targets.index(target)),
        "governorate": _mixed("governorates", NAMES.governorates, target, size, dice),
        "method": _mixed("methods", NAMES.methods, target, size, dice),
    }
    return {name: np.repeat(column, sizes) for name, column in drawn.items()}


def _groups(mean: float, replicates: int, dice: np.random.Generator, dispersion: float) -> tuple[Any, Any]:
    """How many groups each replicate has, and how large each is: Poisson numbers of groups of logarithmic size.

    So any count of whole groups is negative binomial with the same dispersion (Anscombe 1950, Quenouille 1949).
    """
    if dispersion < 1.0:
        whole = int(mean)
        return (sizes := whole + (dice.random(replicates) < mean - whole)), np.ones(int(sizes.sum()), dtype=int)
    each = np.log(dispersion) / (dispersion - 1.0) if dispersion > 1.0 else 1.0
    groups = dice.poisson(mean * each, replicates)
    size = int(groups.sum())
    return groups, dice.logseries(1.0 - 1.0 / dispersion, size) if dispersion > 1.0 else np.ones(size, dtype=int)


def _militia_and_brand(name: str) -> tuple[int, int]:
    militia, _, brand = name.partition("/")
    return NAMES.militias.index(militia), OWN_NAME if brand == "own" else _brand(brand)


def _brand(name: str) -> int:
    return NAMES.brands.index(name) if name else NOBODY


def _mixed(key: str, known: tuple[str, ...], target: str, size: int, dice: np.random.Generator) -> Any:
    mix = WORLD["names"][key][target]
    weights = np.array(list(mix.values()))
    return np.array([known.index(name) for name in mix])[dice.choice(len(mix), size, p=weights / weights.sum())]


def _dated(listed: list[list[Any]], replicates: int) -> dict[str, Any]:
    rows = []
    for kind, day, militia, brand, abroad in listed:
        row = BLANK | {"day": day.toordinal(), "kind": int(Kind[kind.upper()]), "abroad": int(abroad)}
        row |= {"militia": NAMES.militias.index(militia) if militia != "-" else NOBODY, "target": NOBODY}
        row |= {"brand": NAMES.brands.index(brand) if brand != "-" else NOBODY}
        rows.append(row)
    table = {key: np.tile([row[key] for row in rows], replicates) for key in (*BLANK, "day") if key != "seen"}
    return table | {"replicate": np.repeat(np.arange(replicates), len(rows))}


def _joined(cells: list[dict[str, Any]], replicates: int) -> Campaign:
    keys = ("replicate", "week", "day", *BLANK)
    size = [len(cell["day"]) if cell else 0 for cell in cells]
    filled = [(cell, n) for cell, n in zip(cells, size, strict=True) if n]
    columns = {
        key: np.concatenate([np.broadcast_to(cell.get(key, BLANK.get(key, 0)), n) for cell, n in filled])
        for key in keys
    }
    columns = {key: column.astype(np.int32) for key, column in columns.items()}
    columns["week"] = (columns["day"] - START.toordinal()) // 7
    columns["seen"] = np.ones(len(columns["day"]), dtype=bool)
    return Campaign(NAMES, replicates, START, END, columns)


@pytest.fixture(scope="session")
def measured() -> Callable[..., list[float]]:
    """Values of one measure of series, both given as they would stand in YAML, one a replicate."""
    return measure_once


def measure_once(campaign: Campaign, series: dict[str, Any], measure: dict[str, Any]) -> list[float]:
    """What `measured` does."""
    where = Study(groups={"us": ("us_base", "us_convoy")})
    chosen = {name: series_from(one, where, f"test: {name}") for name, one in series.items()}
    taken = measure_from(measure, chosen, "test")
    pattern = Pattern("T", "a test", "direction", "acled", True, "", (), chosen, (), "test.yaml")
    return values(taken, pattern, Lookup(campaign)).tolist()


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writer of a folder with one pattern, a sound one but for what the test changes."""

    def write(study: Any = None, extra: list[Any] | None = None, **changes: Any) -> Path:
        pattern = {key: value for key, value in {**SOUND, **changes}.items() if value is not None}
        document = {"patterns": [pattern, *(extra or [])]} | ({"study": study} if study else {})
        (tmp_path / "theme.yaml").write_text(yaml.safe_dump(document))
        return tmp_path

    return write


SOUND: dict[str, Any] = {
    "id": "P1",
    "statement": "Bases are attacked in 2020.",
    "hardness": "printed",
    "source": [{"doc": "acled", "line": 16}],
    "series": {"bases": {"target": "us_base", "from": date(2020, 1, 1), "to": date(2020, 12, 31)}},
    "conditions": [{"statistic": "count", "of": "bases", "accept": {"low": 1, "high": 3}, "reason": "why"}],
}
