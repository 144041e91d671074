"""The views that compositions take, out of the ensemble's arrays: a row of numbers becomes a named tuple, by value.

What a composition does not use of a view costs nothing: the compiler drops it.
"""

from __future__ import annotations

from typing import Any

import numba
from numba.core import cgutils, errors, types
from numba.extending import intrinsic
from numba.np import arrayobj

from model.compiled import step
from model.ensemble.stage import A, P, T
from model.parameters import Parameters
from model.views import Drivers, Felt, Kept, Mind, Occasions, Tally, view

Traits = view(__name__, "Traits", (place.name for place in T))
"""A target's numbers, under the names that model.targets.Target has for them."""
Character = view(__name__, "Character", (place.name for place in A))
"""A militia's numbers, under the names that model.actors.Militia has for them."""

PARAMETERS, TRAITS, CHARACTER, DRIVERS, OCCASIONS = map(len, (P, T, A, Drivers._fields, Occasions._fields))
FELT, KEPT, MIND, TALLY = map(len, (Felt._fields, Kept._fields, Mind._fields, Tally._fields))


def _uncompiled(row: Any, length: int) -> tuple[float, ...]:
    return tuple(row[:length].tolist())


lowering: Any = cgutils, arrayobj, types  # which have no types for mypy


@intrinsic
def _compiled(_: Any, row: Any, length: Any) -> Any:
    """One load for each number; Numba's own `to_fixed_tuple` copies the tuple for each."""
    if not isinstance(length, types.IntegerLiteral):
        raise errors.RequireLiteralValue("the length of a view is a constant")
    pointers, arrays, kinds = lowering
    taken = kinds.UniTuple(row.dtype, length.literal_value)

    def loads(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        kind = signature.args[0]
        array = arrays.make_array(kind)(context, builder, given[0])
        places = [context.get_constant(kinds.intp, place) for place in range(len(taken))]
        found = [pointers.get_item_pointer(context, builder, kind, array, [place]) for place in places]
        return context.make_tuple(builder, taken, [builder.load(pointer) for pointer in found])

    return taken(row, length), loads


disabled: bool = numba.config.DISABLE_JIT  # type: ignore[attr-defined]  # a setting that numba defines at run time
fixed: Any = _uncompiled if disabled else _compiled
"""The first numbers of a row, as a tuple whose length the compiler knows."""


@step()
def parameters(row: Any) -> Parameters:
    """A set of parameters."""
    return Parameters(*fixed(row, PARAMETERS))


@step()
def target(stage: Any, c: int) -> Any:
    """A target's traits."""
    return Traits(*fixed(stage.traits[c], TRAITS))


@step()
def militia(stage: Any, i: int) -> Any:
    """A militia's traits."""
    return Character(*fixed(stage.actors[i], CHARACTER))


@step()
def drivers(stage: Any, week: int) -> Any:
    """A week's drivers."""
    return Drivers(*fixed(stage.drivers[:, week], DRIVERS))


@step()
def occasions(weeks: Any, week: int) -> Any:
    """Weeks to occasions, or since them."""
    return Occasions(*fixed(weeks[:, week], OCCASIONS))


@step()
def felt(row: Any) -> Felt:
    """What dates make of a week."""
    return Felt(*fixed(row, FELT))


@step()
def kept(row: Any) -> Kept:
    """Weekly retentions."""
    return Kept(*fixed(row, KEPT))


@step()
def state(mind: Any, i: int) -> Mind:
    """A militia's state of mind."""
    return Mind(*fixed(mind.minds[i], MIND))


@step()
def tally(row: Any) -> Tally:
    """A week's attacks, weighted."""
    return Tally(*fixed(row, TALLY))


@step()
def put(row: Any, view: Any) -> None:
    """Write a view of numbers over the first places of a row."""
    for place in range(len(view)):
        row[place] = view[place]
