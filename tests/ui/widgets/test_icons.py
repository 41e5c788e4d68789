from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon
from pytestqt.qtbot import QtBot

from viewer.ui import theme
from viewer.ui.messages import Level
from viewer.ui.widgets import icons, style


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_icon_is_drawn_in_the_colour_of_the_theme(qtbot: QtBot, name: str) -> None:
    for colours in theme.THEMES.values():
        image = icons.icon(name, theme.palette(colours)).pixmap(40).toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 250
        ]
        assert inked
        assert all(abs(pixel.lightness() - colours.text.lightness()) < 12 for pixel in inked)


def test_a_disabled_icon_is_fainter(qtbot: QtBot) -> None:
    drawn = icons.icon("find", theme.palette(theme.LIGHT))
    strong, faint = (
        sum(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20))
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
        for image in [drawn.pixmap(20, mode).toImage()]
    )
    assert faint < strong


def test_every_level_of_a_message_has_an_icon() -> None:
    assert {str(level) for level in Level} <= icons.NAMES


@pytest.mark.parametrize("colours", theme.THEMES.values(), ids=lambda colours: colours.name)
def test_every_colour_of_the_sheet_is_filled_in(colours: theme.Theme) -> None:
    assert "$" not in style.sheet(colours)


def test_mixing_goes_from_one_to_the_other() -> None:
    black, white = QColor("#000000"), QColor("#ffffff")
    assert [style.mix(black, white, share).name() for share in (0.0, 0.5, 1.0)] == ["#000000", "#808080", "#ffffff"]
