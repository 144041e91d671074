"""What figures call targets and phases, in which colour they draw targets, and what they write at dated facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.setup.rows import present
from experiments.setup.schema import Config
from experiments.setup.trail import TRAIL
from model.errors import ModelError, unknown

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LONGEST = 60
EDGES = {"spells": ("start", "end"), "occasions": ("day",), "anchors": ("day",)}


@dataclass(frozen=True)
class Look:
    """Labels by name of a target or phase, colours by target, and what stands in capitals where there is no label."""

    labels: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    acronyms: tuple[str, ...] = ()


def look_of(config: Mapping[str, Any]) -> Look:
    """The look of a config in plain values, as a result keeps it."""
    targets, phases = present(config["targets"]), present(config["phases"])
    labels = {name: row["label"] for name, row in {**phases, **targets}.items() if row.get("label")}
    colours = {name: row["colour"] for name, row in targets.items() if row.get("colour")}
    return Look(labels, colours, tuple(config["acronyms"]))


def marks_of(timeline: Mapping[str, Any]) -> Iterator[Any]:
    """What the rows of a timeline in plain values have figures write; raises KeyError for an edge that there is not."""
    for section, edges in EDGES.items():
        for row in present(timeline.get(section) or {}).values():
            for edge, text in (row.get("mark") or {}).items():
                yield dict.fromkeys(edges, text)[edge]


def joint(looks: Sequence[Look]) -> Look:
    """Several looks as one: of what two of them name differently, the first's."""
    labels = {name: text for look in reversed(looks) for name, text in look.labels.items()}
    colours = {name: text for look in reversed(looks) for name, text in look.colours.items()}
    return Look(labels, colours, looks[0].acronyms)


def check_look(config: Config) -> None:
    """Raise ModelError for a label, colour or mark that cannot be drawn."""
    for path, text in _texts(config):
        if not text.strip() or len(text) > LONGEST or not text.isprintable():
            raise ModelError(
                f"{path} is {text!r}: figures write it, so it needs one line of 1 to {LONGEST} letters. Change it "
                f"{TRAIL.place(path)}."
            )
    for name, row in present(config.targets).items():
        if row.colour is not None and not COLOUR.fullmatch(row.colour):
            raise ModelError(
                f"targets.{name}.colour is '{row.colour}': write a colour as '#0072B2', in quotes, or leave it out. "
                f"Change it {TRAIL.place(f'targets.{name}.colour')}."
            )


def _texts(config: Config) -> Iterator[tuple[str, str]]:
    """Everything that figures write, by its path; raises ModelError for a mark at an edge that a row does not have."""
    labels = {f"targets.{name}.label": row.label for name, row in present(config.targets).items()}
    labels |= {f"phases.{name}.label": row.label for name, row in present(config.phases).items()}
    yield from ((where, text) for where, text in labels.items() if text is not None)
    yield from ((f"acronyms[{place}]", text) for place, text in enumerate(config.acronyms))
    for section, edges in EDGES.items():
        for name, row in present(getattr(config.timeline, section) or {}).items():
            where = f"timeline.{section}.{name}.mark"
            for edge, text in (row.mark or {}).items():
                if edge not in edges:
                    raise unknown("edge", edge, edges, f"{where}, {TRAIL.place(where).removeprefix('in ')}")
                yield f"{where}.{edge}", text
