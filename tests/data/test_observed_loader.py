"""The loader refuses what the codebook does not allow, and says where."""

import subprocess
import sys

import pytest

from experiments.files.checkout import OBSERVED
from experiments.observed.tables import Attack, BrandParent, Count, NamedAttack, PeriodRate, load


@pytest.fixture
def spoil(tmp_path):
    """Copies a table with one text replaced (once), and loads the copy."""

    def change(kind, old, new):
        source = OBSERVED / f"{kind.table}.csv"
        text = source.read_text(encoding="utf-8")
        assert old in text
        (tmp_path / source.name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return load(kind, tmp_path)

    return change


@pytest.mark.parametrize(
    ("kind", "old", "new", "message"),
    [
        (
            Count,
            "us_base,all,count",
            "us_bases,all,count",
            r"counts\.csv:3: target 'us_bases' is unknown; use one of us_base, ",
        ),
        (Count, ",101,124,", ",125,124,", r"counts\.csv:3: low 125\.0 is above high 124\.0$"),
        (Count, ",101,124,", ",many,124,", r"counts\.csv:3: low 'many' is not a finite number$"),
        (Count, ",101,124,", ",nan,124,", r"counts\.csv:3: low 'nan' is not a finite number$"),
        (Count, "2023-03-31", "2018-03-31", r"counts\.csv:2: start 2019-06-01 is above end 2018-03-31$"),
        (
            Count,
            "2019-06-01",
            "June 2019",
            r"counts\.csv:2: start 'June 2019' is not a date such as 2020-10-10$",
        ),
        (Count, "acled,5,", "acled,42,", r"counts\.csv:2: line 42 is not in acled, which has lines 1 to 41$"),
        (Count, "acled,5,", "acled,five,", r"counts\.csv:2: line 'five' is not a whole number$"),
        (Count, ",R3,", ",R11,", r"counts\.csv:2: rule 'R11' is unknown; use one of R1, R2,"),
        (
            Count,
            ",R3,stated",
            ",stated",
            r"counts\.csv:2: the row has more or fewer cells than the header; it needs 16$",
        ),
        (
            Count,
            ",R3,",
            ",R3,R3,",
            r"counts\.csv:2: the row has more or fewer cells than the header; it needs 16$",
        ),
        (Count, "id,target", "id,goal", r"counts\.csv:1: header .*goal.*; the table needs .*target"),
        (
            BrandParent,
            "0.15,0.6,0.25",
            "0.15,0.6,0.15",
            r"brand_parents\.csv:2: .* add up to 0\.9; they must add up to 1$",
        ),
        (
            NamedAttack,
            "unnamed,yes",
            "unnamed,perhaps",
            r"named_attacks\.csv:2: claimed 'perhaps' is not yes or no$",
        ),
        (PeriodRate, ",14,1,30,", ",,1,30,", r"period_rates\.csv:2: count '' is not a finite number$"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(spoil, kind, old, new, message):
    with pytest.raises(ValueError, match=message) as caught:
        spoil(kind, old, new)
    assert "\n" not in str(caught.value)


def test_an_empty_value_is_none_and_not_zero():
    rows = {row.id: row for row in load(Count)}
    assert rows["C33"].value is None
    assert rows["C34"].value == 0


def test_a_road_between_two_governorates_names_both():
    rows = {row.id: row for row in load(Attack)}
    assert rows["EV17"].governorate == ("al-Muthanna", "al-Qadisiyah")
    assert rows["EV16"].governorate == ("al-Qadisiyah",)


def test_rows_cannot_be_changed():
    row = load(Count)[0]
    with pytest.raises(AttributeError):
        row.low = 0.0  # type: ignore[misc]


def test_tables_are_found_from_any_directory(tmp_path):
    code = "from experiments.observed.tables import Count, load; print(len(load(Count)))"
    root = str(OBSERVED.parents[1])
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {root!r}); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "93"


def test_tables_are_plain_utf8_with_unix_lines():
    for path in OBSERVED.glob("*.csv"):
        raw = path.read_bytes()
        raw.decode("utf-8")
        assert raw.endswith(b"\n")
        assert b"\r" not in raw
        assert not raw.startswith((b"#", b"\xef\xbb\xbf"))
