"""The icons of the program and of its files, in the drawing that is sharp at each size."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from viewer import assets

PROGRAM: Final = "hexapla"
CORPUS: Final = "hexapla-corpus"

SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; those that desktops ask for."""

_SMALL: Final = {(PROGRAM, 16): 16, (PROGRAM, 22): 22, (PROGRAM, 24): 22}
"""Sizes at which six columns would run together, and the drawing made for them, by its own size in pixels."""


def window_icon() -> QIcon:
    """The icon of the program's windows."""
    icon = QIcon()
    for size in SIZES:
        if size <= 256:
            icon.addPixmap(QPixmap.fromImage(drawn(PROGRAM, size)))
    return icon


def drawn(name: str, size: int) -> QImage:
    """The icon PROGRAM or CORPUS, `size` pixels wide and high, on a transparent ground."""
    own = _SMALL.get((name, size))
    renderer = QSvgRenderer(str(assets.resources() / "icons" / (f"{name}.svg" if own is None else f"{name}-{own}.svg")))
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    inside = size if own is None else own
    painter = QPainter(image)
    renderer.render(painter, QRectF((size - inside) / 2, (size - inside) / 2, inside, inside))
    painter.end()
    return image


def png(name: str, size: int) -> bytes:
    """The same as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn(name, size).save(buffer, "PNG")
    return bytes(buffer.data().data())
