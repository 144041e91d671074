"""Configs, scenario bodies, files and words, changed at random: keys deleted, types swapped, wild numbers and names."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st
from omegaconf import OmegaConf

from experiments.setup.compose import composed

Content = dict[str, Any]
Path_ = tuple[str, ...]

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


@cache
def base() -> Any:
    """The baseline as composed: to merge with, never to change."""
    config = composed(["estimate=prior"])
    OmegaConf.set_struct(config, True)
    return config


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


def dumped(body: Content) -> str:
    return yaml.safe_dump(body, allow_unicode=True)


def texts() -> Any:
    """Files: a body, what is no body at all, and a body that was damaged."""
    return st.one_of(bodies().map(dumped), st.text(max_size=60), bodies().map(dumped).flatmap(cut))


def cut(text: str) -> Any:
    """A file that was cut off, or has a stray piece in it."""
    return st.tuples(
        st.integers(0, len(text)), st.sampled_from(["", "\t", "&a [*a]", "- x", "{", ": :", "\x00", "%", "`"])
    ).map(lambda found: text[: found[0]] + found[1] + text[found[0] :] if found[1] else text[: found[0]])


@st.composite
def words(draw: Any) -> str:
    """An override, mostly of a key that there is, to a value like the one that stands there."""
    path = draw(st.sampled_from(paths()))
    if draw(st.integers(0, 2)) > 0:
        return f"{'.'.join(path)}={said(draw(near(path)))}"
    name = draw(st.one_of(st.just(".".join(path)), NAMES))
    sign = draw(st.sampled_from(["", "", "", "+", "++", "~"]))
    if sign == "~":
        return f"~{name}"
    return f"{sign}{name}={draw(st.one_of(WILD.map(said), st.text(max_size=10)))}"


def said(value: Any) -> str:
    """A value as a command line has it."""
    return yaml.safe_dump(value, default_flow_style=True, width=10**6).strip().removesuffix("\n...")
