"""The naive forecasts taken together: whoever does not know which of them to believe believes each a little."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

POOLED = ("persistence", "discounted", "last_year", "constant_mix", "hawkes")
"""Every forecast from the past alone that speaks of every stretch and is no straw man."""


def pool(members: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Draw k is that of the members in turn: an equal linear pool, in as many draws as each of them has."""
    turn = np.arange(len(members[0])) % len(members)
    return np.asarray(np.stack(members)[turn, np.arange(len(turn))])
