"""Letters stand where the Unicode Bidirectional Algorithm (UAX #9) puts them; what is painted is compared.

The oracles are the conformance cases of Unicode (in Debian's package unicode-data) and python-bidi.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from painted import bases, expected, in_one_line, is_seen, order, piece, plain, style_of
from PySide6.QtWidgets import QApplication

from viewer import assets
from viewer.model import Direction
from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.layouts import TextStyle

CASES = Path("/usr/share/unicode/BidiCharacterTest.txt")
ZOOM = 3.0
"""So large that hardly a letter is narrower than a pixel."""
STYLES = {Direction.LTR: style_of("en"), Direction.RTL: style_of("he")}
LANGUAGES = ["de", "pt", "ja", "ar", "ur"]
FURNITURE = [
    "2023", "(VNA)", "10:30", "25.7 %", "„Mekong“", "[1]", "+84 292 3820", "a-b", "https://example.org/a?b=1",
    "1990-91", "،", "۔", "。", "«", "»", "(", ")", "Cần Thơ", "ھ۱۲", "٣٫٥", "C++", "😀", "#4", "$5", "5 €",
]  # fmt: skip


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


@dataclass(frozen=True, slots=True)
class Case:
    """A line of BidiCharacterTest."""

    text: str
    direction: Direction
    order: list[int]
    """Code points from left to right, without those that rule X9 removes."""

    @staticmethod
    def read(line: str) -> Case:
        letters, _, level, _, places = line.split(";")
        text = "".join(chr(int(letter, 16)) for letter in letters.split())
        return Case(text, Direction.RTL if level == "1" else Direction.LTR, [int(place) for place in places.split()])


def cases(step: int) -> Iterator[Case]:
    if not CASES.exists():
        pytest.skip(f"{CASES} is not here: install Debian's package unicode-data")
    with CASES.open(encoding="utf-8") as lines:
        numbered = (line.strip() for line in lines if line.strip() and not line.startswith("#"))
        for number, line in enumerate(numbered):
            # The first hundred were written by hand; the others are every combination of a few letters.
            if number < 100 or number % step == 0:
                yield Case.read(line)


def wrong(case: Case) -> bool:
    """Whether the view, or python-bidi, orders the letters of a case in another way than Unicode.

    Marks stand at their base, which the cases leave open (rule L3).
    """
    base = bases(case.text)
    places = list(dict.fromkeys(base[place] for place in case.order))
    seen = [place for place in places if is_seen(case.text[place])]
    painted = [place for place in order(in_one_line(case.text, STYLES[case.direction])) if is_seen(case.text[place])]
    return painted != seen or plain("".join(case.text[place] for place in painted)) != expected(
        case.text, case.direction
    )


def test_letters_of_unicodes_cases_stand_in_order() -> None:
    assert [case.text for case in cases(step=100) if wrong(case)] == []


@pytest.mark.soak
def test_letters_of_every_case_of_unicode_stand_in_order() -> None:
    assert [case.text for case in cases(step=1) if wrong(case)] == []


def seeds(tag: str) -> list[str]:
    lines = (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip()]


def mixtures(count: int) -> Iterator[tuple[str, TextStyle]]:
    """Words of the five languages, numbers and brackets in any order, in each of the five styles in turn."""
    words = {tag: [word for line in seeds(tag) for word in line.split()] for tag in LANGUAGES}
    words["ja"] = [word[start : start + 4] for word in words["ja"] for start in range(0, len(word), 4)]
    chance = random.Random(4)
    for number in range(count):
        parts = [
            chance.choice(FURNITURE if chance.random() < 0.3 else words[chance.choice(LANGUAGES)])
            for _ in range(chance.randrange(3, 24))
        ]
        yield chance.choice([" ", " ", " ", ""]).join(parts), style_of(LANGUAGES[number % 5], ZOOM)


def misplaced(text: str, style: TextStyle) -> bool:
    """Whether letters stand in another order than python-bidi's, in one line or wrapped.

    Which of two letters stands first depends on what is between them alone (rule L2), so letters of a wrapped line
    stand as they do in the whole; only the white space at its end moves (rule L1).
    """
    whole = order(in_one_line(text, replace(style, language="ar") if style.language == "ur" else style))
    if plain("".join(text[place] for place in whole)) != expected(text, style.direction):
        return True
    # A few letters of nastaliq have no width of their own; the others must be in order.
    whole = among(whole, order(in_one_line(text, style)))
    laid = piece(text, style, 300 * ZOOM)
    for line in range(laid.layout.lineCount()):
        painted = [place for place in order(laid, line) if not text[place].isspace()]
        if among(painted, whole) != among(whole, painted):
            return True
    return False


def among(places: list[int], others: list[int]) -> list[int]:
    return [place for place in places if place in set(others)]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_letters_of_the_sample_stand_in_order(tag: str) -> None:
    assert [text for text in seeds(tag)[::5] if misplaced(text, style_of(tag, ZOOM))] == []


def test_letters_of_mixtures_stand_in_order() -> None:
    assert [text for text, style in mixtures(60) if misplaced(text, style)] == []


@pytest.mark.soak
@pytest.mark.parametrize("tag", LANGUAGES)
def test_letters_of_the_whole_sample_stand_in_order(tag: str) -> None:
    assert [text for text in seeds(tag) if misplaced(text, style_of(tag, ZOOM))] == []


@pytest.mark.soak
def test_letters_of_a_thousand_mixtures_stand_in_order() -> None:
    assert [text for text, style in mixtures(1000) if misplaced(text, style)] == []
