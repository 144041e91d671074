"""What all patterns of a folder share: the days they may speak of, and names for groups of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from experiments.judge.patterns.faults import day_of, only_keys
from model.errors import ModelError

KEYS = ("span", "groups")


@dataclass(frozen=True)
class Study:
    """The span of days, both ends included, and groups such as us: [us_base, us_convoy]."""

    start: date = date(2019, 6, 3)
    end: date = date(2023, 4, 2)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self, value: Any, where: str) -> tuple[str, ...]:
        """The names that a name, a list of names, or a group's name stands for."""
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(name, str) for name in listed) or not listed:
            raise ModelError(f"{where}: {value!r} must be a name or a list of names.")
        return tuple(name for group in listed for name in self.groups.get(group, (group,)))


def study_from(raw: Mapping[str, Any], file: str, plain: Study) -> Study:
    """The study that the `study:` section of `file` describes; what it leaves out is as in `plain`."""
    where = f"{file}: study"
    only_keys(raw, KEYS, where)
    span, groups = raw.get("span", {}), raw.get("groups", {})
    only_keys(span, ("from", "to"), f"{where}: span")
    only_keys(groups, groups, f"{where}: groups")
    return Study(
        start=day_of(span.get("from", plain.start), f"{where}: span: from"),
        end=day_of(span.get("to", plain.end), f"{where}: span: to"),
        groups={name: plain.names(members, f"{where}: groups: {name}") for name, members in groups.items()},
    )
