"""Annotations become runs of letters that markup can stand around."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_rows import annotated

from viewer.formats.inline_markup import html, is_mark, pieces
from viewer.model import Segment

Note = tuple[int, int, str, str]


def segment(text: str, *notes: Note) -> Segment:
    ((found,),) = annotated([(text, notes)])[0].cells.values()
    return found


def as_html(text: str, *notes: Note) -> str:
    return html(segment(text, *notes), text, lambda note: f"[{note}]")


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ([], "a&lt;bcdef"),
        ([(0, 2, "emphasis", "bold"), (1, 3, "emphasis", "em")], "<b>a</b><b><i>&lt;</i></b><i>b</i>cdef"),
        ([(0, 2, "emphasis", "bold"), (0, 4, "emphasis", "b")], "<b>a&lt;bc</b>def"),
        ([(1, 3, "ruby", "x&")], "a<ruby>&lt;b<rp>(</rp><rt>x&amp;</rt><rp>)</rp></ruby>cdef"),
        ([(6, 7, "emphasis", "dots"), (6, 7, "emphasis", "u")], 'a&lt;bcde<em class="dots"><u>f</u></em>'),
        ([(0, 0, "footnote", "1"), (2, 3, "footnote", "2"), (7, 7, "endnote", "3")], "[1]a&lt;b[2]cdef[3]"),
        ([(1, 3, "ruby", "x"), (2, 5, "ruby", "y"), (2, 2, "footnote", "n")],
         "a<ruby>&lt;b<rp>(</rp><rt>x</rt><rp>)</rp></ruby>[n]cdef"),
        ([(0, 7, "note", "x"), (2, 2, "emphasis", "b"), (3, 3, "ruby", "x")], "a&lt;bcdef"),
    ],
)  # fmt: skip
def test_annotations_become_markup(notes: list[Note], expected: str) -> None:
    assert as_html("a<bcdef", *notes) == expected


def test_an_empty_segment_may_have_notes() -> None:
    assert as_html("", (0, 0, "footnote", "1")) == "[1]"


SPANS = st.tuples(
    st.integers(0, 9), st.integers(0, 9), st.sampled_from(["ruby", "emphasis", "footnote"]), st.sampled_from("bux")
)


@given(st.text(max_size=9), st.lists(SPANS, max_size=8))
def test_no_letter_and_no_note_is_lost(text: str, spans: list[Note]) -> None:
    notes = [(min(a, b, len(text)), min(max(a, b), len(text)), *rest) for a, b, *rest in spans]  # type: ignore[misc]
    found = list(pieces(segment(text, *notes), text))
    assert "".join(run.text for piece in found for run in piece.runs) == text
    assert sum(len(piece.notes) for piece in found) == sum(note[2] == "footnote" for note in notes)


def test_a_mark_is_short() -> None:
    assert [is_mark(note) for note in ("12", "[3]", "*", "Siehe", "a b", "Anmerkung 3")] == [True] * 3 + [False] * 3
