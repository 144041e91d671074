"""Who may import whom, and who may touch a file: model is arithmetic, agents are Mesa and model, and no more."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import agents
import model

MODEL, AGENTS = (Path(package.__file__).parent for package in (model, agents))
ALLOWED = {MODEL: {"model", "numpy", "numba", "scipy"}, AGENTS: {"agents", "model", "mesa"}}
FILE_MODULES = {
    "os", "pathlib", "io", "csv", "json", "pickle", "shelve", "sqlite3", "importlib", "pkgutil", "subprocess", "socket",
    "urllib", "http", "shutil", "tempfile", "glob", "fileinput", "mmap", "ctypes", "runpy", "configparser", "tomllib",
}  # fmt: skip
FILE_NAMES = {"open", "exec", "eval", "compile", "__import__", "fromfile", "loadtxt", "genfromtxt", "memmap", "tofile"}
OFF_LIMITS = ("data/", "observed", "conf/patterns", "phases.", ".csv", ".parquet")
CACHE = MODEL / "compile_cache.py"  # the one file that may touch files: the compile cache
SOURCES = [path for folder in (MODEL, AGENTS) for path in sorted(folder.rglob("*.py"))]

each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(MODEL.parent)))


def imports(tree: ast.AST) -> set[str]:
    """Top names of everything imported, wherever in the file."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level if node.level else str(node.module).partition(".")[0])
    return found


def files_touched(tree: ast.AST) -> set[str]:
    """Modules, names and attributes by which a source could reach a file or other code."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return (imports(tree) & FILE_MODULES) | (names & FILE_NAMES)


def places_named(tree: ast.AST) -> set[str]:
    """Strings, docstrings and all, that name a place where observations or patterns lie."""
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if any(place in text for place in OFF_LIMITS) and text not in docstrings(tree)}


def docstrings(tree: ast.AST) -> set[str | None]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, owners)}


@each_source
def test_a_source_imports_only_what_its_layer_may(path):
    folder = MODEL if path.is_relative_to(MODEL) else AGENTS
    assert imports(ast.parse(path.read_text())) <= ALLOWED[folder] | set(sys.stdlib_module_names)


@each_source
def test_a_source_cannot_touch_a_file(path):
    touched = files_touched(ast.parse(path.read_text()))
    assert touched <= ({"os", "pathlib", "tempfile", "io", "compile"} if path == CACHE else set())


@each_source
def test_a_source_names_no_place_of_observations(path):
    assert places_named(ast.parse(path.read_text())) == set()


@pytest.mark.parametrize("path", sorted((MODEL / "rules").glob("*.py")), ids=lambda path: path.stem)
def test_a_rule_file_holds_rules_and_constants_only(path):
    tree = ast.parse(path.read_text())
    assert imports(tree) <= {"__future__", "math", "model"}
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules <= {"__future__", "math", "model.compiled"}
    for node in tree.body[1:]:
        assert isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign))
        if isinstance(node, ast.FunctionDef):
            assert [ast.unparse(one.func) for one in node.decorator_list if isinstance(one, ast.Call)] == ["rule"]
            assert not any(isinstance(inner, (ast.Global, ast.Nonlocal)) for inner in ast.walk(node))


def beyond_a_composition(source: str) -> set[str]:
    """What of a composition file is neither a composition nor a constant, or is an array's, the dice's or a loop's."""
    tree, found = ast.parse(source), set()
    modules = {f"{node.module}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in tree.body[1:]:
        if isinstance(node, ast.FunctionDef):
            plain = [ast.unparse(one) for one in node.decorator_list] != ["composition()"]
            loops = any(
                isinstance(inner, (ast.For, ast.While, ast.Subscript)) for inner in ast.walk(ast.Module(node.body, []))
            )
            found |= {node.name} if plain or loops else set()
        elif not isinstance(node, (ast.ImportFrom, ast.Assign)):
            found.add(ast.unparse(node))
    return found | (modules - WIRED)


WIRED = {
    "__future__", "typing", "model.actors", "model.compiled", "model.parameters", "model.rules", "model.targets",
    "model.views",
}  # fmt: skip


@pytest.mark.parametrize("name", ["weighing", "minding", "deeds"])
def test_a_composition_file_holds_compositions_and_constants_only(name):
    assert beyond_a_composition((MODEL / f"{name}.py").read_text()) == set()


@pytest.mark.parametrize(
    "leak",
    [
        "import numpy",
        "from model import dice",
        "def f(p):\n    return p.aim",
        "@composition()\ndef f(p):\n    return p[0]",
        "@composition()\ndef f(p):\n    for one in p:\n        pass",
    ],
)
def test_a_planted_array_die_or_loop_is_found(leak):
    assert beyond_a_composition(f"'''A head.'''\n{leak}")


@pytest.mark.parametrize(
    "leak",
    [
        "from experiments.observed.tables import load",
        "import pandas",
        "def f():\n    from experiments import patterns",
        "from . import something",
    ],
)
def test_a_planted_import_is_found(leak):
    tree = ast.parse(leak)
    assert not imports(tree) <= ALLOWED[MODEL] | set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    "leak",
    [
        "open('x')",
        "import importlib",
        "from pathlib import Path",
        "numpy.loadtxt('x')",
        "import csv as table",
        "eval('1')",
    ],
)
def test_a_planted_file_access_is_found(leak):
    assert files_touched(ast.parse(leak))


def test_a_planted_place_is_found():
    assert places_named(ast.parse("x = 'data/observed/counts.csv'"))
    assert not places_named(ast.parse("'''Says where data/observed lies.'''"))
