"""What is shown over the window while something that can be opened is dragged over it: where it may be dropped."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.ui.i18n import noop, translator

tr = translator("DropOverlay")


class Target(StrEnum):
    """What becomes of files that are dropped."""

    OPEN = "open"
    NEW = "new"
    VERSION = "version"
    DOCUMENT = "document"


_NAMES = {
    Target.OPEN: (noop("Open"), noop("Show this corpus")),
    Target.NEW: (noop("New corpus"), noop("Start anew with these texts")),
    Target.VERSION: (noop("Add as version"), noop("Beside the texts you see: the same text in another version")),
    Target.DOCUMENT: (noop("Add as document"), noop("After the texts you see: another text in the same languages")),
}


class DropOverlay(QFrame):
    """A veil with the targets side by side; events pass through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fields = {target: _field(*map(tr, words)) for target, words in _NAMES.items()}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(24)
        for field in self._fields.values():
            layout.addWidget(field, 1)
        self.hide()

    def cover(self, targets: Sequence[Target]) -> None:
        """Lies down on the whole of its parent, with these targets."""
        for target, field in self._fields.items():
            field.setVisible(target in targets)
        self.fit()
        self.raise_()
        self.show()
        self.layout().activate()

    def fit(self) -> None:
        """Follows the size of its parent."""
        self.setGeometry(self.parentWidget().rect().adjusted(10, 10, -10, -10))

    def aim(self, point: QPoint | None) -> Target | None:
        """Shows which target is meant by a point of the parent, the nearest one from left to right, and names it."""
        aimed = self._nearest(self.mapFromParent(point)) if point is not None else None
        for target, field in self._fields.items():
            field.setProperty("over", target is aimed)
            field.style().polish(field)
        return aimed

    def _nearest(self, point: QPoint) -> Target | None:
        shown = {target: field.geometry() for target, field in self._fields.items() if not field.isHidden()}
        return min(shown, key=lambda target: abs(shown[target].center().x() - point.x()), default=None)


def _field(name: str, explanation: str) -> QFrame:
    field = QFrame()
    field.setObjectName("drop")
    layout = QVBoxLayout(field)
    layout.addStretch()
    for text, style in ((name, "title"), (explanation, "quiet")):
        label = QLabel(text)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        layout.addWidget(label)
    layout.addStretch()
    return field
