from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from viewer.text.pieces import LONGEST, LONGEST_MIXED, cut


def test_a_short_text_is_one_piece() -> None:
    assert cut("") == [(0, 0)]
    assert cut("x" * LONGEST_MIXED) == [(0, LONGEST_MIXED)]


def test_ordinary_text_is_cut_after_a_space() -> None:
    text = "Wort " * 5000
    ranges = cut(text)
    assert len(ranges) == 5
    assert all(text[stop - 1] == " " for _, stop in ranges)


def test_text_of_alternating_direction_is_cut_short() -> None:
    text = "aא" * 20_000
    assert max(stop - start for start, stop in cut(text)) <= LONGEST_MIXED


def test_text_without_spaces_is_cut_where_no_letter_is_torn() -> None:
    text = "e\u0301" * 20_000
    for start, stop in cut(text):
        assert stop - start <= LONGEST
        assert not unicodedata.category(text[start]).startswith("M")


@given(st.text(alphabet="aא \u0301か\u200d😀", max_size=40).map(lambda text: text * 400))
def test_pieces_cover_the_text_in_order(text: str) -> None:
    ranges = cut(text)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(ranges))
    assert all(stop - start <= LONGEST for start, stop in ranges)
