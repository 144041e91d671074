"""What holds for every figure: it fits, it can be read, and the same input gives the same bytes."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import matplotlib
import pytest
from matplotlib.figure import Figure

from experiments.figures.brands import brands
from experiments.figures.codings import codings
from experiments.figures.compare import compare
from experiments.figures.marks import Mark
from experiments.figures.mix import mix
from experiments.figures.scorecard import scorecard
from experiments.figures.shifts import shifts
from experiments.figures.skill import skill
from experiments.figures.style import PAGE, Caption, save
from experiments.figures.trends import trends
from experiments.judge.baselines.forecasts import BASELINES as FORECASTS
from experiments.judge.codings import CodingShare, CodingSupport
from experiments.observed import tables
from tests.experiments.figures.conftest import (
    BRANDS,
    END,
    ODD,
    START,
    Row,
    collisions,
    drawn,
    moves,
    outside,
    phase_of,
    random_campaign,
    too_small,
    words,
)

BASELINES = tuple(baseline.name for baseline in FORECASTS)
CAPTION = Caption("baseline", 6, 7, "5159158abcdef", "0f3a9b1c2d3e4f", "acled")
PROVENANCE = ("baseline", "6 replicates", "seed 7", "acled", "5159158abc", "0f3a9b1c2d3e")
CUT = [row for row in tables.load(tables.PhaseSpan) if row.reading == "cut"]
MARKS = [Mark(START + timedelta(days=180 * k), f"Event number {k}") for k in range(8)]
LONG = "A statement that goes on and on, " * 8
VERDICTS = [
    Row(f"S{k:02d}", LONG[: 20 + 3 * k], kind, k % 7 != 0, 1 - k / 80, k % 7 != 0 and k % 9 != 0, k / 80, word)
    for k in range(80)
    for kind, word in [(("printed", "derived", "direction")[k % 3], "missed" if k < 40 else "reproduced")]
]
SHARES = [
    CodingShare(phase, START, END, target, 50.0, 5.0, 9.0, k / 36, fact, share)
    for k, (phase, target) in enumerate([(f"phase{n}", name) for n in (1, 2, 3) for name in (*ODD, "all")])
    for fact, share in [("nuclear_talks_vienna.end", 0.8) if k % 2 else ("", None)]
]
SUPPORTS = [
    CodingSupport(f"S{k:02d}", LONG[:40], True, 0.5 + k / 40, "partly", k / 20, 0.79 + k / 100, k / 20, fact, share)
    for k in range(20)
    for fact, share in [("tension_threats.level", 0.5) if k % 2 else ("", None)]
]
MANY_PHASES = [
    phase_of(f"era{k}", START + timedelta(days=200 * k), START + timedelta(days=200 * k + 199)) for k in range(7)
]
MANY_BRANDS = tuple(f"{name} {k}" for k in range(5) for name in BRANDS)
NO_TIME = (date(2020, 1, 30), date(2020, 2, 2))


def few(names: tuple[str, ...] = ("us_base", "us_convoy")) -> list[Row]:
    return [Row(scenario=f"scenario_{k}", target=name) for k in range(12) for name in names]


def skills(
    names: tuple[str, ...] = (*BASELINES, "mechanisms_off", "placebo_dates"),
    phases: tuple[str, ...] = ("phase1", "phase2", "phase3", "all"),
) -> list[Row]:
    """Skill from far below zero to one, with and without an interval."""
    return [
        Row(target="all", phase=phase, metric=metric, baseline=name, skill=skill, low=low, high=high, causal=n < 9)
        for n, name in enumerate(names)
        for phase in phases
        for metric in ("crps_log", "energy")
        for skill in [1 - n / 3]
        for low, high in [(skill - 0.4, skill + 0.3) if phase == "all" else (None, None)]
    ]


FULL: dict[str, Callable[[], Figure]] = {
    "trends": lambda: trends(random_campaign(), CAPTION, tables.load(tables.PeriodRate), CUT, MARKS),
    "mix": lambda: mix(random_campaign(), CAPTION, CUT, _counts()),
    "scorecard": lambda: scorecard(VERDICTS, CAPTION),
    "shifts": lambda: shifts(moves(), CAPTION),
    "brands": lambda: brands(random_campaign(), CAPTION, tables.load(tables.BrandParent), CUT),
    "compare": lambda: compare(few(), CAPTION),
    "skill": lambda: skill(skills(), CAPTION),
}
ODDITIES: dict[str, Callable[[], Figure]] = {
    "trends of odd targets": lambda: trends(random_campaign(ODD), CAPTION, (), MANY_PHASES, MARKS),
    "trends of three months": lambda: trends(random_campaign(span=(START, date(2019, 8, 31))), CAPTION, (), CUT),
    "trends of 40 years": lambda: trends(random_campaign(span=(date(1980, 1, 7), END)), CAPTION, (), CUT),
    "mix of odd targets": lambda: mix(random_campaign(ODD), CAPTION, MANY_PHASES),
    "scorecard not covered": lambda: scorecard([Row(support=None, verdict="not covered")], CAPTION),
    "codings": lambda: codings(SHARES, SUPPORTS, 60, CAPTION),
    "codings of nothing": lambda: codings([], [], 60, CAPTION),
    "codings that all agree": lambda: codings(SHARES, SUPPORTS[:1], 60, CAPTION),
    "scorecard of another kind": lambda: scorecard([Row(hardness="rumour", verdict="unsure")], CAPTION),
    "shifts of odd targets": lambda: shifts(moves(ODD, boundaries=("era1-era2",)), CAPTION),
    "shifts of one replicate": lambda: shifts(moves(noise_low=None, noise_high=None, p_sign=None), CAPTION),
    "brands by the dozen": lambda: brands(random_campaign(ODD, (*ODD, *MANY_BRANDS)), CAPTION, (), MANY_PHASES),
    "compare odd targets": lambda: compare(few(ODD), CAPTION),
    "skill in one phase": lambda: skill(skills(phases=("phase1",)), CAPTION),
    "skill of odd names": lambda: skill(skills(ODD), CAPTION),
}
EMPTY: dict[str, Callable[[], Figure]] = {
    "trends without targets": lambda: trends(random_campaign(()), CAPTION),
    "trends without replicates": lambda: trends(random_campaign(replicates=0, events=0), CAPTION),
    "trends without a month": lambda: trends(random_campaign(span=NO_TIME), CAPTION),
    "mix without phases": lambda: mix(random_campaign(), CAPTION),
    "mix without replicates": lambda: mix(random_campaign(replicates=0, events=0), CAPTION, CUT),
    "scorecard": lambda: scorecard([], CAPTION),
    "shifts without rows": lambda: shifts([], CAPTION),
    "shifts not covered": lambda: shifts(moves(simulated_median=None), CAPTION),
    "brands without brands": lambda: brands(random_campaign(brands=()), CAPTION),
    "brands without replicates": lambda: brands(random_campaign(replicates=0, events=0), CAPTION),
    "compare": lambda: compare([], CAPTION),
    "skill": lambda: skill([], CAPTION),
}
PEACEFUL: dict[str, Callable[[], Figure]] = {
    "trends": lambda: trends(random_campaign(events=0), CAPTION, (), CUT),
    "mix": lambda: mix(random_campaign(events=0), CAPTION, CUT, _counts()),
    "brands": lambda: brands(random_campaign(events=0), CAPTION, (), CUT),
}
QUICK = ("trends of odd targets", "codings")  # of the oddities; the others are slow tests
ALL = FULL | {name: ODDITIES[name] for name in QUICK} | {f"empty {name}": build for name, build in EMPTY.items()}
ALL |= {f"peaceful {name}": build for name, build in PEACEFUL.items()}


def _counts() -> list[tables.PhaseCount]:
    return [row for row in tables.load(tables.PhaseCount) if row.reading == "cut"]


def cases(builders: dict[str, Callable[[], Figure]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("build", builders.values(), ids=builders)


@cases(ALL)
def test_fits_the_page_can_be_read_and_says_where_its_numbers_come_from(build):
    fits(build)


@pytest.mark.slow
@cases({name: build for name, build in ODDITIES.items() if name not in QUICK})
def test_fits_the_page_whatever_it_shows(build):
    fits(build)


def fits(build: Callable[[], Figure]) -> None:
    """It has the page's width, nothing overlaps or stands outside, and the caption is whole."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = drawn(build())
    assert figure.get_figwidth() == PAGE
    assert collisions(figure) == []
    assert outside(figure) == []
    assert too_small(figure) == []
    assert all(part in words(figure) for part in PROVENANCE)


@cases(EMPTY)
def test_says_that_there_is_nothing_to_show(build):
    assert "Nothing to show" in words(drawn(build()))


@pytest.mark.slow
@cases(FULL | {"scorecard": lambda: scorecard(VERDICTS[:6], CAPTION)})
def test_same_input_gives_the_same_bytes(build, tmp_path: Path):
    same_bytes(build, tmp_path)


@cases({name: FULL[name] for name in ("mix", "compare")})
def test_same_input_gives_the_same_bytes_for_two_of_them(build, tmp_path: Path):
    same_bytes(build, tmp_path)


def same_bytes(build: Callable[[], Figure], tmp_path: Path) -> None:
    """Whatever the reader's own settings are, in every format."""
    formats = ("png", "pdf", "svg")
    with matplotlib.rc_context({"font.size": 22, "svg.hashsalt": None, "axes.facecolor": "red"}):
        once = save(build(), tmp_path / "once", formats)
    again = save(build(), tmp_path / "again", formats)
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
