"""How much a pattern tells: how many plain worlds, which have the record's totals and no reasons, fail it.

layouts.py  where and when the attacks of a plain world lie    actors.py  who did it, who claimed it, what else happens
worlds.py   plain worlds as campaigns                          power.py   the share of them that fails a pattern
given.py    claims, strikes and births as recorded             references.py  how many patterns such worlds reproduce
"""
