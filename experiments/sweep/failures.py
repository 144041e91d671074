"""Sets that failed: each with its stage, message, config and the one command that plays it again alone."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from experiments.files.regular import read_json
from experiments.sweep.plan import Chunk, Plan
from experiments.sweep.written import write_whole

FOLDER, MOST = "failures", 50_000_000  # bytes


@dataclass(frozen=True)
class Failure:
    """A set of which nothing could be kept: `stage` is config (no world can be made of it) or play."""

    set: int
    stage: str
    message: str


def write_failures(root: Path, plan: Plan, chunk: Chunk, failures: Sequence[Failure]) -> None:
    """Write what failed of a chunk, in the place of what was written of it before; nothing where nothing failed."""
    file = _file(root, chunk.key)
    if not failures:
        file.unlink(missing_ok=True)
        return
    rows = [_row(root, plan, chunk, one) for one in failures]
    text = json.dumps({"chunk": chunk.key, "failures": rows}, indent=1, ensure_ascii=False, default=str)
    write_whole(file, text.encode())


def _row(root: Path, plan: Plan, chunk: Chunk, one: Failure) -> dict[str, Any]:
    about = {"runs": len(chunk.replicates), "values": values_of(plan, one.set), "command": command(root, plan, one.set)}
    return {**asdict(one), **about}


def read_failures(root: Path, keys: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """What failed of these chunks, in their order; a file that cannot be read is none."""
    for key in keys:
        with suppress(OSError, ValueError, LookupError, TypeError):
            yield from read_json(_file(root, key), MOST)["failures"]


def failed_chunks(root: Path) -> set[str]:
    """The keys of chunks of which something failed."""
    with suppress(OSError):
        return {path.stem for path in (root / FOLDER).iterdir() if path.suffix == ".json"}
    return set()


def values_of(plan: Plan, number: int) -> dict[str, Any]:
    """What a set has in the place of the config's own, by key."""
    numbers = dict(zip(plan.design.paths, plan.design.values[number].tolist(), strict=True))
    return {**plan.design.cells[plan.design.cell[number]], **numbers}


def command(root: Path, plan: Plan, number: int) -> str:
    """The command that plays one set alone, as `targetshift run` does; of a config file of one's own, its chunk."""
    if plan.about["own_config"]:
        return shlex.join(["targetshift", "resume", str(root)])
    words = [f"{key}={_value(value)}" for key, value in plan.design.cells[plan.design.cell[number]].items()]
    numbers = zip(plan.design.paths, plan.design.values[number].tolist(), strict=True)
    words += [f"{_whole_key(path, plan)}={value!r}" for path, value in numbers]
    asked = [*plan.about["words"], *words, f"replicates={max(stage.replicates.stop for stage in plan.stages)}"]
    return shlex.join(["targetshift", "run", *plan.about["flags"], *asked])


def _whole_key(path: str, plan: Plan) -> str:
    """The key of a number as the command line writes it: with '.value' where it has a prior."""
    content: Any = plan.cells.bases[0]
    for name in path.split("."):
        content = content[name]
    return f"{path}.value" if isinstance(content, Mapping) else path


def _value(value: Any) -> str:
    if isinstance(value, str):
        return value if value.replace("_", "").replace("-", "").isalnum() else json.dumps(value)
    return json.dumps(value)


def _file(root: Path, key: str) -> Path:
    return root / FOLDER / f"{key}.json"
