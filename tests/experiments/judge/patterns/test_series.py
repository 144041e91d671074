"""Which events a series means."""

from __future__ import annotations

from datetime import date

import pytest

from model.errors import ModelError

DAY = "2020-05-05"


def rows(happening):
    return [
        happening(DAY, militia="KH", brand="Raba Allah", governorate="Baghdad", method="IED"),
        happening(DAY, "us_convoy", militia="AAH", brand="own", governorate="Babil", method="IED"),
        happening(DAY, "us_convoy", militia="AAH", brand="Ashab al-Kahf", governorate="Babil", method="small arms"),
        happening(DAY, "turkish_base", militia="HHN", brand="Ahrar Sinjar", governorate="Ninewa", method="rockets"),
        happening(DAY, "us_base", militia="KH", lethal=1, governorate="Erbil", method="drone"),
        happening(DAY, "us_base", militia="KH", seen=0),
        happening(DAY, militia="KH", kind=2, abroad=1, seen=0),
        happening(DAY, militia="KH", kind=2, abroad=0),
        happening(DAY, militia="AAH", kind=2, abroad=0),
        happening(DAY, militia="KH", kind=3, brand="Raba Allah"),
        happening(DAY, militia="KH", kind=1),
    ]


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({}, 5),
        ({"target": "us_base"}, 2),
        ({"target": ["us_base", "turkish_base"]}, 3),
        ({"target": "us"}, 4),
        ({"militia": "AAH"}, 2),
        ({"militia": ["AAH", "HHN"]}, 3),
        ({"claimant": "KH"}, 1),
        ({"claimant": ["AAH", "own"]}, 2),
        ({"claimant": "unknown"}, 1),
        ({"claimant": "own", "militia": "KH"}, 0),
        ({"brand": "ashab_al_kahf"}, 1),
        ({"claimed": True}, 4),
        ({"claimed": False}, 1),
        ({"lethal": True}, 1),
        ({"lethal": False}, 4),
        ({"governorate": "Babil"}, 2),
        ({"method": ["rockets", "drone"]}, 2),
        ({"kind": "strike"}, 3),
        ({"kind": "strike", "abroad": True}, 1),
        ({"kind": "strike", "abroad": False}, 2),
        ({"kind": "birth", "claimant": "KH"}, 1),
        ({"kind": "foiled"}, 1),
        ({"from": date(2020, 5, 5), "to": date(2020, 5, 5)}, 5),
        ({"to": date(2020, 5, 4)}, 0),
        ({"from": date(2020, 5, 6)}, 0),
    ],
)
def test_a_series_keeps_what_it_names(campaign, happening, measured, series, expected):
    counted = measured(campaign(rows(happening)), {"a": series}, {"statistic": "count", "of": "a"})
    assert counted == [expected]


@pytest.mark.parametrize(
    ("key", "value", "nearest"),
    [
        ("target", "us_bass", "us_base"),
        ("militia", "AHA", "AAH"),
        ("claimant", "unknwon", "unknown"),
        ("brand", "Raba Alah", "Raba Allah"),
        ("governorate", "Bagdad", "Baghdad"),
        ("method", "rocket", "rockets"),
    ],
)
def test_a_name_outside_the_vocabulary_is_refused_with_the_nearest(campaign, happening, measured, key, value, nearest):
    with pytest.raises(ModelError, match=f"(?s){key} '{value}' does not exist.*'{nearest}'.*series 'a'"):
        measured(campaign(rows(happening)), {"a": {key: value}}, {"statistic": "count", "of": "a"})


def test_an_unknown_claimant_to_rank_is_refused(campaign, happening, measured):
    measure = {"statistic": "rank_of_claimant", "of": "a", "claimant": "KHH"}
    with pytest.raises(ModelError, match="claimant 'KHH' does not exist; did you mean 'KH'"):
        measured(campaign(rows(happening)), {"a": {}}, measure)
