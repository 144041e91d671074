"""conf/timeline is the settled coding in another form: every edge, level, role and cause, row by row."""

from __future__ import annotations

import re

import pytest
import yaml

from experiments.files.checkout import CONF
from experiments.observed.coding import SETTLED, Coded, coding
from experiments.observed.coding.edge import Edge

TIMELINE = yaml.safe_load((CONF / "timeline" / "iraq.yaml").read_text(encoding="utf-8"))
SECTIONS = {"spell": "spells", "occasion": "occasions", "anchor": "anchors"}
SETTLED_ROWS = coding(SETTLED)
REPORTS = {"ACLED 2023": "A", "Knights 2020": "K", "MEMRI 2021": "M"}
ALONE = {"the public record": "public", "calendar": "calendar"}


def edge(found: Edge) -> object:
    """As the timeline writes it: a day, earliest/latest, or a word; None for what is never unmade."""
    if not found.width:
        return None if found.quality == "none" else found.quality
    return found.earliest if found.width == 1 else f"{found.earliest}/{found.latest}"


def expected(row: Coded) -> dict[str, object]:
    if row.kind != "spell":
        return {
            row.kind: row.driver, "day": edge(row.starts), "quality": {"day": row.start_quality}, "role": row.role,
        }  # fmt: skip
    return {
        "driver": row.driver,
        "start": edge(row.starts),
        "end": edge(row.ends),
        "value": row.level_set if len(row.levels) > 1 else row.levels[0],
        "quality": {"start": row.start_quality, "end": row.end_quality, "level": row.level_quality},
        "role": row.role,
    }


def lines(source: str) -> set[str]:
    """The references of a source as the coding writes them: `A18n14` for ACLED 2023, line 18, note 14."""
    found = set()
    for part in source.split("; "):
        if part in ALONE:
            found.add(ALONE[part])
            continue
        report, numbers = re.fullmatch(r"(.+?) lines? (.+)", part).groups()
        found |= {REPORTS[report] + number.replace(" note ", "n") for number in numbers.split(", ")}
    return found


def test_the_timeline_has_the_rows_of_the_settled_coding_in_their_order():
    for kind, section in SECTIONS.items():
        assert list(TIMELINE[section]) == [row.row for row in SETTLED_ROWS if row.kind == kind]


@pytest.mark.parametrize("row", SETTLED_ROWS, ids=lambda row: row.row)
def test_a_row_of_the_timeline_is_the_settled_one(row):
    found = TIMELINE[SECTIONS[row.kind]][row.row]
    assert {name: found[name] for name in expected(row)} == expected(row)
    assert found.get("split", "") == row.split
    assert found.get("depends_on", []) == [entry for entry in row.depends_on.split(";") if entry]
    assert lines(found["source"]) == set(row.source_lines.split(";"))
