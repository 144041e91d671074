"""What makes a provenance believed: each entry is of its kind, the entries agree with each other, and the seal holds.

A seal finds accidents and edits by hand. It is no signature: who can write a folder can seal what he wrote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.files.hashing import digest
from experiments.judge.heldout import exposure
from experiments.observed.chronicle import Chronicle, using
from experiments.observed.from_config import phases_of, stored_phases, stored_record
from experiments.setup.coded import WORDS, settled_day
from experiments.setup.look import COLOUR, Look, look_of, marks_of
from experiments.setup.loose import loose
from experiments.setup.schema import Config, TimelineConf
from model.errors import ModelError

SEAL = "seal"
HASH = re.compile("[0-9a-f]{64}")
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
"""Names of files and folders that lie where they are said to lie."""
WRITTEN = {
    "run": (
        *("events.parquet", "weekly.parquet", "phases.csv", "years.csv", "patterns.csv", "shifts.csv", "agreement.csv"),
        *("change_points.csv", "references.csv", "rises.csv", "scores.csv"),
    ),
    "fit": ("estimate.yaml", "moved.csv"),
}
"""What a result of a kind is made of: a file that is not listed would be held to nothing."""
COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
AND = " / "  # between the scenarios, or the estimates, of a comparison
Test = Callable[[Any], bool]
Rules = Mapping[str, tuple[Test, str]]


def seal(about: Mapping[str, Any]) -> str:
    """The seal that belongs to a provenance: SHA-256 of all that it says besides."""
    return digest({key: value for key, value in about.items() if key != SEAL})


def faults(about: Mapping[str, Any], folder: str) -> Iterator[str]:
    """What keeps a provenance, found in a folder of that name, from being believed; in words, one reason each."""
    kind = about.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        yield f"kind is {_shown(kind)}: it must be one of {', '.join(KINDS)}"
        return
    of_entries = [*_of_entries(about, {**EVERY, **KINDS[kind]}), *_of_files(kind, about.get("files"))]
    yield from of_entries
    if not of_entries:
        yield from _of_config(about)
        yield from _of_runs(about)
        yield from _of_name(about, folder)
        if about[SEAL] != seal(about):
            yield f"its seal is {about[SEAL][:12]}, and what it says has {seal(about)[:12]}: it was changed by hand"


def _of_entries(about: Mapping[str, Any], rules: Rules) -> Iterator[str]:
    for key, (test, words) in rules.items():
        if key not in about:
            yield f"it says nothing of '{key}'"
        elif not test(about[key]):
            yield f"{key} is {_shown(about[key])}: it must be {words}"


def _of_files(kind: str, files: Any) -> Iterator[str]:
    if not isinstance(files, dict):
        return
    yield from (f"it says nothing of the file {name}" for name in WRITTEN.get(kind, ()) if name not in files)
    for name, file in files.items():
        if not _plain(name):
            yield f"it lists the file {_shown(name)}: a plain name has letters, digits, '_', '-' and '.', and no folder"
        elif not _file(file):
            yield f"of {name} it says {_shown(file)}: it must be its bytes and its SHA-256"


def _of_name(about: Mapping[str, Any], folder: str) -> Iterator[str]:
    """The folder bears the hash of the parts, and a run its scenario."""
    whole = digest(about["hashes"])
    if about["hash"] != whole:
        yield f"hash is {about['hash'][:12]}, and its parts have {whole[:12]}"
    start = {"run": about.get("scenario"), "comparison": "compare", "reconciliation": "reconcile"}
    first = start.get(about["kind"], about["kind"])
    if not (folder.startswith(f"{first}-") and folder.endswith(f"-{whole[:12]}")):
        yield f"it is of '{first}-...-{whole[:12]}', and its folder is called '{folder}': call it so again"


def _of_config(about: Mapping[str, Any]) -> Iterator[str]:
    """What is said beside the config is what the config says."""
    if "config" not in KINDS[about["kind"]]:
        return
    config, hashes = about["config"], about["hashes"]
    pairs = [
        ("hashes.config", hashes.get("config"), digest(config)),
        ("patterns", about["patterns"], hashes.get("patterns")),
    ]
    pairs += [(key, about[key], config.get(own)) for key, own in TWICE.items() if key in about]
    if about["kind"] in ("run", "codings"):
        pairs += [(key, about[key], value) for key, value in _exposed(config).items()]
    for key, said, meant in pairs:
        if said != meant:
            yield f"{key} is {_shown(said)}, and by its config it is {_shown(meant)}"


def _of_runs(about: Mapping[str, Any]) -> Iterator[str]:
    """A comparison is of the runs whose hashes it has."""
    if about["kind"] == "comparison":
        of = [f"{name}-{about['hashes'].get(name, '')[:12]}" for name in about["scenario"].split(AND)]
        if about["runs"] != of or len(about["hashes"]) != len(of):
            yield f"runs are {_shown(about['runs'])}, and by scenario and hashes they are {_shown(of)}"


def _exposed(config: Mapping[str, Any]) -> dict[str, Any]:
    """The phases that the estimate of a config was fitted to, those that it held out, and whether it has a record."""
    try:
        with using(Chronicle(phases_of(stored_phases(config)))):
            return _fitted(config)
    except (ModelError, TypeError, AttributeError, KeyError):
        return {"fitted": None, "heldout": None, "recorded": None}


def _fitted(config: Mapping[str, Any]) -> dict[str, Any]:
    known = exposure(Config(estimate_seen=config.get("estimate_seen")))
    recorded = stored_record(config).folder is not None
    return {"fitted": sorted(known.seen), "heldout": sorted(known.held_out), "recorded": recorded}


def _shown(value: Any) -> str:
    text = json.dumps(value, default=str)  # control characters spelt out
    return text if len(text) <= 60 else f"{text[:57]}..."


def _text(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable()


def _whole(low: int, high: int) -> Test:
    return lambda value: type(value) is int and low <= value <= high


def _matches(form: re.Pattern[str]) -> Test:
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _none_or(test: Test) -> Test:
    return lambda value: value is None or test(value)


def _list_of(test: Test) -> Test:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _mapping_of(name: Test, test: Test) -> Test:
    return lambda value: isinstance(value, dict) and all(name(key) and test(one) for key, one in value.items())


def _file(value: Any) -> bool:
    known = isinstance(value, dict) and set(value) == {"bytes", "sha256"}
    return known and _size(value["bytes"]) and _hash(value["sha256"])


def _any(_: Any) -> bool:
    return True


def _moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _scenarios(value: Any) -> bool:
    return isinstance(value, str) and len(names := value.split(AND)) > 1 and all(map(_plain, names))


def _config(value: Any) -> bool:
    """Whether a config has what figures are drawn from: all else of it is only hashed and compared."""
    try:
        timeline: Any = OmegaConf.merge(OmegaConf.structured(loose(TimelineConf)), value["timeline"])
        edges = [edge for spell in timeline.spells.values() if spell for edge in (spell.start, spell.end)]
        edges += [occasion.day for occasion in timeline.occasions.values() if occasion]
        legible = _look(asdict(look_of(value))) and all(map(_text, marks_of(value["timeline"])))
        phases_of(stored_phases(value)), stored_record(value)
        return legible and all(settled_day(edge) is not None or edge in (None, *WORDS) for edge in edges)
    except (OmegaConfBaseException, TypeError, KeyError, AttributeError, ModelError):
        return False


def _look(value: Any) -> bool:
    """Whether labels and colours can be drawn."""
    if not isinstance(value, dict) or set(value) != set(Look.__dataclass_fields__):
        return False
    colours = value["colours"]
    named = _mapping_of(_text, _text)(value["labels"]) and _list_of(_text)(list(value["acronyms"]))
    return named and _mapping_of(_text, _matches(COLOUR))(colours)


_plain, _hash, _size = _matches(PLAIN), _matches(HASH), _whole(0, 1 << 50)
A_TEXT, PHASES = (_text, "a text without control characters"), (_list_of(_text), "a list of phases")
A_HASH = (_hash, "a SHA-256 in hexadecimal digits")
HASHES = (_mapping_of(_text, _hash), "SHA-256 by name")
WHOLE = (_whole(0, 1 << 63), "a whole number")
SEED = (_whole(-(1 << 63), (1 << 64) - 1), "a whole number of 64 bits")
EVERY: Rules = {
    SEAL: A_HASH,
    "hash": A_HASH,
    "hashes": HASHES,
    "files": (_mapping_of(_text, _any), "a mapping"),
    "made": (_moment, "a date and time with its zone"),
    "python": A_TEXT,
    "platform": A_TEXT,
    "versions": (_mapping_of(_text, _none_or(_text)), "versions by package"),
    "commit": (_none_or(_matches(COMMIT)), "a commit, or null"),
    "commit_unknown": (_none_or(_text), "a text, or null"),
    "dirty": (_none_or(lambda value: isinstance(value, bool)), "true, false or null"),
    "command": (_list_of(lambda value: isinstance(value, str)), "a list of words"),
}
PLAYED: Rules = {
    "seed": SEED,
    "replicates": (_whole(1, 1 << 31), "a whole number from 1"),
    "patterns": A_HASH,
    "patterns_fixed": A_TEXT,
    "heldout": PHASES,
}
RECORDED = (lambda value: isinstance(value, bool), "true or false")
SHOWN: Rules = {**PLAYED, "recorded": RECORDED, "seen_through": A_TEXT, "estimate": A_TEXT, "fitted": PHASES}
CONFIG = (_config, "a config with a timeline, phases, a record, labels and colours")
KINDS: Mapping[str, Rules] = {
    "run": {
        **SHOWN,
        "scenario": (_plain, "a name of letters, digits, '_', '-' and '.'"),
        "engine": A_TEXT,
        "config": CONFIG,
    },
    "codings": {
        **SHOWN,
        "scenario": (_plain, "a name of letters, digits, '_', '-' and '.'"),
        "engine": A_TEXT,
        "codings": WHOLE,
        "config": CONFIG,
    },
    "comparison": {
        **SHOWN,
        "scenario": (_scenarios, "names of scenarios, with ' / ' between them"),
        "runs": (_list_of(_plain), "the plain names of the folders of its runs"),
        "look": (_look, "labels, colours and acronyms"),
    },
    "fit": {**PLAYED, "config": CONFIG},
    "reconciliation": {"combined": WHOLE, "fitting": WHOLE},
}
TWICE = {
    "scenario": "scenario_name",
    "seed": "seed",
    "replicates": "replicates",
    "engine": "engine",
    "seen_through": "seen_through",
    "estimate": "estimate_name",
}
