"""The theory acted out in Mesa: identity, memory, sight and verbs; no formula, no constant, no dice of its own.

theatre.py  Theatre, the mesa.Model that seats everybody and plays the week; no agent imports it
militia.py  Militia            facade_brand.py FacadeBrand       us_forces.py USForces
iran.py     Iran               turkish_forces.py TurkishForces   iraqi_government.py IraqiGovernment
actor.py    what all of them may touch of the theatre, on one page
memory.py   what a militia remembers        sight.py   what everybody can see of a week
record.py   what happened in it
"""

from agents.facade_brand import FacadeBrand
from agents.iran import Iran
from agents.iraqi_government import IraqiGovernment
from agents.militia import Militia
from agents.theatre import Theatre
from agents.turkish_forces import TurkishForces
from agents.us_forces import USForces

__all__ = ["FacadeBrand", "Iran", "IraqiGovernment", "Militia", "Theatre", "TurkishForces", "USForces"]
