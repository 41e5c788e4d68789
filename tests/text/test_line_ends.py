from __future__ import annotations

from itertools import pairwise

import pytest

from viewer.text.line_ends import line_ends


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("th", ["มนุษย์", "ทั้ง", "หลาย", "เกิด", "มา"]),
        ("km", ["មនុស្ស", "ទាំងអស់", "កើតមក", "មាន", "សេរីភាព"]),
        ("my", ["လူ့", "အခွင့်အရေး ", "ကြေညာစာတမ်း"]),
        ("de", ["😀 ", "Das ", "Wort ", "ไทย ", "ist ", "fremd"]),
    ],
)
def test_lines_end_between_words(language: str, words: list[str]) -> None:
    text = "".join(words)
    assert [text[start:stop] for start, stop in pairwise([0, *line_ends(text, language)])] == words


def test_text_with_spaces_between_words_needs_no_dictionary() -> None:
    assert line_ends("Die Stadt und مدينة und 日本語", "de") == []
