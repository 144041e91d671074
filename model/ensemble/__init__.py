"""The compiled ensemble: the rules and dice of the Mesa theatre, for everything that needs many runs.

stage.py   a World as arrays            memory.py  what actors remember, as arrays
choose.py  plans and names              act.py     carrying plans out, and the US answer
recall.py  hiding and learning          play.py    the week, the loop over replicates, the event logs
"""
