"""Code points and UTF-16 agree with Python's own encoder, and each conversion undoes the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.text.offsets import Utf16Map, to_code_point, to_utf16

TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a€😀𝒜")), max_size=40)


@pytest.mark.parametrize(
    ("text", "code_points", "utf16"), [("𝒜𝒷😀 Can", 4, 7), ("メコン", 2, 2), ("", 0, 0), ("😀", 1, 2)]
)
def test_counts_letters_beyond_the_basic_plane_twice(text: str, code_points: int, utf16: int) -> None:
    assert to_utf16(text, code_points) == utf16
    assert to_code_point(text, utf16) == code_points


def test_an_offset_inside_a_pair_is_that_of_its_letter() -> None:
    assert to_code_point("a😀b", 2) == 1


@pytest.mark.parametrize("offset", [-1, 4])
def test_refuses_offsets_outside_the_text(offset: int) -> None:
    with pytest.raises(IndexError):
        to_utf16("abc", offset)
    with pytest.raises(IndexError):
        to_code_point("abc", offset)


@given(TEXTS)
def test_agrees_with_the_encoder_and_back(text: str) -> None:
    units = Utf16Map(text)
    assert units.same == (text == "" or max(text) <= "\uffff")
    expected = [len(text[:place].encode("utf-16-le")) // 2 for place in range(len(text) + 1)]
    assert [units.to_utf16(place) for place in range(len(text) + 1)] == expected
    assert [units.to_code_point(unit) for unit in expected] == list(range(len(text) + 1))
    assert units.all_to_utf16(np.arange(len(text) + 1)).tolist() == expected
    assert units.all_to_code_points(np.array(expected, np.int64)).tolist() == list(range(len(text) + 1))
