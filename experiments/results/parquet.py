"""Campaigns as Parquet, and back: names instead of numbers, so that R and pandas can read them alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.simulate.campaign import Campaign, Names
from model.clock import DAYS
from model.events import COLUMNS, NOBODY, OWN_NAME, Kind

EPOCH = date(1970, 1, 1).toordinal()
KINDS = tuple(kind.name.lower() for kind in Kind)
VERSION = "2"
FORMAT: dict[str, Any] = {"compression": "zstd", "version": "2.6", "data_page_version": "1.0"}
DAY = pa.timestamp("ms")  # pandas makes plain objects of Parquet's own dates
BATCH = 100  # replicates of the weekly table that are held and written at once
EVENTS = {
    "replicate": "The run, from 0.",
    "week": "Weeks since the scenario's start, from 0.",
    "date": "The day, as a timestamp at midnight, so that pandas and R read a date.",
    "kind": "attack, foiled (stopped before it), strike (by the US), birth, traced or retired (of a brand), closure.",
    "militia": "Who attacked, who was struck, whose brand it is; empty: nobody.",
    "target": "Target class of an attack, foiled or not.",
    "brand": "The facade brand that was born, traced, retired, or in whose name an attack was claimed.",
    "claimant": "In whose name an attack was claimed: a brand, or the militia itself; empty: unclaimed.",
    "alignment": "The militia that the reports align the claimant with, or unknown.",
    "governorate": "Where, of an attack.",
    "method": "How, of an attack.",
    "lethal": "Whether US or Coalition personnel were killed.",
    "abroad": "Whether a US strike hit outside Iraq.",
    "slot": "The militia's operation slot of the week, from 0.",
    "seen_": "One column a lens, such as seen_acled: whether that source would have recorded the event.",
}
"""Columns of events.parquet and what they hold."""
WEEKS = {
    "replicate": "The run, from 0.",
    "week": "Weeks since the scenario's start, from 0.",
    "week_start": "The week's Monday, as a timestamp at midnight.",
    "target": "Target class.",
    "militia": "Who attacked.",
    "attacks": "Attacks that took place.",
    "seen": "Attacks that the lens in use would have recorded.",
}
"""Columns of weekly.parquet and what they hold: a row for every combination, nought or not."""


def write_events(path: Path, campaigns: Mapping[str, Campaign]) -> None:
    """Write every event of the campaigns, with a column a lens that says whether its source recorded it."""
    one = next(iter(campaigns.values()))
    c, names = one.columns, one.names
    brand = np.where(c["brand"] >= 0, c["brand"], NOBODY)
    arrays: dict[str, Any] = {
        "replicate": c["replicate"],
        "week": c["week"],
        "date": _dates(c["day"]),
        "kind": _named(c["kind"], KINDS),
        "militia": _named(c["militia"], names.militias),
        "target": _named(c["target"], names.targets),
        "brand": _named(brand, names.brands),
        **_claims(one),
        "governorate": _named(c["governorate"], names.governorates),
        "method": _named(c["method"], names.methods),
        "lethal": c["lethal"].astype(bool),
        "abroad": c["abroad"].astype(bool),
        "slot": c["slot"],
        **{f"seen_{lens}": campaign.columns["seen"].astype(bool) for lens, campaign in campaigns.items()},
    }
    about = {"version": VERSION, "names": asdict(names), "replicates": one.replicates, "lenses": list(campaigns)}
    about |= {"start": one.start.isoformat(), "end": one.end.isoformat()}
    table = pa.table(arrays).replace_schema_metadata({"targetshift": json.dumps(about, ensure_ascii=False)})
    pq.write_table(table, path, **FORMAT)


def read_events(path: Path) -> dict[str, Campaign]:
    """The campaigns that `write_events` wrote, by lens."""
    table = pq.read_table(path)
    about = json.loads(table.schema.metadata[b"targetshift"])
    names = Names(**{field: tuple(values) for field, values in about["names"].items()})
    shared = _numbers(table, names)
    start, end = date.fromisoformat(about["start"]), date.fromisoformat(about["end"])
    return {
        lens: Campaign(names, about["replicates"], start, end, {**shared, "seen": _plain(table, f"seen_{lens}")})
        for lens in about["lenses"]
    }


def write_weekly(path: Path, campaign: Campaign) -> None:
    """Write attacks that took place and that were seen, for every replicate, week, target and militia."""
    schema = pa.schema(
        [("replicate", pa.int32()), ("week", pa.int32()), ("week_start", DAY)]
        + [(name, pa.dictionary(pa.int16(), pa.string())) for name in ("target", "militia")]
        + [("attacks", pa.int32()), ("seen", pa.int32())]
    )
    with pq.ParquetWriter(path, schema, **FORMAT) as writer:
        for first in range(0, campaign.replicates, BATCH):
            writer.write_table(_weekly(campaign, range(first, min(first + BATCH, campaign.replicates)), schema))


def _weekly(campaign: Campaign, replicates: range, schema: pa.Schema) -> pa.Table:
    c, names = campaign.columns, campaign.names
    weeks = ((campaign.end - campaign.start).days + 1) // DAYS
    shape = (len(replicates), weeks, len(names.targets), len(names.militias))
    mine = (c["kind"] == Kind.ATTACK) & (c["replicate"] >= replicates.start) & (c["replicate"] < replicates.stop)
    cells = [c["replicate"] - replicates.start, c["week"], c["target"].astype(np.int64), c["militia"].astype(np.int64)]

    def count(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
        flat = np.ravel_multi_index([cell[mask] for cell in cells], shape)
        return np.bincount(flat, minlength=int(np.prod(shape))).astype(np.int32)

    replicate, week, target, militia = (grid.ravel() for grid in np.indices(shape, dtype=np.int32))
    monday = campaign.start.toordinal() + DAYS * week
    arrays = [replicate + replicates.start, week, _dates(monday)]
    arrays += [_named(target, names.targets), _named(militia, names.militias)]
    arrays += [count(mine), count(mine & c["seen"].astype(bool))]
    return pa.table([pa.array(array) for array in arrays], schema=schema)


def _claims(campaign: Campaign) -> dict[str, pa.Array]:
    """Under whose name an attack was claimed, and with whom the reports align that name."""
    c, names = campaign.columns, campaign.names
    claimants = (*names.brands, *names.militias)
    alignments = tuple(dict.fromkeys((*names.militias, *names.alignments)))
    sides = np.array([alignments.index(side) for side in (*names.alignments, *names.militias)], dtype=np.int64)
    claimed = np.where(c["brand"] == OWN_NAME, len(names.brands) + c["militia"].astype(np.int64), c["brand"])
    claimed = np.where((c["kind"] == Kind.ATTACK) | (c["kind"] == Kind.FOILED), claimed, NOBODY)
    aligned = np.where(claimed >= 0, sides[np.maximum(claimed, 0)], NOBODY)
    return {"claimant": _named(claimed, claimants), "alignment": _named(aligned, alignments)}


def _named(column: NDArray[Any], names: Sequence[str]) -> pa.Array:
    indices = pa.array(column.astype(np.int16), mask=column < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(names), pa.string()))


def _dates(ordinals: NDArray[Any]) -> pa.Array:
    return pa.array((ordinals - EPOCH).astype(np.int32)).cast(pa.date32()).cast(DAY)


def _numbers(table: pa.Table, names: Names) -> dict[str, NDArray[Any]]:
    """The integer columns of a campaign."""
    vocabularies = {"militia": names.militias, "target": names.targets}
    vocabularies |= {"governorate": names.governorates, "method": names.methods}
    found = {field: _index(table, field, known) for field, known in vocabularies.items()}
    found["kind"] = _index(table, "kind", KINDS)
    brand = _index(table, "brand", names.brands)
    own = (brand == NOBODY) & table["claimant"].is_valid().to_numpy()
    found["brand"] = np.where(own, OWN_NAME, brand)
    found["day"] = _plain(table, "date").astype("datetime64[D]").astype(np.int64) + EPOCH
    found |= {field: _plain(table, field) for field in ("week", "slot", "lethal", "abroad")}
    kinds = {**COLUMNS, "replicate": np.int32}
    found["replicate"] = _plain(table, "replicate")
    return {field: found[field].astype(kind) for field, kind in kinds.items()}


def _index(table: pa.Table, field: str, names: Sequence[str]) -> NDArray[np.int64]:
    """The position of each cell's name; NOBODY for an empty cell."""
    place = pc.index_in(table[field].cast(pa.string()), value_set=pa.array(list(names), pa.string()))
    return place.fill_null(NOBODY).to_numpy().astype(np.int64)


def _plain(table: pa.Table, field: str) -> NDArray[Any]:
    return table[field].to_numpy()
