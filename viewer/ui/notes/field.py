"""The field in which a note is written, beside what it is about. It keeps what was written however it is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from viewer.ui.i18n import Safe, translator

tr = translator("Notes")

_SIZE = QSize(340, 190)
_GAP = 6
"""Pixels between a paragraph and the field."""


class NoteField(QFrame):
    """Floats over the texts. Escape, Ctrl+Enter and a click elsewhere end it; nothing is asked."""

    ended = Signal(str)
    """What is written now. Comes once."""
    removed = Signal()
    """The note is to be removed."""

    def __init__(self, about: Safe, text: str, parent: QWidget, *, removable: bool) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._over = False
        heading = QLabel(about)
        heading.setObjectName("quiet")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(False)
        self.text = QPlainTextEdit(text)
        self.text.setPlaceholderText(tr("A note; without words it is a bookmark"))
        self.text.setAccessibleName(about)
        self.text.setTabChangesFocus(True)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.installEventFilter(self)
        self.keep = QPushButton(tr("Keep"))
        self.keep.setToolTip(tr("Keep the note (Ctrl+Enter or Esc)"))
        self.keep.clicked.connect(self.end)
        self.remove = QPushButton(tr("Remove"))
        self.remove.setVisible(removable)
        self.remove.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch()
        buttons.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(heading)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.resize(_SIZE)
        parent.installEventFilter(self)

    def open_beside(self, box: QRect) -> None:
        """Shows the field below `box`, or above it where there is no room; pixels of the parent."""
        room = self.parentWidget().rect()
        x = max(0, min(box.left(), room.right() - self.width()))
        below, above = box.bottom() + _GAP, box.top() - _GAP - self.height()
        y = below if below + self.height() <= room.bottom() or above < 0 else above
        self.move(QPoint(x, max(0, min(y, room.bottom() - self.height()))))
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Hands over what is written, and goes."""
        if not self._over:
            self._over = True
            self.hide()
            self.ended.emit(self.text.toPlainText().strip())
            self.deleteLater()

    def _remove(self) -> None:
        if not self._over:
            self._over = True
            self.hide()
            self.removed.emit()
            self.deleteLater()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else it would be a click into the texts below

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is not self.text:
            if event.type() == QEvent.Type.MouseButtonPress:
                self.end()
            return False
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            finished = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            )
            if event.key() == Qt.Key.Key_Escape or finished:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.end()
                return True
        lost = event.type() == QEvent.Type.FocusOut
        if lost and isinstance(event, QFocusEvent) and self._is_left(event.reason()):
            self.end()
        return False

    def _is_left(self, reason: Qt.FocusReason) -> bool:
        """Whether the keyboard went to another part of the window, not to a button here, a menu or another window."""
        if reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            return False
        focused = self.window().focusWidget()
        return focused is None or not (focused is self or self.isAncestorOf(focused))
