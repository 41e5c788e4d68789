"""Word boundaries count code points and know scripts without spaces."""

from itertools import pairwise

import pytest

from viewer.search.words import boundaries


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Can Tho, 31.12.2023", ["Can", " ", "Tho", ",", " ", "31.12.2023"]),
        ("😀 𝒜𝒷 x", ["😀", " ", "𝒜𝒷", " ", "x"]),
        ("神は天地を創造", ["神", "は", "天地", "を", "創造"]),
        ("ภาษาไทยง่ายมาก", ["ภาษา", "ไทย", "ง่าย", "มาก"]),
        ("می\u200cخواهم كِتَابٌ", ["می\u200cخواهم", " ", "كِتَابٌ"]),
        ("", []),
    ],
)
def test_cuts_into_words(text: str, words: list[str]) -> None:
    ends = boundaries(text)
    assert [text[start:stop] for start, stop in pairwise(ends)] == words
