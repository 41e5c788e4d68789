"""Where lines must not end: before closing marks in Japanese, within letters, at hard spaces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from painted import bases, piece, style_of
from PySide6.QtWidgets import QApplication

from viewer import assets
from viewer.ui.reading.fonts import load_fonts

NEVER_FIRST = "、。，．・：；？！）」』】〕〉》］｝”’ゝゞー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥%％℃"
NEVER_LAST = "（「『【〔〈《［｛“‘"


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def lines(text: str, tag: str, width: float) -> list[str]:
    laid = piece(text, style_of(tag), width)
    numbers = range(laid.layout.lineCount())
    starts = [laid.units.to_code_point(laid.layout.lineAt(number).textStart()) for number in numbers]
    return [text[start:stop] for start, stop in pairwise([*starts, len(text)])]


def seed(tag: str) -> list[str]:
    return (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8").splitlines()


def test_no_line_of_japanese_begins_or_ends_with_a_mark_that_may_not_stand_there() -> None:
    text = "".join(seed("ja")) + "「彼は（昨日）、来た。」と言った…『本』ー々っ！？" * 3
    for width in range(180, 400, 20):
        found = lines(text, "ja", width)
        assert {line[0] for line in found[1:]}.isdisjoint(NEVER_FIRST), width
        assert {line[-1] for line in found[:-1]}.isdisjoint(NEVER_LAST), width


@pytest.mark.parametrize(
    ("tag", "letters"),
    [
        ("de", "a\u0301\u0323e\u0308o\u0302\u0301"),
        ("vi", "Tho\u031b\u0323\u0301"),
        ("de", "👩\u200d👩\u200d👧🇻🇳👍🏽𝒜"),
        ("hi", "क्षत्रियस्त्रीकृष्ण"),
        ("ar", "سَلَامٌعَلَيْكُمْ"),
        ("ur", "اعلیٰحضرتﷺ"),
        ("he", "שָׁלוֹםבְּרֵאשִׁית"),
        ("ja", "か\u3099は\u309aが葛\U000e0100"),
        ("th", "ที่นี่น้ำผู้ใหญ่"),
        ("ko", "한국어\u1112\u1161\u11ab"),
    ],
)
@pytest.mark.parametrize("width", [9, 24, 51])
def test_no_line_ends_within_a_letter(tag: str, letters: str, width: float) -> None:
    text = letters * 6
    starts = {0, *bases(text)}
    done = 0
    for line in lines(text, tag, width):
        assert done in starts, text[max(0, done - 2) : done + 2]
        done += len(line)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de", "Es kostet 5\u00a0€ und 10\u00a0%. " * 12),
        ("fr", "Quoi\u202f? Oui\u202f! «\u00a0Non\u00a0» " * 12),
        ("ar", "الثمن 5\u00a0$ فقط اليوم " * 12),
        ("de", "Karl\u2060-\u2060Heinz und a\u2011b gehen " * 12),
    ],
)
def test_no_line_ends_at_a_space_or_hyphen_that_holds_its_neighbours_together(tag: str, text: str) -> None:
    for width in range(130, 330, 10):
        found = lines(text, tag, width)
        assert len(found) > 3
        assert not any(line.rstrip(" ").endswith(("\u00a0", "\u202f", "\u2060", "\u2011")) for line in found[:-1]), (
            width
        )
        assert not any(line.startswith(("\u00a0", "\u202f", "\u2060", "\u2011")) for line in found), width
