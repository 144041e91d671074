"""The apps, read from their sources without importing one: they wake what is heavy, and a command line may be wrong."""

from __future__ import annotations

import ast
from dataclasses import fields
from functools import cache
from typing import Any

from experiments.files.checkout import APPS
from experiments.files.folders import visible
from experiments.setup import schema

KEYS = "Keys"


def apps() -> dict[str, str]:
    """Every app and its sentence."""
    files = [path for path in visible(APPS, "*.py") if path.stem != "__init__"]
    return {file.stem: (ast.get_docstring(_tree(file.stem)) or "").partition("\n")[0] for file in files}


@cache
def keys_of(app: str) -> Any:
    """The dataclass `Keys` of an app: what its config may hold. It may use whatever the schema module knows."""
    found = [node for node in _tree(app).body if isinstance(node, ast.ClassDef) and node.name == KEYS]
    names = {**vars(schema), "__name__": f"{__name__}.{app}"}
    exec(compile(ast.Module(list(found), []), str(APPS / f"{app}.py"), "exec", dont_inherit=True), names)
    return names[KEYS]


def folder_key(app: str) -> str | None:
    """The key of the folder that an app is about, where its first key is one that has to be given."""
    first = fields(keys_of(app))[0]
    return first.name if first.type in ("Folder", schema.Folder) and first.default == schema.MISSING else None


@cache
def _tree(app: str) -> ast.Module:
    return ast.parse((APPS / f"{app}.py").read_text(encoding="utf-8"))
