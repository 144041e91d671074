"""The theory as arithmetic: no Mesa, no config, no files, no figures.

clock.py     weeks and days                      timeline.py  dated drivers and occasions
targets.py   what can be attacked                actors.py    who is on stage
parameters.py the numbers the rules take         world.py     everything an engine needs, frozen
numbers.py   sets of numbers by path
dice.py      addressed random draws              week.py      the order of a week, once
rules/       the mechanisms, one file each       events.py    the one event log
views.py     what compositions take              lens.py      what a source would have seen
names.py     what may be a name              coding.py    dated facts in doubt, drawn once a run
weighing.py  deeds.py  minding.py   the compositions: which rule gets what, once for both engines
ensemble/    the compiled engine                 compiled.py  how rules are compiled
"""
