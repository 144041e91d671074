"""Held-out phases: what a fit without one may see, what it leaves behind, and what nothing in the phase can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

from experiments.files.checkout import CONF
from experiments.inference import estimate, objective, slopes
from experiments.inference.search import Point, Space
from experiments.judge import heldout
from experiments.judge.heldout import FITTED, HELD_OUT, NOT_FITTED, Exposure
from experiments.judge.patterns import load_patterns
from experiments.judge.patterns.load import SHIPPED
from experiments.observed.tables import PeriodRate, load
from experiments.results.request import Request, request
from experiments.setup.compose import composed, typed
from model.errors import ModelError
from model.events import Kind

PHASES = ("phase1", "phase2", "phase3")
IN = {"phase1": date(2020, 5, 5), "phase2": date(2021, 1, 5), "phase3": date(2022, 5, 5)}
SMALL = ["replicates=4", "seed=3", "workers=1"]


def asked(*words: str, **kwargs: Any):
    return request(composed([*SMALL, *words], config_name="fit", **kwargs))


@pytest.fixture(scope="module")
def played():
    """Campaigns of four runs, by lens, with the numbers at their start values."""
    judge, start = estimate.judge_of(asked(), lambda _judge: None)
    return judge.play(start)


def exposure(*seen: str) -> Exposure:
    return Exposure(frozenset(seen))


def test_the_phases_follow_each_other_without_a_gap():
    first, second, third = heldout.spans().values()
    assert second.start - first.end == third.start - second.end == timedelta(1)


def test_one_day_in_a_phase_touches_it():
    assert heldout.touches("phase3", date(2021, 1, 1), date(2021, 10, 10))
    assert not heldout.touches("phase3", date(2021, 1, 1), date(2021, 10, 9))
    assert heldout.touches("phase1", date(2020, 10, 9), date(2022, 1, 1))
    assert not heldout.touches("phase1", date(2020, 10, 10), date(2022, 1, 1))


def test_a_score_is_fitted_held_out_or_neither():
    whole, early = (date(2019, 6, 3), date(2023, 3, 31)), (date(2020, 1, 1), date(2020, 1, 31))
    assert (exposure(*PHASES).word(*whole), exposure().word(*whole)) == (FITTED, NOT_FITTED)
    without = exposure("phase1", "phase2")
    assert without.held_out == {"phase3"}
    assert (without.word(*whole), without.word(*early)) == (HELD_OUT, FITTED)
    assert without.word(date(2023, 4, 1), date(2023, 4, 2)) == NOT_FITTED


def test_a_pattern_that_is_not_counted_was_never_fitted():
    by_id = {pattern.id: pattern for pattern in load_patterns()}
    assert exposure(*PHASES).word_of(by_id["S10"]) == NOT_FITTED
    assert exposure(*PHASES).word_of(by_id["S12"]) == FITTED
    assert exposure("phase1", "phase2").word_of(by_id["S12"]) == FITTED
    assert exposure("phase1", "phase2").word_of(by_id["S01"]) == HELD_OUT


@pytest.mark.parametrize(
    ("name", "seen", "held"),
    [("prior", [], []), ("first", PHASES, []), ("start", PHASES, [])],
)
def test_shipped_estimates_say_what_they_saw(name, seen, held):
    config = typed(composed([f"estimate={name}"]))
    assert heldout.exposure(config).seen == set(seen)
    assert heldout.held_out(config) == set(held)


def test_an_estimate_that_says_nothing_has_seen_everything():
    config = replace(typed(composed([])), estimate_seen=None)
    assert heldout.exposure(config).seen == set(PHASES)


@pytest.mark.parametrize("phase", PHASES)
def test_what_remains_and_what_goes_is_everything_that_counts(phase):
    patterns, rates = load_patterns(), load(PeriodRate)
    kept = heldout.ids(heldout.patterns_without(phase, patterns), heldout.rates_without(phase, rates))
    every = heldout.ids(heldout.patterns_without(None, patterns), heldout.rates_without(None, rates))
    assert 0 < len(kept) < len(every)
    assert set(kept) < set(every)
    assert len(every) == sum(pattern.counted for pattern in load_patterns()) + sum(not rate.within for rate in rates)


def test_a_year_that_straddles_the_boundary_goes_and_so_does_a_series_over_the_whole_study():
    gone = {rate.id for rate in load(PeriodRate)} - {r.id for r in heldout.rates_without("phase3", load(PeriodRate))}
    assert {"PR03", "PR11"} <= gone  # bases and convoys of 2021
    kept = {pattern.id for pattern in heldout.patterns_without("phase3", load_patterns())}
    of_the_evidence, added = "09 11 12 13 14 15 16 19 21 22 57", "61 67 68 69 70 72"
    assert kept == {f"S{number}" for number in f"{of_the_evidence} {added}".split()}


def judged(campaigns, phase):
    """Every number that a search minimises or follows."""
    patterns = heldout.patterns_without(phase, load_patterns())
    rates = heldout.rates_without(phase, load(PeriodRate))
    parts = objective.residuals(patterns, rates, campaigns)
    return [*parts.values(), objective.supports(patterns, campaigns)]


def disturbed(campaign, rows):
    """The campaign with events added, of every kind and by anybody."""
    names = campaign.names
    added = {name: np.zeros(len(rows), dtype=np.int64) for name in campaign.columns}
    for i, (day, kind, target, brand, replicate) in enumerate(rows):
        added["day"][i], added["kind"][i], added["replicate"][i] = day.toordinal(), kind, replicate
        added["target"][i], added["brand"][i] = target % len(names.targets), brand % len(names.brands)
    added["week"] = (added["day"] - campaign.start.toordinal()) // 7
    added["seen"][:] = 1
    columns = {name: np.append(one, added[name]).astype(one.dtype) for name, one in campaign.columns.items()}
    return replace(campaign, columns=columns)


def events_in(phase):
    span = heldout.spans()[phase]
    numbers = (st.sampled_from([*Kind, *[Kind.ATTACK] * 6]), st.integers(0, 9), st.integers(0, 99), st.integers(0, 3))
    return st.lists(st.tuples(st.dates(max(span.start, date(2019, 6, 3)), span.end), *numbers), min_size=1, max_size=30)


@pytest.mark.parametrize("phase", PHASES)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_nothing_that_is_played_in_the_phase_reaches_the_objective(played, phase, data):
    rows = data.draw(events_in(phase))
    more = {lens: disturbed(campaign, rows) for lens, campaign in played.items()}
    for one, other in zip(judged(played, phase), judged(more, phase), strict=True):
        assert np.array_equal(one, other)


def burst(played, phase):
    """The campaigns with hundreds of attacks on each target in one run, on a day of the phase."""
    rows = [(IN[phase], Kind.ATTACK, target, 0, 0) for target in range(5)] * 400
    return {lens: disturbed(campaign, rows) for lens, campaign in played.items()}


@pytest.mark.parametrize("phase", PHASES)
def test_every_part_of_a_fit_sees_a_burst_in_the_phase_unless_it_is_held_out(played, phase):
    more = burst(played, phase)
    without = [np.array_equal(*pair) for pair in zip(judged(played, phase), judged(more, phase), strict=True)]
    with_it = [np.array_equal(*pair) for pair in zip(judged(played, None), judged(more, None), strict=True)]
    assert all(without)
    assert not any(with_it)


def fitted(folder: Path, one: Request, without: str | None) -> bytes:
    """The estimate of a search of one round over one number."""
    judge, start = estimate.judge_of(one, lambda _judge: None, without)
    judge.space = Space(judge.space.paths[:1], judge.space.priors[:1])
    best = slopes.by_slopes(judge, start[:1], 1, 0.35)
    folder.mkdir()
    estimate.write(one, judge, best, one.config.fit, without, folder)
    return (folder / "estimate.yaml").read_bytes() + (folder / "moved.csv").read_bytes()


@pytest.fixture(scope="module", autouse=True)
def few_pairs() -> Iterator[None]:
    """A search with few scattered runs: what it sees is the same, and it takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slopes, "PAIRS", 4)
        yield


@pytest.fixture(scope="module")
def truth(tmp_path_factory) -> tuple[bytes, bytes]:
    """The estimate without phase 3, and the one that saw it."""
    folder, one = tmp_path_factory.mktemp("truth"), asked()
    return fitted(folder / "a", one, "phase3"), fitted(folder / "b", one, None)


def spoilt_patterns(folder: Path, first: date) -> str:
    """The shipped pattern files with every acceptance that looks past a day turned round."""
    seeing = {p.id for p in load_patterns() if any(series.end >= first for series in p.series.values())}
    folder.mkdir()
    for file in SHIPPED.glob("*.yaml"):
        content = yaml.safe_load(file.read_text())
        for pattern in content.get("patterns", []):
            if pattern["id"] in seeing:
                pattern["conditions"] = [_spoilt(one) for one in pattern["conditions"]]
        (folder / file.name).write_text(yaml.safe_dump(content, sort_keys=False))
    return str(folder)


def _spoilt(condition: dict[str, Any]) -> dict[str, Any]:
    """A count, ratio or rate that nobody would accept; other statistics keep their bounds and get another reason."""
    number = condition["statistic"] in ("count", "ratio", "mean_rate", "monthly_max")
    return condition | ({"accept": {"low": 900}, "reason": "spoilt"} if number else {"reason": "spoilt"})


def objective_line(found: bytes) -> str:
    return next(line for line in found.decode().splitlines() if line.startswith("# Objective"))


@pytest.mark.slow
def test_what_was_observed_in_the_phase_changes_no_byte_of_the_estimate(tmp_path: Path, monkeypatch, truth):
    first = date(2021, 10, 10)
    one = asked(f"pattern_folder={spoilt_patterns(tmp_path / 'patterns', first)}")
    patterns_alone = fitted(tmp_path / "a", one, None)
    rates = [replace(r, count=r.count + 500, high=r.high + 900) if r.end >= first else r for r in load(PeriodRate)]
    monkeypatch.setattr(estimate, "load", lambda _kind: tuple(rates))
    assert fitted(tmp_path / "b", one, "phase3") == truth[0]
    both = fitted(tmp_path / "c", one, None)
    assert len({objective_line(found) for found in (truth[1], patterns_alone, both)}) == 3


def test_the_file_says_by_hand_and_by_machine_what_it_saw(tmp_path: Path, truth):
    text = truth[0].decode().partition("path,value")[0]
    assert "# Held out: phase3. Fitted to 17 counted patterns and 5 printed counts" in text
    assert "S09, S11" in text
    assert "S17" not in text
    assert "estimate_name: first_without_phase3\nestimate_seen: [phase1, phase2]\n" in text
    folder = tmp_path / "mine" / "estimate"
    folder.mkdir(parents=True)
    whole = OmegaConf.merge(OmegaConf.load(CONF / "estimate" / "prior.yaml"), OmegaConf.create(text))  # two were free
    (folder / "e3.yaml").write_text(f"# @package _global_\n{OmegaConf.to_yaml(whole)}")
    config = asked("estimate=e3", config_dir=tmp_path / "mine").config
    assert heldout.held_out(config) == {"phase3"}
    heldout.check_start("phase3", config)
    assert heldout.seen_after("phase3", config) == ["phase1", "phase2"]
    assert heldout.seen_after(None, config) == list(PHASES)
    with pytest.raises(ModelError, match=r"estimate 'first_without_phase3', which was fitted to phase1 and phase2"):
        heldout.check_start("phase2", config)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("estimate=first", "'first', which was fitted to phase1, phase2 and phase3"),
    ],
)
def test_a_start_that_saw_the_phase_is_refused(word, why):
    with pytest.raises(ModelError, match=f"heldout=phase2 cannot start from estimate {why}"):
        estimate.judge_of(asked(word), lambda _judge: None, "phase2")


def test_an_unknown_phase_is_refused():
    with pytest.raises(ModelError, match=r"phase 'phase4' does not exist; did you mean 'phase.'.*the key 'heldout'"):
        estimate.judge_of(asked(), lambda _judge: None, "phase4")
    with pytest.raises(ModelError, match=r"phase 'phase' does not exist.*estimate_seen of the estimate's file"):
        heldout.exposure(replace(typed(composed([])), estimate_seen=["phase"]))


def test_a_start_that_does_not_say_what_it_saw_is_refused():
    silent = replace(typed(composed(["estimate=prior"])), estimate_seen=None)
    with pytest.raises(ModelError, match="'prior', which does not say which phases it was fitted to"):
        heldout.check_start("phase2", silent)


def test_a_fit_says_first_what_it_removed_and_a_bad_one_writes_nothing(call, refused, monkeypatch, tmp_path: Path):
    assert "cannot start from estimate 'first'" in refused("fit", "heldout=phase1", "estimate=first").err
    assert "phase 'fase1' does not exist; did you mean 'phase1'?" in refused("fit", "heldout=fase1").err
    assert "'heldout' is no key" in refused("run", "heldout=phase1").err
    best = Point(np.zeros(len(estimate.judge_of(asked(), lambda _judge: None)[0].space.paths)), {"patterns": 1.0})
    monkeypatch.setattr("experiments.apps.fit.by_slopes", lambda *_: best)
    ended = call("fit", "heldout=phase1", "fit.by_moments=0", "replicates=2", "fit.name=mine")
    said = ended.out.splitlines()
    assert said[1].startswith("Fitted to: S03, S05,")
    assert said[2].startswith("Removed, for a day in phase1: S01, S02,")
    assert said[2].endswith("PR01, PR02, PR09, PR10, PR23, PR25.")
    folder = next((tmp_path / "results").iterdir())
    assert (
        "estimate_name: mine_without_phase1\nestimate_seen: [phase2, phase3]" in (folder / "estimate.yaml").read_text()
    )
    assert "holds a fit, which has no figures" in call("plot", f"run={folder}").err
