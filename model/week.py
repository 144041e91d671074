"""The order of a week: everybody decides on last week's public world, then everybody acts.

The theatre plays this list; the compiled ensemble has its own (ensemble/play.py), which a test holds against it.
"""

from __future__ import annotations

from typing import NamedTuple


class Phase(NamedTuple):
    """A phase of the week: the actors' verb and why it stands where it does."""

    verb: str
    reason: str


WEEK: tuple[Phase, ...] = (
    Phase("observe", "states read the dated drivers and last week's record before anybody moves"),
    Phase("direct", "Iran's order is out before militias plan, so that they can obey or defy it"),
    Phase("plan", "militias weigh targets on last week's public world; nobody sees this week's plans of others"),
    Phase("attack", "plans are carried out at once, foiled or not, lethal or not, claimed or not"),
    Phase("answer", "US forces answer this week's deaths; a strike may fall in a later week"),
    Phase("hide", "brands wear out, are traced and retired, on what this week showed"),
    Phase("launch", "only then are new brands launched: a militia knows which of its own are left"),
    Phase(
        "learn",
        "last of all, everybody remembers this week, so that memory is the same whoever is asked first",
    ),
)
