"""A paragraph runs in the direction of its language, whatever it begins with."""

from __future__ import annotations

import pytest
from painted import columns, order, piece, style_of
from PySide6.QtWidgets import QApplication

from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.layouts import Piece

WIDTH = 700

RIGHT_TO_LEFT = [
    ("ar", "100 مدينة مرنة."),
    ("ar", "١٠٠ مدينة مرنة."),
    ("ar", "Mekong هو نهر طويل."),
    ("ar", "(VNA) - قال المسؤول."),
    ("ar", "[1] انظر المرجع."),
    ("ar", "2023-11-25 هو التاريخ."),
    ("ar", "25/11/2023 هو التاريخ."),
    ("ar", "+84 292 3820 هو الرقم."),
    ("ar", "https://example.org/a?b=1 هو العنوان."),
    ("ar", "😀 يوم سعيد."),
    ("ar", "«Cần Thơ» مدينة."),
    ("ar", "- بند من القائمة."),
    ("ar", "C++ لغة برمجة."),
    ("ar", "VNA."),
    ("ur", "2030 تک کا منصوبہ۔"),
    ("ur", "۲۰۳۰ تک کا منصوبہ۔"),
    ("ur", "VNA کے مطابق یہ سچ ہے۔"),
    ("ur", "(میکانگ) ایک دریا ہے۔"),
    ("ur", "info@example.org پر لکھیں۔"),
    ("ur", "10:30 بجے آئیں۔"),
    ("ur", "5 % اضافہ ہوا۔"),
    ("ur", "#4 دیکھیں۔"),
    ("ur", "\"Resilient Cities\" کا پروگرام۔"),
    ("fa", "۱۲ شهر در برنامه است."),
    ("fa", "12 شهر در برنامه است."),
    ("fa", "Hanoi پایتخت است."),
    ("fa", "... و سپس رفت."),
    ("fa", "$5 قیمت آن است."),
    ("fa", "می\u200cخواهم بروم."),
    ("he", "100 ערים חסינות."),
    ("he", "Mekong הוא נהר ארוך."),
    ("he", "(1) ראו הערה."),
    ("he", "\"שלום\" אמר האיש."),
    ("he", "03-1234567 הוא המספר."),
    ("he", "www.example.org היא הכתובת."),
    ("he", "25.11.2023 הוא התאריך."),
]  # fmt: skip

LEFT_TO_RIGHT = [
    ("de", "مرونة heißt Widerstandskraft."),
    ("de", "100 مدينة ist ein Programm."),
    ("de", "„שלום“ heißt Frieden."),
    ("de", "(العربية) ist eine Sprache."),
    ("de", "میکانگ."),
    ("de", "+84 292 3820 ist die Nummer."),
    ("de", "😀 سعيد ist froh."),
    ("ja", "مرونةは強さです。"),
    ("ja", "100の都市です。"),
    ("ja", "「שלום」は平和です。"),
    ("ja", "(VNA)記者です。"),
    ("ja", "2023年11月25日です。"),
]


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def ink(laid: Piece) -> tuple[int, int]:
    """The first and the last pixel column of a short paragraph."""
    painted = columns(laid, [(0, laid.units.length)])
    found = [place for place, number in enumerate(painted.tolist()) if number == 0]
    return found[0], found[-1]


@pytest.mark.parametrize(("tag", "text"), RIGHT_TO_LEFT)
def test_a_right_to_left_paragraph_ends_at_its_left_and_stands_at_the_right_edge(tag: str, text: str) -> None:
    laid = piece(text, style_of(tag), WIDTH)
    assert order(laid)[0] == len(text) - 1
    assert ink(laid)[1] >= WIDTH - 1
    assert ink(laid)[0] > WIDTH / 3


@pytest.mark.parametrize(("tag", "text"), LEFT_TO_RIGHT)
def test_a_left_to_right_paragraph_ends_at_its_right_and_stands_at_the_left_edge(tag: str, text: str) -> None:
    laid = piece(text, style_of(tag), WIDTH)
    assert order(laid)[-1] == len(text) - 1
    assert ink(laid)[0] <= 1
    assert ink(laid)[1] < WIDTH * 2 / 3


@pytest.mark.parametrize(("tag", "text"), [("ar", "نص عربي طويل " * 20 + "Mekong."), ("he", "טקסט " * 40 + "(VNA).")])
def test_every_line_of_a_right_to_left_paragraph_stands_at_the_right_edge(tag: str, text: str) -> None:
    laid = piece(text, style_of(tag), 300)
    lines = [laid.layout.lineAt(number).naturalTextRect() for number in range(laid.layout.lineCount())]
    assert len(lines) > 3
    assert all(abs(box.right() - 300) < 8 for box in lines)
