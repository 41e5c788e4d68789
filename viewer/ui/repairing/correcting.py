"""Correcting: a paragraph is written anew where it stands, in its own letters, direction and width."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from viewer.model import Direction, Segment, VersionId
from viewer.text.offsets import Utf16Map
from viewer.ui.i18n import translator
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.widgets.escape import keeps_escape

tr = translator("Repair")

_PAD: Final = 6
"""Pixels between the edge of the field and its letters."""
_STAYS: Final = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""The keyboard has not gone to another part of the window."""


class Correction(QPlainTextEdit):
    """A field over a paragraph. Enter takes what is written, Escape does not; it never goes away by itself."""

    taken = Signal(str)
    """What is written, which is something else than before."""
    split_requested = Signal(str, int)
    """What is written, and the code point before which the paragraph is to be divided."""
    ended = Signal()
    """Nothing is to be changed."""
    unsaved = Signal()
    """It was asked to end, and what is written would be lost."""

    def __init__(self, version: VersionId, segment: Segment, style: TextStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self.version = version
        self.segment = segment
        self._warned = False
        self._least = 0
        self.setObjectName("correction")
        self.setAccessibleName(tr("Correct the paragraph"))
        self.setFont(style.font(segment.kind))
        self.document().setDocumentMargin(0)
        option = QTextOption(self.document().defaultTextOption())
        right = style.direction is Direction.RTL
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setPlainText(segment.text)
        self._before = self._raw()
        self.textChanged.connect(self._changed)
        self.textChanged.connect(self._fit)

    # What is written

    @property
    def changed(self) -> bool:
        """Whether something else is written than stands in the corpus."""
        return self._raw() != self._before

    def put_caret(self, code_point: int) -> None:
        """Puts the caret before a code point of the paragraph."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(Utf16Map(self._before).to_utf16(max(0, min(code_point, len(self._before)))))
        self.setTextCursor(cursor)

    def take(self) -> None:
        """Hands over what is written; a paragraph that was emptied stays what it was."""
        written = self._written()
        if self.changed and written.strip():
            self.taken.emit(written)
        else:
            self.ended.emit()

    def leave(self) -> None:
        """Ends without a change; where something was written only when asked once more."""
        if self.changed and not self._warned:
            self._warned = True
            self.unsaved.emit()
        else:
            self.ended.emit()

    def _written(self) -> str:
        """The paragraph as it is to be; what was not touched is what it was, letter for letter."""
        return patched(self.segment.text, self._before, self._raw())

    def _raw(self) -> str:
        """What is written, with what `toPlainText` makes ordinary spaces of."""
        return self.document().toRawText().replace("\u2029", "\n")

    def _changed(self) -> None:
        self._warned = False

    # Where it stands

    def put_over(self, box: QRect) -> None:
        """Covers a paragraph, whose letters are at `box`; pixels of the parent."""
        place = box.adjusted(-_PAD, -_PAD, _PAD, _PAD)
        self._least = place.height()
        self.setGeometry(place)
        self._fit()

    def _fit(self) -> None:
        """As high as what is written."""
        block, height = self.document().firstBlock(), 0.0
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        self.resize(self.width(), max(self._least, round(height) + 2 * _PAD + 2))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif enter and modifiers == control | shift:
            written = self._written()
            self.split_requested.emit(written, Utf16Map(written).to_code_point(self.textCursor().position()))
        elif enter and modifiers in (Qt.KeyboardModifier.NoModifier, control):
            self.take()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape belongs to the field, not to the search.
        return keeps_escape(event) or super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.changed and event.reason() not in _STAYS:
            self.ended.emit()


def patched(text: str, before: str, after: str) -> str:
    """`text` with the change made to it that made `after` of `before`, which is `text` as a field could show it."""
    if len(text) != len(before):
        return text if before == after else after
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    return text[:head] + after[head : len(after) - tail] + text[len(text) - tail :]


def _alike(one: str, other: str) -> int:
    """How many code points two texts begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
