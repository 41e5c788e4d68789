"""What can be told of one row alone."""

import pytest

from viewer.search.counted_words import Span
from viewer.search.kept import kept


def of(hit: str, text: str, partner: str, languages: tuple[str, str]) -> list[str]:
    start = text.index(hit)
    spans: list[Span] = [(start, start + len(hit))]
    return [one.text for one in kept([(text, spans, partner)], languages)]


@pytest.mark.parametrize(
    ("hit", "text", "partner", "languages", "expected"),
    [
        ("2016", "Im Jahr 2016 war es", "في عام ٢٠١٦ كان", ("de", "ar"), "٢٠١٦"),
        ("Mekong", "am Mekong entlang", "Ao longo do rio Mekong", ("de", "pt"), "Mekong"),
        ("カントー", "市はカントーです", "in Cần Thơ liegt", ("ja", "de"), "Cần Thơ"),
        ("Can", "in Can Tho", "na cidade de Can Tho hoje", ("de", "pt"), "Can"),
    ],
)
def test_numbers_names_and_quotations(
    hit: str, text: str, partner: str, languages: tuple[str, str], expected: str
) -> None:
    assert of(hit, text, partner, languages) == [expected]


def test_a_name_that_sounds_nearly_the_same_has_to_be_in_two_rows() -> None:
    pair = ("dass Trump kam", [(5, 10)], "トランプ氏が来た")
    assert kept([pair], ("de", "ja")) == []
    assert [one.text for one in kept([pair, pair], ("de", "ja"))] == ["トランプ"]


def test_nothing_is_said_of_other_words() -> None:
    assert of("schöne", "eine schöne Stadt", "uma cidade bonita", ("de", "pt")) == []


def test_a_word_in_fewer_than_half_of_the_rows_is_left_out() -> None:
    pairs = [("Paris", [(0, 5)], "Paris"), ("Paris", [(0, 5)], "lá"), ("Paris", [(0, 5)], "ali")]
    assert kept(pairs, ("de", "pt")) == []
    assert [one.places for one in kept(pairs[:2], ("de", "pt"))] == [(0,)]
