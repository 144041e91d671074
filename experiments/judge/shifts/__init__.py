"""The phase-shift test: does the target mix move between the phases as the record says it did?

levels.py     attacks a month and shares of attacks, by phase; the changes between phases that follow each other
noise.py      two replicates of the same phase: how far the model is from itself
mix.py        distance between the target mixes of two phases
direction.py  the signs that the record states, and how many replicates show them
predictive.py how well attacks by phase and target are foretold, a proper score
synthetic.py  records that a model would leave if it were true
agreement.py  the test: that score beside those of the model's own records; the signs, as a picture
told_apart.py which scenarios the score could tell from another at all
rows.py       the test as a table        outcome.py  both readings of it
segments.py   exact segmentation of a monthly target mix
months.py, change_points.py  where the simulated mix changes: a check, not the criterion

SciPy is imported where it reckons, not at the top: whoever only reads these rows, as the figures do, starts sooner.
"""

from experiments.judge.shifts.agreement import Agreement
from experiments.judge.shifts.change_points import ChangePoint
from experiments.judge.shifts.outcome import Shifts, shifts
from experiments.judge.shifts.rows import ShiftRow
from experiments.judge.shifts.told_apart import ToldApart, told_apart

__all__ = ["Agreement", "ChangePoint", "ShiftRow", "Shifts", "ToldApart", "shifts", "told_apart"]
