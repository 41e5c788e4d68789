from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.text.sentences import sentences


def cut(text: str, language: str) -> list[str]:
    return [text[start:stop] for start, stop in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Am 31. Dezember kam Dr. Meier zu J. S. Bach. ", "Das war 1990. ", "Ludwig XIV. schwieg."]),
        ("de", ["Er hat z. B. zwei, vgl. Kap. 3! ", "Sie nicht."]),
        ("de", ["Sie rief: „Komm! Jetzt.“ ", "Er ging (nach Haus. Ja.) fort. ", "»Nein. Nie!« sagte sie."]),
        ("en", ["The U.S. Army came at 3.15 p.m. on 5 May. ", "Mr. Smith said no. ", "“Come! Now.” ", "He went."]),
        ("en", ["“Where?” he asked. ", "See p. 3 and Fig. 2. ", "Well... then. ", "It rained… ", "Then not."]),
        ("en", ["1. Introduction. ", "2.5 is more than 2."]),
        ("fr", ["« Où ? » dit-il. ", "« Là. » ", "M. Dupont arriva avec Mme Roux, cf. p. 4. ", "Bien… ", "Mais non."]),
        ("es", ["¿Qué? ", "¡Nada! ", "El Sr. García y la Sra. Ruiz viven en la pág. 5."]),
        ("ru", ["А. С. Пушкин родился в 1799 г. в Москве. ", "Он писал… ", "Им. Ленина и т. д."]),
        ("tr", ["Dr. Kaya 3. sırada. ", "Sen nerede? ", "Doç. Ak geldi."]),
        ("cs", ["Dne 5. května přišel dr. Novák. ", "Kdo?"]),
        ("ja", ["彼は「行くよ。もう。」と言った。", "本当？", "はい。", "『来い。』", "彼は言った（笑。）！"]),
        ("zh", ["“走吧！快。”他说。", "然后他走了……很远。", "“好。”", "我不去！"]),
        ("ko", ["안녕하세요. ", "저는 김입니다. ", "네. ", "좋아요!"]),
        ("ar", ["هل تريد؟ ", "نعم؛ أريد. ", "قال د. محمد شيئا. ", "ثم ذهب."]),
        ("ur", ["یہ کتاب ہے۔ ", "کیا؟ ", "وہ گیا۔"]),
        ("hi", ["वह गया। ", "डॉ. शर्मा आए। ", "श्लोक यह है ॥ १ ॥ ", "और?"]),
        ("he", ["ד\"ר כהן הלך. ", "צה\"ל בא. ", "\"שלום. להתראות.\" ", "הוא אמר."]),
        ("th", ["สวัสดีครับ ผมชื่อสมชาย คุณชื่ออะไร"]),
        ("hy", ["Բարեւ։ ", "Ինչպես ես։"]),
        ("am", ["ሰላም። ", "እንዴት ነህ።"]),
        ("el", ["Πού είναι; ", "Ο κ. Παπάς ήρθε."]),
        ("grc", ["ἦν δὲ τίς; ", "οὗτος."]),
        ("und", ["One. ", "Two! ", "😀 Three."]),
    ],
)  # fmt: skip
def test_sentences_of_many_languages(language: str, expected: list[str]) -> None:
    assert cut("".join(expected), language) == expected


def test_what_has_no_letters_is_no_sentence() -> None:
    assert cut("31. 12. 1990 * * * !!! ", "en") == ["31. 12. 1990 * * * !!! "]
    assert cut("", "de") == []


def test_a_line_break_ends_a_sentence_unless_it_goes_on_in_the_next_line() -> None:
    assert cut("Am Fluss\nUnd am Meer\nist es still.", "de") == ["Am Fluss\n", "Und am Meer\nist es still."]


def test_long_quoted_speech_has_sentences_of_its_own() -> None:
    speech = "Das ist ein Satz. " * 20
    assert len(cut(f"Er sagte: „{speech}Ende.“ Dann ging er.", "de")) == 22


def test_a_mark_that_is_left_open_joins_nothing() -> None:
    assert cut("(Eins. „Zwei. Drei.", "de") == ["(Eins. ", "„Zwei. ", "Drei."]


@given(st.text(alphabet='aA1.!?…。「」“”„"«»() \n।א؟😀', max_size=80), st.sampled_from(("de", "ja", "fr", "zh", "grc")))
def test_sentences_cover_the_text_in_order(text: str, language: str) -> None:
    ranges = sentences(text, language)
    assert "".join(text[start:stop] for start, stop in ranges) == text
    assert all(start < stop for start, stop in ranges)
    assert all(one[1] == two[0] for one, two in pairwise(ranges))


@pytest.mark.parametrize("text", ["1. ", "(", "“a. ", "Dr. ", "「a。", ". ", "«»", " "])
def test_the_cost_does_not_grow_faster_than_the_text(text: str) -> None:
    # With a quadratic step anywhere this takes minutes.
    assert len(sentences(text * 30_000, "de")) >= 1
