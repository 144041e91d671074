"""Every rule against its row: what it may take, what it may give, and which way each argument moves it.

A rule without a row fails, as does a row whose arguments are not the rule's.
"""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
from dataclasses import dataclass
from math import inf
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import model.rules

RULES = {
    f"{module.name}.{name}": function
    for module in pkgutil.iter_modules(model.rules.__path__)
    for name, function in vars(importlib.import_module(f"model.rules.{module.name}")).items()
    if callable(function) and function.__module__ == f"model.rules.{module.name}"
}


@dataclass(frozen=True)
class Argument:
    """Legal range of an argument, and which way it moves the rule: 1 up, -1 down, 0 either."""

    low: float
    high: float
    sign: int

    @property
    def typical(self) -> float:
        return self.low + 0.3 * (self.high - self.low)


@dataclass(frozen=True)
class Row:
    """One rule over one range; with all of `off` at zero it gives exactly `neutral`."""

    rule: str
    low: float
    high: float
    off: tuple[str, ...]
    neutral: float
    arguments: MappingProxyType[str, Argument]
    note: str


def row(rule: str, gives: tuple[float, float], *, off: str = "", neutral: float = 0.0, note: str = "", **given) -> Row:
    arguments = {name: Argument(*argument) for name, argument in given.items()}
    return Row(rule, *gives, tuple(off.split()), neutral, MappingProxyType(arguments), note)


def up(low: float = 0.0, high: float = 1.0) -> tuple[float, float, int]:
    return low, high, 1


def down(low: float = 0.0, high: float = 1.0) -> tuple[float, float, int]:
    return low, high, -1


def either(low: float = 0.0, high: float = 1.0) -> tuple[float, float, int]:
    return low, high, 0


W, N = (0.0, 6.0), (0.0, 20.0)  # weights in log-odds; counts of attacks a week
SHARE, UP, DOWN, ANY = (0.0, 1.0), (0.0, inf), (-inf, 0.0), (-inf, inf)

TABLE = (
    row("bargaining.leverage", UP, off="tension_weight talks_weight signals_weight", tension_weight=up(*W),
        tension=up(), talks_weight=up(*W), talks=up(), signals_weight=up(*W), signals=up()),
    row("bargaining.calendar", UP, off="deadline_weight unmet_weight anniversary_weight example_weight",
        deadline_weight=up(*W), deadline=up(), unmet_weight=up(*W), unmet=up(), anniversary_weight=up(*W),
        anniversary=up(), example_weight=up(*W), example=up()),
    row("choice.odds", UP, appeal=up(-40, 29)),
    row("choice.odds", UP, appeal=either(30, 1e6), note="beyond its ceiling"),
    row("choice.act_probability", SHARE, off="total_odds", total_odds=up(0, 1e14)),
    row("claims.claim_probability", SHARE, base=up(-5, 2), propensity=up(-2, 2), prestige=up(0, 3), value=up(),
        fear=down(*W), spectacle=up(*W), reticence=down(*W)),
    row("confidence.embolden", SHARE, confidence=up(), kept=either(), unanswered=up(), signal=down(0, 3)),
    row("confidence.bold", UP, off="weight", weight=up(*W), confidence=up()),
    row("confidence.reckless", (1.0, inf), off="weight", neutral=1.0, weight=up(*W), confidence=up()),
    row("deniability.attribution", SHARE, own=either(0.9, 1), veil=down(-2, 4), evidence=up(0, 2), exposure=up(0, 5)),
    row("deniability.attribution", SHARE, own=up(0.1, 0.9), veil=either(-2, 0), evidence=either(0, 2),
        exposure=either(0, 5), note="no more than its own name"),
    row("deniability.cover_lacking", UP, risk=up(), tolerated=down(0, 0.9), cover=up(), own=down(0.1, 1)),
    row("deniability.urgency", UP, off="weight", weight=up(*W), need=up(*N)),
    row("deniability.tolerated", SHARE, tense=up(), tolerance=up(), note="never below the posture's own risk"),
    row("deniability.name_lacking", UP, off="label", label=up(), practised=up(), unnamed=up(*N)),
    row("deniability.birth_hazard", SHARE, off="urgency name_lacking", urgency=up(*W), name_lacking=up(*W)),
    row("deniability.name_appeal", ANY, off="front specialism wear", front=up(-3, 3), specialism=down(*W), fits=up(),
        wear=down(0, 1), exposure=down(*N)),
    row("deniability.launch_appeal", UP, off="specialism", specialism=up(*W), activity=up(*N)),
    row("deniability.renown", UP, off="weight", weight=up(*W), credit=up(*N)),
    row("deniability.expose", UP, exposure=up(*N), kept=up(), claims=up(*N), intelligence=up(*N)),
    row("deniability.trace_hazard", SHARE, off="rate", rate=up(*W), attribution=up(0.5, 1)),
    row("deniability.trace_hazard", (0.0, 0.0), rate=either(*W), attribution=either(0, 0.5), note="half hidden"),
    row("domestic_politics.before_election", DOWN, off="weight", weight=down(*W), nearness=down(), value=down()),
    row("domestic_politics.after_defeat", UP, off="weight", weight=up(*W), anger=up(), unrest=up()),
    row("domestic_politics.standing_at_home", ANY, off="office_weight struggle_weight mandate_weight",
        office_weight=down(*W), office=down(), struggle_weight=down(*W), struggle=down(), mandate_weight=up(*W),
        mandate=up()),
    row("domestic_politics.coerce", UP, off="weight", weight=up(*W), contest=up()),
    row("frailty.factor", UP, off="spread", neutral=1.0, spread=either(0.0, 2.0), z=up(-4.0, 4.0)),
    row("grievance.revenge", UP, off="weight", weight=up(*W), grievance=up(*N)),
    row("host_response.foil_probability", SHARE, off="rate", rate=up(), policing=up(), openness=up(), security=up(*N)),
    row("host_response.guard", UP, off="effort security", security=up(*N), kept=either(), effort=up(), attacks=up(*N)),
    row("host_response.intelligence", UP, off="rate", rate=up(), policing=up(), attacks=up(*N)),
    row("host_response.shame", UP, off="rate", rate=up(), policing=up(), harm=up(*N)),
    row("know_how.learn", SHARE, know_how=up(), gain=up(*W), readiness=up()),
    row("know_how.gain", UP, off="search practise copy", search=up(), risk=up(), practise=up(), own=up(*N), copy=up(),
        others=up(*N)),
    row("know_how.gap_cost", DOWN, off="weight", weight=down(*W), know_how=up()),
    row("memory.retention", SHARE, off="half_life", half_life=up(0, 200)),
    row("memory.recall", UP, memory=up(*N), kept=either(), seen=up(*N)),
    row("memory.pile_up", UP, memory=up(*N), kept=up(), seen=up(*N)),
    row("occasions.nearness", SHARE, off="horizon", weeks=down(0, 200), horizon=up(0, 50)),
    row("occasions.around", SHARE, off="horizon", weeks_to=down(0, 100), weeks_since=either(0, 200), horizon=up(0, 50),
        note="before"),
    row("occasions.around", SHARE, weeks_to=either(0, 200), weeks_since=down(0, 100), horizon=up(0, 50), note="after"),
    row("opportunity.exposure_gain", DOWN, off="weight", weight=down(*W), access=up()),
    row("opportunity.access", SHARE, presence=up(), closes=down(), open_share=up(), traffic=down(), on_road=up()),
    row("opportunity.open_bases", SHARE, small_share=down(), small_open=up()),
    row("opportunity.closure_hazard", SHARE, off="rate", rate=up(), attacks=up(*N)),
    row("opportunity.traffic", SHARE, off="reluctance", neutral=1.0, reluctance=down(), attacks=down(*N)),
    row("opportunity.lost_cause", DOWN, off="weight", weight=down(*W), announced=down(), value=down()),
    row("patron_control.directive", (-1.0, 1.0), off="hold press leverage calm", hold=up(), fear=up(), press=down(),
        tension=down(), leverage=down(-1, 1), talks=either(), calm=up(), office=up()),
    row("patron_control.directive", (-1.0, 1.0), **dict.fromkeys(("hold", "fear", "press", "tension"), either(0, 9)),
        **dict.fromkeys(("leverage", "talks", "calm", "office"), either(-9, 9)), note="never beyond one"),
    row("patron_control.order_cost", DOWN, off="weight", weight=down(*W), compliance=down(), order=down(),
        coverage=down(), truce=either(), truce_coverage=down(), note="hold back"),
    row("patron_control.order_cost", UP, off="weight", weight=up(*W), compliance=up(), order=down(-1, -0.1),
        coverage=up(), truce=down(0, 0.9), truce_coverage=either(0, 0), note="press the US"),
    row("patron_control.order_cost", DOWN, weight=down(*W), compliance=down(), order=either(0, 0), coverage=either(),
        truce=down(), truce_coverage=down(), note="a truce alone"),
    row("patron_control.damage_limit", SHARE, off="limit", neutral=1.0, limit=down(*W), compliance=down()),
    row("patron_control.supplied", UP, off="weight", weight=up(*W), compliance=up(), order=down(-1, 1),
        needs_supply=up()),
    row("provocation.intensity", SHARE, planned=up(), answer=up(), attacks=up(*N)),
    row("provocation.provoked", UP, off="operations_weight dispute_weight", operations_weight=up(*W), intensity=up(),
        dispute_weight=up(*W), dispute=up(), stake=up()),
    row("relevance.take_credit", UP, off="weight", weight=up(*W), handover=up(), value=up()),
    row("relevance.spectacle", UP, off="weight", weight=up(*W), symbolic=up()),
    row("retaliation_risk.expected_risk", SHARE, calm=up(0, 0.4), tense=up(0.4, 1), posture=up()),
    row("retaliation_risk.learn_risk", SHARE, risk=up(), kept=either(), expected=up(), jump=up(*W), signal=up(0, 3)),
    row("retaliation_risk.strike_signal", UP, off="severity", severity=up(), hit=up(), vicarious=up()),
    row("retaliation_risk.risk_cost", DOWN, off="weight", weight=down(*W), risk=down(), attribution=down(),
        exposure=down()),
    row("retaliation_risk.restraint", SHARE, off="aim", neutral=1.0, aim=down(*W), risk=down()),
    row("revenue_feud.resent", SHARE, off="truce", feud=up(), kept=up(), breaches=up(*N), sensitivity=up(), truce=up()),
    row("revenue_feud.feud_pull", UP, off="weight", weight=up(*W), feud=up(), enforces=up(), rival_stake=up()),
    row("revenue_feud.protect", DOWN, off="weight", weight=down(*W), own_stake=down(), feud=up()),
    row("revenue_feud.earn", SHARE, revenue=up(), kept=down(), damage=down(), attacks=down(*N)),
    row("revenue_feud.sobered", DOWN, off="weight", weight=down(*W), revenue=up(), truce=down(), truce_coverage=down()),
    row("rivalry.outbid", UP, off="weight", weight=up(*W), best_rival=up(0, 10), standing=down(-2, 5), value=up()),
    row("rivalry.enter_niche", UP, off="weight", weight=up(*W), rivals=up(*N), own=down(0, 5)),
    row("rivalry.defy", UP, off="weight", weight=up(*W), compliance=down(), truce=up(), expectation=up(),
        truce_coverage=up()),
    row("substitution.drained", DOWN, off="weight", weight=down(*W), load=down(*N)),
    row("us_answer.by_posture", UP, relaxed=up(0, 0.4), contested=up(0.4, 1), posture=up()),
    row("us_answer.answer_lethal", SHARE, off="resolve", resolve=up(), certainty=up(), attribution=up()),
    row("us_answer.answer_harassment", SHARE, off="impatience", impatience=up(), posture=up(), patience=up(*N)),
    row("us_answer.lethality", SHARE, off="harm", harm=up(), restraint=up(), limit=up(), recklessness=up(1, 3)),
    row("us_answer.blamed", (0, 3), u=either(0, 1 - 2**-53), attribution=either(0, 1), attacker=either(0, 3),
        militias=either(4, 4)),
)  # fmt: skip
WHOLE = {"attacker", "militias"}

each_row = pytest.mark.parametrize("rule", TABLE, ids=lambda one: " ".join(filter(None, (one.rule, one.note))))


def values(rule: Row) -> st.SearchStrategy[dict[str, float]]:
    """Legal arguments, the ends of their ranges often among them."""
    ranges = {
        name: st.integers(int(one.low), int(one.high))
        if name in WHOLE
        else st.one_of(st.floats(one.low, one.high), st.sampled_from((one.low, one.high)))
        for name, one in rule.arguments.items()
    }
    return st.fixed_dictionaries(ranges)


def grid(rule: Row) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Pairs of legal arguments, always the same ones; a third of all values are ends of their range."""
    dice = Random(rule.rule + rule.note)

    def point() -> dict[str, float]:
        found = {}
        for name, one in rule.arguments.items():
            end = dice.choice((one.low, one.high))
            found[name] = int(end) if name in WHOLE else dice.choice((end, *[dice.uniform(one.low, one.high)] * 2))
        return found

    return [(point(), point()) for _ in range(100)]


def call(rule: Row, given: dict[str, float], *, plain: bool = False) -> float:
    function = RULES[rule.rule]
    return (getattr(function, "py_func", function) if plain else function)(*(given[name] for name in rule.arguments))


def test_every_rule_has_a_row_and_every_row_a_rule():
    assert {one.rule for one in TABLE} == set(RULES)


@each_row
def test_a_row_names_the_rules_arguments_in_order(rule):
    function = RULES[rule.rule]
    assert list(rule.arguments) == list(inspect.signature(getattr(function, "py_func", function)).parameters)


@each_row
def test_a_rule_keeps_its_contract(rule):
    """Scalars in, one finite scalar in its range out, the same again, the same as plain Python."""

    @settings(max_examples=25, deadline=None)
    @given(values(rule))
    def keeps(given):
        result = call(rule, given)
        assert isinstance(result, (int, float))
        assert math.isfinite(result)
        assert rule.low <= result <= rule.high
        assert call(rule, given) == result
        plain = call(rule, given, plain=True)
        assert abs(plain - result) <= math.ulp(plain)

    keeps()


@each_row
def test_each_argument_moves_a_rule_its_own_way(rule):
    for point, other in grid(rule):
        before = call(rule, point)
        for name, argument in rule.arguments.items():
            rises = argument.sign * (other[name] - point[name]) >= 0
            change = call(rule, point | {name: other[name]}) - before
            if argument.sign:
                assert (change if rises else -change) >= -1e-12 * max(1.0, abs(before)), (name, point, other[name])


@each_row
def test_each_argument_with_a_direction_really_moves_a_rule(rule):
    middle = {name: int(one.low) if name in WHOLE else one.typical for name, one in rule.arguments.items()}
    for name, one in rule.arguments.items():
        change = call(rule, middle | {name: one.high}) - call(rule, middle | {name: one.low})
        if one.sign:
            assert one.sign * change > 1e-9, name


@pytest.mark.parametrize("rule", [one for one in TABLE if one.off], ids=lambda one: f"{one.rule} {one.note}".strip())
def test_a_rule_with_strength_zero_adds_exactly_nothing(rule):
    for point, _ in grid(rule):
        assert call(rule, point | dict.fromkeys(rule.off, 0.0)) == rule.neutral, point


@given(st.floats(0.5, 200.0), st.floats(0.0, 10.0))
def test_half_of_a_memory_is_left_after_its_half_life(half_life, seen):
    from model.rules import memory

    kept = memory.retention(half_life)
    assert kept**half_life == pytest.approx(0.5)
    assert memory.recall(seen, kept, seen) == pytest.approx(seen)
    assert memory.pile_up(seen, kept, 0.0) <= seen


def test_an_occasion_that_never_comes_is_never_near():
    from model.rules import occasions

    assert occasions.nearness(inf, 5.0) == 0.0
    assert occasions.around(inf, inf, 5.0) == 0.0
    assert occasions.around(inf, 0.0, 5.0) == 1.0


@given(st.floats(0.0, 1.0), st.floats(0.01, 0.99), st.floats(-3.0, 3.0))
def test_a_signal_can_only_raise_perceived_risk_and_without_one_it_settles(risk, kept, signal):
    from model.rules import retaliation_risk

    quiet = retaliation_risk.learn_risk(risk, kept, 0.2, 0.7, 0.0)
    assert min(risk, 0.2) - 1e-12 <= quiet <= max(risk, 0.2) + 1e-12
    if signal >= 0:
        assert retaliation_risk.learn_risk(risk, kept, 0.2, 0.7, signal) >= quiet


def test_an_untraced_strike_hits_every_militia_alike():
    from model.rules import us_answer

    hits = [us_answer.blamed(0.4 + 0.6 * (n + 0.5) / 3000, 0.4, 2, 3) for n in range(3000)]
    assert [hits.count(militia) for militia in range(3)] == [1000, 1000, 1000]
    assert us_answer.blamed(0.39, 0.4, 2, 3) == 2
