"""Configs and scenario bodies at random: each is read right, or ends in one line that a person can act on.

Hypothesis changes a sound config: deletes a key, swaps a type, writes wild numbers, dates and names, nests, adds what
is unknown. What is accepted must be a world that can be played; what is refused must say so in a line of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

from experiments.command.one_line import one_line
from experiments.judge.heldout import exposure
from experiments.results.request import request
from experiments.setup.compose import composed, typed
from experiments.setup.given import Given
from experiments.setup.lenses import lenses_of
from experiments.setup.refusals import INPUT, refusal
from experiments.setup.trail import TRAIL
from experiments.setup.world import world_of
from model.ensemble.runs import campaigns
from model.errors import ModelError

Content = dict[str, Any]
Path_ = tuple[str, ...]
HEAD = "# @package _global_\n"
LONGEST_LINE = 2100

WILD = st.one_of(
    st.sampled_from([None, True, False, 0, 1, 2, -1, 0.5, 1.5, -0.0, 1e-9, 1e300, 10**30, 2**32]),
    st.sampled_from([float("nan"), float("inf"), float("-inf"), "nan", "", " ", "no", "true", "5", "~", "???"]),
    st.sampled_from(["=1+1", "@x", "\x1b[31m", "\u202eabc", "../x", "x" * 400, "x" * 9000, "KH", "us_base", "truce"]),
    st.sampled_from(["2020-02-31", "2020-W10-1", "9999-12-31", "0001-01-01", "2020-1-1"]),
    st.sampled_from(["normal(nan,1)", "normal(0,1e9)", "lognormal(-5,1)", "beta(0,0)", "fixed", "halfnormal(1)"]),
    st.sampled_from(["${seed}", "${nothing}", "${oc.env:HOME}", "${seed}${seed}"]),
    st.sampled_from([[], [False], [1, [2, [3]]], {}, {"value": 1}, {"a": {"b": {"c": 1}}}, {2020: 1}, [None]]),
    st.floats(allow_nan=True), st.integers(-(10**6), 10**6), st.text(max_size=12),
    st.dates().map(str), st.booleans(),
)  # fmt: skip
NAMES = st.one_of(
    st.sampled_from(["hydra", "defaults", "estimate_seen", "estimate_name", "sede", "=x", "a.b", ""]),
    st.text(max_size=8),
)
COUNTS: Counter[str] = Counter()


@cache
def base() -> Any:
    return composed(["estimate=prior"])


@cache
def sound() -> Content:
    """The baseline as plain content."""
    found = OmegaConf.to_container(base(), resolve=False)
    assert isinstance(found, dict)
    return {str(key): value for key, value in found.items()}


def leaves(content: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Every path, branches included."""
    for name, value in content.items():
        yield (*path, str(name))
        if isinstance(value, dict):
            yield from leaves(value, (*path, str(name)))


@cache
def paths() -> tuple[Path_, ...]:
    """The paths of the baseline, sections as often as what is in them."""
    found = [path for path in leaves(sound()) if not path[0].startswith("estimate")]
    return tuple(found)


@st.composite
def bodies(draw: Any) -> Content:
    """A scenario's body: a few changes, of which each may be sound or wild."""
    body: Content = {"scenario_name": "mine"}
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(paths()))
        if draw(st.integers(0, 9)) == 0:
            path = (*path[: draw(st.integers(0, len(path) - 1))], draw(NAMES))
        put(body, path, draw(WILD if draw(st.integers(0, 2)) == 0 else near(path)))
    return body


def near(path: Path_) -> Any:
    """Values like the one that stands there: most of them are legal."""
    value = at(sound(), path)
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, int):
        return st.integers(0, 10)
    if isinstance(value, float):
        return st.floats(0.0, 1.0)
    return st.just(deepcopy(value))


def at(content: Any, path: Path_) -> Any:
    for name in path:
        if not isinstance(content, dict) or name not in content:
            return None
        content = content[name]
    return content


def put(body: Content, path: Path_, value: Any) -> None:
    """Set a value in a nested mapping; what is no mapping on the way is replaced."""
    for name in path[:-1]:
        if not isinstance(body.get(name), dict):
            body[name] = {}
        body = body[name]
    body[path[-1]] = value


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


def changed(body: Content) -> Any:
    """The baseline with a body merged as Hydra merges a scenario."""
    config = deepcopy(base())
    OmegaConf.set_struct(config, True)
    TRAIL.begin((), None)  # the files of the baseline do not say what is merged here
    return judged(OmegaConf.merge(config, OmegaConf.create(body)))


@st.composite
def configs(draw: Any) -> Content:
    """A whole config with keys deleted or swapped: what no scenario file can reach."""
    content = deepcopy(sound())
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths()))
        branch = at(content, path[:-1])
        if not isinstance(branch, dict):
            continue
        if draw(st.booleans()):
            branch.pop(path[-1], None)
        else:
            branch[path[-1]] = draw(WILD)
    return content


def of_content(content: Content) -> Any:
    """The world of plain content, past Hydra: the reader alone stands between."""
    from experiments.setup.read import read
    from experiments.setup.schema import Config

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


def counted(kind: str, ended: str) -> None:
    COUNTS[f"{kind}: {ended}"] += 1


@pytest.fixture(scope="module", autouse=True)
def counts_are_printed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Say how many examples were read and refused; both must have occurred."""
    yield
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"\nfuzz: {json.dumps(dict(sorted(COUNTS.items())))}")


def quick(examples: int) -> Any:
    return settings(
        max_examples=examples, deadline=None, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def fuzz_bodies(examples: int) -> None:
    @quick(examples)
    @given(bodies())
    def bodies_end_well(body: Content) -> None:
        counted("body", right_or_one_line(lambda: changed(body)))

    bodies_end_well()


def fuzz_configs(examples: int) -> None:
    @quick(examples)
    @given(configs())
    def configs_end_well(content: Content) -> None:
        counted("config", right_or_one_line(lambda: of_content(content)))

    configs_end_well()


def fuzz_files(examples: int) -> None:
    """Through files and Hydra: slower, and with what only a file can be."""

    @quick(examples)
    @given(st.one_of(bodies().map(dumped), st.text(max_size=60), bodies().map(dumped).flatmap(cut)))
    def files_end_well(text: str) -> None:
        counted("file", right_or_one_line(lambda: of_file(text)))

    files_end_well()


def dumped(body: Content) -> str:
    return yaml.safe_dump(body, allow_unicode=True)


def cut(text: str) -> Any:
    """A file that was cut off, or has a stray piece in it."""
    return st.tuples(
        st.integers(0, len(text)), st.sampled_from(["", "\t", "&a [*a]", "- x", "{", ": :", "\x00", "%", "`"])
    ).map(lambda found: text[: found[0]] + found[1] + text[found[0] :] if found[1] else text[: found[0]])


def fuzz_words(examples: int) -> None:
    @quick(examples)
    @given(st.lists(words(), min_size=1, max_size=3))
    def words_end_well(given_words: list[str]) -> None:
        words_given = tuple(given_words)
        counted("words", right_or_one_line(lambda: of_words(words_given), words_given))

    words_end_well()


def of_words(words_given: tuple[str, ...]) -> Any:
    """The world of overrides; whatever Hydra says of them before the app starts is the command line's fault."""
    try:
        config = composed(["estimate=prior", *words_given])
    except INPUT:
        raise
    except Exception as fault:
        raise ModelError(refusal(fault, Given(words_given, (), "run"))) from fault
    return request(config).world


@st.composite
def words(draw: Any) -> str:
    """An override, mostly of a key that there is."""
    path = draw(st.one_of(st.sampled_from(paths()).map(".".join), NAMES))
    sign = draw(st.sampled_from(["", "", "", "+", "++", "~"]))
    if sign == "~":
        return f"~{path}"
    value = draw(
        st.one_of(WILD.map(lambda one: yaml.safe_dump(one).strip().removesuffix("\n...")), st.text(max_size=10))
    )
    return f"{sign}{path}={value}"


def test_bodies_are_read_or_refused_in_a_line() -> None:
    fuzz_bodies(60)
    assert COUNTS["body: read"] >= 3
    assert COUNTS["body: refused"] >= 10


def test_configs_are_read_or_refused_in_a_line() -> None:
    fuzz_configs(150)
    assert COUNTS["config: refused"] >= 50


def test_files_are_read_or_refused_in_a_line() -> None:
    fuzz_files(12)


def test_words_are_read_or_refused_in_a_line() -> None:
    fuzz_words(12)


@pytest.mark.soak
def test_two_thousand_of_all_kinds() -> None:
    fuzz_bodies(800)
    fuzz_configs(800)
    fuzz_files(250)
    fuzz_words(150)
    assert sum(COUNTS.values()) >= 1_900


def test_a_fault_of_ours_would_be_seen() -> None:
    with pytest.raises(ZeroDivisionError):
        right_or_one_line(lambda: 1 / 0)
    with pytest.raises(AssertionError):
        right_or_one_line(_say_nothing)


def _say_nothing() -> Any:
    raise ModelError("no")
