"""Priors: a place on the probit scale and a value say one thing, in every family that can be searched."""

from __future__ import annotations

import pytest
from scipy import stats

from experiments.setup.priors import ARGUMENTS, Prior

EXAMPLES = {"normal": (1.0, 2.0), "halfnormal": (1.5,), "lognormal": (0.8, 0.5), "beta": (2.0, 3.0)}


def test_every_family_has_an_example() -> None:
    assert set(EXAMPLES) == set(ARGUMENTS) - {"fixed"}


@pytest.mark.parametrize("family", EXAMPLES)
@pytest.mark.parametrize("z", [-2.0, -0.5, 0.0, 1.3])
def test_a_value_lies_where_its_quantile_was_asked_for(family: str, z: float) -> None:
    prior = Prior(family, EXAMPLES[family])
    assert prior.deviations(prior.quantile(float(stats.norm.cdf(z)))) == pytest.approx(z, abs=1e-9)


@pytest.mark.parametrize("family", ["fixed", "gamma"])
def test_a_family_without_a_scale_is_not_taken_for_another(family: str) -> None:
    with pytest.raises(ValueError, match=r"has no scale"):
        Prior(family, (2.0, 1.0)).deviations(3.0)
    with pytest.raises(ValueError, match=r"has no scale"):
        Prior(family, (2.0, 1.0)).quantile(0.5)
