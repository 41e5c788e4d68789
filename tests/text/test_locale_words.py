"""Words that the locale data knows."""

from __future__ import annotations

import pytest

from viewer.text.locale_words import locale_words, plain


@pytest.mark.parametrize(("language", "word"), [("de", "dezem"), ("pt", "dezem"), ("ar", "ديسمب"), ("ur", "دسمبر")])
def test_months_are_their_numbers(language: str, word: str) -> None:
    assert locale_words(language).concepts[word] == "n12"


def test_weekdays_meet_across_languages() -> None:
    assert locale_words("de").concepts["monta"] == locale_words("ja").concepts["月曜日"]


def test_units_of_time_meet_across_languages() -> None:
    assert locale_words("fr").concepts["semai"] == locale_words("ru").concepts["недел"] == "cweek"


def test_number_words_have_values() -> None:
    assert locale_words("de").numbers["zwanzig"] == 20
    assert locale_words("fr").numbers["troisieme"] == 3


def test_a_language_without_rules_does_not_borrow_the_english_ones() -> None:
    assert not locale_words("ur").numbers


def test_scale_words_have_values() -> None:
    assert locale_words("pt").scales["milhões"] == 1_000_000
    assert locale_words("hi").scales["लाख"] == 100_000


def test_an_unknown_language_still_answers() -> None:
    words = locale_words("und")
    assert words.scales is not None


def test_plain_drops_what_cannot_be_seen() -> None:
    assert plain("ein\xadund\xadZwanzig\u200f") == "einundzwanzig"
