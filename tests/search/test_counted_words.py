"""Words for counting."""

import pytest

from viewer.search.counted_words import counted_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Am Anfang, 3. Tag!", ["Am", "Anfang", "3", "Tag"]),
        ("l'Éternel aujourd’hui", ["l", "Éternel", "aujourd", "hui"]),
        ("п'ять", ["п'ять"]),
        ("はじめに神は", ["はじめ", "に", "神", "は"]),
        ("𐤀𐤁 a", ["𐤀𐤁", "a"]),
        ("— …", []),
        ("", []),
    ],
)
def test_words_without_signs(text: str, words: list[str]) -> None:
    assert [text[start:stop] for start, stop in counted_words(text)] == words
