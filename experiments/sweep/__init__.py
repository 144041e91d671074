"""Sweep: designs over the config, played in chunks that cannot be lost, and one table of what came of them.

factors.py   what `vary` asks for            sampling.py  points of the unit cube: latin, sobol, morris
design.py    the sets, one a row             design_file.py  the sets as a file gives them
cells.py     worlds that sets need apart     bases.py     which of them are composed
legal.py     what cannot be played           outputs.py   what is kept of each run
plan.py      what is to be done, in chunks   sealed.py    the plan as sweep.json
play.py      a chunk's rows                  parts.py     files that carry their own checksum
claims.py    who is at which chunk           store.py     the folder of a sweep, and what is wrong with it
failures.py  sets that fail                  packs.py     many parts as one
work.py      until nothing is left           cost.py      how many, how long, how much, before it starts
table.py     one table of it all             codebook.py  what its columns hold
export.py    both as files                   effects.py   which inputs move which outputs
carry_on.py  a bar, and how to go on         asked.py     from a config to a plan, and to a larger one
written.py   files whole or not at all       processes.py which processes live
"""
