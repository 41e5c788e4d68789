"""The field of one pasted text: it is pasted or typed into, and set as the reading view would set it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from viewer.languages import language
from viewer.model import Direction
from viewer.ui.i18n import translator
from viewer.ui.pasting.clipboard import contents_of
from viewer.ui.reading.fonts import font_for

tr = translator("PasteField")

_SCALE: Final = 0.9
_SPACE: Final = 5
"""Pixels below a paragraph."""


class TextField(QPlainTextEdit):
    """As long as it is empty it takes what is pasted as a whole; what was pasted is shown and not written in."""

    pasted = Signal(object)
    """The Contents of what was pasted or dropped into the empty field."""
    typed = Signal()
    """What stands in it was written here, and is another than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Paste a version of the text here, or type it"))
        self.setAccessibleName(tr("Text"))
        self.setTabChangesFocus(True)
        self._is_shown = False
        self.textChanged.connect(self._changed)

    @property
    def is_empty(self) -> bool:
        """Whether there is room for a text."""
        return not self.isReadOnly() and not self.toPlainText().strip()

    def show_text(self, paragraphs: tuple[str, ...], *, more: bool) -> None:
        """Shows how a text begins; `more` says that it goes on."""
        self._is_shown = True
        self.setReadOnly(True)
        self.setPlainText("\n".join(paragraphs) + (" …" if more else ""))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        space = QTextBlockFormat()
        space.setBottomMargin(_SPACE)
        cursor.mergeBlockFormat(space)
        self._is_shown = False

    def set_language(self, tag: str) -> None:
        """The language says the font and the direction, not the first letter."""
        self.setFont(font_for(tag, scale=_SCALE))
        from_right = language(tag).direction is Direction.RTL
        option = QTextOption(Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft)
        option.setAlignment(option.alignment() | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        found = contents_of(source)
        return found.clip is not None or bool(found.files)

    def insertFromMimeData(self, source: QMimeData) -> None:
        found = contents_of(source)
        if self.is_empty or found.clip is None:
            self.pasted.emit(found)
        else:
            self.insertPlainText(found.clip.text)

    def event(self, event: QEvent) -> bool:
        # Where nothing can be written, pasting is the page's.
        if event.type() == QEvent.Type.ShortcutOverride and self.isReadOnly() and _pastes(event):
            event.ignore()
            return False
        return super().event(event)

    def _changed(self) -> None:
        if not self._is_shown:
            self.typed.emit()


def _pastes(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
