"""The theory acted out in Mesa: identity, memory, sight and verbs; no formula, no constant, no dice of its own.

theatre.py  Theatre, the mesa.Model that seats everybody and plays the week; no agent imports it
militia.py  Militia            facade_brand.py FacadeBrand
retaliator.py, neighbour.py, patron.py, host.py: the state actors, each by its role; the config says who plays it
actor.py    what all of them may touch of the theatre, on one page
memory.py   what a militia remembers        sight.py   what everybody can see of a week
record.py   what happened in it
"""

from agents.facade_brand import FacadeBrand
from agents.host import Host
from agents.militia import Militia
from agents.neighbour import Neighbour
from agents.patron import Patron
from agents.retaliator import Retaliator
from agents.theatre import Theatre

__all__ = ["FacadeBrand", "Host", "Militia", "Neighbour", "Patron", "Retaliator", "Theatre"]
