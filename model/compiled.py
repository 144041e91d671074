"""Decorators that compile rules, compositions and steps with Numba, in a cache that can never serve stale code.

Numba's own cache does not notice an edit in a function of another file that a rule calls, so the cache
folder is named by a hash of every source under model/.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core.dispatcher import Dispatcher

from model.compile_cache import keep

STEP = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
Function = TypeVar("Function", bound=Callable[..., object])


def rule(*signature: str) -> Callable[[Function], Function]:
    """Compile a function of scalars ahead of its first call, e.g. `@rule("f8(f8, f8)")`; callers inline it."""
    return _compiler(*signature, forceinline=True)


def composition() -> Callable[[Function], Function]:
    """Compile a function of views for compiled callers, which inline it; called from Python it is plain Python.

    Numba asks a global for its type by `_numba_type_`, and so finds the compiled twin behind the plain function.
    """

    def twofold(function: Function) -> Function:
        twin: Any = _compiler(**STEP, forceinline=True)(function)
        if twin is not function:  # NUMBA_DISABLE_JIT leaves a function as it is
            vars(function).update(twin=twin, _numba_type_=twin._numba_type_)  # the type alone does not keep it alive
        return function

    return twofold


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
    def compiled(function: Function) -> Function:
        compiler = numba.njit(nogil=True, error_model="numpy", **options)(function)
        if isinstance(compiler, Dispatcher):  # else compiling is switched off
            keep(compiler, signature)
        return cast(Function, compiler)

    return compiled
