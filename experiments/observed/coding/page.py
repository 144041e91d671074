"""docs/coding_agreement.md: how far the two codings agree, written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from experiments.files.checkout import ROOT
from experiments.observed.coding import agreement
from experiments.observed.coding.agreement import ENOUGH, Coding, Gap, Levels
from experiments.observed.coding.reading import WEEKS

PAGE = ROOT / "docs" / "coding_agreement.md"
TITLE = """# How far two codings of the dated facts agree

Written by `python -m experiments.observed.coding` from `data/coding/coder_a.csv` and `coder_b.csv`, as section 8 of
[the rule](coding.md) says; a test holds it to them. Both files were committed before anybody compared them.

**What these figures are not.** Both coders were language models of one make. They worked apart, each from the rule and
the three reports alone, but they were trained alike, so they may misread alike. Their agreement measures how clear the
rule is; it does not show that the coding is right. Nor is the rule innocent: its author had seen the reports, the
earlier timeline, and an audit of it that says which edges lie near turns of the curve. Weeks are not independent of one
another, so nothing here is tested for significance."""
LEVELS = """## Levels

Settled reading (middle day, middle level) on the Wednesday of each of the {weeks} weeks; Cohen's kappa with linear
weights. Where a driver never changes in one of the codings, the share of equal weeks stands in. The last line pools all
drivers, so it also credits the coders with telling one driver from another.

| driver | equal weeks | kappa |
|---|---:|---:|"""
ROLES = """## Roles

Plain kappa of exogenous and mixed over {rows} rows that both codings have: **{kappa:.2f}**
({equal} of {rows} are equal)."""
EDGES = """## Edges

Rows of a driver are paired in order of start; an occasion's or anchor's day counts as an edge. {edges} edges have days
in at least one of the two codings: the middles are a median of {median:g} days apart, {most} at most, and {overlapping}
pairs of intervals share a day. Those that differ in the middle:

| driver | edge (coder A's row) | days between middles | intervals overlap |
|---|---|---:|---|"""
ALONE = """## Rows without partner

"""
BELOW = """## What is below {enough:g}

"""
DEMAND = """
The rule demands that the definition of a driver below {enough:g} be mended and that both code it anew. The figures
above are of the first codings and stay published whatever comes of that."""
ANEW = """## Coded anew

The two definitions were mended and both drivers coded once more, again apart and again before anybody compared:
`recoded_a.csv` and `recoded_b.csv`. These rows stand in for the first ones in what was settled.

| driver | kappa before | after | equal weeks before | after |
|---|---:|---:|---:|---:|"""


def written(first: Sequence[Coding], last: Sequence[Coding]) -> str:
    """The whole page as Markdown: how far the two first codings agree, and the two last ones in what was mended."""
    one, other = first
    parts = [TITLE, _levels(one, other), _roles(one, other), _edges(one, other), _alone(one, other), _below(one, other)]
    return "\n\n".join([*parts, _anew(first, last)]) + "\n"


def _levels(one: Coding, other: Coding) -> str:
    found = [*agreement.levels(one, other), agreement.overall(one, other)]
    return "\n".join([LEVELS.format(weeks=WEEKS), *map(_level_line, found)])


def _level_line(found: Levels) -> str:
    name = "**all drivers**" if found.driver == "all" else f"`{found.driver}`"
    value = "share" if found.constant else f"{found.kappa:.2f}"
    return f"| {name} | {found.equal:.3f} | {value} |"


def _roles(one: Coding, other: Coding) -> str:
    matched = agreement.matched(one, other)
    same = sum(a.row.role == b.row.role for a, b in matched)
    return ROLES.format(rows=len(matched), equal=same, kappa=agreement.roles(one, other))


def _edges(one: Coding, other: Coding) -> str:
    gaps = agreement.gaps(one, other)
    days = [gap.days for gap in gaps]
    head = EDGES.format(
        edges=len(gaps), median=median(days), most=max(days), overlapping=sum(gap.overlap for gap in gaps)
    )
    return "\n".join([head, *(_gap_line(gap) for gap in gaps if gap.days)])


def _gap_line(gap: Gap) -> str:
    edge = gap.edge.removesuffix("s")
    return f"| `{gap.driver}` | {edge} of `{gap.row}` | {gap.days} | {'yes' if gap.overlap else 'no'} |"


def _alone(one: Coding, other: Coding) -> str:
    return ALONE + _listed(f"`{row}` of `{driver}`" for driver, row in agreement.unmatched(one, other))


def _below(one: Coding, other: Coding) -> str:
    low = [found for found in agreement.levels(one, other) if found.kappa < ENOUGH]
    text = BELOW.format(enough=ENOUGH) + _listed(f"`{found.driver}`: {found.kappa:.2f}" for found in low)
    return text + "\n" + DEMAND.format(enough=ENOUGH) if low else text


def _anew(first: Sequence[Coding], last: Sequence[Coding]) -> str:
    before = [*agreement.levels(*first), agreement.overall(*first)]
    after = [*agreement.levels(*last), agreement.overall(*last)]
    found = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    return "\n".join([ANEW, *(_change_line(one, other) for one, other in found)])


def _change_line(one: Levels, other: Levels) -> str:
    name = "**all drivers**" if one.driver == "all" else f"`{one.driver}`"
    return f"| {name} | {one.kappa:.2f} | {other.kappa:.2f} | {one.equal:.3f} | {other.equal:.3f} |"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "None."
