"""The reconciliation in the store of results: its tables, kept once."""

from __future__ import annotations

from pathlib import Path

from experiments.files.csv_rows import write_table
from experiments.files.hashing import digest
from experiments.observed.record.reconciliation import Exclusion, FeasibleCount, PartRange, Reconciliation
from experiments.results import provenance
from experiments.results.provenance import write_provenance
from experiments.results.store import Store


def kept(found: Reconciliation, results: Path) -> tuple[Path, bool]:
    """The folder that holds the reconciliation, and whether it had to be written for it."""
    store, name = Store.at(results), f"reconcile-{digest(provenance.record_hashes())[:12]}"
    if store.holds(name):
        return store.folder(name), False
    return store.keep(name, lambda folder: _write(folder, found)), True


def _write(folder: Path, found: Reconciliation) -> None:
    write_table(folder / "tables.csv", list(found.rows()), FeasibleCount)
    write_table(folder / "years.csv", found.ranges, PartRange)
    write_table(folder / "statements.csv", found.exclusions, Exclusion)
    about = {"kind": "reconciliation", "combined": found.combined, "fitting": found.fitting}
    write_provenance(folder, {**about, "hashes": provenance.record_hashes()})
