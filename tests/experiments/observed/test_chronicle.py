"""Phases and record as configs write them: what is refused, what is in use, and that no name of them is in the code."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from experiments.files.checkout import CONF, OBSERVED, ROOT
from experiments.observed import periods
from experiments.observed.checks import check_record
from experiments.observed.chronicle import Chronicle, Phase, in_use, per_chronicle, using
from experiments.observed.from_config import chronicle_of, shipped, stored_chronicle
from experiments.observed.record import broken, record
from experiments.observed.tables import PhaseCount, PhaseSpan, load
from experiments.setup.compose import composed, typed
from experiments.setup.parsed import parsed
from model.errors import ModelError


def plain(change: Callable[[str], str] = str) -> dict[str, Any]:
    """Phases and record as the shipped files have them, their texts changed."""
    texts = {group: (CONF / group / "iraq.yaml").read_text(encoding="utf-8") for group in ("phases", "record")}
    return {group: parsed(change(text), group)[1] for group, text in texts.items()}


def test_the_phases_are_those_of_the_observed_tables() -> None:
    rows = [(row.reading, row.phase, row.start, row.end) for row in load(PhaseSpan)]
    assert [(one.reading, one.phase, one.start, one.end) for one in shipped().phases] == rows


def test_the_shipped_chronicle_is_that_of_the_composed_config() -> None:
    assert chronicle_of(typed(composed(["estimate=prior"]))) == shipped()
    check_record()


REFUSED = {
    "phases.phase2.start=2020-10-01": "phase 'phase2' starts on 2020-10-01, before 'phase1' has ended on 2020-10-09",
    "phases.phase1.end=2019-01-01": "phase 'phase1' ends on 2019-01-01, before it starts on 2019-06-01",
    "phases.phase2.end=2021-10-08": "with a gap, and the record covers 2019-06-01 to 2023-03-31",
    "phases.phase3.end=2023-04-02": "the phases run from 2019-06-01 to 2023-04-02, and the record covers",
    "phases.phase3=null": "phases.csv:4: phase 'phase3' is unknown; use one of phase1, phase2",
    "phases.phase1.printed=2019-06-01/2020-11-30": "counts by it, has it from 2019-06-01 to 2020-12-31",
    "+phases.all={start: 2023-04-01, end: 2023-04-02, source: x}": "phase 'all' has a name that cannot be used",
    "+phases.a-b={start: 2023-04-01, end: 2023-04-02, source: x}": "letters, digits and '_', begins with a letter",
    "record.folder=nowhere": "record.folder 'nowhere' is no folder, neither from here nor from",
    "record.folder=docs": "the observed tables cannot be read",
    "record.source=acledd": "source 'acledd' does not exist; did you mean 'acled'?",
    "record.source=memri": "the record covers 2021-11-19 to 2021-12-27",
    "record.source=null": "record.source is empty: a record with a folder of tables needs it",
    "record.lens=akled": "lens 'akled' does not exist; did you mean 'acled'?",
    "record.total=C1": "row 'C1' does not exist; did you mean",
    "record.whole.us_base=C99": "row 'C99' does not exist; did you mean",
    "record.whole.us_base=C03": "record.whole.us_base is 'C03', which is the count of us_convoy by all",
    "record.total=C02": "record.total is 'C02', which is the count of us_base by all in counts.csv",
    "record.pause=C999": "row 'C999' does not exist",
    "record.first.C06=2031": "record.first has 2031 for 'C06', which ranks 2019, 2020, 2021, 2022",
    "record.quieter=[PB99]": "row 'PB99' does not exist",
    "record.dated_facts=[EV1]": "row 'EV1' does not exist",
    "record.circular=[moralty]": "target 'moralty' does not exist; did you mean 'morality'?",
    "record.groups.us=[us_bases]": "target 'us_bases' does not exist; did you mean 'us_base'?",
    "+record.moments.spring=x": "record.moments has 'spring': write a month as",
    "record.cut_at='=1+1'": "record.cut_at says '=1+1': tables and figures write it",
    "record.besides=[]": "target 'domestic_politics' is unknown; use one of us_base",
    "record.lines.acled=10": "is not in acled, which has lines 1 to 10",
}


@pytest.mark.parametrize(("word", "message"), REFUSED.items(), ids=list(REFUSED))
def test_what_is_wrong_of_phases_and_record_ends_in_a_line(
    word: str, message: str, refused: Callable[..., Any]
) -> None:
    assert message in refused("run", "figures=false", word).err


def test_scenarios_with_other_phases_are_not_compared(own: Callable[[str], str], refused: Callable[..., Any]) -> None:
    folder = own("# @package _global_\nscenario_name: mine\nrecord: {folder: null}\n")
    words = ("scenarios=[baseline,mine]", "estimate=prior", "replicates=2")
    assert "have different phases or records" in refused("compare", "--config-dir", folder, *words).err


def test_a_chronicle_is_in_use_for_a_while() -> None:
    other = Chronicle((Phase("cut", "all_of_it", date(2030, 1, 1), date(2030, 12, 31)),))
    calls = []

    @per_chronicle
    def known() -> tuple[str, ...]:
        calls.append(1)
        return in_use().names

    assert known() == known() == ("phase1", "phase2", "phase3")
    with using(other):
        assert known() == known() == ("all_of_it",)
        assert [one.name for one in periods.years()] == ["2030"]
        assert load(PhaseCount) == ()
    assert (known(), len(calls)) == (("phase1", "phase2", "phase3"), 2)


def test_what_reads_the_record_is_remembered_apart_for_each() -> None:
    """`functools.cache` would hand one theatre's numbers to another."""
    for room in ("observed", "judge"):
        for file in (ROOT / "experiments" / room).rglob("*.py"):
            cached = re.findall(
                r"^\s*@(?:functools\.)?(?:lru_)?cache\b", file.read_text(encoding="utf-8"), re.MULTILINE
            )
            assert not cached or file.name in ("from_config.py", "skill.py", "long_run.py", "spelling.py", "rows.py"), (
                file
            )


RENAMED = {
    "phase1": "opening", "phase2": "middle", "phase3": "ending", "us_base": "camp", "us_convoy": "lorry",
    "turkish_base": "fort", "morality": "shop", "oil_gas": "well", "acled": "press", "C02": "N02", "PB03": "Q03",
    "C01": "N01", "C19": "N19", "C06": "N06",
}  # fmt: skip


def renamed(text: str) -> str:
    return re.sub(rf"\b({'|'.join(RENAMED)})\b", lambda found: RENAMED[found[0]], text)


def test_the_same_record_under_other_names_is_the_same_record(tmp_path: Path) -> None:
    """Whatever of phases, targets, sources and ids were written in the code would not be found here."""
    for table in OBSERVED.glob("*.csv"):
        (tmp_path / table.name).write_text(renamed(table.read_text(encoding="utf-8")), encoding="utf-8")
    config = plain(renamed)
    config["record"]["folder"] = str(tmp_path)
    with using(stored_chronicle(config)):
        check_record()
        found, other = record(20), [row.phase for row in load(PhaseCount)]
        years, phases, wrong = periods.years(), periods.phases(), broken(found)
        shares = found.by_phase("printed")
    assert set(other) == {"opening", "middle", "ending"}
    assert found.targets == ("camp", "lorry", "fort", "shop", "well")
    assert not wrong
    assert (found.counts == record(20).counts).all()
    assert (shares == record(20).by_phase("printed")).all()
    assert [one.name for one in phases] == ["opening", "middle", "ending"]
    for mine, theirs in zip((*phases, *years), (*periods.phases(), *periods.years()), strict=True):
        assert {RENAMED.get(name, name): one for name, one in theirs.observed.items()} == dict(mine.observed)


def with_cell(folder: Path, table: str, row: int, **cells: str) -> dict[str, Any]:
    """The shipped record with some cells of one row changed, in a folder of its own, and the config that reads it."""
    for file in OBSERVED.glob("*.csv"):
        lines = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
        if file.stem == table:
            lines[row] |= cells
        with (folder / file.name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
    config = plain()
    config["record"]["folder"] = str(folder)
    return config


def test_statements_that_no_table_satisfies_are_refused(tmp_path: Path) -> None:
    config = with_cell(tmp_path, "counts", 0, low="5010", high="5020", value="5000")
    with using(stored_chronicle(config)), pytest.raises(ModelError, match="no whole-number table of attacks satisfies"):
        record(1)


def test_a_stretch_that_a_bound_cuts_is_refused_before_anything_is_played(tmp_path: Path) -> None:
    config = with_cell(tmp_path, "part_bounds", 0, end="2023-03-30")
    with using(stored_chronicle(config)), pytest.raises(ModelError, match="begins or ends within a stretch"):
        check_record()
