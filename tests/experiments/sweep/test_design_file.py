"""A design of one's own: what is right is read as it stands, what is wrong is said with its row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.sweep.design_file import read_design
from model.errors import ModelError

NUMBERS = frozenset({"parameters.feud", "parameters.risk_weight"})
GOOD = "scenario,parameters.feud.value,seed,mechanisms.rivalry\nno_truce,0.5,7,true\nbaseline,1e0,8,false\n"


def test_csv_becomes_cells_and_numbers_in_its_own_order(tmp_path: Path) -> None:
    file = tmp_path / "design.csv"
    file.write_text(GOOD)
    cells, cell, paths, values = read_design(str(file), NUMBERS)
    assert [dict(one) for one in cells] == [
        {"scenario": "no_truce", "seed": 7, "mechanisms.rivalry": True},
        {"scenario": "baseline", "seed": 8, "mechanisms.rivalry": False},
    ]
    assert (cell.tolist(), paths, values.tolist()) == ([0, 1], ("parameters.feud",), [[0.5], [1.0]])


@pytest.mark.parametrize("rows", [1000, pytest.param(10**6, marks=pytest.mark.slow)])
def test_draws_in_parquet_are_read(rows: int, tmp_path: Path) -> None:
    file = tmp_path / "draws.parquet"
    draws = np.random.default_rng(1).random((2, rows))
    pq.write_table(pa.table({"parameters.feud": draws[0], "parameters.risk_weight": draws[1]}), file)
    cells, cell, _, values = read_design(str(file), NUMBERS)
    assert (len(cells), len(cell), values.shape) == (1, rows, (rows, 2))
    assert np.array_equal(values, draws.T)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\ufeffparameters.feud\n1\n", "byte-order mark"),
        ("parameters.feud;parameters.risk_weight\n1;2\n", "separates its columns by ';'"),
        ("parameters.feud\nnan\n", "row 1: parameters.feud is 'nan': it must be a finite number"),
        ("parameters.feud\n1\ninf\n", "row 2: parameters.feud is 'inf'"),
        ("parameters.feud,seed\n1,1\n,2\n", "row 2: parameters.feud is empty"),
        ("parameters.feud\n1\n2\n1.0\n", "row 3: it is the same set as row 1"),
        ("seed\n1\n2\n2\n", "row 3: it is the same set as row 2"),
        ("parameters.feud,parameters.feud.value\n1,2\n", "'parameters.feud' twice"),
        ("parameters.feud,\n1,2\n", "column without a name"),
        ("parameters.feud\n", "has a header and no row"),
        ("\n1\n", "no header"),
        ("parameters.feud,seed\n1\n", "cannot be read as a table"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_row(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "design.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=said):
        read_design(str(file), NUMBERS)


def test_parquet_with_gaps_or_words_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "draws.parquet"
    pq.write_table(pa.table({"parameters.feud": [1.0, None]}), file)
    with pytest.raises(ModelError, match=r"row 2: parameters.feud is 'nan'"):
        read_design(str(file), NUMBERS)
    pq.write_table(pa.table({"parameters.feud": [[1.0]]}), file)
    with pytest.raises(ModelError, match="it must hold numbers"):
        read_design(str(file), NUMBERS)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not there"):
        read_design(str(tmp_path / "none.csv"), NUMBERS)
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00,\x00")
    with pytest.raises(ModelError, match="cannot be read as a table"):
        read_design(str(tmp_path / "bytes.csv"), NUMBERS)
