"""Every reader can tell the colours apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from experiments.figures.palette import MISSED, PARTLY, REPRODUCED, colours, label
from tests.experiments.figures.conftest import COLOURS

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ @ np.ones(3)


def seen(colour: str, sight: str) -> np.ndarray:
    """CIE L*a*b* of a colour as a reader with that sight sees it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(TO_XYZ @ np.clip(np.array(SIGHT[sight]) @ linear, 0.001, 1) / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(
    "palette", [tuple(COLOURS.values()), (REPRODUCED, PARTLY, MISSED)], ids=["targets", "verdicts"]
)
def test_colours_differ_for_every_sight(palette, sight):
    nearest = min(float(np.linalg.norm(seen(a, sight) - seen(b, sight))) for a, b in combinations(palette, 2))
    assert nearest > 15  # a difference of 2.3 can just be noticed


@pytest.mark.parametrize("colour", COLOURS.values())
def test_colours_stand_out_from_the_paper(colour):
    assert np.linalg.norm(seen(colour, "normal") - seen("white", "normal")) > 40


def test_a_target_keeps_its_colour_whatever_stands_beside_it():
    assert colours(["mine", "us_base", "yours"])["us_base"] == COLOURS["us_base"]


def test_new_targets_get_colours_of_their_own():
    names = [*COLOURS, *(f"new{k}" for k in range(60))]
    found = colours(names)
    assert list(found) == names
    assert len(set(found.values())) == len(names)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("us_base", "US bases"), ("us_embassy", "US embassy"), ("phase1", "Phase 1"), ("_x", "X"), ("", "(no name)")],
)
def test_names_are_written_for_readers(name, expected):
    assert label(name) == expected
