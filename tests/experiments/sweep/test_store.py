"""Nothing that was computed is lost, and nothing that is damaged or of somebody else is read as good."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from experiments.sweep import cells as cells_module
from experiments.sweep import sealed, work
from experiments.sweep.asked import expanded
from experiments.sweep.claims import STALE, Claims, left_behind, living
from experiments.sweep.failures import read_failures
from experiments.sweep.plan import Plan, Stage
from experiments.sweep.play import played
from experiments.sweep.processes import alive
from experiments.sweep.sealed import FILE, read_plan, refuse_changed, write_plan
from experiments.sweep.store import PACKS, PARTS, state
from experiments.sweep.table import runs_of
from experiments.sweep.work import StoppedError, Work
from experiments.sweep.written import tidy, write_whole
from model.errors import ModelError

Play = Callable[..., Any]


def content(root: Path) -> dict[str, bytes]:
    """Every file of rows, by where it lies."""
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*.parquet"))}


def test_a_sweep_ends_as_one_pack_and_its_plan(swept: Path, plan: Plan) -> None:
    assert len(plan.chunks) == 8
    assert [file.parent.name for file in swept.glob("*/*")] == [PACKS]
    assert not state(swept, plan).left(plan)


@pytest.mark.parametrize("threads", [1, 3])
def test_the_same_bytes_by_any_number_of_threads(
    threads: int, empty: Path, played_once: Path, plan: Plan, play: Play
) -> None:
    play(empty, plan, threads)
    assert content(empty) == content(played_once)


def test_the_same_bytes_in_any_order_and_after_a_stop(empty: Path, played_once: Path, plan: Plan, play: Play) -> None:
    mixed = Random(3).sample(plan.chunks, len(plan.chunks))
    some = Work(empty, plan, 1, False, lambda _runs, _failures: None)
    with some.claims.kept_fresh():
        some._in_threads(mixed[:3], frozenset())
    assert len(state(empty, plan).left(plan)) == 5

    def interrupted(runs: int, _failures: int) -> None:
        raise KeyboardInterrupt if runs else AssertionError

    with pytest.raises(KeyboardInterrupt):
        Work(empty, plan, 1, False, interrupted).do()
    assert not list((empty / "claims").glob("*"))
    play(empty, plan)
    assert content(empty) == content(played_once)


def test_two_at_once_end_as_one_and_share_the_work(empty: Path, played_once: Path, plan: Plan) -> None:
    done = [0, 0]

    def at_work(which: int) -> None:
        def told(runs: int, _failures: int) -> None:
            done[which] += runs

        Work(empty, replace(plan), 1, False, told).do()

    both = [threading.Thread(target=at_work, args=(which,)) for which in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert content(empty) == content(played_once)
    assert sum(done) <= plan.runs + 6  # nothing twice, but for a chunk that both looked at


@pytest.mark.parametrize("how", ["flipped", "torn", "emptied", "exchanged"])
def test_a_damaged_file_is_named_and_played_again(
    how: str, swept: Path, played_once: Path, plan: Plan, play: Play
) -> None:
    file = next((swept / PACKS).iterdir())
    bytes_ = bytearray(file.read_bytes())
    if how == "flipped":
        bytes_[len(bytes_) // 2] ^= 1
    whole = {"flipped": bytes(bytes_), "torn": bytes(bytes_[:-40]), "emptied": b"", "exchanged": b"PAR1" * 9}
    file.write_bytes(whole[how])
    found = state(swept, plan)
    assert (found.damaged, len(found.left(plan))) == ((file,), 8)
    assert len(runs_of(swept, plan, found)) == 0
    play(swept, plan)
    assert content(swept) == content(played_once)


def test_strangers_and_parts_of_another_version_are_named_and_not_read(swept: Path, plan: Plan) -> None:
    pack = next((swept / PACKS).iterdir())
    (swept / PARTS).mkdir(exist_ok=True)
    other = swept / PARTS / ("0" * 24 + pack.name[24:])
    other.write_bytes(pack.read_bytes())
    (swept / PARTS / "notes.txt").write_text("mine")
    found = state(swept, plan)
    assert found.stale == (other,)
    assert found.strangers == (swept / PARTS / "notes.txt",)
    assert len(runs_of(swept, plan, found)) == plan.runs


def test_a_pack_whose_parts_are_still_there_wins_and_clears_them(swept: Path, empty: Path, plan: Plan) -> None:
    assert swept == empty
    todo = Work(empty, plan, 1, False, lambda _runs, _failures: None)
    with todo.claims.kept_fresh():
        todo._in_threads(plan.chunks, frozenset())
    parts = content(empty)
    work.pack(empty, plan, todo.claims) if (empty / "claims").exists() else None
    todo.do()
    for name, bytes_ in parts.items():  # as a kill between the pack and the clearing leaves it
        (empty / name).parent.mkdir(exist_ok=True)
        (empty / name).write_bytes(bytes_)
    assert len(state(empty, plan).spare) == 8
    todo.do()
    assert not list((empty / PARTS).glob("*.parquet"))


def test_a_table_is_read_although_another_process_packs_meanwhile(empty: Path, plan: Plan, play: Play) -> None:
    some = Work(empty, plan, 1, False, lambda _runs, _failures: None)
    with some.claims.kept_fresh():
        some._in_threads(plan.chunks, frozenset())
    before = state(empty, plan)
    play(empty, plan)
    assert not any(part.file.exists() for part in before.done.values())
    assert len(runs_of(empty, plan, before)) == plan.runs


def test_what_a_killed_process_left_half_written_goes_and_what_lives_stays(tmp_path: Path) -> None:
    gone, mine = (tmp_path / f".{work.tidy.__globals__['MACHINE']}-{n}-00000000.tmp" for n in (2**22 - 3, os.getpid()))
    gone.touch()
    mine.touch()
    tidy(tmp_path)
    assert sorted(tmp_path.iterdir()) == [mine]
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "folder", b"x")
    assert sorted(tmp_path.iterdir()) == [mine, tmp_path / "folder"]


def test_a_process_that_only_waits_to_be_reaped_is_gone() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert ended.stdout is not None
    assert alive(ended.pid)
    ended.stdout.read()  # its end closes it
    for _ in range(100):
        if not alive(ended.pid):
            break
        time.sleep(0.05)
    assert not alive(ended.pid), "it is a zombie until it is waited for"
    ended.communicate()


def test_what_a_process_left_that_was_still_ending_at_the_start_goes_at_the_end(tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    claims = Claims(tmp_path)
    with claims.kept_fresh():
        (claim,) = claims.folder.iterdir()
        owner = json.loads(claim.read_text()) | {"process": int(gone.stdout), "started": "1"}
        left, other = claims.folder / f".{claim.name}.left.tmp", claims.folder / ".half-written.tmp"
        left.write_text(json.dumps(owner))
        other.write_text("")
    assert not left.exists()
    assert other.exists(), "somebody may be writing it"


def test_a_claim_is_of_one_until_its_owner_is_gone(tmp_path: Path) -> None:
    one, other = Claims(tmp_path), Claims(tmp_path)
    with one.kept_fresh(), other.kept_fresh():
        assert one.take("a")
        assert not other.take("a")
        assert not one.take("a")
        assert living(tmp_path, (tmp_path / "claims" / "a").stat().st_mtime) == 1
        one.give("a")
        assert other.take("a")
        file = tmp_path / "claims" / "b"
        file.write_text(json.dumps({"machine": "elsewhere", "process": 1, "started": ""}))
        assert not one.take("b")
        os.utime(file, (0, file.stat().st_mtime - STALE - 5))
        assert one.take("b")
        file = tmp_path / "claims" / "c"
        mine = json.loads((tmp_path / "claims" / "a").read_text())
        file.write_text(json.dumps({**mine, "started": "another process of the same number"}))
        assert left_behind(file, file.stat().st_mtime)
        assert one.take("c")
        one.give("c")
        file.write_text(json.dumps({**mine, "started": "another process of the same number"}))
        with Claims(tmp_path).kept_fresh():
            assert sorted(path.name for path in file.parent.glob("[!.]*")) == ["a", "b"]
    assert not (tmp_path / "claims").exists()


def _faulty(monkeypatch: pytest.MonkeyPatch, sets: set[int]) -> None:
    real = played.__globals__["_columns"]

    def columns(few: range, *rest: Any) -> Any:
        if sets & set(few):
            raise FloatingPointError("no such number")
        return real(few, *rest)

    monkeypatch.setitem(played.__globals__, "_columns", columns)


def test_a_failing_set_stays_alone_and_is_tried_again(
    empty: Path, played_once: Path, plan: Plan, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        _faulty(faulty, {5, 11})
        found = play(empty, plan, 2)
    failed = list(read_failures(empty, [chunk.key for chunk in plan.chunks]))
    assert [(one["set"], one["stage"], one["message"]) for one in failed] == [
        (number, "play", "FloatingPointError: no such number") for number in (5, 11)
    ]
    assert failed[1]["values"]["mechanisms.revenue_feud"] is False
    value = failed[1]["values"]["parameters.risk_weight"]
    assert failed[1]["command"].startswith("targetshift run estimate=prior quiet=true mechanisms.revenue_feud=false")
    assert f"parameters.risk_weight.value={value!r}" in failed[1]["command"]
    assert set(runs_of(empty, plan, found).set.tolist()) == set(range(16)) - {5, 11}
    play(empty, plan)
    assert content(empty) == content(played_once)
    assert not list((empty / "failures").glob("*.json"))


def test_on_error_stop_ends_at_the_first_that_fails(
    empty: Path, plan: Plan, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    _faulty(monkeypatch, {2})
    assert len(play(empty, plan, 1, stop=True).left(plan)) == 6  # sets 0 and 1, then 2 and 3
    assert len(list(read_failures(empty, [chunk.key for chunk in plan.chunks]))) == 1


def test_more_replicates_and_samples_leave_what_was_played_as_it_is(swept: Path, plan: Plan, play: Play) -> None:
    before = content(swept)
    larger = expanded(plan, 8, 5, 0)
    write_plan(swept, larger)
    again = read_plan(swept)
    assert ([chunk.key for chunk in again.chunks][:8], again.runs) == ([chunk.key for chunk in plan.chunks], 32 * 5)
    assert sum(chunk.runs for chunk in state(swept, again).left(again)) == 32 * 5 - 48
    found = play(swept, again)
    packs = {name: bytes_ for name, bytes_ in before.items() if name.startswith(PACKS)}
    assert packs.items() <= content(swept).items()
    runs = runs_of(swept, again, found)
    assert sorted(zip(runs.set.tolist(), runs.replicate.tolist(), strict=True)) == [
        (number, replicate) for number in range(32) for replicate in range(5)
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((4, None), "samples is 4, and the sweep has 4"),
        ((None, 3), "replicates is 3, and the sweep has 3"),
        ((None, None), "nothing more is asked for"),
    ],
)
def test_less_is_no_expansion(more: tuple[int | None, int | None], said: str, plan: Plan) -> None:
    with pytest.raises(ModelError, match=said):
        expanded(plan, *more, 0)


def test_a_design_that_cannot_go_on_takes_replicates_only(plan: Plan) -> None:
    latin = replace(plan, about={**plan.about, "asked": {**plan.about["asked"], "design": "latin"}})
    with pytest.raises(ModelError, match="the design is latin, which has no more points"):
        expanded(latin, 8, None, 0)
    assert expanded(latin, None, 5, 0).runs == 80
    vary = {"mechanisms.revenue_feud": [True, False], "parameters.feud": [1, 2]}
    crossed = replace(plan, about={**plan.about, "asked": {**plan.about["asked"], "vary": vary}})
    with pytest.raises(ModelError, match="nothing is sampled"):
        expanded(crossed, 8, None, 0)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace('"replicates": 3', '"replicates": 4'), "its seal does not fit"),
        (lambda text: text[: len(text) // 2], "cannot be read"),
        (lambda text: text.replace('"format": 1', '"format": 9'), "has format 9"),
        (lambda _: "[]", "cannot be read"),
    ],
)
def test_a_plan_that_was_changed_is_not_believed(spoil: Callable[[str], str], said: str, swept: Path) -> None:
    file = swept / FILE
    changed = spoil(file.read_text())
    assert changed != file.read_text()
    file.write_text(changed)
    with pytest.raises(ModelError, match=said):
        read_plan(swept)


def test_a_list_of_sets_that_was_changed_is_not_believed(swept: Path) -> None:
    file = next(swept.glob("sets-*.parquet"))
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="the list of its sets, is not as it was written"):
        read_plan(swept)


def test_another_version_is_not_mixed_in(swept: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_changed(swept, plan)
    real = sealed.provenance.hashes
    monkeypatch.setattr(sealed.provenance, "hashes", lambda *given: {**real(*given), "code": "0" * 64})
    with pytest.raises(ModelError, match="was begun when the code was another"):
        refuse_changed(swept, plan)


def test_every_part_of_what_determines_a_chunk_is_in_its_key(plan: Plan) -> None:
    first = plan.chunks[0].key
    values = plan.design.values.copy()
    values[0, 0] += 1e-12
    leaves = [{"mechanisms.revenue_feud": False}, *plan.cells.leaves[1:]]
    others = [
        replace(plan, identity="0" * 64),
        replace(plan, design=replace(plan.design, values=values)),
        replace(plan, cells=cells_module.Cells(plan.cells.bases, plan.cells.base, leaves)),
        replace(plan, stages=(replace(plan.stages[0], replicates=range(4), most=4),)),
        replace(plan, stages=(replace(plan.stages[0], replicates=range(1, 4)),)),
    ]
    keys = [other.chunks[0].key for other in others]
    assert len({first, *keys}) == 6


def test_a_folder_that_cannot_be_written_ends_in_a_line(empty: Path, plan: Plan, play: Play) -> None:
    (empty / PARTS).rmdir() if (empty / PARTS).exists() else None
    (empty / PARTS).write_text("in the way")
    with pytest.raises(ModelError, match="cannot be written"):
        play(empty, plan)


def test_a_full_disk_ends_in_a_line_and_costs_nothing_that_was_there(
    empty: Path, played_once: Path, plan: Plan, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    real = work.write_part

    def full(*given: Any) -> Any:
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        written.append(given)
        return real(*given)

    with monkeypatch.context() as small:
        small.setattr(work, "write_part", full)
        with pytest.raises(ModelError, match="No space left on device"):
            play(empty, plan)
    assert len(state(empty, plan).left(plan)) == 5
    play(empty, plan)
    assert content(empty) == content(played_once)


def test_a_stage_is_cut_into_rectangles_that_cover_it_once() -> None:
    for sets, replicates, chunk in ((7, 3, 6), (1, 5, 2), (10, 1, 3), (10_000, 10, 0), (3, 2_000, 0)):
        stage = Stage.of(range(5, 5 + sets), range(1, 1 + replicates), chunk)
        cells = [(one, r) for few, some in stage.cuts() for one in few for r in some]
        assert len(cells) == len(set(cells)) == sets * replicates
        assert all(len(few) * len(some) <= max(chunk, 10_000) for few, some in stage.cuts())


def test_a_stop_ends_a_chunk_half_way_and_writes_nothing_of_it(empty: Path, plan: Plan) -> None:
    ended = Work(empty, plan, 1, False, lambda _runs, _failures: None)
    ended.over.set()
    with pytest.raises(StoppedError):
        ended._play(plan.chunks[0])
    assert not (empty / PARTS).exists() or not list((empty / PARTS).iterdir())
