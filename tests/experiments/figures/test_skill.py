"""What the skill figure says and where it puts its marks."""

from __future__ import annotations

import pytest
from matplotlib.lines import Line2D

from experiments.figures.skill import WORST, skill
from experiments.figures.style import Caption
from tests.experiments.figures.conftest import Row, drawn, words

CAPTION = Caption("baseline", 6, 7, "5159158abcdef", "0f3a9b1c2d3e4f", "acled")


def row(**given: object) -> Row:
    return Row(**{"target": "all", "low": None, "high": None, **given})  # type: ignore[arg-type]


def marks(figure: object) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.lines if line.get_marker() not in ("None", None)]  # type: ignore[attr-defined]


def test_in_sample_is_said_in_the_title_and_over_each_phase() -> None:
    said = words(drawn(skill([row(phase="phase1"), row(phase="phase2", exposure="held out")], CAPTION)))
    assert "In-sample skill of the model" in said
    assert "Phase 1, in-sample" in said
    assert "Phase 2, held out" in said
    assert "no forecast" in said


def test_nothing_fitted_nothing_in_sample() -> None:
    said = words(drawn(skill([row(phase="phase1", exposure="not fitted")], CAPTION)))
    assert "Skill of the model" in said
    assert "n-sample skill" not in said
    assert "no forecast" not in said


def test_marks_stand_at_their_skill_or_as_an_arrow_at_the_edge() -> None:
    fine, poor = marks(skill([row(baseline="zero", skill=0.4), row(baseline="hawkes", skill=-7.0)], CAPTION))
    assert (fine.get_xdata()[0], fine.get_marker()) == (0.4, "D")
    assert (poor.get_xdata()[0], poor.get_marker()) == (WORST, "<")


def test_only_pooled_targets_and_judged_rows_are_drawn() -> None:
    rows = [row(), row(target="us_base"), row(baseline=""), row(metric="crps"), row(skill=None, baseline="zero")]
    assert len(marks(skill(rows, CAPTION))) == 1


def test_those_that_know_only_the_past_come_first() -> None:
    figure = skill([row(baseline="cheat", causal=False), row(baseline="zero")], CAPTION)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["zero", "cheat*"]


@pytest.mark.parametrize("causal", [True, False])
def test_in_sample_baselines_stand_below_the_line(causal: bool) -> None:
    figure = skill([row(baseline="zero"), row(baseline="other", causal=causal)], CAPTION)
    line = next(line for line in figure.axes[0].lines if line.get_linestyle() == "--" and line.get_ydata()[0] > 0)
    assert line.get_ydata()[0] == (1.5 if causal else 0.5)


def test_straw_men_are_called_so_and_stand_last_of_their_kind() -> None:
    figure = skill([row(baseline="zero", straw=True), row(baseline="cheat", causal=False), row()], CAPTION)
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names == ["persistence", "zero°", "cheat*"]
