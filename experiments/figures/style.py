"""One look for every figure: page width, type, caption, and files that come out the same every time."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from math import ceil
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Any, ParamSpec

import numpy as np
from matplotlib import style as looks
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from experiments.figures.embedded import letters_only
from experiments.figures.palette import INK
from experiments.figures.type_size import FAMILY, LARGE, NORMAL, SMALL, shortened, width, wrapped

PAGE = 7.2  # inches: a journal's page, printed without shrinking
DPI = 200
MARGIN = 0.08  # inches
ROOM = PAGE - 2 * MARGIN
EDGE = MARGIN / PAGE
LINE = 0.135  # inches from one line of small text to the next
TITLE_ROW = 0.3
HANDLE = 0.42  # inches that a legend entry needs beside its text
LOOK: dict[str, Any] = {
    "font.family": [FAMILY],
    "font.size": NORMAL,
    "axes.titlesize": NORMAL,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 3.0,
    "axes.labelsize": SMALL,
    "axes.linewidth": 0.6,
    "axes.edgecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.width": 0.4,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "xtick.minor.size": 1.8,
    "legend.fontsize": SMALL,
    "legend.frameon": False,
    "legend.handlelength": 1.6,
    "legend.columnspacing": 1.2,
    "figure.titlesize": LARGE,
    "figure.titleweight": "bold",
    "figure.labelsize": SMALL,
    "text.parse_math": False,  # a name may hold a dollar sign
    "text.hinting": "none",  # at this resolution letters need no help, and they stand as they do in a PDF
    "pdf.fonttype": 42,  # letters stay letters
    "svg.fonttype": "path",
    "svg.hashsalt": "targetshift",
}
# No date and no version: the same figure must give the same bytes.
METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "svg": {"Creator": None, "Date": None},
}
# Sooner done than the usual level, and the files come out smaller.
OPTIONS: dict[str, dict[str, Any]] = {"png": {"pil_kwargs": {"compress_level": 3}}}
SUBJECT = {"png": "Description", "pdf": "Subject", "svg": "Description"}
Parameters = ParamSpec("Parameters")


@dataclass(frozen=True)
class Caption:
    """Where the numbers of a figure come from."""

    scenario: str
    replicates: int
    seed: int
    commit: str
    config_hash: str
    lens: str
    judged: str = ""  # by which patterns, and to which phases the estimate was fitted

    @property
    def text(self) -> str:
        """The line under the figure."""
        return (
            f"Scenario {self.scenario}; {self.replicates} replicates, seed {self.seed}; lens {self.lens}; "
            f"commit {self.commit[:10]}, config {self.config_hash[:12]}. {self.judged}"
        ).rstrip()


def styled(build: Callable[Parameters, Figure]) -> Callable[Parameters, Figure]:
    """Build the figure in our look, whatever the reader's matplotlibrc says."""

    @wraps(build)
    def built(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Figure:
        with looks.context(LOOK, after_reset=True):
            return build(*args, **kwargs)

    return built


def sheet(
    body: float, title: str, note: str, caption: Caption, legend: Mapping[str, Artist] = MappingProxyType({})
) -> Figure:
    """A figure with `body` inches for axes, title and legend above them, note and caption below."""
    below = wrapped(f"{note}\n{caption.text}".strip(), ROOM * 0.98)
    foot = MARGIN + LINE * (1 + below.count("\n"))
    columns = _columns(list(legend))
    head = TITLE_ROW + LINE * 1.15 * ceil(len(legend) / columns)
    height = head + body + foot
    middle = (0, foot / height, 1, body / height)
    layout = ConstrainedLayoutEngine(rect=middle, w_pad=MARGIN / 2, h_pad=MARGIN / 2)
    figure = Figure(figsize=(PAGE, height), dpi=DPI, layout=layout)
    FigureCanvasAgg(figure)  # to be laid out and drawn on one canvas: how wide a text is is then asked once
    figure.suptitle(shortened(title, ROOM, LARGE, "bold"), x=EDGE, y=1 - MARGIN / height, ha="left", va="top")
    figure.supxlabel(below, x=EDGE, y=MARGIN / height, ha="left", va="bottom", color=INK, linespacing=1.25)
    if legend:
        anchor = (EDGE, 1 - TITLE_ROW / height)
        place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": anchor, "borderpad": 0, "borderaxespad": 0}
        figure.legend(list(legend.values()), list(legend), ncols=columns, **place).set_in_layout(False)
    figure.set_label(caption.text)
    return figure


def empty(title: str, reason: str, caption: Caption) -> Figure:
    """A figure that says why there is nothing to see."""
    figure = sheet(1.0, title, "", caption)
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.text(0.5, 0.5, wrapped(reason, PAGE - 1, NORMAL), ha="center", va="center", transform=axes.transAxes)
    return figure


def bare(axes: Axes, *sides: str) -> None:
    """Take away the spines of those sides."""
    for side in sides:
        axes.spines[side].set_visible(False)


def save(figure: Figure, path: Path, formats: Sequence[str] = ("png", "pdf")) -> tuple[Path, ...]:
    """Write the figure as path.png and path.pdf (or other formats), each whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with looks.context(LOOK, after_reset=True), letters_only():
        _settle(figure)
        return tuple(_write(figure, path, kind) for kind in formats)


def _columns(names: Sequence[str]) -> int:
    """The most columns in which the page has room for the entries of a legend."""
    for columns in range(len(names), 1, -1):
        parts = np.array_split(np.array([width(name) + HANDLE for name in names]), columns)
        if sum(part.max() for part in parts) <= ROOM:
            return ceil(len(names) / ceil(len(names) / columns))  # as even as so many rows allow
    return 1


def _settle(figure: Figure) -> None:
    """Lay out once for every format, and round: the solver's last digits differ from one call to the next.

    Without an engine, savefig draws once; with one, even a placeholder, it draws each format twice.
    """
    engine = figure.get_layout_engine()
    if engine is None:
        return
    engine.execute(figure)
    figure.set_layout_engine(None)
    for axes in figure.axes:
        left, bottom, broad, height = (round(part, 6) for part in axes.get_position(original=True).bounds)
        axes.set_position((left, bottom, broad, height))


def _write(figure: Figure, path: Path, kind: str) -> Path:
    whole = path.with_name(f"{path.name}.{kind}")
    metadata = {**METADATA.get(kind, {}), SUBJECT.get(kind, "Title"): figure.get_label()}
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            figure.savefig(part, format=kind, dpi=DPI, metadata=metadata, **OPTIONS.get(kind, {}))
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).chmod(0o644)
            Path(part.name).replace(whole)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    return whole
