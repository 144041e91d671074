"""Worlds that agree with the sources but for one thing: the pattern that states this thing fails them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from experiments.judge.patterns import evaluate, load_patterns

PATTERNS = {pattern.id: pattern for pattern in load_patterns()}
REPLICATES, SEED = 200, 20190603
MISSED = 0.5
World = dict[str, Any]
Change = Callable[[World], object]
TARGET, FROM, TO, MEAN, WHO = range(5)
TRUCE = ("2020-10-10", "2021-02-28")
LATE_2021 = ("2021-11-01", "2021-12-31")
TEN = (
    "AAH/Ashab al-Kahf", "KH/Qasim al-Jabbarin", "KH/Liwaa Khaybar", "HHN/Ulu al-Azm", "HHN/Zulfiqar Forces",
    "AAH/Saraya Awliya al-Dam", "HHN/Katibat al-Sabiqoun", "KH/Raba Allah", "KH/Ahl al-Qura", "HHN/Ahrar Sinjar",
)  # fmt: skip


def inside(world: World, target: str, start: str, end: str, lens: str = "acled") -> list[list[Any]]:
    """The rows of a target that begin from `start` to `end`, without those of named attacks."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    rows = [row for row in world[lens] if row[TARGET] == target and first <= row[FROM] <= last and len(row) == WHO + 1]
    assert rows, (target, start, end)
    return rows


def times(factor: float, target: str, start: str, end: str) -> Change:
    """So many times as many attacks on a target in a stretch."""

    def change(world: World) -> None:
        for row in inside(world, target, start, end):
            row[MEAN] *= factor

    return change


def level(start: str, end: str, *targets: str) -> Change:
    """Each target at one rate in the stretch, its total as it was."""

    def change(world: World) -> None:
        for target in targets:
            first, *others = inside(world, target, start, end)
            first[MEAN] += sum(row[MEAN] for row in others)
            first[FROM], first[TO] = date.fromisoformat(start), date.fromisoformat(end)
            world["acled"] = [row for row in world["acled"] if not any(row is other for other in others)]

    return change


def more(mean: float, target: str, start: str, end: str) -> Change:
    """Attacks where there are none."""
    return lambda world: world["acled"].append(
        [target, date.fromisoformat(start), date.fromisoformat(end), mean, {"AAH": 1.0}]
    )


def monthly(target: str, means: dict[str, float]) -> Change:
    """The means of the rows that begin on these days."""

    def change(world: World) -> None:
        for day, mean in means.items():
            (row,) = inside(world, target, day, day)
            row[MEAN] = mean

    return change


def by(who: dict[str, float], target: str, start: str, end: str, lens: str = "acled") -> Change:
    """Other militias and brands behind the attacks of a stretch."""

    def change(world: World) -> None:
        for row in inside(world, target, start, end, lens):
            row[WHO] = who

    return change


def without(kind: str) -> Change:
    """None of the dated facts of a kind."""
    return lambda world: world.update(dated=[row for row in world["dated"] if row[0] != kind])


def a_second_wave(world: World) -> None:
    """Four brands that are born in one month of 2022 instead of in the wave."""
    late = [row for row in world["dated"] if row[0] == "birth" and row[1] >= date(2020, 12, 1)][:4]
    for row in late:
        row[1] = date(2022, 5, 10)


SPOILT = {
    "S09 convoys run through 2020 alike": level("2020-02-01", "2020-12-31", "us_convoy"),
    "S13 the peak is in October": times(5, "us_convoy", "2020-10-01", "2020-10-31"),
    "S14 the fall from September lasts": times(0.3, "us_base", "2021-02-28", "2021-07-26"),
    "S14 nothing falls in October": times(2.5, "us_base", *TRUCE),
    "S17 liquor stores again in 2022": more(4, "morality", "2022-02-01", "2022-12-31"),
    "S21 spring falls, July leaps": monthly(
        "us_base", {"2021-04-01": 8, "2021-05-01": 7, "2021-06-01": 6, "2021-07-01": 12}
    ),
    "S22 no fall after the announcement": times(5, "us_base", "2021-07-27", "2021-09-14"),
    "S24 bases once more in autumn 2022": more(2, "us_base", "2022-09-01", "2022-12-31"),
    "S25 spring was no higher": times(0.2, "us_convoy", "2021-04-01", "2021-07-31"),
    "S25 no rise after the election": times(0.5, "us_convoy", *LATE_2021),
    "S27 November and December above the record": times(1.5, "us_convoy", *LATE_2021),
    "S29 one or two more in autumn 2022": more(2, "us_convoy", "2022-09-01", "2022-12-31"),
    "S30 early 2023 at eleven a month": times(1.9, "us_convoy", "2023-01-01", "2023-03-31"),
    "S30 they never stop": more(6, "us_convoy", "2022-09-01", "2022-12-31"),
    "S32 Turkish bases alike all through 2021": level("2021-04-01", "2021-12-31", "turkish_base"),
    "S37 two fifths of the rate of Claw-Lock": times(3, "turkish_base", "2021-04-01", "2021-10-31"),
    "S42 AAH replaces KH": by({"AAH": 0.7, "AAH/Ashab al-Kahf": 0.3}, "us_convoy", "2021-01-01", "2021-12-31"),
    "S44 Turkish bases left unclaimed": by(
        {"HHN": 0.9, "AAH/Liwa Ahrar al-Iraq": 0.1}, "turkish_base", "2022-01-01", "2022-12-31"
    ),
    "S46 no brand": without("birth"),
    "S56 bases and convoys by halves in 2021": times(5, "us_base", "2021-01-01", "2021-12-31"),
    "S58 ten brands alike": by(dict.fromkeys(TEN, 0.1), "us_convoy", "2021-11-19", "2021-12-27", "memri"),
    "S61 bases of 2020 at three fifths": times(0.6, "us_base", "2020-01-01", "2020-12-31"),
    "S62 convoys of 2021 at two thirds": times(0.67, "us_convoy", "2021-01-01", "2021-12-31"),
    "S63 convoys at two thirds": times(0.67, "us_convoy", "2020-02-01", "2023-03-31"),
    "S64 convoys at two thirds": times(0.67, "us_convoy", "2020-02-01", "2023-03-31"),
    "S65 Turkish bases at half": times(0.5, "turkish_base", "2021-04-01", "2023-03-31"),
    "S66 convoys to October 2021 at three quarters": times(0.75, "us_convoy", "2021-01-01", "2021-10-31"),
    "S67 early 2021 as late 2020": times(0.45, "us_convoy", "2021-01-01", "2021-03-31"),
    "S68 KH lets the convoys be in the truce": by({"AAH": 1.0}, "us_convoy", *TRUCE),
    "S69 Turkish bases in 2020": more(4, "turkish_base", "2020-06-01", "2021-03-31"),
    "S70 autumn 2020 as summer": times(2.5, "us_base", "2020-10-01", "2020-12-31"),
    "S71 bases go on after the election": times(8, "us_base", "2021-10-10", "2021-12-31"),
    "S72 no base is given up": without("closure"),
    "S73 claims under own names": by({"KH": 0.7, "KH/own": 0.3}, "us_convoy", "2021-01-01", "2021-12-31"),
    "S74 three brands claim": by(
        {"AAH/Ashab al-Kahf": 0.5, "KH/Qasim al-Jabbarin": 0.3, "KH/Liwaa Khaybar": 0.2},
        "us_convoy", "2021-11-19", "2021-12-27", "memri",
    ),
    "S75 one mix all the time": level("2020-02-01", "2022-01-31", "us_base", "us_convoy"),
    "S76 a second wave in 2022": a_second_wave,
}  # fmt: skip
"""By pattern, what is otherwise. The perfect world itself passes them all (test_acceptance.py)."""


@pytest.mark.parametrize("case", SPOILT)
def test_a_world_without_what_is_stated_fails_the_pattern(perfect, case):
    pattern = PATTERNS[case.split()[0]]
    (verdict,) = evaluate([pattern], perfect(REPLICATES, SEED, changed=SPOILT[case]))
    assert verdict.support < MISSED


def test_that_aah_overtakes_does_not_make_s42_true(perfect):
    """AAH overtakes in 2021 although claims on convoys do not grow."""
    none = by(
        {"KH": 0.95, "AAH/Ashab al-Kahf": 0.04, "KH/Qasim al-Jabbarin": 0.01}, "us_convoy", "2021-01-01", "2021-12-31"
    )
    lenses = perfect(REPLICATES, SEED, changed=none)
    found = {one.id: one.support for one in evaluate([PATTERNS["S40"], PATTERNS["S42"]], lenses)}
    assert found["S40"] > 0.8
    assert found["S42"] < MISSED
