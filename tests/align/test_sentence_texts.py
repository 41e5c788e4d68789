from __future__ import annotations

from viewer.align import Paragraphs
from viewer.align.sentence_texts import align_sentences, are_sentences

GERMAN = ["Anna kam 1956 nach Zermatt. Sie blieb dort lange.", "Boris ging 1960 fort. Niemand sah ihn wieder. Schade."]
ENGLISH = ["Anna came to Zermatt in 1956. She stayed there long.", "Boris left in 1960. Nobody saw him again. A pity."]


def sides(*texts: list[str]) -> list[Paragraphs]:
    return [Paragraphs(language, text) for language, text in zip(("de", "en"), texts, strict=True)]


def test_lines_of_single_sentences_are_sentences_already() -> None:
    assert are_sentences(sides([f"Satz {n}." for n in range(9)] + ["Eins. Zwei."], ["One."]))
    assert not are_sentences(sides(GERMAN, [one for text in ENGLISH for one in text.split(". ")]))


def test_such_lines_keep_their_numbers() -> None:
    german = ["Anna kam 1956.", "Sie blieb lange.", "Boris ging 1960."]
    english = ["Anna came in 1956.", "She stayed long.", "Boris left in 1960."]
    assert [row.cells for row in align_sentences(sides(german, english))] == [((n,), (n,)) for n in range(3)]


def test_sentences_of_paragraphs_are_counted_through_the_text() -> None:
    rows = align_sentences(sides(GERMAN, ENGLISH))
    assert [row.cells for row in rows] == [((n,), (n,)) for n in range(5)]


def test_every_sentence_has_its_number_once() -> None:
    rows = align_sentences(sides([*GERMAN, "Ein Ende. Noch eins."], ["Something else. " + ENGLISH[0]]))
    assert [n for row in rows for n in row.cells[0]] == list(range(7))
    assert [n for row in rows for n in row.cells[1]] == list(range(3))
