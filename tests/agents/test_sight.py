"""What an agent may see: the stage of agents/actor.py and what is its own; nobody else's memory."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import agents
from agents import FacadeBrand, Militia, Theatre
from agents.actor import Actor, Stage
from model.week import WEEK

FOLDER = Path(agents.__file__).parent
SOURCES = [path for path in sorted(FOLDER.glob("*.py")) if path.stem not in ("theatre", "__init__")]
ON_STAGE = {name for name in (*Stage.__annotations__, *vars(Stage)) if not name.startswith("_")}
VERBS = {phase.verb for phase in WEEK}


def reached(source: str) -> set[str]:
    """What a source takes from a stage that Stage does not name, or from Mesa's model, or of another's memory."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Attribute):
            continue
        owner = ast.unparse(node.value)
        beyond = owner.rpartition(".")[2] == "stage" and node.attr not in ON_STAGE
        others = node.attr == "memory" and owner != "self"
        if beyond or others or node.attr in ("model", "agents_by_type"):
            found.add(ast.unparse(node))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_agent_reaches_only_what_the_stage_offers(path):
    assert reached(path.read_text()) == set()


@pytest.mark.parametrize(
    "leak",
    [
        "self.stage.militias[0]",
        "stage.patron.fear",
        "self.model",
        "rival.memory.mind",
        "self.model.retaliator.patience",
    ],
)
def test_a_planted_reach_is_found(leak):
    assert reached(leak)


@pytest.fixture
def private(monkeypatch):
    """While one agent acts, every attribute of every other is out of its reach, but for a militia's own brands."""
    acting: list[Actor] = []

    def its_own(agent, reader) -> bool:
        parent = object.__getattribute__(agent, "__dict__").get("parent")
        return type(agent) is FacadeBrand and type(reader) is Militia and parent in (None, vars(reader)["index"])

    def guarded(agent, name):
        reader = acting[-1] if acting else agent
        if reader is not agent and not name.startswith("__") and not its_own(agent, reader):
            raise AssertionError(f"{type(reader).__name__} reads '{name}' of another's {type(agent).__name__}")
        return object.__getattribute__(agent, name)

    def watched(verb):
        def act(agent):
            acting.append(agent)
            try:
                verb(agent)
            finally:
                acting.pop()

        return act

    monkeypatch.setattr(Actor, "__getattribute__", guarded)
    for kind in (one for one in vars(agents).values() if isinstance(one, type) and issubclass(one, Actor)):
        for name in VERBS & set(vars(kind)):
            monkeypatch.setattr(kind, name, watched(vars(kind)[name]))


@pytest.mark.usefixtures("private")
def test_no_agent_reads_what_is_anothers(small_world):
    for replicate in range(5):
        Theatre(small_world, replicate).play()


LEAKS = {
    "a rival's memory": lambda one: one.model.militias[1 - one.index].memory,
    "Iran's fear": lambda one: one.model.patron.fear,
    "a rival's plans": lambda one: one.model.militias[1 - one.index].plans,
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_planted_look_is_caught(monkeypatch, request, small_world, leak):
    plan = Militia.plan
    monkeypatch.setattr(Militia, "plan", lambda one: (leak(one), plan(one)))
    request.getfixturevalue("private")
    with pytest.raises(AssertionError, match="of another's"):
        Theatre(small_world).step()
