"""Patterns from a folder of YAML files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from experiments.files.checkout import CONF
from experiments.files.folders import visible
from experiments.files.yaml_text import LOADER, checked_text
from experiments.judge.patterns.faults import only_keys
from experiments.judge.patterns.pattern import Pattern
from experiments.judge.patterns.read_pattern import pattern_from
from experiments.judge.patterns.study import Study, study_from
from model.errors import ModelError

SHIPPED = CONF / "patterns"
SECTIONS = ("study", "patterns")
PLAIN = Study()


def load_patterns(path: Path | None = None, plain: Study = PLAIN) -> tuple[Pattern, ...]:
    """Every pattern of the folder `path` (default: those that ship), in the order of their ids.

    Where its files do not say which days they may speak of, it is those of the study `plain`.

    Raises ModelError, naming file and pattern, on anything that is not a pattern that can decide.
    """
    files = {file.name: _read(file) for file in _files(path)}
    study = _study(files, plain)
    patterns = [pattern_from(raw, study, name) for name, raw in _entries(files)]
    _refuse_duplicates(patterns)
    return tuple(sorted(patterns, key=lambda pattern: pattern.id))


def pattern_hash(path: Path | None = None) -> str:
    """SHA-256 over the names and bytes of the folder's YAML files."""
    digest = sha256()
    for file in _files(path):
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(path: Path | None) -> list[Path]:
    folder = SHIPPED if path is None else path
    files = visible(folder, "*.yaml")
    if misnamed := visible(folder, "*.yml"):
        raise ModelError(f"{misnamed[0]} would not be read: only *.yaml is, so rename it.")
    if not files:
        raise ModelError(f"{folder} holds no *.yaml file: give the folder in which the patterns are.")
    return files


def _read(file: Path) -> Mapping[str, Any]:
    try:
        raw = yaml.load(checked_text(file), Loader=LOADER) or {}  # noqa: S506 - a safe one
    except yaml.YAMLError as fault:
        raise ModelError(f"{file.name} is no YAML: {fault}") from fault
    only_keys(raw, SECTIONS, file.name)
    return raw


def _study(files: Mapping[str, Mapping[str, Any]], plain: Study) -> Study:
    given = [name for name, raw in files.items() if "study" in raw]
    if len(given) > 1:
        raise ModelError(f"'study' stands in {' and '.join(given)}: give it once.")
    return study_from(files[given[0]]["study"], given[0], plain) if given else plain


def _entries(files: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for name, raw in files.items():
        listed = raw.get("patterns") or []
        if not isinstance(listed, list):
            raise ModelError(f"{name}: patterns {listed!r} must be a list.")
        yield from ((name, entry) for entry in listed)


def _refuse_duplicates(patterns: list[Pattern]) -> None:
    seen: dict[str, str] = {}
    for pattern in patterns:
        if pattern.id in seen:
            raise ModelError(f"{pattern.where}: {seen[pattern.id]} already has this id: ids are unique.")
        seen[pattern.id] = pattern.file
