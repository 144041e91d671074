"""A name that the world lacks is found before anything is simulated, by every app that reads patterns."""

from __future__ import annotations

from datetime import date

import pytest

from experiments.judge.patterns import load_patterns
from experiments.judge.patterns.vocabulary import check_names
from experiments.results.request import request
from experiments.setup.compose import composed
from model.errors import ModelError

LENSES = ("acled", "knights")
UNKNOWN = [
    ({"series": {"bases": {"target": "us_bass"}}}, "target 'us_bass' does not exist; did you mean 'us_base'"),
    ({"series": {"bases": {"brand": "Raba Alah"}}}, "brand 'Raba Alah' does not exist; did you mean 'Raba Allah'"),
    ({"series": {"bases": {"to": date(2023, 4, 2), "militia": "AHA"}}}, "militia 'AHA' does not exist"),
    ({"lens": "acledd"}, "lens 'acledd' does not exist; did you mean 'acled'"),
]


@pytest.mark.parametrize(("changes", "message"), UNKNOWN)
def test_a_name_that_the_world_lacks_is_refused(folder, campaign, changes, message):
    patterns = load_patterns(folder(**changes))
    with pytest.raises(ModelError, match=rf"(?s){message}.*theme.yaml: pattern P1"):
        check_names(patterns, campaign([{"day": 737000}]).names, LENSES)


def test_the_claimant_that_a_statistic_asks_for_is_a_name_too(folder, campaign):
    ranked = {"statistic": "rank_of_claimant", "of": "bases", "claimant": "KHH", "accept": {"high": 1}, "reason": "why"}
    with pytest.raises(ModelError, match="claimant 'KHH' does not exist; did you mean 'KH'"):
        check_names(load_patterns(folder(conditions=[ranked])), campaign([{"day": 737000}]).names, LENSES)


def test_the_shipped_patterns_name_what_the_shipped_world_has():
    assert len(request(composed(["estimate=prior"])).patterns) == len(load_patterns())


def test_a_request_finds_it_before_it_plays(folder):
    where = folder(series={"bases": {"target": "us_bass"}})
    with pytest.raises(ModelError, match="target 'us_bass' does not exist"):
        request(composed(["estimate=prior", f"pattern_folder={where}"]))
    assert request(composed(["estimate=prior", f"pattern_folder={folder()}"]))
