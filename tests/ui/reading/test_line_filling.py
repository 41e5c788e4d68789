"""Lines end where words end, in every script, unless a word is wider than its column."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from viewer.model import Direction, Kind
from viewer.text.line_ends import line_ends
from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.layouts import Piece, TextStyle

LTR, RTL = Direction.LTR, Direction.RTL


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def lines(text: str, tag: str, direction: Direction, width: float) -> list[str]:
    piece = Piece(text, 0, TextStyle(tag, direction, 1.0), Kind.BODY, width, 0)
    starts = [piece.line_start(piece.layout.lineAt(number).y())[0] for number in range(piece.layout.lineCount())]
    return [text[start:stop] for start, stop in pairwise([*starts, len(text)])]


def test_no_word_of_nastaliq_is_broken_where_its_tail_reaches_beyond_the_column() -> None:
    text = "چونکہ انسانی حقوق سے لاپروائی اور ان کی بے حرمتی اکثر ایسے وحشیانہ افعال کی شکل میں ظاہر ہوئی ہے"
    for width in range(120, 500):
        assert all(line.endswith(" ") for line in lines(text, "ur", RTL, width)[:-1]), width


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("my", "အပြည်ပြည်ဆိုင်ရာ လူ့အခွင့်အရေး ကြေညာစာတမ်း"),
        ("th", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"),
        ("km", "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាពក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ"),
        ("lo", "ມະນຸດເກີດມາມີສິດເສລີພາບແລະສະເໝີໜ້າກັນໃນທາງກຽດຕິສັກ"),
        ("de", "Das Wort มนุษย์ทั้งหลายเกิดมา bedeutet: alle Menschen werden geboren"),
        ("ar", "نص ไทยมนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน نص"),
    ],
)
@pytest.mark.parametrize("direction", [LTR, RTL])
def test_words_without_spaces_stay_whole(tag: str, text: str, direction: Direction) -> None:
    ends = line_ends(text, tag)
    for width in range(150, 330, 20):
        found = lines(text, tag, direction, width)
        assert len(found) > 1
        assert {sum(map(len, found[: number + 1])) for number in range(len(found))} <= set(ends), width


def test_a_word_wider_than_its_column_is_broken_and_the_next_is_not() -> None:
    assert lines("Donaudampfschifffahrtskapitän fährt heute", "de", LTR, 100)[-1] == "heute"
    assert len(lines("x" * 300, "de", LTR, 100)) > 10


@pytest.mark.parametrize(("tag", "direction"), [("my", LTR), ("my", RTL), ("ur", RTL), ("de", LTR)])
def test_no_line_leaves_its_column_by_more_than_a_tail(tag: str, direction: Direction) -> None:
    texts = {"my": "လူ့အခွင့်အရေး ကြေညာစာတမ်း" * 4, "ur": "ان کی بے حرمتی اکثر ایسے " * 8, "de": "xxxxxxxxxxxxxxx " * 9}
    for width in (40, 90, 160, 251):
        piece = Piece(texts[tag], 0, TextStyle(tag, direction, 1.0), Kind.BODY, width, 0)
        for number in range(piece.layout.lineCount()):
            box = piece.layout.lineAt(number).naturalTextRect()
            assert box.left() >= -20
            assert box.right() <= width + 20
