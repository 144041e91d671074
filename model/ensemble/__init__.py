"""The compiled ensemble: the rules, compositions and dice of the Mesa theatre, for everything that needs many runs.

stage.py   a World as arrays            season.py  what one set of parameters fixes for all its runs
memory.py  what actors remember         lots.py    dice thrown together
observe.py what a week offers           weigh.py   the appeal of targets
choose.py  plans                        act.py     carrying plans out
answer.py  what US forces do about it   hide.py    brands wear out and are born
learn.py   how a week changes minds     log.py     what is written down
play.py    the week and the loop        runs.py    threads, event logs, counts
doubt.py   dates and levels in doubt    views.py   rows of arrays as what compositions take
weekly.py  statistics of weekly counts  totals.py  totals by window: a compiled summary
windows.py counts by days, of event logs

Steps are compiled without reference counting and inlined into the one loop of play.py (model/compiled.py).
"""
