from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.align import sentences as module
from viewer.align.evaluate import evaluate
from viewer.align.rows_file import read_rows
from viewer.align.sentence_pairs import paired
from viewer.align.sentences import ROWS_AT_ONCE, SentenceRow, sentence_rows
from viewer.model import Stretch

Row = Sequence[Sequence[str]]

GERMAN = ["Anna schlief fest. ", "Boris lachte laut über den Witz. ", "Clara weinte sehr."]
ENGLISH = ["Anna was asleep. ", "Clara wept a lot."]
OTHERS: list[Row] = [
    [["Doris sang gut. Emil ging fort."], ["Doris sang well. Emil went away."]],
    [["Frieda war da. Gustav kam nach."], ["Frieda was there. Gustav followed."]],
    [["Hanna fehlte. Igor rief an."], ["Hanna was missing. Igor called."]],
]
"""Rows that tell how long a translation is."""


def words(texts: Row, rows: Sequence[SentenceRow]) -> list[tuple[str, ...]]:
    """What stands in each cell of the sentence rows of a row."""
    return [
        tuple("".join(cell[s.place][s.start : s.stop] for s in part) for cell, part in zip(texts, row, strict=True))
        for row in rows
    ]


def only(texts: Row, languages: Sequence[str] = ("de", "en")) -> list[tuple[str, ...]]:
    return words(texts, sentence_rows([texts], languages)[0])


def test_a_sentence_that_is_missing_leaves_a_gap() -> None:
    texts = [["".join(GERMAN)], ["".join(ENGLISH)]]
    found = sentence_rows([texts, *OTHERS], ["de", "en"])[0]
    assert words(texts, found) == [(GERMAN[0], ENGLISH[0]), (GERMAN[1], ""), (GERMAN[2], ENGLISH[1])]


def test_sentences_stay_in_their_rows() -> None:
    rows = [[["Anna schlief. Boris kam."], ["Anna slept. Boris came."]], [["Clara ging."], ["Clara left. Why?"]]]
    found = sentence_rows(rows, ["de", "en"])
    assert words(rows[0], found[0]) == [("Anna schlief. ", "Anna slept. "), ("Boris kam.", "Boris came.")]
    assert "".join(cell for row in words(rows[1], found[1]) for cell in row) == "Clara ging.Clara left. Why?"


def test_the_order_of_the_versions_does_not_matter() -> None:
    there = sentence_rows(OTHERS, ["de", "en"])
    back = sentence_rows([row[::-1] for row in OTHERS], ["en", "de"])
    assert [[row[::-1] for row in rows] for rows in back] == there


def test_a_version_alone_has_a_row_a_sentence() -> None:
    assert only([["".join(GERMAN)], []]) == [(sentence, "") for sentence in GERMAN]


def test_a_row_without_anything_has_no_sentences() -> None:
    assert sentence_rows([[[], []]], ["de", "en"]) == [[]]


def test_a_version_without_marks_stays_whole_with_the_others() -> None:
    texts = [["Eins ist da. Zwei ist da. Drei ist da. Vier ist da."], ["หนึ่งอยู่ที่นั่น สองอยู่ที่นั่น สามอยู่ที่นั่น"]]
    assert only(texts, ["de", "th"]) == [(texts[0][0], texts[1][0])]


def test_a_version_that_stops_short_is_not_taken_for_one_without_marks() -> None:
    texts = [["Anna kam. Boris ging fort. Clara blieb hier. Dora schlief. Emil sang."], ["Anna came."]]
    assert words(texts, sentence_rows([texts, *OTHERS], ["de", "en"])[0])[0] == ("Anna kam. ", "Anna came.")


def test_a_segment_without_text_is_with_its_neighbour() -> None:
    texts = [["", "Anna schlief.", "", "Boris kam."], ["Anna slept.", "Boris came."]]
    found = sentence_rows([texts], ["de", "en"])[0]
    assert found[0][0] == (Stretch(0, 0, 0), Stretch(1, 0, 13), Stretch(2, 0, 0))
    assert found[1][0] == (Stretch(3, 0, 10),)


def test_a_large_row_is_aligned_like_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGE", 3)
    row = [[one for texts in OTHERS for one in texts[side]] for side in (0, 1)]
    assert ("Gustav kam nach.", "Gustav followed.") in only(row)


def test_more_sentences_of_a_real_book_are_right_than_by_their_lengths(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shared_data / "gold" / "text-berg-dev"
    lines = [(folder / f"{tag}.txt").read_text(encoding="utf-8").splitlines() for tag in ("de", "fr")]
    gold = read_rows(folder / "gold.tsv").rows
    # Of every six beads a row is made; a line is a segment of one sentence.
    parts = [[[n for row in gold[k : k + 6] for n in row[s]] for s in (0, 1)] for k in range(0, len(gold), 6)]
    monkeypatch.setattr(module, "sentences", lambda text, language: [(0, len(text))])
    mine, lengths = [], []
    for first in range(0, len(parts), ROWS_AT_ONCE):
        block = parts[first : first + ROWS_AT_ONCE]
        rows = [[[lines[side][n] for n in cell] for side, cell in enumerate(part)] for part in block]
        for part, row, found in zip(block, rows, sentence_rows(rows, ["de", "fr"]), strict=True):
            mine += [tuple(tuple(part[s][one.place] for one in cell) for s, cell in enumerate(r)) for r in found]
            beads = paired(*([len(text) for text in cell] for cell in row))
            lengths += [(tuple(part[0][i] for i in here), tuple(part[1][j] for j in there)) for here, there in beads]
    assert evaluate(gold, mine).strict.f1 > 0.86
    assert evaluate(gold, mine).strict.f1 > evaluate(gold, lengths).strict.f1 + 0.03


TEXT = st.text(st.sampled_from("ab A.? \n"), max_size=12)
CELLS = st.tuples(*[st.lists(TEXT, max_size=3)] * 3)


@settings(max_examples=25)
@given(st.lists(CELLS, min_size=1, max_size=3))
def test_every_code_point_is_in_one_sentence_row_and_in_order(rows: list[tuple[list[str], ...]]) -> None:
    for texts, found in zip(rows, sentence_rows(rows, ["de", "en", "fr"]), strict=True):
        for column, cell in enumerate(texts):
            stretches = [one for row in found for one in row[column]]
            places = [(one.place, at) for one in stretches for at in range(one.start, one.stop)]
            assert places == [(place, at) for place, text in enumerate(cell) for at in range(len(text))]
            assert sorted({one.place for one in stretches}) == list(range(len(cell)))
        assert all(any(row) for row in found)
