"""Languages by script and by classifier, and what bears a claim out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer import assets
from viewer.text.detection import SAMPLE, guess, is_foreign, sample, scripts, support

ENGLISH = "Notes for the meeting on Monday: bring the report and the list of open points."


@pytest.mark.parametrize("tag", ["de", "pt", "ar", "ja", "ur"])
def test_the_sample_texts_are_recognised(tag: str) -> None:
    assert guess((assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8")).language == tag


@pytest.mark.parametrize(
    ("file", "tag"),
    [("arb", "ar"), ("deu_1996", "de"), ("eng", "en"), ("fra", "fr"), ("hin", "hi"), ("jpn", "ja"), ("rus", "ru")],
)
def test_the_declaration_is_recognised_in_every_language(shared_data: Path, file: str, tag: str) -> None:
    lines = (shared_data / "udhr" / f"{file}.tsv").read_text(encoding="utf-8").splitlines()
    assert guess("\n".join(line.partition("\t")[2] for line in lines)).language == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("これは本です", "ja"),
        ("这是一本书", "zh"),
        ("이것은 책입니다", "ko"),
        ("یہ ایک بڑی کتاب ہے", "ur"),
        ("นี่คือหนังสือ", "th"),
        ("ეს წიგნია", "ka"),
    ],
)
def test_a_script_of_one_language_decides_alone(text: str, tag: str) -> None:
    assert guess(text).language == tag
    assert support(text, tag) == 1.0
    assert support(text, "de") == 0.0


@pytest.mark.parametrize("text", ["", "12345", "---", "\ufffd\ufffd"])
def test_without_letters_nothing_is_told(text: str) -> None:
    assert guess(text).language == "und"
    assert support(text, "de") is None


def test_a_word_that_could_be_anything_has_no_language() -> None:
    assert guess("Quelle").language == "und"


@pytest.mark.parametrize("tag", ["is", "id", "de", "ja"])
def test_english_does_not_bear_out_another_language(tag: str) -> None:
    assert (support(ENGLISH, tag) or 0.0) < 0.01
    assert support(ENGLISH, "en") == 1.0


def test_relatives_count_for_one_another() -> None:
    assert support("Dette er en bok om fjell og fjorder i Norge.", "nb") == 1.0


def test_a_language_that_the_classifier_does_not_know_is_left_open() -> None:
    assert support("Wšitcy čłowjekojo su wot naroda swobodni", "hsb") is None


def test_a_vietnamese_line_in_a_portuguese_text_is_foreign() -> None:
    assert is_foreign("Vietnam.vn - Nền tảng quảng bá Việt Nam", "pt")
    assert not is_foreign("Conquistas da cooperação nos últimos 20 anos", "pt")
    assert not is_foreign("No data", "pt")
    assert not is_foreign("Nền tảng quảng bá Việt Nam", "und")


def test_letters_are_counted_by_script() -> None:
    assert scripts("ab Жш 本") == {"Latn": 2, "Cyrl": 2, "Hani": 1}


@given(st.text(max_size=30_000))
def test_a_sample_is_short(text: str) -> None:
    assert len(sample(text)) <= SAMPLE
    assert sample(text[:SAMPLE]) == text[:SAMPLE]
