"""The message bar: the only place of the window that speaks. One message at a time, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from viewer.ui.i18n import counter, translator
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.widgets import icons
from viewer.ui.widgets.escape import keeps_escape

tr = translator("MessageBar")
count = counter("MessageBar")

_MOST: Final = 20
"""Messages kept; older ones are let go."""


class MessageBar(QFrame):
    """Shows the newest message; when it is put away the one before it comes back."""

    changed = Signal()
    keyboard_left = Signal()
    """The keyboard was on the last message, which has been put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._messages: list[Message] = []
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = QLabel(self)
        self._more.setObjectName("quiet")
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QToolButton(self)
        self._close.setToolTip(tr("Put this message away (Esc)"))
        self._close.setAccessibleName(tr("Put away"))
        self._close.clicked.connect(self.dismiss)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 10, 8)
        self._row.setSpacing(10)
        for widget in (self._icon, self._text, self._more, self._close):
            self._row.addWidget(widget)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._messages[-1] if self._messages else None

    def show_message(self, message: Message) -> None:
        """Says it now. A message of the same key, and a plain remark that has been seen, give way."""
        self._messages = [
            other
            for other in self._messages
            if not (message.key and other.key == message.key) and (other.level is not Level.INFO or other.answers)
        ]
        self._messages = [*self._messages, message][-_MOST:]
        self._refresh()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def put_in_place(self, old: Message, new: Message) -> None:
        """Says something else in the place of a message, if that has not been put away."""
        self._messages = [new if message is old else message for message in self._messages]
        self._refresh()

    def dismiss(self) -> None:
        """Puts the shown message away."""
        if self._messages:
            self._messages.pop()
            self._refresh()

    def withdraw(self, *keys: str) -> None:
        """Takes messages of these keys back, which are no longer true."""
        kept = [message for message in self._messages if message.key not in keys]
        if len(kept) < len(self._messages):
            self._messages = kept
            self._refresh()

    def focus_message(self) -> None:
        """Puts the keyboard on the first button."""
        (self._buttons[0] if self._buttons else self._close).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape belongs to the message while the keyboard is on it, not to the search.
        return keeps_escape(event) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw_icons()
        super().changeEvent(event)

    def _refresh(self) -> None:
        message = self.message
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        if message is not None:
            self.setProperty("level", str(message.level))
            self.style().unpolish(self)
            self.style().polish(self)
            self._text.setText(message.text)
            self.setAccessibleName(message.text)
            others = len(self._messages) - 1
            self._more.setText(count("{n} more", "{n} more", others) if others else "")
            self._buttons = [self._button(message, answer) for answer in message.answers]
            for place, button in enumerate(self._buttons):
                self._row.insertWidget(2 + place, button)
            self._draw_icons()
        self.setVisible(message is not None)
        if had_keyboard and message is None:
            self.keyboard_left.emit()
        elif had_keyboard:
            self.focus_message()
        self.changed.emit()

    def _button(self, message: Message, answer: Answer) -> QPushButton:
        button = QPushButton(answer.text, self)
        button.clicked.connect(self._answering(message, answer))
        return button

    def _answering(self, message: Message, answer: Answer) -> Callable[[], None]:
        def act() -> None:
            self._messages = [other for other in self._messages if other is not message]
            self._refresh()
            answer.act()

        return act

    def _draw_icons(self) -> None:
        palette = self.palette()
        self._close.setIcon(icons.icon("close", palette))
        if self.message is not None:
            colour = palette.windowText().color()
            self._icon.setPixmap(icons.pixmap(self.message.level, colour, icons.SIZE, self.devicePixelRatioF()))
