"""The numbers of a world that are not those of its content files, and where each was set, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from experiments.report.columns import number, shorten
from experiments.setup.origins import Origin

NAME = 44


def origins_line(numbers: Sequence[Origin]) -> str:
    """How many numbers each place decides, fewest first."""
    told = [f"{count} from {_short(place)}" for place, count in _places(numbers).items()]
    return shorten("Numbers: ", ", ".join([*told, f"{'the others as ' if told else 'as '}in content files"]))


def origins_table(numbers: Sequence[Origin]) -> str:
    """Each of them with its value, what it would be otherwise, and where it was set."""
    order = list(_places(numbers))
    lines = [_line("Numbers that are set elsewhere", "value", "instead of", "set by")]
    for one in sorted(numbers, key=lambda one: order.index(one.place)):
        instead = "-" if one.instead is None else number(one.instead)
        lines.append(_line(f"  {one.key}", number(one.value), instead, one.place))
    return "\n".join(lines)


def _places(numbers: Sequence[Origin]) -> dict[str, int]:
    counts = Counter(one.place for one in numbers)
    return dict(sorted(counts.items(), key=lambda place: place[1]))


def _short(place: str) -> str:
    """A file with its folder, which is its group."""
    return "/".join(Path(place).parts[-2:])


def _line(key: str, value: str, instead: str, place: str) -> str:
    return f"{key:<{NAME}} {value:>10} {instead:>12}  {place}"
