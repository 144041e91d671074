"""What is complained of reaches the terminal in one readable line."""

from __future__ import annotations

import pytest

from experiments.command.one_line import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n b\t c", "a b c"),
        ("a \x1b[31m b", "a \\x1b[31m b"),
        ("a\u202eb", "a\\u202eb"),
        ("\x00", "\\x00"),
        ("زينب is no militia", "زينب is no militia"),
    ],
)
def test_it_shows_what_it_means(text: str, line: str) -> None:
    assert one_line(text) == line


def test_what_is_too_long_is_cut_where_it_is_long() -> None:
    said = one_line(f"key 'x' is '{'y ' * 5000}': it must be short. Change it in here. {'z' * 9000}")
    assert said.startswith("key 'x' is 'y y")
    assert "characters) ..." in said
    assert "': it must be short. Change it in here." in said
    assert len(said) < 600
    assert len(one_line("short words " * 1000)) < 2100
