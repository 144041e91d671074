"""The theory as arithmetic: no Mesa, no config, no files, no figures.

clock.py     weeks and days                      timeline.py  dated drivers and occasions
targets.py   what can be attacked                actors.py    who is on stage
parameters.py the numbers the rules take         world.py     everything an engine needs, frozen
dice.py      addressed random draws              week.py      the order of a week, once
rules/       the mechanisms, one file each       events.py    the one event log
lens.py      what a source would have seen       names.py     what may be a name
"""
