"""One convention of percentiles: values that occurred, R's type 1."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.judge.percentile import defined_percentiles, percentiles

COUNTS = arrays(np.int64, st.integers(1, 40), elements=st.integers(0, 9))


@given(COUNTS, st.integers(0, 100))
def test_a_percentile_occurred_and_has_its_share_at_or_below(counts, per_cent):
    (found,) = percentiles(counts, [per_cent])
    assert found in counts
    assert (counts <= found).mean() >= per_cent / 100 - 1e-12
    assert (counts < found).mean() <= per_cent / 100 + 1e-12


def test_the_median_of_an_even_number_is_the_lower_one():
    assert percentiles(np.array([4, 1, 3, 2]), [50]).tolist() == [2.0]


def test_what_is_unknown_is_left_out():
    values = np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, np.nan]])
    assert defined_percentiles(values, [50])[0, 0] == 1
    assert np.isnan(defined_percentiles(values, [50])[0, 1])
