"""Numbers of many scripts as plain digits."""

from __future__ import annotations

import pytest

from viewer.text.numerals import numerals


def values(text: str, **scales: int) -> list[str]:
    return [value for numeral in numerals(text, scales) for value in numeral.values]


@pytest.mark.parametrize("text", ["2023", "٢٠٢٣", "۲۰۲۳", "२०२३", "二〇二三"])
def test_every_script_gives_the_same_digits(text: str) -> None:
    assert values(text) == ["2023"]


def test_dates_and_times_come_in_parts() -> None:
    assert values("31.12.2023, 10:30, 06/01/2024") == ["31", "12", "2023", "10", "30", "6", "1", "2024"]


@pytest.mark.parametrize("text", ["1,234,567", "1.234.567", "1 234 567", "1'234'567", "١٬٢٣٤٬٥٦٧"])
def test_thousands_are_joined(text: str) -> None:
    assert values(text) == ["1234567"]


def test_decimals_come_in_parts() -> None:
    assert values("8839,8 m") == ["8839", "8"]


def test_scale_words_and_signs_multiply() -> None:
    assert values("2,5 millionen", millionen=1_000_000) == ["2500000"]
    assert values("250万 と 12億") == ["2500000", "1200000000"]


@pytest.mark.parametrize(
    ("text", "value"), [("二十", "20"), ("百二十四", "124"), ("三万五千", "35000"), ("十五億", "1500000000")]
)
def test_kanji_numbers_are_read(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["万一", "一", "千葉", "no number"])
def test_words_are_not_numbers(text: str) -> None:
    assert values(text) == []


def test_places_are_code_points_of_the_text() -> None:
    text = "vor 20 jahren"
    (found,) = numerals(text, {})
    assert text[found.start : found.stop] == "20"
