"""The shared look, text that fits, and files written whole or not at all."""

from __future__ import annotations

import subprocess
import sys

import matplotlib
import pytest
from matplotlib.figure import Figure

from experiments.figures.style import Caption, save, sheet, styled
from experiments.figures.type_size import shortened, width, wrapped

CAPTION = Caption("baseline", 6, 7, "5159158abcdef", "0f3a9b1c2d3e4f", "acled")


@styled
def plain() -> Figure:
    figure = sheet(1, "Title", "Note.", CAPTION)
    figure.add_subplot().plot([0, 1])
    return figure


def test_caption_names_all_that_the_numbers_come_from():
    assert CAPTION.text == (
        "Scenario baseline; 6 replicates, seed 7; lens acled; commit 5159158abc, config 0f3a9b1c2d3e."
    )


def test_caption_travels_inside_the_file(tmp_path):
    png, pdf, svg = save(plain(), tmp_path / "plain", ("png", "pdf", "svg"))
    for path in (png, pdf, svg):
        assert CAPTION.text.encode() in path.read_bytes()


def test_files_keep_dots_in_their_names_and_make_their_folder(tmp_path):
    paths = save(plain(), tmp_path / "new" / "run.v1")
    assert [path.name for path in paths] == ["run.v1.png", "run.v1.pdf"]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["run.v1.pdf", "run.v1.png"]


def test_files_hold_no_date(tmp_path):
    for path in save(plain(), tmp_path / "plain", ("png", "pdf", "svg")):
        assert b"Date" not in path.read_bytes()


def test_a_figure_that_fails_leaves_the_old_file_and_no_debris(tmp_path):
    (old,) = save(plain(), tmp_path / "plain", ("png",))
    before = old.read_bytes()
    broken = plain()
    broken.savefig = lambda *_args, **_kwargs: 1 / 0  # type: ignore[method-assign,assignment]
    with pytest.raises(ZeroDivisionError):
        save(broken, tmp_path / "plain", ("png",))
    assert old.read_bytes() == before
    assert list(tmp_path.iterdir()) == [old]


def test_saving_twice_gives_the_same_bytes(tmp_path):
    figure = plain()
    save(figure, tmp_path / "a")
    save(figure, tmp_path / "b")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_drawing_leaves_the_readers_settings_alone():
    with matplotlib.rc_context({"font.size": 22}):
        assert plain().findobj(lambda artist: getattr(artist, "get_fontsize", lambda: 0)() > 20) == []
        assert matplotlib.rcParams["font.size"] == 22


def test_importing_every_figure_wakes_no_engine_and_touches_neither_pyplot_nor_the_backend():
    code = (
        "import sys; from experiments.figures import all; "
        "assert {'matplotlib.pyplot', 'numba', 'mesa'}.isdisjoint(sys.modules), [*sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_text_is_cut_at_a_word_and_fits():
    text = "Attacks on US bases fall by a quarter from 2020 to 2021"
    short = shortened(text, 1.65)
    assert short == "Attacks on US bases fall by a …"
    assert width(short) <= 1.65
    assert shortened(text, 9) == text
    assert shortened("unbreakable" * 9, 1).endswith("…")
    assert width(shortened("unbreakable" * 9, 1)) <= 1


def test_bold_text_needs_more_room():
    assert width("Attacks", weight="bold") > width("Attacks") > width("Attacks", 6) > width("") == 0


def test_wrapped_lines_fit_and_lose_no_word():
    text = "one two three four five six seven eight nine ten\neleven"
    assert wrapped(text, 1).split() == text.split()
    assert max(width(line) for line in wrapped(text, 1).split("\n")) <= 1
    assert wrapped(text, 9) == text
