"""Where a version has no hit and others have one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.search.omissions import missing

row_sets = st.dictionaries(st.sampled_from("abcd"), st.frozensets(st.integers(0, 12)))


def rows(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(sorted(numbers), dtype=np.int64)


def test_rows_with_hits_elsewhere_are_missing_from_a_version() -> None:
    found = missing({"de": rows(1, 5), "pt": rows(1, 2), "ja": rows(1)}, ["de", "pt", "ja"])
    assert {version: units.tolist() for version, units in found.items()} == {"de": [2], "pt": [5], "ja": [2, 5]}


def test_a_version_may_have_its_hits_in_other_rows() -> None:
    found = missing({"de": rows(1, 5), "ja": rows()}, ["de", "ja"])
    assert {version: units.tolist() for version, units in found.items()} == {"ja": [1, 5]}


def test_a_version_without_any_hit_omits_nothing() -> None:
    assert missing({"de": rows(1, 5), "ja": rows()}, ["de"]) == {}


@given(row_sets)
def test_is_what_sets_say(sets: dict[str, frozenset[int]]) -> None:
    some = frozenset[int]().union(*sets.values())
    expected = {version: sorted(some - found) for version, found in sets.items() if some - found}
    got = missing({version: rows(*found) for version, found in sets.items()}, list(sets))
    assert {version: units.tolist() for version, units in got.items()} == expected
