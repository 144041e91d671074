"""Every figure of a stored result, drawn from what is stored and from the observed record alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.figures.brands import brands
from experiments.figures.codings import codings
from experiments.figures.compare import compare
from experiments.figures.marks import main_marks
from experiments.figures.mix import mix
from experiments.figures.palette import wearing
from experiments.figures.scorecard import scorecard
from experiments.figures.shifts import shifts
from experiments.figures.skill import skill
from experiments.figures.style import Caption, save
from experiments.figures.trends import trends
from experiments.files.processes import Pool, pool
from experiments.judge.differences import WHOLE
from experiments.judge.patterns import reference_line
from experiments.judge.scores.headline import headline
from experiments.observed import tables
from experiments.observed.chronicle import in_use, record_lens, using
from experiments.observed.from_config import stored_chronicle
from experiments.results.naming import title
from experiments.results.provenance import fitted, pattern_line
from experiments.results.read import Result
from experiments.results.store import replace_folder
from experiments.setup.lifted import lifted
from experiments.setup.look import Look, look_of
from experiments.setup.roles import standing_in
from experiments.setup.schema import AnchorConf, ClockConf, OccasionConf, SpellConf, TimelineConf

FIGURES = "figures"
CAMPAIGN, JUDGEMENT = "campaign", "judgement"
"""The two halves of a run's figures, which take about as long."""


@contextmanager
def drawing(workers: int) -> Iterator[Pool | None]:
    """A process to draw in beside this one, which loads what it needs before there is anything to draw."""
    if workers == 1:
        yield None
        return
    with pool(1) as beside:
        beside.submit(_ready)
        yield beside


def drawn(folder: Path) -> bool:
    """Whether the figures of the result in a folder are there."""
    return (folder / FIGURES).is_dir()


def figures(result: Result, beside: Pool | None = None, graded: bool = False) -> Path:
    """The folder of a result's figures, drawn if it is not there; they can always be drawn again.

    `graded`: those that hold each scenario of a comparison against history too.
    """
    if not _complete(result, graded):
        redrawn(result, beside, graded)
    return result.folder / FIGURES


def _complete(result: Result, graded: bool) -> bool:
    """Whether all that is asked for is drawn."""
    arms = result.provenance["changes"] if graded and result.provenance["kind"] == "comparison" else ()
    return drawn(result.folder) and all((result.folder / FIGURES / name).is_dir() for name in arms)


def redrawn(result: Result, beside: Pool | None = None, graded: bool = False) -> tuple[Path, ...]:
    """The figures of a result, drawn in the place of those that are there."""
    return replace_folder(result.folder / FIGURES, lambda fresh: _draw(result, fresh, beside, graded))


def _draw(result: Result, folder: Path, beside: Pool | None, graded: bool) -> None:
    if result.provenance["kind"] == "comparison":
        _draw_comparison(result, folder, graded)
    elif result.provenance["kind"] == "codings":
        _draw_codings(result, folder)
    elif beside is None:
        draw_half(CAMPAIGN, result.folder, folder)
        draw_half(JUDGEMENT, result.folder, folder)
    else:
        other = beside.submit(draw_half, JUDGEMENT, result.folder, folder)
        draw_half(CAMPAIGN, result.folder, folder)
        other.result()


def draw_half(half: str, stored: Path, folder: Path) -> None:
    """Draw one half of the figures of the run that is stored in a folder."""
    result = Result(stored)
    with _as_configured(result):
        if half == CAMPAIGN:
            _draw_campaign(result, folder)
        else:
            _draw_judgement(result, folder)
            _draw_shifts(result, folder)


@contextmanager
def _as_configured(result: Result) -> Iterator[None]:
    """With the look, the phases and the record that the config of a run or of codings names."""
    config = result.provenance["config"]
    with using(stored_chronicle(config)), wearing(look_of(config)):
        yield


def _ready() -> None:
    """Nothing: that a process was asked for it is what has it load this file."""


def _draw_campaign(result: Result, folder: Path) -> None:
    """What happened."""
    about, caption = result.provenance, _caption(result.provenance)
    campaign = result.campaigns()[about["seen_through"]]
    phases = in_use().spans()
    counts = [row for row in tables.load(tables.PhaseCount) if row.reading == "cut"]
    rates, mentions = tables.load(tables.PeriodRate), tables.load(tables.BrandParent)
    marks = main_marks(_timeline(about["config"]))
    save(trends(campaign, caption, rates, phases, marks), folder / "trends")
    save(mix(campaign, caption, phases, counts), folder / "mix")
    save(brands(campaign, caption, mentions, phases), folder / "brands")


def _draw_judgement(result: Result, folder: Path) -> None:
    """How it stands against the record and the patterns, as far as there are any."""
    about, caption = result.provenance, _caption(result.provenance)
    judged = replace(caption, judged=f"{pattern_line(about['patterns'], about['patterns_fixed'])} {fitted(about)}")
    if verdicts := result.patterns():
        save(scorecard(verdicts, judged, f"{reference_line(result.references())}."), folder / "scorecard")
    if in_use().recorded:
        save(skill(headline(result.scores()), replace(judged, lens=record_lens())), folder / "skill")


def _draw_shifts(result: Result, folder: Path) -> None:
    """How the targets shift from phase to phase."""
    caption = _caption(result.provenance)
    save(shifts(result.shifts(), replace(caption, lens=record_lens() or caption.lens)), folder / "shifts")


def _draw_comparison(result: Result, folder: Path, graded: bool) -> None:
    rows, interval = [row for row in result.differences() if row.period == WHOLE], "95 % interval of the mean"
    with wearing(Look(**result.provenance["look"])):
        save(compare(rows, _caption(result.provenance), interval, result.months()), folder / "compare")
    for name in result.provenance["runs"] if graded else ():
        if (result.folder.parent / name).is_dir():  # a run may have been moved away since
            run = Result(result.folder.parent / name)
            with _as_configured(run):
                _draw_judgement(run, folder / run.provenance["scenario"])
                _draw_shifts(run, folder / run.provenance["scenario"])


def _draw_codings(result: Result, folder: Path) -> None:
    about = result.provenance
    judged = replace(
        _caption(about), judged=f"{pattern_line(about['patterns'], about['patterns_fixed'])} {fitted(about)}"
    )
    with _as_configured(result):
        save(codings(result.coding_shares(), result.coding_supports(), about["codings"], judged), folder / "codings")


def _caption(about: Mapping[str, Any]) -> Caption:
    """Where the numbers come from; a '+' after the commit says that the checkout had changes."""
    commit = (about["commit"] or "none")[:9] + ("+" if about["dirty"] else "")
    return Caption(title(about), about["replicates"], about["seed"], commit, about["hash"], about["seen_through"])


def _timeline(config: Mapping[str, Any]) -> TimelineConf:
    """The dated facts of a stored config that are left: what was lifted took its dependants along."""
    rows = config["timeline"]
    kinds = {"spells": SpellConf, "occasions": OccasionConf, "anchors": AnchorConf}
    parts: dict[str, Any] = {
        section: {key: row and kind(**row) for key, row in (rows.get(section) or {}).items()}
        for section, kind in kinds.items()
    }
    told = TimelineConf(**parts, attested_to=rows.get("attested_to"))
    return lifted(told, ClockConf(**config["clock"]), standing_in(config)).timeline
