"""How a config departs from the baseline as it ships, in words: a changed world must never pass for the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

import yaml

from experiments.files.checkout import CONF
from experiments.setup.compose import composed, typed
from experiments.setup.trail import TRAIL

BASELINE = "baseline"
ELSEWHERE = ("scenario_name", "estimate_seen", "seed", "replicates", "seen_through", "engine")
"""Keys that every report names beside, or that change no event."""
REMARKS = ("source", "evidence", "role", "split", "quality", "label", "colour", "mark", "acronyms")
"""Words about a number or date, and what figures make of it: they change no event either."""
TIES = ".depends_on"
"""What goes along with another row comes after what was asked for."""
IN_FULL = 3
LONG = 40  # letters of a value
Settled = Mapping[str, Any]
"""A config with everything resolved and without what is volatile."""


def from_baseline(settled: Settled) -> list[str]:
    """Every difference from the baseline with the same estimate, those that a shipped scenario brings itself last."""
    estimate = settled["estimate_name"]
    shipped = (CONF / "estimate" / f"{estimate}.yaml").is_file()
    reference = _baseline(estimate if shipped else None)
    found = list(_walk("", settled, {key: reference.get(key) for key in settled}))
    own = _paths(settled["scenario_name"])
    words = [text for _, text in sorted(found, key=lambda one: (one[0] in own, one[0].endswith(TIES)))]
    return [*([] if estimate == _default_estimate() else [f"estimate={estimate}"]), *words]


def between(settled: Settled, reference: Settled) -> list[str]:
    """Every difference of one config from another."""
    return [text for _, text in _walk("", settled, reference)]


def in_short(differences: Sequence[str]) -> str:
    """The first differences in full, and how many more there are."""
    rest = len(differences) - IN_FULL
    if rest <= 1:  # a count of one would take as much room as the difference
        return ", ".join(differences)
    return f"{', '.join(differences[:IN_FULL])} and {rest} more differences"


def named(scenario: str, differences: Sequence[str]) -> str:
    """What to call a world: its scenario's name, and in what it is not the baseline."""
    if not differences:
        return scenario
    if scenario == BASELINE:
        return f"{scenario} with {in_short(differences)}"
    return f"{scenario} ({BASELINE} with {in_short(differences)})"


def _walk(path: str, here: Settled, there: Settled) -> Iterator[tuple[str, str]]:
    for key in dict.fromkeys((*there, *here)):
        place, one, other = f"{path}{key}", here.get(key), there.get(key)
        if one == other or key in REMARKS or place in (*ELSEWHERE, "estimate_name"):
            continue
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _walk(f"{place}.", one, other)
        elif isinstance(one, Mapping) or isinstance(other, Mapping):
            yield place, _plain(f"{place} {'taken out' if one is None else 'added'}")
        else:
            yield place, _plain(f"{place}={_value(one)} instead of {_value(other)}")


def _value(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, width=10**6, allow_unicode=True).removesuffix("\n...\n")
    text = text.strip().strip("'")
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _plain(text: str) -> str:
    """Nothing that would steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


@cache
def _baseline(estimate: str | None) -> dict[str, Any]:
    """The baseline with an estimate; what is being composed besides is not forgotten for it."""
    with TRAIL.aside():
        return asdict(typed(composed([] if estimate in (None, _default_estimate()) else [f"estimate={estimate}"])))


@cache
def _default_estimate() -> str:
    """The estimate that conf/config.yaml takes."""
    entries = yaml.safe_load((CONF / "config.yaml").read_text(encoding="utf-8"))["defaults"]
    return next(str(entry["estimate"]) for entry in entries if isinstance(entry, dict) and "estimate" in entry)


@cache
def _paths(scenario: str) -> frozenset[str]:
    """What a shipped scenario sets, by dotted path; nothing of a scenario that is not shipped."""
    file = CONF / "scenario" / f"{scenario}.yaml"
    return frozenset(_leaves("", yaml.safe_load(file.read_text(encoding="utf-8"))) if file.is_file() else ())


def _leaves(path: str, branch: Settled) -> Iterator[str]:
    for key, value in branch.items():
        if isinstance(value, Mapping):
            yield from _leaves(f"{path}{key}.", value)
        else:
            yield f"{path}{key}"
