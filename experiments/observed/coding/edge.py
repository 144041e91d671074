"""An edge of a dated fact: an interval of days, each equally likely, or a word; how wide its class lets it be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from experiments.setup.coded import WIDTHS, WORDS

QUALITIES = (*WIDTHS, *WORDS)


@dataclass(frozen=True)
class Edge:
    """From the earliest to the latest day on which it may lie; no days where its class is a word."""

    earliest: date | None
    latest: date | None
    quality: str

    @property
    def width(self) -> int:
        """Days it may lie on; 0 for a word."""
        return 0 if self.earliest is None or self.latest is None else (self.latest - self.earliest).days + 1


def misplaced(name: str, edge: Edge, words: Sequence[str]) -> Iterator[str]:
    """What is wrong with an edge of which `words` are the only classes allowed without days."""
    if edge.quality in WORDS or not edge.quality:
        if edge.quality not in words or edge.earliest or edge.latest:
            yield f"{name} of class '{edge.quality}': only {', '.join(words) or 'no class'} stands without days here"
        return
    low, high = WIDTHS[edge.quality]
    if not low <= edge.width <= high:
        yield f"{name} spans {edge.width} days; '{edge.quality}' allows {low} to {high} (docs/coding.md, section 5)"
