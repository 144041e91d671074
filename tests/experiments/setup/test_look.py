"""Labels, colours and marks stand beside what they are of; what cannot be drawn is refused."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.figures.palette import SPARE, colours, label, wearing
from experiments.setup.look import Look, check_look, joint, look_of
from model.errors import ModelError

REFUSED = {
    "targets: {us_base: {colour: blue}}": r"targets.us_base.colour is 'blue': write a colour as '#0072B2'",
    'targets: {us_base: {label: ""}}': r"targets.us_base.label is '': figures write it",
    f"phases: {{phase1: {{label: {'x' * 61}}}}}": r"phases.phase1.label is 'x+': .* 1 to 60 letters",
    "timeline: {spells: {truce: {mark: {starts: Truce}}}}": r"edge 'starts' does not exist; did you mean 'start'\?",
    "timeline: {occasions: {election: {mark: {start: Vote}}}}": r"edge 'start' does not exist.*Known: day",
    "timeline: {spells: {truce: {mark: {start: \" \"}}}}": r"timeline.spells.truce.mark.start is ' '",
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=list(REFUSED))
def test_what_cannot_be_drawn_is_refused(text: str, message: str, mine: Any) -> None:
    with pytest.raises(ModelError, match=message):
        check_look(mine(text + "\n"))


def test_a_target_without_label_and_colour_has_its_name_and_the_palettes_next() -> None:
    look = look_of({
        "targets": {"pier": {"label": "Piers", "colour": SPARE[0]}, "un_lorry": {"label": None}, "gone": None},
        "phases": {"calm": {"label": "The calm"}}, "acronyms": ["UN"],
    })  # fmt: skip
    with wearing(look):
        assert [label(name) for name in ("pier", "un_lorry", "calm")] == ["Piers", "UN lorry", "The calm"]
        assert colours(["un_lorry", "pier"]) == {"un_lorry": SPARE[1], "pier": SPARE[0]}
    assert (label("pier"), colours(["pier"])) == ("Pier", {"pier": SPARE[0]})


def test_of_several_looks_the_first_goes_first() -> None:
    one, other = Look({"a": "A"}, {"a": "#000000"}, ("US",)), Look({"a": "Z", "b": "B"}, {"b": "#111111"})
    assert joint([one, other]) == Look({"a": "A", "b": "B"}, {"a": "#000000", "b": "#111111"}, ("US",))


def test_a_label_is_no_departure_from_the_baseline(mine: Any) -> None:
    from dataclasses import asdict

    from experiments.setup.departures import from_baseline

    config = mine("targets: {us_base: {label: Camps}}\ntimeline: {spells: {truce: {mark: {start: Pact}}}}\n")
    assert [text for text in from_baseline(asdict(config)) if "us_base" in text or "truce" in text] == []
