"""The search field: what is typed is the one truth of a search, whatever else shows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit

from viewer.text.offsets import Utf16Map


class SearchField(QLineEdit):
    """What is searched for. Enter goes on, Shift+Enter goes back, Down goes to the conditions or to the past.

    While a letter is underlined, Enter goes to that letter.
    """

    next_requested = Signal()
    previous_requested = Signal()
    conditions_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.underlined: int | None = None
        """The position of the underlined letter, code points."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.underlined is not None:
                self.select(self.underlined, self.underlined + 1)
                event.accept()
                return
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_requested if shifted else self.next_requested).emit()
        elif event.key() == Qt.Key.Key_Down and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.conditions_requested.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def rewrite(self, text: str) -> None:
        """Puts another text in the place of this one, as one edit that can be undone; the cursor stays."""
        if text == self.text():
            return
        cursor = self.cursorPosition()
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(min(cursor, len(self.text())))

    def select(self, start: int, stop: int) -> None:
        """Puts the keyboard on some letters; code points, half-open."""
        offsets = Utf16Map(self.text())
        first, last = offsets.to_utf16(start), offsets.to_utf16(stop)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(first)
        self.setSelection(first, last - first)

    def underline(self, position: int | None) -> None:
        """Underlines the letter at a position in code points, or the last one before it; None: no letter."""
        offsets = Utf16Map(self.text())
        attributes: list[QInputMethodEvent.Attribute] = []
        self.underlined = None if position is None or not offsets.length else min(position, offsets.length - 1)
        if self.underlined is not None:
            start, stop = offsets.to_utf16(self.underlined), offsets.to_utf16(self.underlined + 1)
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(self.palette().color(self.foregroundRole()))
            attributes.append(
                # Counted from the cursor: this is how an input method would mark letters.
                QInputMethodEvent.Attribute(
                    QInputMethodEvent.AttributeType.TextFormat, start - self.cursorPosition(), stop - start, form
                )
            )
        QCoreApplication.sendEvent(self, QInputMethodEvent("", attributes))
