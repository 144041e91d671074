"""From a config to the plan of a sweep, checked as a whole before anything is played or written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig

from experiments.files.checkout import CONF
from experiments.files.hashing import digest
from experiments.results.request import MOST_REPLICATES, request
from experiments.setup.compose import typed
from experiments.setup.read import read
from experiments.setup.rows import present
from experiments.setup.schema import Config, SweepConf
from experiments.setup.trail import TRAIL
from experiments.setup.words import SCHEMA, key_of
from experiments.sweep.bases import cells_of
from experiments.sweep.cells import UNUSED, Cells, Setting, settled
from experiments.sweep.design import Design, design_of
from experiments.sweep.legal import faults_of
from experiments.sweep.outputs import outputs_of
from experiments.sweep.plan import Plan, Stage
from experiments.sweep.sampling import CONTINUED
from experiments.sweep.sealed import hashes, identity
from model.errors import ModelError, unknown
from model.numbers import paths

OWN = tuple(one.name for one in fields(SweepConf) if one.name not in {known.name for known in fields(Config)})
HOW = ("chunk", "on_error", "dry", "play")
"""Own keys that say how the work is done, and not what."""
ON_ERROR = ("continue", "stop")
MOST_RUNS = 10**9


def planned(config: DictConfig) -> tuple[Plan, str, list[str]]:
    """The plan that a config asks for, the name of its folder, and why cells cannot be played; raises ModelError."""
    base, wanted = request(config), cast(SweepConf, typed(config))
    check_on_error(wanted.on_error)
    numbers = frozenset(paths(base.world))
    design = design_of(wanted, numbers)
    cells = cells_of(design, wanted)
    first, faults = _playable(cells, design)
    lens, folder = wanted.seen_through, _folder(wanted.pattern_folder)
    kept = outputs_of(wanted.outputs, wanted.windows, first, _targets(cells), lens, folder)
    found = hashes(kept)
    stage = _stage(range(len(design)), range(wanted.replicates), wanted.chunk)
    about = {"scenario": wanted.scenario_name, **_about(wanted), "config": settled(wanted), "hashes": found}
    plan = Plan(identity(cells.bases, kept, found), design, cells, kept, wanted.engine, (stage,), about)
    keys = [chunk.key for chunk in plan.chunks]
    return plan, f"sweep-{wanted.scenario_name}-{digest({'chunks': keys})[:12]}", faults


def expanded(plan: Plan, samples: int | None, replicates: int | None, chunk: int) -> Plan:
    """The plan with more samples of its design, more replicates, or both: nothing that it had is played again.

    Raises ModelError where there is nothing more to be had.
    """
    asked = plan.about["asked"]
    design, stages = plan.design, list(plan.stages)
    done = max(stage.replicates.stop for stage in stages)
    if samples is not None:
        more = _more(plan, asked, samples)
        design = _joined(design, more)
        stages.append(_stage(range(len(plan.design), len(design)), range(done), chunk))
    if replicates is not None:
        if not done < replicates <= MOST_REPLICATES:
            raise ModelError(
                f"replicates is {replicates}, and the sweep has {done}: give more than that, up to {MOST_REPLICATES}."
            )
        stages.append(_stage(range(len(design)), range(done, replicates), chunk))
    if samples is None and replicates is None:
        raise ModelError("nothing more is asked for: say samples=..., replicates=... or both.")
    about = {**plan.about, "asked": {**asked, "samples": samples or asked["samples"]}}
    return replace(plan, design=design, stages=tuple(stages), about=about)


def check_on_error(text: str) -> None:
    """Raise ModelError for what is no way to go on."""
    if text not in ON_ERROR:
        raise unknown("on_error", text, ON_ERROR, "the key 'on_error'")


def _playable(cells: Cells, design: Design) -> tuple[Setting, list[str]]:
    """The first setting that can be played, and what is wrong with those that cannot; ModelError when none can."""
    faults = faults_of(cells, design)
    able = next((number for number in range(len(cells.base)) if number not in faults), None)
    if able is None:
        raise ModelError(next(iter(faults.values())))
    return cells.setting(able), list(faults.values())


def _targets(cells: Cells) -> tuple[str, ...]:
    """Every target that any cell may have: a cell takes targets out, and only a base brings any."""
    return tuple(dict.fromkeys(name for base in cells.bases for name in present(base["targets"])))


def _stage(sets: range, replicates: range, chunk: int) -> Stage:
    if not 0 <= chunk <= 1_000_000:
        raise ModelError(f"chunk is {chunk}: it must lie from 0 to 1000000. Change it {TRAIL.place('chunk')}.")
    if len(sets) * len(replicates) > MOST_RUNS:
        raise ModelError(f"{len(sets) * len(replicates)} runs are asked for: at most {MOST_RUNS} fit in one sweep.")
    return Stage.of(sets, replicates, chunk)


def _about(wanted: SweepConf) -> dict[str, Any]:
    hydra = HydraConfig.get()
    told = [word.lstrip("+") for word in hydra.overrides.task]
    words = [word for word in told if key_of(word).partition(".")[0] not in (*OWN, SCHEMA, "results", "replicates")]
    asked = {name: getattr(wanted, name) for name in OWN if name not in HOW}
    own = not (CONF / f"{hydra.job.config_name}.yaml").is_file()
    return {"asked": asked, "words": words, "flags": list(_flags()), "own_config": own}


def _flags() -> Iterator[str]:
    if TRAIL.own is not None:
        yield from ("--config-dir", str(TRAIL.own.resolve()))


def _folder(given: str | None) -> str | None:
    return None if given is None else str(Path(given).resolve())


def _more(plan: Plan, asked: Any, samples: int) -> Design:
    """The sets that a longer sequence adds."""
    if asked["design"] not in CONTINUED:
        raise ModelError(
            f"the design is {asked['design']}, which has no more points to give without moving those that were played: "
            "ask for more replicates, or begin a new sweep. design=sobol can be continued."
        )
    if samples <= asked["samples"]:
        raise ModelError(f"samples is {samples}, and the sweep has {asked['samples']}: give more than that.")
    config = SweepConf(**{**vars(read(Config, {**plan.about["config"], **UNUSED})), **asked, "samples": samples})
    numbers = frozenset(plan.design.paths)
    more = design_of(config, numbers, asked["samples"])
    if more.paths != plan.design.paths or more.cells != plan.design.cells:
        raise ModelError("what the sweep varies cannot be read any more from its sweep.json: begin a new sweep.")
    return more


def _joined(one: Design, other: Design) -> Design:
    cell, values = np.concatenate([one.cell, other.cell]), np.concatenate([one.values, other.values])
    return Design(one.cells, cell, one.paths, values, one.file)
