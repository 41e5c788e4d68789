"""An application without a window, for what only Qt can draw and the command line asks for."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QApplication

from viewer.ui.reading.fonts import load_fonts


def ensure_application() -> None:
    """Sees to it that there is a QApplication; one that is made here needs no display, and lays text out everywhere
    alike."""
    if QApplication.instance() is None:
        os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", QT_FONT_DPI="96")
        _kept.append(QApplication(["hexapla"]))
    load_fonts()


_kept: list[QApplication] = []
"""Nobody else would keep it."""
