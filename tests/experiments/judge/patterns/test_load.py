"""Reading patterns, and refusing those that are not sound."""

from __future__ import annotations

from datetime import date

import pytest

from experiments.judge.patterns import explain, load_patterns, pattern_hash
from experiments.judge.patterns.load import SHIPPED
from model.errors import ModelError


def test_all_patterns_of_the_evidence_ship_and_those_added_to_it():
    assert [pattern.id for pattern in load_patterns()] == [f"S{number:02d}" for number in range(1, 77)]


def test_a_pattern_that_is_not_counted_says_why():
    left_out = {pattern.id for pattern in load_patterns() if not pattern.counted}
    circular = {"S20", "S48", "S49", "S50", "S51", "S52", "S53"}
    assert left_out == circular | {"S10", "S18", "S23", "S41", "S59", "S60"}
    assert all(bool(pattern.why_not) != pattern.counted for pattern in load_patterns())


def test_every_shipped_pattern_explains_itself():
    for pattern in load_patterns():
        text = explain(pattern)
        assert pattern.statement in text
        assert all(condition.reason in text for condition in pattern.conditions)


def test_an_explanation_reads(folder):
    changes = {"series": {"a": {"target": ["us_base", "us_convoy"], "claimed": False, "kind": "attack"}}}
    changes["conditions"] = [
        {"statistic": "first_month", "of": "a", "accept": {"low": "2020-02", "high": "2020-04"}, "reason": "soon"},
        {"statistic": "count", "of": "a", "accept": {"above": 3}, "stated": {"low": 9, "high": 9}, "reason": "some"},
    ]
    (pattern,) = load_patterns(folder(**changes))
    lines = explain(pattern).splitlines()
    assert lines[0] == "P1  Bases are attacked in 2020."
    assert lines[1] == "  printed; acled line 16; read through the lens 'acled'"
    assert lines[2] == "  a: attacks, 2019-06-03 to 2023-04-02, target us_base or us_convoy, not claimed"
    assert lines[3] == "  - first_month(of=a, at_least=1): 2020-02 to 2020-04"
    assert lines[6] == "  - count(of=a): above 3 (stated: 9)"


def test_the_hash_is_that_of_the_bytes(folder):
    path = folder()
    before = pattern_hash(path)
    assert before == pattern_hash(path)
    (path / "theme.yaml").write_text((path / "theme.yaml").read_text().replace("line: 16", "line: 17"))
    assert pattern_hash(path) != before
    assert pattern_hash() == pattern_hash(SHIPPED)


def test_the_hash_knows_which_file_holds_what(folder):
    path = folder()
    before = pattern_hash(path)
    (path / "theme.yaml").rename(path / "other.yaml")
    assert pattern_hash(path) != before


def test_a_folder_of_one_sound_pattern_loads(folder):
    (pattern,) = load_patterns(folder())
    assert pattern.where == "theme.yaml: pattern P1"
    assert pattern.series["bases"].end == date(2020, 12, 31)


def test_groups_stand_for_their_members(folder):
    study = {"groups": {"land": ["us_base", "us_convoy"]}}
    path = folder(study=study, series={"bases": {"target": ["land", "oil_gas"]}})
    (pattern,) = load_patterns(path)
    assert pattern.series["bases"].targets == ("us_base", "us_convoy", "oil_gas")


def series(**changes):
    return {"series": {"bases": {"target": "us_base", **changes}}}


def condition(**changes):
    sound = {"statistic": "count", "of": "bases", "accept": {"low": 1}, "reason": "why"}
    return {"conditions": [{key: value for key, value in {**sound, **changes}.items() if value is not None}]}


def accept(statistic="count", **ends):
    return condition(statistic=statistic, accept=ends)


REFUSED = [
    ({"colour": "red"}, "key 'colour' does not exist"),
    ({"hardness": "derivd"}, "hardness 'derivd' does not exist; did you mean 'derived'"),
    ({"statement": None}, "'statement' is missing"),
    ({"source": []}, "'source' is missing"),
    ({"counted": False}, "counted: false needs a why_not"),
    ({"why_not": "circular"}, "why_not belongs to counted: false only"),
    ({"counted": "no"}, "counted 'no' must be true or false"),
    (series(tagret="us_base"), "key 'tagret' does not exist; did you mean 'target'"),
    (series(kind="atack"), "kind 'atack' does not exist; did you mean 'attack'"),
    (series(claimed="yes"), "'yes' must be true or false"),
    (series(target=3), "3 must be a name or a list of names"),
    (series(**{"from": date(2021, 1, 2), "to": date(2021, 1, 1)}), "is empty: 'to' lies before 'from'"),
    (series(**{"from": date(2019, 6, 2)}), "leaves the study, 2019-06-03 to 2023-04-02"),
    (series(to=date(2023, 4, 3)), "leaves the study, 2019-06-03 to 2023-04-02"),
    (series(to="soon"), "'soon' is no date"),
    ({"series": {"bases": {}, "idle": {}}}, "series idle stand in no condition"),
    (condition(statistic="cuont"), "statistic 'cuont' does not exist; did you mean 'count'"),
    (condition(of="basis"), "series 'basis' does not exist; did you mean 'bases'"),
    (condition(to="bases"), "key 'to' does not exist"),
    (condition(of=None), "'of' is missing"),
    (condition(reason=None), "'reason' is missing"),
    (condition(accept=None), "'accept' is missing"),
    (condition(statistic="mean_rate", per="fortnight"), "choice 'fortnight' does not exist"),
    (condition(statistic="gaps"), "None must be a whole number of at least 1"),
    (condition(statistic="gaps", at_least=0), "0 must be a whole number of at least 1"),
    (condition(statistic="rank_of_claimant", claimant=7), "7 must be a name"),
    (accept(low=3, high=2), "the lower end must not exceed the upper"),
    (accept(above=2, high=2), "the lower end must not exceed the upper"),
    (accept(low=1, above=1), "give low or above, not both"),
    (accept(least=1), "key 'least' does not exist"),
    (accept(low=0), r"0 to inf accepts everything, so nothing can fail: count lies within 0 to inf"),
    (accept(high=-1), "accepts nothing"),
    (accept("top_brand_share", low=0, high=1), "accepts everything"),
    (accept("top_brand_share", low=1.2), "accepts nothing"),
    (accept("argmax_month", low="2019-06", high="2023-04"), "accepts everything"),
    (accept("argmax_month", low="2023-05"), "accepts nothing"),
    (accept("argmax_month", low=5), "must be a month such as '2020-09'"),
    (accept("argmax_month", low="2020-13"), "must be a month such as '2020-09'"),
    (accept("first_day", low=5), "must be a date"),
    (accept("argmax_year", low=2019, high=2023), "accepts everything"),
    (accept(low="many"), "'many' must be a number"),
    ({"source": [{"doc": "acled", "line": "x"}]}, "line 'x' must be a whole number"),
    ({"source": "acled"}, "source 'acled' must be a list"),
    ({"conditions": {"statistic": "count"}}, "conditions must be a list of mappings"),
    ({"series": ["bases"]}, "series: .* must be a mapping"),
    (condition(of=["bases"]), "series '.'bases'.' does not exist"),
    (condition(stated={"low": 2, "high": 1}), "stated: nothing lies between"),
    (series(to=date(2019, 6, 20)) | accept("slope", above=0), "too short: it needs 2 months"),
    (series(to=date(2019, 6, 8)) | accept("longest_gap", low=1), "holds no whole week"),
]


@pytest.mark.parametrize(("changes", "message"), REFUSED, ids=[message[:40] for _, message in REFUSED])
def test_what_is_not_sound_is_refused_with_file_and_id(folder, changes, message):
    with pytest.raises(ModelError, match=f"theme.yaml: pattern P1.*{message}|{message}.*theme.yaml: pattern P1"):
        load_patterns(folder(**changes))


def test_ranges_of_differences_are_known(folder):
    shares = {"statistic": "share", "of": "bases", "among": "bases"}
    changes = condition(statistic="difference", of=shares, minus=shares, accept={"low": -1, "high": 1})
    with pytest.raises(ModelError, match="difference lies within -1 to 1"):
        load_patterns(folder(**changes))


def test_an_open_end_at_the_edge_can_fail(folder):
    assert load_patterns(folder(**accept("top_brand_share", above=0, high=1)))
    assert load_patterns(folder(**accept(above=0)))


def test_two_months_of_different_length_do_not_pair(folder):
    changes = {"series": {"bases": {}, "late": {"from": date(2022, 1, 1)}}}
    changes |= condition(statistic="spearman", against="late", accept={"below": 0})
    with pytest.raises(ModelError, match="must have the same window"):
        load_patterns(folder(**changes))


def test_an_id_twice_is_refused(folder):
    path = folder()
    text = (path / "theme.yaml").read_text()
    (path / "zeal.yaml").write_text(text)
    with pytest.raises(ModelError, match=r"zeal.yaml: pattern P1: theme.yaml already has this id"):
        load_patterns(path)


def test_a_pattern_without_an_id_is_refused(folder):
    with pytest.raises(ModelError, match=r"theme.yaml: pattern \(no id\).*'id' is missing"):
        load_patterns(folder(id=None))


def test_a_folder_without_patterns_is_refused(tmp_path):
    with pytest.raises(ModelError, match="holds no"):
        load_patterns(tmp_path)


def test_what_is_no_yaml_is_refused(tmp_path):
    (tmp_path / "bad.yaml").write_text("patterns: [")
    with pytest.raises(ModelError, match=r"bad\.yaml is no YAML"):
        load_patterns(tmp_path)


def test_an_unknown_section_is_refused(tmp_path):
    (tmp_path / "bad.yaml").write_text("pattern: []")
    with pytest.raises(ModelError, match="key 'pattern' does not exist; did you mean 'patterns'"):
        load_patterns(tmp_path)


@pytest.mark.parametrize(
    ("study", "message"),
    [
        ({"span": {"from": "June"}}, "study: span: from: 'June' is no date"),
        ({"groups": {"us": 3}}, "study: groups: us: 3 must be a name or a list of names"),
        ({"groups": ["us"]}, r"study: groups: \['us'\] must be a mapping"),
        ({"spam": {}}, "study: key 'spam' does not exist|key 'spam' does not exist; did you mean 'span'"),
    ],
)
def test_a_study_that_is_not_sound_is_refused(folder, study, message):
    with pytest.raises(ModelError, match=message):
        load_patterns(folder(study=study))


def test_patterns_that_are_no_list_are_refused(tmp_path):
    (tmp_path / "bad.yaml").write_text("patterns: 5")
    with pytest.raises(ModelError, match=r"bad\.yaml: patterns 5 must be a list"):
        load_patterns(tmp_path)


def test_a_second_study_is_refused(folder):
    path = folder(study={"groups": {}, "span": {"from": date(2019, 6, 3)}})
    (path / "again.yaml").write_text("study: {groups: {a: [b]}}")
    with pytest.raises(ModelError, match=r"'study' stands in again.yaml and theme.yaml"):
        load_patterns(path)
