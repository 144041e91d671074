"""The `rule` decorator: compiles a rule with Numba, in a cache that can never serve stale code.

Numba's own cache does not notice an edit in a function of another file that a rule calls, so the cache
folder is named by a hash of every source under model/.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

STEP = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
Function = TypeVar("Function", bound=Callable[..., object])


@cache
def source_hash() -> str:
    """SHA-256 (first 16 hex digits) of every Python source under model/."""
    digest = hashlib.sha256()
    for path in sorted(path for path in Path(__file__).parent.rglob("*.py") if not path.name.startswith(".")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def user_cache() -> Path:
    """The user's own cache folder for this project."""
    home = Path.home()
    if sys.platform == "darwin":
        base = home / "Library" / "Caches"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "targetshift"


@cache
def compile_cache() -> Path | None:
    """Where compiled rules are kept, or None when no folder can be written: that only costs time."""
    for base in (user_cache(), Path(tempfile.gettempdir()) / "targetshift"):
        folder = base / source_hash()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as probe:
                probe.write(b"\0" * 4096)
        except OSError:
            continue
        return folder
    return None


def rule(*signature: str) -> Callable[[Function], Function]:
    """Compile a function of scalars ahead of its first call, e.g. `@rule("f8(f8, f8)")`; callers inline it."""
    return _compiler(*signature, forceinline=True)


def step() -> Callable[[Function], Function]:
    """Compile a step of a run: it changes arrays in place, makes none, and is called by compiled code only.

    Owning no array it needs no counting of references, which took longer than the steps themselves; and it is put
    whole into its caller, since handing over dozens of arrays takes longer than most steps.
    """
    return _compiler(**STEP, forceinline=True)


def stretch() -> Callable[[Function], Function]:
    """Compile a step that stays a function of its own, because it is rare or is called from several places.

    The loop over weeks is longer than what a processor keeps at hand of its code.
    """
    return _compiler(**STEP)


def loop() -> Callable[[Function], Function]:
    """Compile a function that makes arrays, or that Python calls with some."""
    return _compiler()


def _compiler(*signature: str, **options: Any) -> Callable[[Function], Function]:
    folder = compile_cache()
    if folder is not None:
        numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]  # a setting that numba defines at run time
    cached = folder is not None
    compiler = numba.njit(list(signature) or None, cache=cached, nogil=True, error_model="numpy", **options)
    return cast(Callable[[Function], Function], compiler)
