from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.text.invisible import find, full_name, is_space, short_name


@pytest.mark.parametrize(
    ("character", "short", "full"),
    [
        ("\u200f", "RLM", "RIGHT-TO-LEFT MARK (U+200F)"),
        ("\u00a0", "NBSP", "NO-BREAK SPACE (U+00A0)"),
        ("\t", "TAB", "TAB (U+0009)"),
        ("\ufeff", "BOM", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
        ("\u2003", "2003", "EM SPACE (U+2003)"),
        ("\U000e0041", "E0041", "TAG LATIN CAPITAL LETTER A (U+E0041)"),
        ("\x01", "0001", "U+0001"),
        ("\ufe0f", "VS16", "VARIATION SELECTOR-16 (U+FE0F)"),
        ("\U000e0100", "VS17", "VARIATION SELECTOR-17 (U+E0100)"),
        ("\u3164", "3164", "HANGUL FILLER (U+3164)"),
    ],
)
def test_invisible_characters_have_names(character: str, short: str, full: str) -> None:
    assert (short_name(character), full_name(character)) == (short, full)


@pytest.mark.parametrize("character", " \u3000a.ß文्ّ")
def test_what_can_be_seen_has_none(character: str) -> None:
    assert short_name(character) == ""


def test_spaces_take_room_and_marks_do_not() -> None:
    assert [is_space(character) for character in "\t\u00a0\u202f\u200b\u200d\u00ad"] == [True] * 3 + [False] * 3


def test_they_are_found_where_they_stand() -> None:
    assert list(find("𝒜a\u200fb c\u00a0\u3000d\u00ad")) == [2, 6, 9]


@given(st.text())
def test_none_is_passed_over(text: str) -> None:
    assert list(find(text)) == [place for place, letter in enumerate(text) if short_name(letter)]
