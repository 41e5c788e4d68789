"""Words by rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.search.word_rows import merged


@given(st.lists(st.lists(st.integers(0, 99), unique=True).map(sorted), max_size=4), st.sampled_from([100, 10_000]))
def test_rows_are_merged_each_once(runs: list[list[int]], rows: int) -> None:
    found = merged([np.array(run, np.int64) for run in runs], rows)
    assert found.tolist() == sorted({row for run in runs for row in run})
