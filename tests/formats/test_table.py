"""Aligned tables: dialects, gaps, ids, and what is wrong with them."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import EmptyFile, ImportFailed, Malformed
from viewer.formats.draft import Caution, Draft, DraftAnnotation
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT, Kind, Status


def table(content: str | bytes, name: str = "t.tsv") -> Draft:
    return read(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode()))


def columns(draft: Draft) -> dict[str | None, list[str]]:
    return {text.language: [segment.text for segment in text.segments("")] for text in draft.documents[0].texts}


def cells(draft: Draft) -> list[tuple[tuple[int, int], ...]]:
    units = draft.documents[0].units
    assert units is not None
    return [unit.cells for unit in units()]


def test_every_row_is_a_unit_and_empty_cells_are_gaps() -> None:
    draft = table("de\tpt-br\nHallo\tOlá\n\tSó\n\t \n\nTschüss\t\n")
    assert columns(draft) == {"de": ["Hallo", "Tschüss"], "pt-BR": ["Olá", "Só"]}
    assert cells(draft) == [((0, 1), (0, 1)), ((1, 1), (1, 2)), ((1, 2), (2, 2))]
    assert [text.size for text in draft.documents[0].texts] == [2, 2]
    units = draft.documents[0].units
    assert units is not None
    assert {(unit.status, unit.confidence) for unit in units()} == {(Status.IMPORTED, None)}
    assert {segment.kind for segment in draft.documents[0].texts[0].segments("de")} == {Kind.BODY}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.tsv", 'de\ten\nHallo, "Welt"; ja\tHi\n'),
        ("t.csv", 'de,en\n"Hallo, ""Welt""; ja",Hi\n'),
        ("t.csv", 'de;en\n"Hallo, ""Welt""; ja";Hi\n'),
        ("t.csv", 'de\ten\nHallo, "Welt"; ja\tHi\n'),
        ("t.tab", '"de"\t"en"\n"Hallo, ""Welt""; ja"\t"Hi"\n'),
        ("t.txt", 'de\ten\nHallo, "Welt"; ja\tHi\n'),
    ],
)
def test_delimiters_and_quotes_are_told_by_the_content(name: str, content: str) -> None:
    draft = table(content, name)
    assert draft.format == "table"
    assert columns(draft) == {"de": ['Hallo, "Welt"; ja'], "en": ["Hi"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    draft = table(end.join(["de\tja", "Hallo\tこんにちは", "Welt\t世界"]).encode(encoding))
    assert columns(draft) == {"de": ["Hallo", "Welt"], "ja": ["こんにちは", "世界"]}


def test_a_quote_that_opens_nothing_is_a_letter() -> None:
    draft = table('de\ten\n"Hallo" sagte er\t"Hi", he said\n"Und\tAnd\n')
    assert columns(draft) == {"de": ['"Hallo" sagte er', '"Und'], "en": ['"Hi", he said', "And"]}


def test_a_line_end_inside_a_cell_becomes_a_space() -> None:
    assert columns(table('de,en\n"Zwei\nZeilen",Two\n', "t.csv"))["de"] == ["Zwei Zeilen"]
    assert columns(table('de\ten\n"Zwei\nZeilen"\tTwo\n'))["de"] == ["Zwei Zeilen"]


def test_ids_are_kept_as_annotations() -> None:
    draft = table("id\tde\ten\nMT 1:1\tHallo\tHi\n\tx\ty\n")
    assert list(columns(draft)) == ["de", "en"]
    first, second = draft.documents[0].texts[0].segments("de")
    assert first.annotations == (DraftAnnotation(0, 5, "source-id", "MT 1:1"),)
    assert second.annotations == ()


def test_id_is_indonesian_where_the_column_holds_prose() -> None:
    draft = table("id\ten\nSelamat pagi semua\tGood morning all\nApa kabar\tHow are you\n")
    assert list(columns(draft)) == ["id", "en"]


def test_other_columns_are_annotations_under_their_names() -> None:
    draft = table("de\ten\tnote\nHallo\tHi\tinformal\n")
    (segment,) = draft.documents[0].texts[1].segments("en")
    assert segment.annotations == (DraftAnnotation(0, 2, "note", "informal"),)


def test_two_versions_of_a_language_are_numbered_as_version_ids_are() -> None:
    draft = table("de\tde-2\ten\nA\tB\tC\n")
    assert [text.language for text in draft.documents[0].texts] == ["de", "de", "en"]


def test_columns_may_be_headed_by_names_of_languages() -> None:
    draft = table("English,Deutsch (AT),français,Comment\nA,B,C,D\n", "t.csv")
    assert [text.language for text in draft.documents[0].texts] == ["en", "de-AT", "fr"]
    (segment,) = draft.documents[0].texts[0].segments("en")
    assert [(note.kind, note.value) for note in segment.annotations] == [("Comment", "D")]


def test_rows_with_too_few_cells_are_filled_with_a_warning() -> None:
    draft = table("de\ten\tfr\nA\tB\tC\nA\nA\tB\n")
    assert cells(draft)[1] == ((1, 2), (1, 1), (1, 1))
    (warning,) = draft.warnings
    assert (warning.key, warning.count, warning.place) == (Caution.ROWS_PADDED, 2, "line 3")


@pytest.mark.parametrize(
    ("name", "content", "place", "reason"),
    [
        ("t.tsv", "de\ten\nA\tB\tC\n", "line 2", "the row has 3 cells, the first row has 2"),
        ("t.tsv", "hello\tworld\nA\tB\n", "line 1", "the first row must name the versions"),
        ("t.csv", 'de,en\nA,B\nC,"D\nE,F\n', "line 3", "a quoted cell is broken"),
        ("t.tsv", "de\nA\n", "line 1", "the first row must name the versions"),
    ],
)
def test_broken_tables_say_where(name: str, content: str, place: str, reason: str) -> None:
    with pytest.raises(Malformed, match=reason) as caught:
        table(content, name)
    assert caught.value.place == place


@pytest.mark.parametrize("content", ["de\ten\n", "de\ten\n\t\n \t\n", "\n\n"])
def test_a_table_without_rows_is_empty(content: str) -> None:
    with pytest.raises(EmptyFile):
        table(content)


def test_text_with_tabs_is_no_table() -> None:
    file = SourceFile(Path("t.txt"), b"de\tHallo du\nen\tfoo\n")
    assert recognise(file).name == "plain text"


def test_giant_cells_are_cut_inside_their_row() -> None:
    draft = table("de\ten\nHallo\tHi\n" + "Wort " * 30_000 + "\tlong\nEnde\tend\n")
    assert cells(draft) == [((0, 1), (0, 1)), ((1, 3), (1, 2)), ((3, 4), (2, 3))]
    assert all(len(segment.text) <= MAX_SEGMENT for segment in draft.documents[0].texts[0].segments("de"))
    assert [(one.key, one.count, one.place) for one in draft.warnings] == [(Caution.SEGMENTS_CUT, 1, "line 3")]


def peak_of_reading(rows: int) -> int:
    """Most bytes of memory while a table is read from beginning to end, its own bytes not counted."""
    file = SourceFile(Path("t.tsv"), b"de\ten\n" + b"Das ist ein Satz.\tThis is a sentence.\n" * rows)
    tracemalloc.start()
    (document,) = read(file).documents
    assert [sum(1 for _ in text.segments("")) for text in document.texts] == [rows, rows]
    assert document.units is not None
    assert sum(1 for _ in document.units()) == rows
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_rows_are_never_held_as_objects() -> None:
    assert peak_of_reading(30_000) - peak_of_reading(10_000) < 20_000 * 60  # two short strings take 140


LETTERS = st.text(alphabet=st.sampled_from("ab ,;\"'\né本"), max_size=12)


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=12), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("de", "en"), *rows])
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    try:
        found = columns(table(written.getvalue(), "t.csv"))
    except ImportFailed:
        assert not kept
        return
    for place, tag in enumerate(("de", "en")):
        assert found[tag] == [" ".join(row[place].split("\n")).strip() for row in kept if row[place].strip()]


def test_columns_whose_languages_differ_in_spelling_only_are_one_version() -> None:
    draft = table("EN-US\tde\ten_us\tde-2\tde\nOne.\tEins.\t\tEins!\tZwei.\n\tDrei.\tThree.\t\t\nA\tB\tC\tD\tE\n")
    (document,) = draft.documents
    texts = [(text.language, [one.text for one in text.segments("")]) for text in document.texts]
    assert texts == [
        ("en-US", ["One.", "Three.", "A", "C"]),
        ("de", ["Eins.", "Drei.", "B"]),
        ("de", ["Eins!", "D"]),
        ("de", ["Zwei.", "E"]),
    ]
    assert [(one.key, one.detail) for one in draft.warnings] == [(Caution.SPELLINGS_JOINED, "en-US: EN-US, en_us")]
