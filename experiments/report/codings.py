"""How much of a result is the coding's, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.judge.codings import WORTH_SAYING, CodingShare, CodingSupport
from experiments.judge.differences import ALL
from experiments.report.columns import shorten
from experiments.results.naming import title
from experiments.results.read import Result

FALLS, STAYS = 0.05, 0.95
"""Share of codings under which a pattern stands: between the two its verdict is the coding's."""


def codings_text(result: Result) -> str:
    """Counts by phase and target, then the patterns whose verdict depends on the coding."""
    about = result.provenance
    head = f"{title(about)}: {about['codings']} codings, {about['replicates']} replicates of each, seed {about['seed']}"
    return "\n".join([head, "", *_shares(result.coding_shares()), "", *_supports(result.coding_supports())])


def _shares(rows: Sequence[CodingShare]) -> Iterator[str]:
    yield "Attacks a run, standard deviation by dice and by coding, and the coding's share of the variance"
    yield f"  {'':<14}{'':<14}{'mean':>7}{'dice':>8}{'coding':>8}{'share':>7}  goes with"
    for row in rows:
        numbers = f"{row.mean:>7.1f}{row.by_dice:>8.1f}{row.by_coding:>8.1f}{row.share:>7.0%}"
        name = "all together" if row.target == ALL else row.target
        yield f"  {row.period:<14}{name:<14}{numbers}{_fact(row) if row.share >= WORTH_SAYING else ''}".rstrip()


def _supports(rows: Sequence[CodingSupport]) -> Iterator[str]:
    counted = [row for row in rows if row.counted]
    unsure = [row for row in counted if hangs(row)]
    yield f"Of {len(counted)} counted patterns {len(unsure)} are reproduced under some codings and not under others"
    for row in sorted(unsure, key=lambda row: row.stands):
        yield f"  {row.id:<5}support {row.low:.2f}-{row.high:.2f}, stands under {row.stands:>4.0%}{_fact(row)}"
        yield shorten("       ", row.statement)


def hangs(row: CodingSupport) -> bool:
    """Whether a verdict depends on the coding."""
    return FALLS < row.stands < STAYS


def _fact(row: CodingShare | CodingSupport) -> str:
    return f"  {row.fact} ({row.fact_share:.0%})" if row.fact_share is not None else ""
