"""Configs and scenario bodies at random: each is read right, or ends in one line that a person can act on.

Hypothesis changes a sound config (wild.py). What is accepted must be a world that can be played; what is refused must
say so in a line of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib import util
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

from experiments.command.one_line import one_line
from experiments.judge.heldout import exposure
from experiments.results.request import request
from experiments.setup.compose import composed, typed
from experiments.setup.given import Given
from experiments.setup.lenses import lenses_of
from experiments.setup.read import read
from experiments.setup.refusals import INPUT, refusal
from experiments.setup.schema import Config
from experiments.setup.trail import TRAIL
from experiments.setup.world import world_of
from model.ensemble.runs import campaigns
from model.errors import ModelError

_spec = util.spec_from_file_location("wild", Path(__file__).with_name("wild.py"))
assert _spec is not None
assert _spec.loader is not None
wild = util.module_from_spec(_spec)
_spec.loader.exec_module(wild)

HEAD = "# @package _global_\n"
LONGEST_LINE = 2100


def right_or_one_line(make: Callable[[], Any], overrides: tuple[str, ...] = ()) -> str:
    """Whether it was read or refused; anything but a sound world or one readable line fails."""
    try:
        world = make()
    except INPUT as fault:
        line = one_line(refusal(fault, Given(overrides, (), "run")))
        assert line.isprintable()
        assert 20 < len(line) < LONGEST_LINE
        return "refused"
    log, _ = campaigns(world, range(1))
    assert len(log["week"]) == 0 or 0 <= log["week"].min() <= log["week"].max() < world.clock.weeks
    return "read"


def judged(config: Any) -> Any:
    """The world of a composed config, after all that `request` checks of it but patterns."""
    found = typed(config)
    exposure(found)
    lenses_of(found)
    return world_of(found)


def changed(body: dict[str, Any]) -> Any:
    """The baseline with a body merged as Hydra merges a scenario."""
    TRAIL.begin((), None)  # the files of the baseline do not say what is merged here
    return judged(OmegaConf.merge(wild.base(), OmegaConf.create(body)))


def of_content(content: dict[str, Any]) -> Any:
    """The world of plain content, past Hydra: the reader alone stands between."""
    found = read(Config, content)
    exposure(found)
    lenses_of(found)
    return world_of(found)


def of_file(text: str, overrides: tuple[str, ...] = ()) -> Any:
    """The world that the command line would play of a scenario file with that text."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "scenario", "mine.yaml")
        file.parent.mkdir()
        file.write_text(HEAD + text, encoding="utf-8", errors="surrogatepass")
        return request(composed(["scenario=mine", "estimate=prior", *overrides], Path(folder))).world


def of_words(words_given: tuple[str, ...]) -> Any:
    """The world of overrides; whatever Hydra says of them before the app starts is the command line's fault."""
    try:
        config = composed(["estimate=prior", *words_given])
    except INPUT:
        raise
    except Exception as fault:
        raise ModelError(refusal(fault, Given(words_given, (), "run"))) from fault
    return request(config).world


KINDS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "bodies": (wild.bodies(), lambda body: right_or_one_line(lambda: changed(body))),
    "configs": (wild.configs(), lambda content: right_or_one_line(lambda: of_content(content))),
    "files": (wild.texts(), lambda text: right_or_one_line(lambda: of_file(text))),
    "command lines": (
        st.lists(wild.words(), min_size=1, max_size=3).map(tuple),
        lambda words: right_or_one_line(lambda: of_words(words), words),
    ),
}
"""What is changed, and how it is tried: files and command lines through Hydra, which is slower."""


def fuzz(kind: str, examples: int) -> Counter[str]:
    """How many examples of a kind were read, and how many refused."""
    counts, (examples_of, tried) = Counter[str](), KINDS[kind]

    @settings(
        max_examples=examples, deadline=None, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(examples_of)
    def each_ends_well(example: Any) -> None:
        counts[tried(example)] += 1

    each_ends_well()
    return counts


def told(kind: str, counts: Counter[str]) -> str:
    return f"{counts.total():,} {kind}: {counts['read']} read, {counts['refused']} refused in a line"


@pytest.mark.parametrize(
    ("kind", "examples", "read", "refused"),
    [("bodies", 30, 1, 5), ("configs", 150, 0, 50), ("files", 12, 0, 1), ("command lines", 12, 0, 1)],
)
def test_a_few_are_read_or_refused_in_a_line(kind: str, examples: int, read: int, refused: int) -> None:
    counts = fuzz(kind, examples)
    assert counts["read"] >= read
    assert counts["refused"] >= refused


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "examples"), [("bodies", 850), ("configs", 850), ("files", 300), ("command lines", 150)]
)
def test_two_thousand_and_more(kind: str, examples: int, record_property: Callable[[str, object], None]) -> None:
    counts = fuzz(kind, examples)
    record_property("counted", told(kind, counts))
    assert counts.total() >= examples


def test_a_fault_of_ours_would_be_seen() -> None:
    with pytest.raises(ZeroDivisionError):
        right_or_one_line(lambda: 1 / 0)
    with pytest.raises(AssertionError):
        right_or_one_line(_say_nothing)


def _say_nothing() -> Any:
    raise ModelError("no")
