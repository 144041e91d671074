"""The observed tables keep their own rules: vocabularies, intervals, periods, references between tables."""

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
import yaml

from experiments.files.checkout import CONF, OBSERVED
from experiments.observed.chronicle import in_use
from experiments.observed.tables import (
    Attack,
    BrandParent,
    Claim,
    Count,
    NamedAttack,
    PartBound,
    PeriodRate,
    PhaseCount,
    PhaseSpan,
    Reconciliation,
    Response,
    Window,
    load,
)

TABLES = (
    Attack,
    BrandParent,
    Claim,
    Count,
    NamedAttack,
    PartBound,
    PeriodRate,
    PhaseCount,
    PhaseSpan,
    Reconciliation,
    Response,
    Window,
)
MODEL_TARGETS = {"us_base", "us_convoy", "turkish_base", "morality", "oil_gas"}
CLAIMANTS = {"all", "KH", "AAH", "HHN", "unclaimed", "other", "unclaimed_or_other"}
GOVERNORATES = {
    "Babil",
    "Baghdad",
    "Basrah",
    "Dhi Qar",
    "Erbil",
    "Kirkuk",
    "Ninawa",
    "Salah al-Din",
    "Sulaymaniyah",
    "al-Anbar",
    "al-Muthanna",
    "al-Qadisiyah",
}
HEDGES = {
    *("none", "over", "just_over", "more_than", "less_than", "approximately", "around", "at_least"),
    *("mostly", "most", "all", "almost_all", "vast_majority", "several", "some", "double", "trickle"),
    *("ceased", "almost_ceased"),
}
UNITS = {
    "count": {"events", "claims", "reports", "listed_events"},
    "number": {"munitions", "devices", "flights", "persons", "groups", "militias", "acts"},
    "rate": {"events_per_year", "events_per_month"},
    "share": {"fraction"},
    "percent_change": {"percent"},
    "ratio": {"ratio"},
    "rank": {"rank"},
    "deaths": {"deaths"},
    "days": {"days"},
    "months": {"months"},
}


def counts() -> dict[str, Count]:
    return {row.id: row for row in load(Count)}


def brands() -> dict[str, BrandParent]:
    return {row.brand: row for row in load(BrandParent)}


def test_every_table_has_a_row_type_and_every_row_type_a_table():
    assert {path.stem for path in OBSERVED.glob("*.csv")} == {kind.table for kind in TABLES}


def test_codebook_has_a_section_for_every_table():
    codebook = (OBSERVED / "CODEBOOK.md").read_text(encoding="utf-8")
    missing = [kind.table for kind in TABLES if f"`{kind.table}.csv`" not in codebook]
    assert missing == []


def test_every_ambiguity_a_table_names_is_decided_in_the_codebook():
    decided = set(re.findall(r"^\| (AMB\d\d) \|", (OBSERVED / "CODEBOOK.md").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for path in OBSERVED.iterdir() for name in re.findall(r"AMB\d\d", path.read_text(encoding="utf-8"))}
    assert named - decided == set()


def test_codebook_prints_the_brand_priors_of_the_table():
    text = (OBSERVED / "CODEBOOK.md").read_text(encoding="utf-8")
    printed = re.findall(r"^\| ([^|]+) \| [^|]+ \| (\.\d\d) \| (\.\d\d) \| (\.\d\d) \|", text, re.MULTILINE)
    assert {name: tuple(map(float, p)) for name, *p in printed} == {
        row.brand: (row.p_kh, row.p_aah, row.p_hhn) for row in load(BrandParent)
    }


def test_counts_hold_every_row_of_the_record_once():
    expected = [
        f"{letter}{k:02d}" for letter, n in (("C", 43), ("K", 12), ("M", 22), ("D", 16)) for k in range(1, n + 1)
    ]
    assert [row.id for row in load(Count)] == expected


@pytest.mark.parametrize("kind", [PartBound, PeriodRate, Attack, NamedAttack, Response, Reconciliation])
def test_ids_are_unique(kind):
    repeated = [key for key, n in Counter(row.id for row in load(kind)).items() if n > 1]
    assert repeated == []


def test_events_are_numbered_through_the_three_event_tables():
    ids = [row.id for kind in (Attack, NamedAttack, Response) for row in load(kind)]
    assert ids == [f"EV{k:02d}" for k in range(1, 63)]


@pytest.mark.parametrize("row", [*load(Count), *load(Claim)], ids=lambda row: row.id)
def test_a_value_lies_where_its_hedge_puts_it(row):
    hedge = counts()[row.id].hedge
    if row.value is None:
        return
    if hedge in {"over", "just_over"}:
        assert row.value == row.low - 1
    elif hedge == "less_than":
        assert row.low <= row.high < row.value <= row.high + 0.01
    else:
        assert row.low <= row.value <= row.high


@pytest.mark.parametrize("row", load(Count), ids=lambda row: row.id)
def test_an_interval_follows_from_its_rule(row):
    if row.rule == "R1" and row.hedge == "none" and row.statistic == "count" and row.id != "C22":
        assert row.low == row.value == row.high
    if row.rule == "R2":
        assert row.value - row.low == row.high - row.value == pytest.approx(max(5, 0.05 * row.value), abs=0.5)
    if row.rule == "R4":
        assert (row.low, row.high) == (row.value, row.value + max(2, int(0.1 * row.value + 0.5)))
    if row.rule in {"R5", "R6"}:
        assert (row.low, row.high) == (row.value - 0.5, row.value + 0.5)
    if row.rule == "R9":
        assert row.low == 0
        assert row.high <= 3


@pytest.mark.parametrize("row", load(Count), ids=lambda row: row.id)
def test_count_vocabularies(row):
    assert row.hedge in HEDGES
    assert row.unit in UNITS[row.statistic]
    assert row.claimant in CLAIMANTS | set(brands())
    assert (row.rule == "R10") == (row.kind == "derived") or row.id == "C33"


def test_source_lengths_are_those_of_the_three_reports():
    assert dict(in_use().notes.lines) == {"acled": 41, "knights": 44, "memri": 189}


def test_source_prefix_agrees_with_the_id():
    wrong = [
        row.id
        for row in load(Count)
        if row.id[0] != "D" and row.source != {"C": "acled", "K": "knights", "M": "memri"}[row.id[0]]
    ]
    assert wrong == []


def test_cut_phases_tile_the_window_without_gap_or_overlap():
    cut = [row for row in load(PhaseSpan) if row.reading == "cut"]
    window = next(row for row in load(Window) if row.name == "acled")
    assert [row.phase for row in cut] == ["phase1", "phase2", "phase3"]
    assert (cut[0].start, cut[-1].end) == (window.start, window.end)
    assert all(after.start - before.end == timedelta(1) for before, after in pairwise(cut))


def test_printed_phases_overlap_in_the_last_quarter_of_2020_only():
    first, second, third = (row for row in load(PhaseSpan) if row.reading == "printed")
    assert (second.start.isoformat(), first.end.isoformat()) == ("2020-10-01", "2020-12-31")
    assert third.start - second.end == timedelta(1)


def test_phase_counts_are_complete():
    found = Counter((row.reading, row.phase, row.target) for row in load(PhaseCount))
    spans = {(row.reading, row.phase) for row in load(PhaseSpan)}
    assert found == Counter((*span, target) for span in spans for target in MODEL_TARGETS)


@pytest.mark.parametrize("row", load(PhaseCount), ids=lambda row: f"{row.reading}-{row.phase}-{row.target}")
def test_phase_count_lies_in_its_bounds_and_cites_known_rows(row):
    cited = {word.strip("();,.:") for word in row.basis.split()}
    ids = {word for word in cited if word[:1] in "CKMD" and word[1:].isdigit()}
    assert row.low <= row.value <= row.high
    assert ids <= set(counts())
    assert ids or "Zero by silence" in row.basis


@pytest.mark.parametrize("target", sorted(MODEL_TARGETS))
def test_main_periods_of_a_target_do_not_overlap(target):
    main = sorted((row.start, row.end) for row in load(PeriodRate) if row.target == target and not row.within)
    assert main
    assert all(before[1] < after[0] for before, after in pairwise(main))


def test_detail_periods_lie_inside_the_period_they_name():
    rows = {row.id: row for row in load(PeriodRate)}
    for row in rows.values():
        whole = rows.get(row.within, row)
        assert not row.within or row.within in rows
        assert whole.target == row.target
        assert whole.start <= row.start
        assert row.end <= whole.end
        assert row.low <= whole.high


@pytest.mark.parametrize("row", load(PeriodRate), ids=lambda row: row.id)
def test_period_rate_repeats_the_interval_of_the_count_it_rests_on(row):
    cited = [counts()[key] for key in row.basis.split(";")]
    assert row.low <= row.count <= row.high
    assert row.source in {count.source for count in cited}
    if len(cited) == 1 and row.id not in {"PR09", "PR25"}:
        assert (row.low, row.high, row.line) == (cited[0].low, cited[0].high, cited[0].line)
        assert cited[0].target in {row.target, "us"}


@pytest.mark.parametrize("row", load(Claim), ids=lambda row: f"{row.id}-{row.claimant}")
def test_claims_repeat_the_count_they_come_from(row):
    count = counts()[row.id]
    assert (row.target, row.start, row.end, row.source, row.line) == (
        count.target,
        count.start,
        count.end,
        count.source,
        count.line,
    )
    if row.id != "M16":
        assert (row.claimant, row.value, row.low, row.high) == (
            count.claimant,
            count.value,
            count.low,
            count.high,
        )


def test_single_claim_brands_add_up_to_their_count():
    five = [row for row in load(Claim) if row.id == "M16"]
    whole = counts()["M16"]
    sums = (sum(row.value or 0 for row in five), sum(row.low for row in five), sum(row.high for row in five))
    assert sums == (whole.value, whole.low, whole.high)


@pytest.mark.parametrize("row", [*load(Attack), *load(NamedAttack)], ids=lambda row: row.id)
def test_attacks_use_known_brands_alignments_and_governorates(row):
    actors = {"unclaimed", "unnamed", "KH", "demonstrators", "state"}
    assert row.brand in actors | set(brands())
    assert set(row.governorate) <= GOVERNORATES or row.governorate in {("not given",), ("outside Iraq",)}
    assert row.claimed == (row.brand in {"unnamed", *brands()})
    if row.brand in brands():
        assert row.alignment == brands()[row.brand].alignment


def test_counted_named_attacks_are_in_iraq_and_on_a_model_target():
    counted = [row for row in load(NamedAttack) if row.in_counts]
    assert counted
    assert all(row.target in MODEL_TARGETS and row.governorate != ("outside Iraq",) for row in counted)
    assert all(row.precision != "placeholder" for row in counted)


@pytest.mark.parametrize("row", load(BrandParent), ids=lambda row: row.brand)
def test_brand_prior_leans_as_the_alignment_says(row):
    parent = max((row.p_kh, "KH"), (row.p_aah, "AAH"), (row.p_hhn, "HHN"))
    assert row.p_kh + row.p_aah + row.p_hhn == pytest.approx(1)
    assert min(row.p_kh, row.p_aah, row.p_hhn) > 0
    assert (row.alignment == "unknown") == (row.alignment_status == "none")
    assert parent[1] == row.alignment if row.alignment != "unknown" else parent[0] <= 0.4


def test_first_claim_is_no_later_than_the_first_listed_attack():
    for row in [*load(Attack), *load(NamedAttack)]:
        if row.brand in brands():
            assert brands()[row.brand].first_claim <= row.date


def test_day_precise_first_claims_are_the_first_listed_attacks():
    rows = [*load(Attack), *load(NamedAttack)]
    for brand in brands().values():
        if brand.first_precision == "day":
            assert brand.first_claim == min(row.date for row in rows if row.brand == brand.brand)


def test_brands_that_cross_targets_are_those_seen_on_two():
    seen = {("Qasim al-Jabbarin", "morality"), *((row.brand, "us_convoy") for row in load(Attack))}
    seen |= {(row.brand, row.target) for row in load(NamedAttack)}
    for brand in brands().values():
        targets = {target for name, target in seen if name == brand.brand} | {brand.specialism}
        assert (len(targets) > 1) == brand.crosses


def test_the_pause_before_the_election_is_one_judgement_everywhere():
    """No text prints its length: counts, rates and the pattern that tests it take the same fortnight."""
    patterns = yaml.safe_load((CONF / "patterns" / "bases.yaml").read_text(encoding="utf-8"))["patterns"]
    fortnight = next(row for row in patterns if row["id"] == "S23")["series"]["fortnight"]
    rate = next(row for row in load(PeriodRate) if row.id == "PR08")
    assert (
        (fortnight["from"], fortnight["to"]) == (rate.start, rate.end) == (counts()["C31"].start, counts()["C31"].end)
    )
