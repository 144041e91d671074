"""A rule that gets the wrong numbers is noticed: two things of equal type change places, in every composition.

Both engines call the same compositions, so that their equality says nothing of how rules are wired. The golden
fingerprints do: here every swap is played by the theatre until an event differs from the log that a fingerprint is of.
A swap that gives the same on any views (two factors of a product, two terms of a sum) is no fault, and is only counted.
"""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from inspect import getsource
from itertools import combinations
from math import isclose
from pathlib import Path
from random import Random
from types import ModuleType, SimpleNamespace, UnionType
from typing import Any, get_origin, get_type_hints

import numpy as np
import pytest

from agents import Theatre
from model import deeds, minding, weighing
from model.events import COLUMNS, EventLog
from model.views import Drivers, Occasions
from model.world import World

UNEVEN = "uneven world"  # in which no two numbers are equal: most swaps show there, the rest in a shipped scenario
HERE = Path(__file__).parent
GOLDEN = {
    UNEVEN: json.loads((HERE / "uneven.json").read_text()),
    **json.loads((HERE / "fingerprints.json").read_text()),
}
RUNS = [(name, replicate) for name in GOLDEN for replicate in (0, 1)]
POINTS = 40  # random views on which a swap that changes nothing is told from one that does
WEEKS = 8  # played between two looks at the log


@dataclass(frozen=True)
class Mutant:
    """A composition module with one function changed: what was swapped in it, and the source of the whole."""

    module: ModuleType
    function: str
    swap: str
    source: str

    def functions(self) -> dict[str, Any]:
        """The module's compositions as plain Python, one of them mutated."""
        space: dict[str, Any] = {"__name__": self.module.__name__}
        exec(compile(self.source, self.swap, "exec"), space)
        return {name: space[name] for name in compositions(self.module)}


def compositions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    """The functions of a composition module, by name."""
    return {node.name: node for node in parsed(module).body if isinstance(node, ast.FunctionDef)}


def parsed(module: ModuleType) -> ast.Module:
    """A module's source, its functions left as plain Python."""
    tree = ast.parse(getsource(module))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
    return tree


def mutants(module: ModuleType) -> list[Mutant]:
    """Every swap of two arguments of one call, and of two fields of one view in one function."""
    tree, found = parsed(module), {}
    for place, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef):
            for swap, changed in (*swapped_arguments(node), *swapped_fields(node)):
                body = [*tree.body[:place], changed, *tree.body[place + 1 :]]
                source = ast.unparse(ast.Module(body, type_ignores=[]))
                found.setdefault(source, Mutant(module, node.name, swap, source))
    return list(found.values())


def swapped_arguments(function: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    kinds = {one.arg: ast.unparse(one.annotation) for one in function.args.args if one.annotation}
    for number, node in enumerate(ast.walk(function)):
        given = list(arguments(node).values()) if isinstance(node, ast.Call) else []
        for (i, one), (j, other) in combinations(enumerate(given), 2):
            if kind(one, kinds) == kind(other, kinds) and ast.dump(one) != ast.dump(other):
                changed = copy.deepcopy(function)
                hand_over(list(ast.walk(changed))[number], {i: other, j: one})
                yield f"{ast.unparse(one)} <-> {ast.unparse(other)} to {ast.unparse(node.func)}", changed


def arguments(call: ast.Call) -> dict[int, ast.expr]:
    return dict(enumerate([*call.args, *(keyword.value for keyword in call.keywords)]))


def hand_over(call: Any, values: dict[int, ast.expr]) -> None:
    for place, value in values.items():
        if place < len(call.args):
            call.args[place] = value
        else:
            call.keywords[place - len(call.args)].value = value


def kind(node: ast.expr, kinds: dict[str, str]) -> str:
    """The type of an argument: that of the parameter that it hands on, else a number."""
    return kinds.get(node.id, "float") if isinstance(node, ast.Name) else "float"


def swapped_fields(function: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    taken = {one.arg for one in function.args.args}
    texts = {ast.unparse(node) for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    read = sorted(text for text in texts if text.partition(".")[0] in taken)
    numbers = [one for one in read if not any(other.startswith(one + ".") for other in read)]
    for one, other in combinations(numbers, 2):
        (owner, _, name), (owner_too, _, name_too) = one.rpartition("."), other.rpartition(".")
        if owner == owner_too:
            yield f"{one} <-> {other} throughout", Renamed(owner, name, name_too).visit(copy.deepcopy(function))


class Renamed(ast.NodeTransformer):
    """Two fields of a view take each other's name."""

    def __init__(self, owner: str, one: str, other: str) -> None:
        self.owner, self.names = owner, {one: other, other: one}

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if ast.unparse(node.value) == self.owner:
            return ast.Attribute(node.value, self.names.get(node.attr, node.attr), node.ctx)
        return self.generic_visit(node)


READ_BY = {"temper": lambda temper: deeds.lethality(SimpleNamespace(harm=0.01), temper)}
"""What a composition's view is for, where that is one thing: a temper's factors make one product."""


def alike(mutant: Mutant) -> bool:
    """Whether a mutant gives what the original gives, whatever the views."""
    original, mutated = getattr(mutant.module, mutant.function), mutant.functions()[mutant.function]
    read = READ_BY.get(mutant.function, lambda found: found)
    taken = get_type_hints(getattr(original, "py_func", original))
    taken.pop("return", None)
    for point in range(POINTS):
        given = [at_random(name, kind, Random(f"{point} {name}")) for name, kind in taken.items()]
        try:
            pairs = list(zip(numbers(read(original(*given))), numbers(read(mutated(*given))), strict=True))
        except (AttributeError, TypeError):
            return False  # this swap cannot even be played
        if not all(isclose(*pair, rel_tol=1e-12) for pair in pairs):
            return False
    return True


def at_random(name: str, kind: Any, dice: Random) -> Any:
    """An argument of a composition, every number of it at random; names and whole numbers are left out."""
    if kind in (float, bool):
        return dice.uniform(0.0, 2.0) if kind is float else dice.random() < 0.5
    if kind is Any:
        kinds: dict[str, Any] = dict.fromkeys((Drivers if name == "now" else Occasions)._fields, float)
    else:
        kinds = get_type_hints(kind)  # a number's legal range, which is written into its type, is no part of these
    left_out = [field for field, one in kinds.items() if one in (str, int) or get_origin(one) in (tuple, UnionType)]
    return SimpleNamespace(
        **{field: at_random(field, one, dice) for field, one in kinds.items() if field not in left_out}
    )


def numbers(found: Any) -> Iterator[float]:
    """Every number of what a composition returns."""
    if isinstance(found, (int, float)):
        yield float(found)
    else:
        for one in vars(found).values() if isinstance(found, SimpleNamespace) else found:
            yield from numbers(one)


def table(log: EventLog) -> np.ndarray:
    return np.column_stack([log[name] for name in COLUMNS]).astype(np.int64)


@pytest.fixture(scope="module")
def told(world, uneven_world) -> Callable[[str, int], tuple[World, np.ndarray]]:
    """The world of a golden run, and its events; it is refused when they are not those that its fingerprint is of."""

    @cache
    def events(name: str, replicate: int) -> tuple[World, np.ndarray]:
        played = uneven_world if name == UNEVEN else world(f"scenario={name}")
        log, digest = Theatre(played, replicate).play(), sha256()
        for column in COLUMNS:
            digest.update(column.encode() + log[column].astype(log[column].dtype.newbyteorder("<")).tobytes())
        assert digest.hexdigest() == GOLDEN[name][replicate]
        return played, table(log)

    for run in RUNS:
        events(*run)  # before anything is swapped
    return events


def shows(played: World, expected: np.ndarray, replicate: int) -> bool:
    """Whether the theatre, as it is now, plays other events than the expected ones."""
    theatre, found = Theatre(played, replicate), expected[:0]
    while not theatre.finished and np.array_equal(found, expected[: len(found)]):
        for _ in range(WEEKS):
            theatre.step()
        found = table(theatre.events())
    theatre.release()
    return not np.array_equal(found, expected[: len(found)]) or (theatre.finished and len(found) != len(expected))


def seen(mutant: Mutant, told, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int] | None:
    """The first run in which a swap shows, None when it shows in no run; one that cannot be played shows at once."""
    with monkeypatch.context() as patch:
        for name, function in mutant.functions().items():
            patch.setattr(mutant.module, name, function)
        for name, replicate in RUNS:
            try:
                if shows(*told(name, replicate), replicate):
                    return name, replicate
            except (AttributeError, TypeError, ArithmeticError):
                return name, replicate
    return None


def test_nothing_shows_when_nothing_is_swapped(told, monkeypatch):
    for module in (weighing, minding, deeds):
        whole = Mutant(module, "", "nothing", ast.unparse(parsed(module)))
        for name, function in whole.functions().items():
            monkeypatch.setattr(module, name, function)
    assert [run for run in RUNS if shows(*told(*run), run[1])] == []


def test_the_swaps_of_a_composition_are_found():
    swaps = [mutant.swap for mutant in mutants(weighing) if mutant.function == "provoked"]
    assert "scene.intensity <-> stake to provocation.provoked" in swaps
    assert "p.operations <-> p.dispute to provocation.provoked" in swaps
    fields = [mutant.swap for mutant in mutants(weighing) if mutant.function == "climate"]
    assert "t.closes <-> t.pressure throughout" in fields
    assert "scene.felt.anger <-> t.unrest throughout" not in fields, "they are of two views"


@pytest.mark.slow
@pytest.mark.parametrize("module", [weighing, minding, deeds], ids=lambda module: module.__name__)
def test_every_swap_of_equal_types_is_seen(module, told, monkeypatch, capsys):
    found = mutants(module)
    faults = [mutant for mutant in found if not alike(mutant)]
    runs = {mutant: seen(mutant, told, monkeypatch) for mutant in faults}
    missed = [f"{mutant.function}: {mutant.swap}" for mutant, run in runs.items() if run is None]
    late = sum(run not in (None, RUNS[0]) for run in runs.values())
    with capsys.disabled():
        print(f"\n{module.__name__}: {len(found)} swaps, {len(found) - len(faults)} of which change nothing; of the")
        print(f"{len(faults)} faults, {late} show not in the first run but in a later one, {len(missed)} nowhere")
    assert missed == []
