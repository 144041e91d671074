"""A plan as sweep.json and a Parquet file of its sets, and back; what does not fit together is not believed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.files.hashing import digest
from experiments.files.regular import hash_of, read_json
from experiments.judge.patterns import pattern_hash
from experiments.results import provenance
from experiments.results.seal import SEAL, seal
from experiments.setup.keys import nearest
from experiments.sweep.cells import Cells
from experiments.sweep.design import Design
from experiments.sweep.outputs import Outputs, Window
from experiments.sweep.parts import encoded
from experiments.sweep.plan import Plan, Stage
from experiments.sweep.written import write_whole
from model.errors import ModelError

FILE, FORMAT, KIND = "sweep.json", 1, "sweep"
MOST = 500_000_000  # bytes
HASHED = {
    "code": "the code",
    "arithmetic": "the versions of numpy, numba or scipy",
    "observed": "the observed record",
    "patterns": "the pattern files",
}


def hashes(kept: Outputs) -> dict[str, str]:
    """SHA-256 of what determines every run besides the config: code, libraries, record and patterns."""
    patterns = pattern_hash(Path(kept.pattern_folder) if kept.pattern_folder else None) if kept.patterns else ""
    found = provenance.hashes({}, patterns)
    return {part: found[part] for part in HASHED}


def identity(bases: Any, kept: Outputs, found: Mapping[str, str]) -> str:
    """SHA-256 of what all runs of a sweep have in common."""
    return digest({"format": FORMAT, "bases": bases, "outputs": _outputs(kept), "hashes": found})


def write_plan(root: Path, plan: Plan) -> None:
    """Write the sets, then the plan that names them, then take away what an older plan named."""
    sets = encoded(_sets(plan.design))
    name = f"sets-{sha256(sets).hexdigest()[:16]}.parquet"
    write_whole(root / name, sets)
    content = {"format": FORMAT, "kind": KIND, **plan.about, **_of_plan(plan)}
    content |= {"sets": {"name": name, "bytes": len(sets), "sha256": sha256(sets).hexdigest()}}
    content |= provenance.circumstances()
    text = json.dumps({**content, SEAL: seal(json.loads(json.dumps(content, default=str)))}, default=str, indent=1)
    write_whole(root / FILE, f"{text}\n".encode())
    for other in root.glob("sets-*.parquet"):
        if other.name != name:
            other.unlink(missing_ok=True)


def read_plan(root: Path) -> Plan:
    """The plan of the sweep in a folder; raises ModelError when there is none, or none to be believed."""
    file = root / FILE
    if not file.exists():
        near = nearest(root.name, _sweeps_in(root.parent), cutoff=0.0)
        hint = f"did you mean {root.parent / near}?" if near else "`targetshift sweep` makes one and says where."
        raise ModelError(f"'{root}' holds no sweep: {hint}")
    try:
        about = read_json(file, MOST)
        _check(about)
        return _plan(root, about)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, pa.ArrowException) as fault:
        reason = getattr(fault, "strerror", None) or str(fault) or repr(fault)
        raise ModelError(
            f"{file} cannot be read ({reason.partition(chr(10))[0]}): move its folder away, and start the sweep again."
        ) from None


def changed(plan: Plan) -> list[str]:
    """What has changed since a plan was made, in words: its runs would not be today's."""
    now, then = hashes(plan.kept), plan.about["hashes"]
    return [words for part, words in HASHED.items() if now[part] != then[part]]


def refuse_changed(root: Path, plan: Plan) -> None:
    """Raise ModelError when what would be played today is another thing than what the folder holds."""
    found = changed(plan)
    if found:
        commit = str(plan.about.get("commit") or "unknown")[:9]
        raise ModelError(
            f"'{root}' was begun when {' and '.join(found)} {'was' if len(found) == 1 else 'were'} another (commit "
            f"{commit}): its runs and today's would be mixed. Check that version out to go on with it, or start the "
            "sweep anew, which makes a folder of its own; `export` reads this one as it is."
        )


def _check(about: Any) -> None:
    if about.get("kind") != KIND:
        raise ValueError("it is of no sweep")
    if about.get("format") != FORMAT:
        raise ValueError(f"it has format {about.get('format')}, and this targetshift reads {FORMAT}")
    if about.get(SEAL) != seal(about):
        raise ValueError("its seal does not fit what it says: it was changed by hand or is torn")


def _of_plan(plan: Plan) -> dict[str, Any]:
    return {
        "identity": plan.identity,
        "engine": plan.engine,
        "outputs": _outputs(plan.kept),
        "stages": [
            [one.sets.start, one.sets.stop, one.replicates.start, one.replicates.stop, one.per, one.most]
            for one in plan.stages
        ],
        "paths": list(plan.design.paths),
        "bases": list(plan.cells.bases),
        "cells": [[base, dict(cell)] for base, cell in zip(plan.cells.base, plan.design.cells, strict=True)],
        "leaves": [list(cell) for cell in plan.cells.leaves],
        "file": plan.design.file,
    }


def _plan(root: Path, about: Mapping[str, Any]) -> Plan:
    kept = _kept(about["outputs"])
    cells = [cell for _, cell in about["cells"]]
    leaves = [{key: cell[key] for key in keys} for cell, keys in zip(cells, about["leaves"], strict=True)]
    design = _design(root, about, tuple(cells))
    stages = tuple(Stage(range(a, b), range(c, d), per, most) for a, b, c, d, per, most in about["stages"])
    made = Cells(about["bases"], [base for base, _ in about["cells"]], leaves)
    if about["identity"] != identity(about["bases"], kept, about["hashes"]):
        raise ValueError("its identity does not fit what it says")
    return Plan(about["identity"], design, made, kept, about["engine"], stages, _asked(about))


def _asked(about: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan says beside what makes it one."""
    return {key: value for key, value in about.items() if key not in ("format", "kind", "sets", SEAL)}


def _sets(design: Design) -> pa.Table:
    columns = {path: pa.array(design.values[:, column]) for column, path in enumerate(design.paths)}
    return pa.table({"cell": pa.array(design.cell), **columns})


def _design(root: Path, about: Mapping[str, Any], cells: tuple[Mapping[str, Any], ...]) -> Design:
    named, paths = about["sets"], tuple(about["paths"])
    file = root / Path(named["name"]).name
    if hash_of(file, named["bytes"]) != named["sha256"]:
        raise ValueError(f"{file.name}, the list of its sets, is not as it was written")
    table = pq.read_table(file)
    values = np.column_stack([table[path].to_numpy() for path in paths]) if paths else np.empty((len(table), 0))
    return Design(cells, table["cell"].to_numpy(), paths, values, about["file"])


def _outputs(kept: Outputs) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(kept), default=str))  # dates as text, tuples as lists


def _kept(found: Mapping[str, Any]) -> Outputs:
    windows = tuple(
        Window(one["name"], date.fromisoformat(one["start"]), date.fromisoformat(one["end"]))
        for one in found["windows"]
    )
    content = {one.name: found[one.name] for one in fields(Outputs)}
    lists = {"windows": windows, "targets": tuple(found["targets"]), "patterns": tuple(found["patterns"])}
    return Outputs(**{**content, **lists})


def _sweeps_in(folder: Path) -> Iterator[str]:
    yield from (file.parent.name for file in folder.glob(f"*/{FILE}"))
