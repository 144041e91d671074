"""The observed record as an uncertain thing: whole-number tables of attacks that break no statement of its source."""

from experiments.observed.record.check import broken
from experiments.observed.record.draw import record
from experiments.observed.record.stretch import Stretch, phases_of, stretches
from experiments.observed.record.table import Record

__all__ = ["Record", "Stretch", "broken", "phases_of", "record", "stretches"]
