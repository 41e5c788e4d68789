"""Furniture by what several documents have in common; what may be content stays content."""

from __future__ import annotations

import lzma
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.text.repetition import Repetition

PROSE = (
    "Am Morgen ging er mit {} noch einmal durch die Stadt, sah die Brücken und den Fluss und dachte an alles, was er "
    "in den letzten Jahren gesehen hatte, und an die Menschen, denen er begegnet war."
)


def prose(number: int) -> str:
    return PROSE.format("".join("abcdefghij"[int(digit)] for digit in str(number)))


def marked(documents: Sequence[Sequence[str]], language: str = "de") -> list[list[str]]:
    repetition = Repetition(language)
    for document in documents:
        repetition.add(document)
    return [[document[number] for number in repetition.furniture(document)] for document in documents]


def scattered(lines: Sequence[str], documents: int = 6, each: int = 3) -> list[list[str]]:
    """Documents of twenty paragraphs with three lines or more in each, at random places."""
    rng = random.Random(1)
    found = []
    for number in range(documents):
        document = [prose(100 * number + k) for k in range(20)]
        for line in rng.choices(lines, k=each):
            document.insert(rng.randrange(20), line)
        found.append(document)
    return found


def test_labels_between_paragraphs_of_many_documents_are_furniture() -> None:
    lines = ["Mehr zum Thema", "Anzeige"]
    documents = scattered(lines)
    assert marked(documents) == [[line for line in document if line in lines] for document in documents]


def test_counts_in_them_may_differ() -> None:
    documents = [[prose(100 * n + k) for k in range(20)] for n in range(4)]
    for number, document in enumerate(documents):
        document[15:15], document[5:5] = [f"Kommentare ({number})"], [f"Kommentare ({number + 7})"]
    assert [len(found) for found in marked(documents)] == [2, 2, 2, 2]


def test_chapters_are_content() -> None:
    parts = [
        [line for k in range(9) for line in (f"Kapitel {k}", prose(99 * n + k), prose(99 * n + k + 50))]
        for n in range(4)
    ]
    assert not any(marked(parts))
    chapters = [[f"Teil {n // 3}", f"Kapitel {n}", *(prose(99 * n + k) for k in range(8))] for n in range(9)]
    assert not any(marked(chapters))


def test_a_sentence_is_furniture_only_beside_labels() -> None:
    sentence = "Teilen Sie diesen Artikel und abonnieren Sie unseren Newsletter."
    alone = scattered([sentence])
    assert not any(marked(alone))
    site = scattered(["Mehr zum Thema", "Anzeige", sentence], 12, 4)
    assert {line for found in marked(site) for line in found} == {"Mehr zum Thema", "Anzeige", sentence}


@pytest.mark.parametrize("line", ["Ja.", "„Nein!“", "– Warum?", "Sagte er,", "* * *", "ja"])
def test_what_people_say_again_and_again_is_content(line: str) -> None:
    assert not any(marked(scattered([line])))


def test_dialogue_is_content_also_at_the_end() -> None:
    said = ["Ja.", "Nein.", "Warum?", "Ich weiß."]
    chapters = scattered(said, 12)
    for number, chapter in enumerate(chapters):
        chapter += said if number % 3 == 0 else []
    assert not any(marked(chapters))


def test_headings_that_come_once_in_every_document_are_content() -> None:
    papers = [
        ["Einleitung", prose(k), prose(k + 9), "Methoden", prose(k + 18), "Ergebnisse", prose(k + 27)] for k in range(9)
    ]
    assert not any(marked(papers))


def test_the_speakers_of_a_play_are_content() -> None:
    names = ["HAMLET", "HORATIO", "OPHELIA"]
    acts = [[line for k in range(30) for line in (names[(act + k) % 3], prose(100 * act + k))] for act in range(5)]
    assert not any(marked(acts))


def test_a_poem_and_a_list_have_no_furniture() -> None:
    assert not any(marked([["Quoth the Raven", f"Line {k}", "Nevermore", "Nevermore"] for k in range(6)], "en"))


def test_a_header_and_a_footer_are_furniture() -> None:
    header, footer = (
        ["Der Tag", "Zeitung für alle"],
        ["Impressum", "Datenschutz", "Kontakt", "Alle Rechte vorbehalten."],
    )
    pages = [[*header, f"Titel {k * 'x'}", *(prose(10 * k + n) for n in range(8)), *footer] for k in range(4)]
    assert marked(pages) == [[*header, *footer]] * 4


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (["Lieber Theo"], ["Mit einem Händedruck", "Dein Vincent"]),
        (["Liebes Tagebuch,"], ["Gute Nacht."]),
        ([], ["Und wenn sie nicht gestorben sind, dann leben sie noch heute."]),
    ],
)
def test_how_letters_and_tales_begin_and_end_is_content(start: list[str], end: list[str]) -> None:
    assert not any(marked([[*start, *(prose(10 * k + n) for n in range(8)), *end] for k in range(5)]))


def test_two_documents_prove_nothing() -> None:
    assert not any(marked(scattered(["Mehr zum Thema", "Anzeige"], 2)))


@pytest.mark.parametrize("tag", ["de", "ja", "la"])
def test_books_of_the_bible_have_no_furniture(shared_data: Path, tag: str) -> None:
    books: dict[str, list[str]] = {}
    with lzma.open(shared_data / "bible" / f"{tag}.tsv.xz", "rt", encoding="utf-8") as file:
        for line in file:
            key, _, verse = line.rstrip("\n").partition("\t")
            books.setdefault(key.split()[0], []).append(verse)
    assert not any(marked(list(books.values())[:5], tag))


@given(st.lists(st.lists(st.text(min_size=1, max_size=300), max_size=12), max_size=6), st.sampled_from(["de", "ja"]))
def test_any_documents_can_be_compared(documents: list[list[str]], tag: str) -> None:
    for document, found in zip(documents, marked(documents, tag), strict=True):
        assert len(found) <= len(document)
