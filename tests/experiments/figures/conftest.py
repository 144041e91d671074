"""Campaigns and observed rows to draw, small enough to draw often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from experiments.figures.palette import wearing
from experiments.judge.shifts import ShiftRow
from experiments.observed.tables import PhaseSpan
from experiments.setup.compose import composed, typed
from experiments.setup.look import look_of
from experiments.simulate.campaign import Campaign, Names
from model.events import COLUMNS, Kind

TARGETS = ("us_base", "us_convoy", "turkish_base", "morality", "oil_gas")
LOOK = look_of(asdict(typed(composed(["estimate=prior"]))))
"""The shipped theatre's."""
COLOURS = LOOK.colours
BRANDS = ("Ashab al-Kahf", "Liwa Thar al-Muhandis", "Never Born")
START, END = date(2019, 6, 3), date(2023, 4, 2)
# What users may call things: TeX, underscores, no room, nothing at all.
ODD = ("$x_{$", "_hidden", "a_target_whose_name_has_no_end_" * 4, "", "us_embassy", "naïve", "b", "c", "d", "e", "f")


@pytest.fixture(autouse=True)
def _dressed() -> Iterator[None]:
    """Every figure here has the shipped theatre's labels and colours."""
    with wearing(LOOK):
        yield


@dataclass(frozen=True)
class Row:
    """A verdict or a difference, whichever attributes a figure asks for."""

    id: str = "S01"
    statement: str = "Attacks happen."
    hardness: str = "printed"
    counted: bool = True
    power: float | None = 0.97
    headline: bool = True
    support: float | None = 0.9
    dice_low: float | None = 0.87
    dice_high: float | None = 0.92
    verdict: str = "reproduced"
    accepted: str = "count of 'bases': 1 to 2"
    support_stated: float | None = 0.6
    hangs_on: str = ""
    verdict_stated: str = "partly"
    stated: str = "count of 'bases': 1"
    scenario: str = "no_truce"
    reference: str = "baseline"
    reference_mean: float = 10.0
    target: str = "us_base"
    mean: float = 1.0
    low: float | None = 0.5
    high: float | None = 2.0
    phase: str = "all"
    metric: str = "energy"
    baseline: str = "persistence"
    skill: float | None = 0.7
    causal: bool = True
    straw: bool = False
    exposure: str = "fitted"


def moves(
    targets: Sequence[str] = TARGETS, boundaries: Sequence[str] = ("phase1-phase2", "phase2-phase3"), **given: Any
) -> list[ShiftRow]:
    """Rows of the phase-shift test: the k-th target changes by k, the record and the noise by one around none."""
    cells = [(target, quantity) for quantity in ("rate", "share") for target in targets]
    return [
        replace(
            ShiftRow(
                reading, boundary, target, quantity, 0, -1, 1, k, k - 2, k + 2, k - 1, k + 1, -1, 1, 0.97, "agrees"
            ),
            **given,
        )
        for reading in ("cut", "printed")
        for boundary in boundaries
        for k, (target, quantity) in enumerate([*cells, ("all", "distance")])
    ]


def phase_of(name: str, start: date, end: date) -> PhaseSpan:
    """One phase."""
    return PhaseSpan(reading="cut", phase=name, start=start, end=end, source="acled", line=1, note="")


def random_campaign(
    targets: Sequence[str] = TARGETS,
    brands: Sequence[str] = BRANDS,
    replicates: int = 6,
    events: int = 900,
    span: tuple[date, date] = (START, END),
) -> Campaign:
    """Attacks with brands or none, and one birth a replicate of each brand but the last."""
    dice = np.random.default_rng(1)
    names = Names(("KH",), tuple(targets), tuple(brands), ("KH",) * len(brands), ("Babil",), ("IED",))
    first, last = (day.toordinal() for day in span)
    columns: dict[str, Any] = {name: np.zeros(events, dtype=kind) for name, kind in COLUMNS.items()}
    columns |= {
        "day": dice.integers(first, last + 1, events).astype(np.int32),
        "target": dice.integers(-1, max(len(targets), 1), events).astype(np.int16),
        "brand": dice.integers(-2, max(len(brands), 1), events).astype(np.int16),
        "replicate": dice.integers(0, max(replicates, 1), events).astype(np.int32),
        "seen": np.ones(events, dtype=bool),
    }
    births = [(run, brand) for run in range(replicates) for brand in range(len(brands) - 1)] if events else []
    born = {name: np.zeros(len(births), dtype=column.dtype) for name, column in columns.items()}
    born |= {"kind": np.full(len(births), int(Kind.BIRTH)), "day": first + 10 * np.arange(len(births))}
    born |= {"replicate": np.array([run for run, _ in births]), "brand": np.array([brand for _, brand in births])}
    table = {name: np.concatenate([columns[name], born[name]]).astype(columns[name].dtype) for name in columns}
    return Campaign(names, replicates, *span, table)


def drawn(figure: Figure) -> Figure:
    """The figure with its layout done."""
    FigureCanvasAgg(figure).draw()
    return figure


def texts(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Every text of a drawn figure that can be seen, with its box in pixels."""
    unseen = {id(text) for axes in figure.axes for text in _never_drawn(axes)}
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [(text, Text.get_window_extent(text)) for text in shown if id(text) not in unseen]


def _never_drawn(axes: Axes) -> Iterator[Text]:
    """Labels of ticks that lie beyond the ends of their axis, or of an axis that is switched off."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not axes.axison or not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


def collisions(figure: Figure) -> list[str]:
    """Pairs of texts whose boxes overlap by more than a pixel."""
    pairs = combinations(texts(figure), 2)
    return [f"'{a.get_text()}' on '{b.get_text()}'" for (a, one), (b, other) in pairs if _overlap(one, other)]


def _overlap(one: Bbox, other: Bbox) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 1 and high > 1


def outside(figure: Figure) -> list[str]:
    """Texts that leave the page."""
    page = figure.bbox
    boxes = [(text.get_text(), box) for text, box in texts(figure)]
    return [name for name, box in boxes if min(box.x0, box.y0) < -1 or box.x1 > page.x1 + 1 or box.y1 > page.y1 + 1]


def too_small(figure: Figure) -> list[str]:
    """Texts under 7 points."""
    return [text.get_text() for text, _ in texts(figure) if text.get_fontsize() < 7]


def words(figure: Figure) -> str:
    """All that can be read."""
    return " ".join(text.get_text() for text, _ in texts(figure)).replace("\n", " ")
