from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from viewer.ui.program_icon import CORPUS, PROGRAM, SIZES, drawn, window_icon

LIT = QColor("#f4b942")


def columns(image: QImage) -> int:
    """How many lit columns the middle line crosses, and that none of them has a blurred edge."""
    colours = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    assert {colour for colour in colours if QColor(colour).red() > 100} == {LIT.name()}
    return sum(here == LIT.name() != before for before, here in zip(["", *colours], colours, strict=False))


@pytest.mark.parametrize(("size", "count"), [(16, 3), (22, 4), (24, 4), (32, 6), (64, 6), (128, 6), (256, 6), (512, 6)])
def test_columns_stand_on_whole_pixels(size: int, count: int) -> None:
    assert columns(drawn(PROGRAM, size)) == count


@pytest.mark.parametrize("name", [PROGRAM, CORPUS])
@pytest.mark.parametrize("size", SIZES)
def test_every_icon_fills_its_square_and_leaves_its_corners(name: str, size: int) -> None:
    image = drawn(name, size)
    opaque = [y for y in range(size) if image.pixelColor(size // 2, y).alpha() > 200]
    assert len(opaque) >= 0.85 * size
    assert image.pixelColor(0, 0).alpha() < 128


def test_the_window_has_a_picture_for_every_size_that_is_asked_for(qtbot: QtBot) -> None:
    assert {size.width() for size in window_icon().availableSizes()} == {16, 22, 24, 32, 48, 64, 128, 256}
