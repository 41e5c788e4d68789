"""A name written anew where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from viewer.ui.i18n import Safe
from viewer.ui.widgets.escape import keeps_escape


class LabelEdit(QLineEdit):
    """A field over a label: Enter or leaving it takes what is written, Escape does not; then it is gone."""

    def __init__(
        self,
        text: str,
        *,
        box: QRect,
        name: Safe,
        done: Callable[[str], object],
        leave: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """`box` is in pixels of `parent`. `done` is called with the new text, if it is another and not empty, `leave`
        when the keyboard is to go back to where it was.
        """
        super().__init__(text, parent)
        self._before = text
        self._done: Callable[[str], object] | None = done
        self._leave = leave
        self.setObjectName("filter")
        self.setAccessibleName(name)
        self.setGeometry(box)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape belongs to the field, not to the search.
        return keeps_escape(event) or super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.take(back=False)

    def take(self, *, back: bool = True) -> None:
        """Takes what is written; `back` gives the keyboard to where it came from."""
        self._end(" ".join(self.text().split()), back=back)

    def _end(self, written: str | None, *, back: bool = True) -> None:
        if self._done is None:
            return
        done, self._done = self._done, None
        if back:
            self._leave()
        self.hide()
        self.deleteLater()
        if written and written != self._before:
            done(written)
