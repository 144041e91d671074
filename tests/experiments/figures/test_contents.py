"""What each figure shows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle, StepPatch

from experiments.figures.brands import FIRST_MENTION, brands
from experiments.figures.compare import compare, per_cent
from experiments.figures.marks import Mark, main_marks, places
from experiments.figures.mix import mix, observed_total
from experiments.figures.scorecard import groups, scorecard
from experiments.figures.shifts import shifts
from experiments.figures.style import Caption
from experiments.figures.time_axis import close, number
from experiments.figures.trends import trends
from experiments.judge.monthly import MonthlyCount
from experiments.observed import tables
from experiments.setup.compose import composed, typed
from experiments.setup.schema import OccasionConf, TimelineConf
from tests.experiments.figures.conftest import (
    BRANDS,
    COLOURS,
    END,
    START,
    TARGETS,
    Row,
    drawn,
    moves,
    random_campaign,
    words,
)

CAPTION = Caption("baseline", 6, 7, "c", "h", "acled")
CUT = [row for row in tables.load(tables.PhaseSpan) if row.reading == "cut"]
COUNTS = [row for row in tables.load(tables.PhaseCount) if row.reading == "cut"]
COUNTS = [row for row in tables.load(tables.PhaseCount) if row.reading == "cut"]
RATES = tables.load(tables.PeriodRate)


def black_lines(axes):
    plain = [line for line in axes.lines if line.get_marker() == "None" and line.get_linewidth() == 1.5]
    return [line for line in plain if to_hex(line.get_color()) == "#000000"]


def points(axes):
    return [line for line in axes.lines if line.get_marker() == "D"]


def dots(axes):
    return [line for line in axes.lines if line.get_marker() not in ("None", "", "|", "D")]


def test_trends_has_a_strip_and_a_panel_a_target_with_two_bands_and_a_median():
    strip, *panels = trends(random_campaign(), CAPTION, RATES, CUT).axes
    assert [panel.get_title(loc="left") for panel in panels] == [
        "US bases", "US convoys", "Turkish bases", "Morality targets", "Oil and gas",
    ]  # fmt: skip
    for panel, target in zip(panels, TARGETS, strict=True):
        steps = [patch for patch in panel.patches if isinstance(patch, StepPatch)]
        assert len(steps) == 3
        inks = [patch.get_facecolor() if patch.get_fill() else patch.get_edgecolor() for patch in steps]
        assert {to_hex(ink) for ink in inks} == {COLOURS[target].lower()}
    assert [text.get_text() for text in strip.texts] == ["Phase 1", "Phase 2", "Phase 3"]


def test_trends_leaves_out_details_within_longer_periods_and_draws_one_month_as_a_point():
    _, bases, convoys, *_ = trends(random_campaign(), CAPTION, RATES, CUT).axes
    assert len(black_lines(bases)) == sum(row.target == "us_base" and not row.within for row in RATES)
    assert len(black_lines(convoys)) == sum(row.target == "us_convoy" and not row.within for row in RATES) - 1
    (january,) = points(convoys)
    assert january.get_ydata()[0] == 28
    assert "28" in [text.get_text() for text in convoys.texts]


def test_an_observed_rate_is_the_count_a_month_over_its_period():
    (year,) = [row for row in RATES if row.id == "PR02"]
    _, bases, *_ = trends(random_campaign(), CAPTION, [year]).axes
    (line,) = black_lines(bases)
    (box,) = [patch for patch in bases.patches if isinstance(patch, Rectangle)]
    assert line.get_ydata()[0] == pytest.approx(50 / 12)
    assert list(line.get_xdata()) == [number(date(2020, 1, 1)), close(date(2020, 12, 31))]
    assert (box.get_y(), box.get_height()) == pytest.approx((45 / 12, 10 / 12))


def test_observed_rates_are_never_cut_off_at_the_top():
    _, bases, *_ = trends(random_campaign(events=0), CAPTION, RATES).axes
    assert bases.get_ylim()[1] > max(line.get_ydata()[0] for line in black_lines(bases))


def test_marks_are_drawn_through_every_panel_but_only_within_the_campaign():
    marks = [Mark(date(2021, 1, 20), "Inside"), Mark(date(2030, 1, 1), "Outside")]
    figure = drawn(trends(random_campaign(), CAPTION, (), (), marks))
    assert "Inside" in words(figure)
    assert "Outside" not in words(figure)
    for panel in figure.axes[1:]:
        assert [line.get_xdata()[0] for line in panel.lines] == [number(date(2021, 1, 20))]


def test_a_target_without_attacks_says_so():
    campaign = random_campaign()
    campaign.columns["target"][campaign.columns["target"] == 4] = 3
    *_, morality, oil = trends(campaign, CAPTION).axes
    assert [text.get_text() for text in oil.texts] == ["no simulated attacks"]
    assert not morality.texts


def test_mix_has_a_panel_a_phase_a_bar_a_target_and_hollow_diamonds_where_only_bounds_are_known():
    panels = mix(random_campaign(), CAPTION, CUT, COUNTS).axes
    assert [panel.get_title(loc="left") for panel in panels] == ["Phase 1", "Phase 2", "Phase 3"]
    for panel, phase in zip(panels, CUT, strict=True):
        assert len(panel.patches) == len(TARGETS)
        hollow = [to_hex(point.get_markerfacecolor()) == "#ffffff" for point in points(panel)]
        assert hollow == [row.identified == "no" for row in COUNTS if row.phase == phase.phase]


def test_mix_bars_are_median_shares():
    campaign = random_campaign(replicates=1)
    (panel,) = mix(campaign, CAPTION, CUT[:1]).axes
    assert sum(bar.get_width() for bar in panel.patches) == pytest.approx(1)
    assert len([artist for artist in panel.collections if isinstance(artist, LineCollection)]) == 1


def test_a_phase_without_attacks_says_so_and_still_shows_what_was_observed():
    (panel,) = mix(random_campaign(events=0), CAPTION, CUT[:1], COUNTS).axes
    assert "no simulated attacks" in [text.get_text() for text in panel.texts]
    assert not panel.patches
    assert len(points(panel)) == len(TARGETS)


def test_scorecard_has_a_marker_a_pattern_and_tells_verdicts_by_shape_and_colour():
    verdicts = [Row("a", support=0.9), Row("b", support=0.6, verdict="partly"), Row("c", support=0.1, verdict="missed")]
    _, plot, _ = scorecard(verdicts, CAPTION).axes
    assert [float(dot.get_xdata()[0]) for dot in dots(plot)] == [0.9, 0.6, 0.1]
    assert len({dot.get_marker() for dot in dots(plot)}) == 3
    assert len({dot.get_markerfacecolor() for dot in dots(plot)}) == 3
    assert {line.get_xdata()[0] for line in plot.lines} >= {0.5, 0.8}


def test_patterns_that_are_not_counted_are_hollow_and_come_last():
    hidden = {"counted": False, "headline": False}
    verdicts = [Row("x", support=1.0, **hidden), Row("y", hardness="direction"), Row("z", support=0.2)]
    assert [group.heading for group in groups(verdicts)] == ["Printed figures", "Directions", "Shown, not counted"]
    _, plot, _ = scorecard(verdicts, CAPTION).axes
    assert [dot.get_markerfacecolor() for dot in dots(plot)][-1] == "white"
    assert "white" not in [dot.get_markerfacecolor() for dot in dots(plot)][:-1]


def test_patterns_that_plain_worlds_show_too_stand_apart_and_each_has_its_power():
    verdicts = [Row("a", power=0.93), Row("b", power=0.04, headline=False), Row("c", power=None)]
    assert [[one.id for one in group.verdicts] for group in groups(verdicts)] == [["a", "c"], ["b"]]
    said = words(drawn(scorecard(verdicts, CAPTION)))
    assert "2 of 2 reproduced" in said
    assert "0.93" in said
    assert "0.04" in said
    assert "3 of 3 patterns are counted, 2 in the headline" in said


def test_a_pattern_that_is_not_covered_has_no_marker_and_comes_last_in_its_group():
    verdicts = [Row("a", support=None, verdict="not covered"), Row("b", support=0.0, verdict="missed")]
    assert [verdict.id for verdict in groups(verdicts)[0].verdicts] == ["b", "a"]
    figure = drawn(scorecard(verdicts, CAPTION))
    assert len(dots(figure.axes[1])) == 1
    assert "not covered" in words(figure)
    assert "0 of 1 reproduced" in words(figure)


def test_brands_stand_in_the_order_of_their_births_with_the_share_of_replicates():
    figure = drawn(brands(random_campaign(), CAPTION))
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == [f"{name} (KH)" for name in BRANDS]
    assert [text.get_text() for text in axes.texts if "%" in text.get_text()] == ["100 %", "100 %", "0 %"]


def test_first_mentions_find_their_brand_however_it_is_spelt():
    figure = drawn(brands(random_campaign(), CAPTION, tables.load(tables.BrandParent)))
    assert sorted(point.get_xdata()[0] for point in points(figure.axes[0])) == [
        number(date(2021, 11, 19)), number(date(2021, 11, 28)),
    ]  # fmt: skip
    assert FIRST_MENTION in words(figure)
    assert FIRST_MENTION not in words(drawn(brands(random_campaign(), CAPTION)))


def test_compare_fills_only_differences_whose_interval_excludes_zero():
    rows = [Row(low=0.5), Row(low=-0.5, target="oil_gas"), Row(scenario="other", mean=-2, low=-3, high=-1)]
    bases, oil = compare(rows, CAPTION).axes
    assert [dot.get_markerfacecolor() == "white" for dot in dots(bases)] == [False, False]
    assert [dot.get_markerfacecolor() == "white" for dot in dots(oil)] == [True]
    assert [label.get_text() for label in bases.get_yticklabels()] == ["No truce", "Other"]


@pytest.mark.parametrize("size", [1e-6, 0.3, 7, 4321, 2e7])
def test_compare_has_a_tick_at_zero_and_a_round_number_on_either_side(size):
    (axes,) = compare([Row(mean=0, low=-0.65 * size, high=size)], CAPTION).axes
    low, zero, high = axes.get_xticks()
    assert -low == high > size / 4
    assert zero == 0


def test_compare_draws_no_difference_at_all():
    (axes,) = compare([Row(mean=0, low=0, high=0)], CAPTION).axes
    assert 0 in axes.get_xticks()


def test_main_marks_follow_the_scenario():
    baseline = {mark.text: mark.day for mark in main_marks(typed(composed(())).timeline)}
    without = {mark.text for mark in main_marks(typed(composed(("scenario=no_truce",))).timeline)}
    assert len(baseline) == 8
    assert baseline["Truce"] == date(2020, 10, 10)
    assert set(baseline) - without == {"Truce"}


def test_main_marks_of_an_unknown_theatre_are_its_occasions():
    coup = OccasionConf(occasion="election", day="2020-02-03", role="exogenous", source="invented")
    assert main_marks(TimelineConf(occasions={"coup_night": coup})) == (Mark(date(2020, 2, 3), "Coup night"),)


def test_no_label_runs_into_a_later_line_or_over_the_edge():
    dice = np.random.default_rng(3)
    days = sorted(int(day) for day in dice.integers(START.toordinal(), END.toordinal(), 7))
    days.append(END.toordinal() - 5)
    found = places([Mark(date.fromordinal(day), "Some event") for day in days], START, END, 6.5)
    assert len(found) == 8
    for k, place in enumerate(found):
        assert 0 <= place.left < place.right <= 6.5
        for later in found[k + 1 :]:
            if later.row <= place.row:
                assert later.left > place.right


def test_shifts_has_a_column_a_boundary_and_panels_for_rates_shares_and_the_mix():
    axes = shifts(moves(), CAPTION).axes
    assert [panel.get_title(loc="left") for panel in axes[:2]] == ["Phase 1 to phase 2", "Phase 2 to phase 3"]
    assert [len(panel.get_yticks()) for panel in axes] == [5, 5, 5, 5, 1, 1]


def test_shifts_draws_one_reading_over_the_noise_of_the_model_against_itself():
    rates, _, shares, *_ = shifts(moves(), CAPTION).axes
    assert [(bar.get_x(), bar.get_width()) for bar in rates.patches] == [(-1, 2)] * 5
    simulated = [line for line in rates.lines if line.get_marker() == "o"]
    assert [line.get_xdata()[0] for line in simulated] == [0, 1, 2, 3, 4]
    assert sorted(line.get_ydata()[0] for line in points(rates))[:2] == pytest.approx([0.19, 1.19])
    assert [line.get_xdata()[0] for line in shares.lines if line.get_marker() == "o"][1] == 600  # in %-points


def test_shifts_writes_shares_of_replicates_beside_their_rows():
    rows = [*moves(p_sign=0.25)[:1], *moves(p_sign=None)[1:2], *moves(verdict="circular")[2:3]]
    assert [text.get_text() for text in shifts(rows, CAPTION).axes[0].texts] == ["P", "printed", "0.25", "–", "0.97c"]


def test_shifts_writes_the_shares_of_both_readings_side_by_side():
    texts = [text for text in shifts(moves(), CAPTION).axes[0].texts if text.get_text() == "0.97"]
    assert sorted({text.get_position()[0] for text in texts}) == [1.02, 1.15]
    assert len(texts) == 10


def test_compare_has_one_scale_and_says_the_levels_and_per_cent():
    rows = [Row(mean=1.0), Row(target="oil_gas", mean=-40.0, low=-42.0, high=-38.0, reference_mean=50.0)]
    bases, oil = compare(rows, CAPTION).axes
    assert bases.get_xlim() == oil.get_xlim()
    assert [axes.get_title(loc="left").split("\n")[1] for axes in (bases, oil)] == ["on 10", "on 50"]
    assert [text.get_text() for axes in (bases, oil) for text in axes.texts] == ["+10 %", "−80 %"]


@pytest.mark.parametrize(
    ("gap", "level", "text"), [(0.001, 50, "0 %"), (-0.001, 50, "0 %"), (3, 0, "–"), (5, 4, "+125 %")]
)
def test_a_difference_in_per_cent(gap, level, text):
    assert per_cent(gap, level) == text


def test_compare_shows_the_months_of_both_arms():
    months = [
        MonthlyCount(name, date(2020, k, 1), date(2020, k, 28 if k == 2 else 30), "us_base", mean, 0.0, 9.0)
        for name, mean in (("baseline", 2.0), ("no_truce", 5.0))
        for k in (4, 6, 9)
    ]
    figure = compare([Row()], CAPTION, months=months)
    _, series = figure.axes
    steps = [list(patch.get_data().values) for patch in series.patches if patch.get_data().baseline is None]
    assert steps == [[2.0] * 3, [5.0] * 3]
    assert "No truce" in [text.get_text() for text in figure.legends[0].get_texts()]


def test_a_phase_that_is_not_played_is_not_zero():
    campaign = random_campaign(span=(START, date(2020, 10, 9)))
    first, second, _ = mix(campaign, CAPTION, CUT, COUNTS).axes
    assert "not covered" in [text.get_text() for text in second.texts]
    assert not [text for text in first.texts if "not covered" in text.get_text()]
    assert not second.patches


def test_a_total_that_is_only_bounded_is_shown_as_bounds():
    assert [observed_total([row for row in COUNTS if row.phase == phase.phase]) for phase in CUT] == [
        "32–156", "220 [164–328]", "192 [146–255]",
    ]  # fmt: skip


def test_the_scorecard_marks_support_by_the_stated_range_where_it_is_another():
    _, plot, numbers = scorecard([Row(), Row(id="S02", stated="")], CAPTION).axes
    assert [line.get_xdata()[0] for line in plot.lines if line.get_marker() == "|"] == [0.6]
    assert [text.get_text() for text in numbers.texts] == ["support", "power", "0.90 0.60", "0.97", "0.90", "0.97"]


def test_the_scorecard_marks_what_hangs_on_one_fact():
    _, _, numbers = scorecard([Row(stated="", hangs_on="truce.end"), Row(id="S02", stated="")], CAPTION).axes
    assert [text.get_text() for text in numbers.texts][2::2] == ["0.90†", "0.90"]
