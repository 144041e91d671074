"""Many simulated campaigns as one table: what statistics, tables and figures are made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.events import Kind


@dataclass(frozen=True)
class Names:
    """Vocabularies of the integer columns; `alignments` gives each brand's published alignment."""

    militias: tuple[str, ...]
    targets: tuple[str, ...]
    brands: tuple[str, ...]
    alignments: tuple[str, ...]  # a militia's name, or 'unknown', one a brand
    governorates: tuple[str, ...]
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Campaign:
    """Events of `replicates` runs of one scenario.

    `columns` holds those of model.events.COLUMNS plus `replicate` (int32, from 0) and `seen`
    (bool: would the source whose lens is in use have recorded it); all of equal length.
    """

    names: Names
    replicates: int
    start: date
    end: date
    columns: dict[str, NDArray[Any]]

    def where(self, mask: NDArray[np.bool_]) -> Campaign:
        """The same campaigns with only the events that `mask` keeps."""
        return replace(self, columns={name: column[mask] for name, column in self.columns.items()})

    def attacks(self) -> Campaign:
        """Only attacks that took place and that the lens saw."""
        return self.where((self.columns["kind"] == Kind.ATTACK) & self.columns["seen"].astype(bool))
