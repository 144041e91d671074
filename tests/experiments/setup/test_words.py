"""Words of a command line: what none may say, and what is brought into a form that Hydra reads."""

from __future__ import annotations

import pytest

from experiments.setup.words import checked, key_of
from model.errors import ModelError

REFUSED = {
    "estimate_seen=[]": "only be said by an estimate's own file",
    "++estimate_seen=[phase1]": "only be said by",
    "~estimate_seen": "only be said by",
    "+estimate_name=x": "only be said by",
    "estimate_seen.0=x": "only be said by",
    "seed=${oc.env:HOME}": "no plain reference",
    "results=${now:%Y}": "no plain reference",
    "+scenario@hydra.callbacks=x": "how Hydra itself runs",
    "schema=compare": "'schema' is no choice",
    "engine=\x1b[31m": "control characters",
    "=5": "names no key",
    "+": "names no key",
    "engine=a\nb": "control characters",
    "engine=" + "x" * 6000: "6000 characters",
    "targets.us_base.source=" + "${seed}" * 900: "5000 are enough|no plain reference",
}


@pytest.mark.parametrize("word", REFUSED, ids=lambda word: ascii(word)[:40])
def test_refused(word: str) -> None:
    with pytest.raises(ModelError, match=REFUSED[word]):
        checked([word])


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("seed=1", "seed=1"),
        ("workers=${seed}", "workers=${seed}"),
        ("~militias.HHN", "militias.HHN=null"),
        ("~timeline.spells.truce", "timeline.spells.truce=null"),
        ("~mechanisms.rivalry", "~mechanisms.rivalry"),
        ("~militias.HHN.slots", "~militias.HHN.slots"),
        ("~militias", "~militias"),
        ("results=~/x y", "results='~/x y'"),
        ("results='~/x'", "results='~/x'"),
    ],
)
def test_read_as(word: str, read: str) -> None:
    assert checked([word]) == [read]
    assert checked([read]) == [read], "and again"


def test_the_key_of_a_word() -> None:
    assert [key_of(word) for word in ("a.b=1", "++a.b=1", "~a.b", "+a.b={c: d=e}")] == ["a.b"] * 4
