"""Methods of a target that change on a day between two: as read from the config, settled, and refused."""

from __future__ import annotations

from datetime import date

import pytest

from experiments.setup.compose import composed, typed, world
from experiments.setup.world import world_of
from model.errors import ModelError

CONVOY = "targets.us_convoy"


def convoys(*words: str):
    found = world("estimate=prior", *words)
    return found.targets[found.target_names.index("us_convoy")]


def test_convoys_change_between_the_last_text_on_grenades_and_the_first_on_mines():
    found = convoys()
    assert found.change == (date(2020, 7, 30), date(2021, 11, 18))
    assert max(dict(found.methods).items(), key=lambda one: one[1])[0] == "grenades"
    assert max(dict(found.later_methods).items(), key=lambda one: one[1])[0] == "IED"


def test_settled_they_change_on_the_middle_day():
    assert convoys("timeline=settled").change == (date(2021, 3, 25), date(2021, 3, 25))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["methods_change=null"], "only one of 'methods_later' and 'methods_change'"),
        (["methods_later=null"], "only one of 'methods_later' and 'methods_change'"),
        (["methods_change=2021-02-02/2021-01-01"], "from its earliest day to a later one"),
        (["methods_later.IED=0.5"], "later methods of target 'us_convoy' sum to 0.55"),
        (["methods_later.IED=-0.95"], "us_convoy"),
    ],
)
def test_what_cannot_be_read_is_refused(words, message):
    with pytest.raises(ModelError, match=message):
        world_of(typed(composed(["estimate=prior", *(f"{CONVOY}.{word}" for word in words)])))
