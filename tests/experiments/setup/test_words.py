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
    "hydra.run.dir=x": "'hydra.run.dir=x' would change how Hydra itself runs: results=FOLDER says where",
    "hydra.output_subdir=x": "results=FOLDER says where",
    "hydra.job.chdir=true": "results=FOLDER says where",
    "hydra.job.env_set.PATH=x": "it could call any code",
    "hydra.mode=MULTIRUN": "several values are asked for by -m",
    "hydra/launcher=joblib": "jobs of -m run here, one after another",
    "+hydra/sweeper=x": "jobs of -m run here",
    "hydra.sweep.dir=x": "jobs of -m run here",
    "+hydra.callbacks.x={_target_: os.system}": "it could call any code",
    "++hydra.job_logging={}": "it could call any code",
    "hydra/job_logging=disabled": "it could call any code",
    "hydra.searchpath=[pkg://x]": "it could call any code",
    "hydra={}": "it could call any code",
    "~hydra": "it could call any code",
    "hydra.verbosely=true": "hydra.verbose alone is read",
    "scenario@hydra=x": "how Hydra itself runs",
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
        ("hydra.verbose=true", "hydra.verbose=true"),
        ("+scenario_of_hydra=x", "+scenario_of_hydra=x"),
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
