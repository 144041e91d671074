"""Benchmarks, apart from the tests: `make bench` measures everything and writes benchmarks/RESULTS.md.

clock.py  times taken side by side   floor.py  the least that a run must compute   growth.py  larger worlds
sweep.py  the same sweep elsewhere   memory.py peaks, in processes of their own     start.py   from cold to warm
"""
