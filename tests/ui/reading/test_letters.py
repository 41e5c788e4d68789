from __future__ import annotations

import math

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model import Direction, Kind
from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.layouts import Piece, TextStyle
from viewer.ui.reading.letters import LetterLine, Stop


def piece(text: str, tag: str = "de", width: float = 1000) -> Piece:
    load_fonts()
    direction = Direction.RTL if tag in ("ar", "he", "ur") else Direction.LTR
    return Piece(text, 0, TextStyle(tag, direction, 1.0), Kind.BODY, width, 0.0)


def walk(line: LetterLine, right: bool) -> list[Stop]:
    """All places that the caret meets from one end of the line to the other."""
    stop: Stop | None = line.end(not right)
    found = []
    while stop is not None:
        found.append(stop)
        stop = line.beside(stop, right)
    return found


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("text", "tag", "places"),
    [
        ("abc", "de", [0, 1, 2, 3]),
        ("שלום", "he", [4, 3, 2, 1, 0]),
        ("abc שלום gh", "de", [0, 1, 2, 3, 4, 7, 6, 5, 4, 9, 10, 11]),
        ("abc שלום 12", "he", [9, 10, 11, 8, 7, 6, 5, 4, 3, 1, 2, 3]),
        ("e\u0301x👨\u200d👩\u200d👧y🇩🇪z", "de", [0, 2, 3, 8, 9, 11, 12]),
        ("a\u200fb\u2067c", "de", [0, 1, 3, 5]),
        ("नमस्ते", "hi", [0, 1, 2, 6]),
        ("", "de", [0]),
    ],
)
def test_to_the_right_the_caret_passes_one_letter_at_a_time(text: str, tag: str, places: list[int]) -> None:
    assert [stop.code_point for stop in walk(piece(text, tag).letters(0), right=True)] == places


@pytest.mark.usefixtures("qapp")
def test_a_caret_stands_at_the_edge_of_the_letter_it_belongs_to() -> None:
    line = piece("abc שלום gh").letters(0)
    assert line.x(Stop(4, after=True)) < line.x(Stop(7)) < line.x(Stop(4))
    assert line.x(Stop(8, after=True)) == line.x(Stop(4, after=True))
    assert line.x(Stop(8)) == line.x(Stop(4))


@pytest.mark.usefixtures("qapp")
def test_what_is_broken_off_at_the_end_of_a_line_is_its_end_and_the_next_ones_beginning() -> None:
    text = "もう一つの文です。" * 6
    laid = piece(text, "ja", 200)
    first, second = laid.letters(0), laid.letters(1)
    assert first.stop == second.start
    assert laid.line_with(Stop(first.stop, after=True)) == 0
    assert laid.line_with(Stop(first.stop)) == 1
    assert first.x(Stop(first.stop, after=True)) > 150
    assert second.x(Stop(first.stop)) == 0


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(st.text("ab 1.(שלلاवमि\u0301\u200d漢𝒜👩\u2066\u2069\u200f", max_size=16), st.sampled_from(["de", "ar", "ja"]))
def test_right_is_right_and_left_the_same_way_back(text: str, tag: str) -> None:
    laid = piece(text, tag)
    line = laid.letters(0)
    rightward = [line.x(stop) for stop in walk(line, right=True)]
    assert rightward == sorted(rightward)
    assert len(rightward) == 1 + sum(letter.seen for letter in line.letters)
    assert len(walk(line, right=False)) == len(rightward)
    letters = sorted(line.letters, key=lambda one: one.start)
    assert "".join(text[letter.start : letter.stop] for letter in letters) == text
    assert {letter.start for letter in letters} <= {match.start() for match in regex.finditer(r"\X", text)}


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(st.text("ab 1.(שלلاव漢𝒜👩", min_size=1, max_size=16), st.sampled_from(["de", "ar"]))
def test_the_letter_under_a_point_is_the_one_that_is_painted_there(text: str, tag: str) -> None:
    laid = piece(text, tag)
    line = laid.letters(0)
    for letter in line.letters:
        if letter.right - letter.left > 3:
            first = laid.units.to_utf16(letter.start)
            boxes = laid.rects(first, laid.units.to_utf16(letter.stop) - first)
            assert letter.start <= line.at(boxes[0].center().x()).letter < letter.stop


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(st.text("ab 1.(שלلاवम漢𝒜👩", min_size=1, max_size=16), st.sampled_from(["de", "ar"]))
def test_a_look_at_the_letters_around_says_the_same_as_one_at_the_line(text: str, tag: str) -> None:
    laid = piece(text, tag)
    stops = [stop for right in (True, False) for stop in walk(piece(text, tag).letters(0), right)]
    alone = [laid.caret_x(0, stop) for stop in stops]
    right = math.ceil(laid.layout.lineAt(0).naturalTextRect().right())
    places = [place + 0.5 for place in range(right - 200, right, 3)]
    nearest = [laid.stop_at(place, 5) for place in places]
    line = laid.letters(0)
    # Edges are whole pixels, and neighbours share one.
    assert alone == pytest.approx([line.x(stop) for stop in stops], abs=1)
    for place, stop in zip(places, nearest, strict=True):
        assert abs(line.x(stop) - place) <= abs(line.x(line.at(place)) - place) + 2


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("tag", "left", "right"), [("ar", 9, 0), ("de", 0, 9)])
def test_beside_the_text_the_caret_is_at_the_beginning_or_the_end_of_the_line(tag: str, left: int, right: int) -> None:
    laid = piece("12 שלום 3", tag, 300)
    assert (laid.stop_at(-5, 5).code_point, laid.stop_at(305, 5).code_point) == (left, right)
    line = laid.letters(0)
    assert (line.at(-5).code_point, line.at(305).code_point) == (left, right)
