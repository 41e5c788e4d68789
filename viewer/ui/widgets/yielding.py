"""An area as high as what is in it, that gives way where the window is low and is scrolled then."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

_LINES: Final = 4
"""Lines of the window's letters that are seen at least."""


class YieldingArea(QScrollArea):
    """Its content is as wide as it is itself."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("yielding")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        content = self.widget()
        size = content.sizeHint()
        return QSize(
            size.width(), content.heightForWidth(self.width()) if content.hasHeightForWidth() else size.height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), self.fontMetrics().lineSpacing() * _LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
