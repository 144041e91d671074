"""Patterns: what the sources say of the real campaign, as tests that one simulated campaign passes or fails.

load.py      from conf/patterns (or another folder) to patterns; their hash
pattern.py   what a pattern is             read_*.py   from YAML, with its refusals
statistics/  the named statistics          measure.py  their values, composed
selection.py which events a series means   evaluate.py support and verdicts
explain.py   a pattern in words           vocabulary.py  the names that it may use
power/       what a pattern tells: the share of plain worlds that fail it
"""

from experiments.judge.patterns.evaluate import Verdict, evaluate
from experiments.judge.patterns.explain import explain
from experiments.judge.patterns.load import load_patterns, pattern_hash
from experiments.judge.patterns.pattern import Pattern
from experiments.judge.patterns.power.power import powers
from experiments.judge.patterns.power.references import Reference, reference_line, references

__all__ = [
    "Pattern",
    "Reference",
    "Verdict",
    "evaluate",
    "explain",
    "load_patterns",
    "pattern_hash",
    "powers",
    "reference_line",
    "references",
]
