"""Icons: one table of strokes, drawn in the colour of the text beside them, so that every theme has its own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZE: Final = 20
"""Logical pixels; the strokes below are drawn in a square of 24."""

_STROKES: Final = {
    "open": "M3 18.5V6.5a1.5 1.5 0 0 1 1.5-1.5h4.2l2.3 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5a1.5 1.5 0 0 1-1.5 1.5h-15"
    "A1.5 1.5 0 0 1 3 18.5z",
    "add": "M12 5v14M5 12h14",
    "less": "M5 12.6h14",
    "view": "M3.5 5.5h17v13h-17zM9.2 5.5v13M14.8 5.5v13",
    "larger": "M3 19l5.5-14h1L15 19M5 14.5h8M19 6v6M16 9h6",
    "smaller": "M3 19l5.5-14h1L15 19M5 14.5h8M16 9h6",
    "repair": "M14.6 6.2a4.3 4.3 0 0 1 5.6-1.4l-3 3 .3 1.7 1.7.3 3-3a4.3 4.3 0 0 1-5.9 5.2L8 20.3a1.9 1.9 0 0 1-2.7-2.7"
    "l8.3-8.3a4.3 4.3 0 0 1 1-3.1z",
    "confirm": "M4.5 12.5l5 5L19.5 7",
    "split_row": "M4 12h16M12 9V3.5M9.2 6.2L12 3.4l2.8 2.8M12 15v5.5M9.2 17.8l2.8 2.8l2.8-2.8",
    "merge_next": "M4 12h3M17 12h3M12 3.5V10M9.2 7.4l2.8 2.8l2.8-2.8M12 20.5V14M9.2 16.6L12 13.8l2.8 2.8",
    "past": "M12 4a8 8 0 1 1-7.4 5M4.2 4.5v4.7h4.7M12 7.8v4.6l3 2",
    "find": "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.3 15.3L20.5 20.5",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "back": "M11 5.5L4.5 12l6.5 6.5M5 12h14.5",
    "forward": "M13 5.5l6.5 6.5l-6.5 6.5M19 12H4.5",
    "up": "M5.5 15l6.5-6.5l6.5 6.5",
    "down": "M5.5 9l6.5 6.5l6.5-6.5",
    "close": "M6 6l12 12M18 6L6 18",
    "info": "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.6v.3",
    "warning": "M12 4.2L21 19.5H3zM12 10v4.5M12 16.9v.3",
    "error": "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17zM12 7.5v5.5M12 16.1v.3",
    "export": "M12 14.5v-11M7.5 8L12 3.5L16.5 8M4 16.5v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3",
    "drop": "M12 3.5v11M7.5 10.5l4.5 4.5l4.5-4.5M4 16.5v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3",
}
_MODES: Final = (
    (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
    (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
)
NAMES: Final = frozenset(_STROKES)


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon in the palette's text colour, faint where its action is disabled."""
    result = QIcon()
    for mode, group in _MODES:
        colour = palette.color(group, QPalette.ColorRole.ButtonText)
        for ratio in (1, 2, 3):
            result.addPixmap(pixmap(name, colour, SIZE, ratio), mode)
    return result


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """One picture, `size` logical pixels wide."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{_STROKES[name]}" fill="none" '
        f'stroke="{colour.name()}" stroke-opacity="{colour.alphaF():.3f}" stroke-width="1.6" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
    )
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    result.setDevicePixelRatio(ratio)
    return result
