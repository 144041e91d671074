"""The chronicle of a config: phases and record as they are written become one checked thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from experiments.files.checkout import CONF, ROOT
from experiments.observed.chronicle import CUT, PRINTED, Chronicle, Notes, Phase
from experiments.setup.coded import days
from experiments.setup.dates import day
from experiments.setup.parsed import parsed
from experiments.setup.read import read
from experiments.setup.rows import present
from experiments.setup.schema import PhaseConf, RecordConf
from experiments.setup.trail import TRAIL
from model.errors import ModelError
from model.names import LONGEST

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
"""A pair of phases is written as `one-other`, and what begins with a digit is a year."""
TAKEN = ("all", "whole", "before", "after")
"""What tables call other stretches of time."""
NEEDED = ("source", "lens", "lines", "whole", "total")
"""Keys of a record without which its tables cannot be read."""


class Written(Protocol):
    """What is needed of a config."""

    phases: dict[str, PhaseConf | None]
    record: RecordConf


def chronicle_of(config: Written) -> Chronicle:
    """The chronicle of a config; raises ModelError with what to change. The tables themselves are not looked at."""
    phases = phases_of(config.phases)
    folder = None if config.record.folder is None else _folder(config.record.folder)
    return Chronicle(phases) if folder is None else Chronicle(phases, folder, _notes(config.record))


@cache
def shipped() -> Chronicle:
    """The chronicle that conf/config.yaml takes, read without composing a config."""
    entries: Any = _content("config.yaml")["defaults"]
    option = {key: value for entry in entries if isinstance(entry, dict) for key, value in entry.items()}
    phases, record = (_content(f"{group}/{option[group]}.yaml") for group in ("phases", "record"))
    return stored_chronicle({"phases": phases, "record": record})


def stored_chronicle(config: Mapping[str, Any]) -> Chronicle:
    """The chronicle of a config in plain values, as a result keeps it; raises ModelError."""
    return chronicle_of(_Plain(stored_phases(config), stored_record(config)))


def stored_phases(config: Mapping[str, Any]) -> dict[str, PhaseConf | None]:
    """The phases of such a config as rows."""
    return {name: row and read(PhaseConf, row, f"phases.{name}", row=True) for name, row in config["phases"].items()}


def stored_record(config: Mapping[str, Any]) -> RecordConf:
    """What such a config says of its record."""
    found: RecordConf = read(RecordConf, config["record"], "record", row=True)
    return found


class _Plain:
    def __init__(self, phases: dict[str, PhaseConf | None], record: RecordConf) -> None:
        self.phases, self.record = phases, record


def _content(name: str) -> Mapping[str, Any]:
    file = CONF / name
    return parsed(file.read_text(encoding="utf-8"), str(file))[1]


def phases_of(rows: Mapping[str, PhaseConf | None]) -> tuple[Phase, ...]:
    """The phases in every reading; raises ModelError unless they are some days each, one after the other."""
    left = present(rows)
    if not left:
        raise ModelError(
            "phases has no phase: tables count by phases. Give at least one, such as 'phases: {whole_war: "
            "{start: 2020-01-01, end: 2020-12-31, source: \"...\"}}', in a scenario's file or in conf/phases."
        )
    cut = sorted((_cut(name, row) for name, row in left.items()), key=lambda one: one.start)
    for one, other in pairwise(cut):
        if other.start <= one.end:
            raise ModelError(
                f"phase '{other.phase}' starts on {other.start}, before '{one.phase}' has ended on {one.end}: a day "
                f"belongs to one phase. Change phases.{other.phase}.start {TRAIL.place(f'phases.{other.phase}.start')}."
            )
    if not any(row.printed for row in left.values()):
        return tuple(cut)
    return (*cut, *(_printed(one, left[one.phase]) for one in cut))


def _cut(name: str, row: PhaseConf) -> Phase:
    where = f"phases.{name}"
    if not NAME.fullmatch(name) or len(name) > LONGEST or name in TAKEN:
        raise ModelError(
            f"phase '{name}' has a name that cannot be used: it has at most {LONGEST} letters, digits and '_', begins "
            f"with a letter, and is none of {', '.join(TAKEN)}. Change it {TRAIL.place(where)}."
        )
    start, end = day(row.start, f"{where}.start"), day(row.end, f"{where}.end")
    if end < start:
        raise ModelError(f"phase '{name}' ends on {end}, before it starts on {start}. Change it {TRAIL.place(where)}.")
    return Phase(CUT, name, start, end)


def _printed(cut: Phase, row: PhaseConf) -> Phase:
    ends: tuple[date, date] = (cut.start, cut.end)
    return Phase(PRINTED, cut.phase, *(days(row.printed, f"phases.{cut.phase}.printed") if row.printed else ends))


def _folder(text: str) -> Path:
    """From where one stands, or else from the checkout."""
    for folder in (Path(text), ROOT / text):
        if folder.is_dir():
            return folder.resolve()
    raise ModelError(
        f"record.folder '{text}' is no folder, neither from here nor from {ROOT}: give the one that holds the observed "
        "tables, or say record=none."
    )


def _notes(record: RecordConf) -> Notes:
    for key in NEEDED:
        if not getattr(record, key):
            raise ModelError(
                f"record.{key} is empty: a record with a folder of tables needs it (conf/record/iraq.yaml says what it "
                f"is). Give it {TRAIL.place(f'record.{key}')}, or say record=none."
            )
    return Notes(**{one.name: frozen for one in fields(Notes) if (frozen := _frozen(getattr(record, one.name)))})


def _frozen(value: Any) -> Any:
    """The same as something that can be looked up by."""
    if isinstance(value, Mapping):
        return tuple(_pairs(value))
    return tuple(value) if isinstance(value, list) else value


def _pairs(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((key, _frozen(one)) for key, one in value.items())
