"""Forms of one word, and what only looks like them."""

import pytest

from viewer.search.inflection import are_forms, stems


def may_be(one: str, other: str) -> bool:
    return not stems(one).isdisjoint(stems(other)) and are_forms(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cidade", "cidades"),
        ("город", "городом"),
        ("царь", "царя"),
        ("roi", "rois"),
        ("الملك", "ملك"),
        ("الملك", "للملك"),
        ("وملكهم", "ملك"),
        ("מלך", "המלך"),
        ("왕", "왕이"),
    ],
)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert may_be(one, other)
    assert may_be(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rei", "mar"),
        ("stadt", "staat"),
        ("ao", "aos"),
        ("王", "王国"),
        ("ملك", "بيت"),
        ("mann", "manasse"),
        ("왕", "임금"),
    ],
)
def test_different_words(one: str, other: str) -> None:
    assert not may_be(one, other)
