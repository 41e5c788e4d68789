"""The page of a window without a corpus: drop something, open something, go on where you left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from viewer.ui.i18n import Safe, menu_text, tooltip, translator
from viewer.ui.library.recent import Recent
from viewer.ui.reading.wording import beginning
from viewer.ui.widgets import icons

tr = translator("EmptyPage")

_MOST = 6
"""Recent corpora shown."""
_LETTERS = 40
"""Of the heading of a chapter."""


class EmptyPage(QScrollArea):
    """Offers what a person may want who sees no text yet. In a window that is too low for it, it is scrolled."""

    recent_requested = Signal(str)
    """Path of the corpus."""

    def __init__(
        self,
        *,
        open_action: QAction,
        paste_action: QAction,
        sample_action: QAction,
        library_action: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QWidget()
        whole.setObjectName("empty")
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = _label("Hexapla", "title")
        self._drop = QFrame()
        self._drop.setObjectName("drop")
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = _label("")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.set_waiting("")
        self.open_button = _button(tr("Open files…"), open_action)
        self.open_button.setDefault(True)
        self.paste_button = _button(tr("Paste texts…"), paste_action)
        self.sample_button = _button(tr("Open the sample"), sample_action)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.open_button)
        buttons.addSpacing(8)
        buttons.addWidget(self.paste_button)
        buttons.addSpacing(8)
        buttons.addWidget(self.sample_button)
        buttons.addStretch()
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(40, 36, 40, 36)
        inside.setSpacing(18)
        inside.addWidget(self._picture)
        inside.addWidget(self.hint)
        inside.addLayout(buttons)

        self._heading = _label(tr("Go on reading"), "quiet")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self.recent_buttons: list[QPushButton] = []
        self.library_button = _button(tr("All corpora…"), library_action)

        column = QWidget()
        column.setMaximumWidth(640)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        content = QVBoxLayout(column)
        content.setSpacing(22)
        content.addWidget(self._title)
        content.addWidget(self._drop)
        content.addWidget(self._heading)
        content.addLayout(self._recent)
        content.addWidget(self.library_button, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 4)
        middle.addStretch(1)
        page = QVBoxLayout(whole)
        page.setContentsMargins(32, 24, 32, 24)
        page.addStretch(2)
        page.addLayout(middle)
        page.addStretch(3)
        self.setWidget(whole)
        self.set_recent(())
        self._draw()

    def set_recent(self, recent: Sequence[Recent]) -> None:
        """Shows the corpora that were open, newest first."""
        for button in self.recent_buttons:
            self._recent.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.recent_buttons = [self._entry(one) for one in recent[:_MOST]]
        for button in self.recent_buttons:
            self._recent.addWidget(button)
        if self.recent_buttons:
            self.setTabOrder(self.recent_buttons[-1], self.library_button)
        self._heading.setVisible(bool(recent))
        self.library_button.setVisible(bool(recent))

    def set_waiting(self, what: str) -> None:
        """Says what is on its way, in the words of a job; what can be done if it is nothing."""
        self.hint.setText(
            tr("{what}: it opens here as soon as it can be read.", what=what)
            if what
            else tr("Drop the versions of a text here: files, or a folder of them")
        )

    def set_dragging(self, over: bool) -> None:
        """Whether something that can be opened hangs over the window."""
        self._drop.setProperty("over", over)
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colour = self.palette().placeholderText().color()
        self._picture.setPixmap(icons.pixmap("drop", colour, 44, self.devicePixelRatioF()))

    def _entry(self, recent: Recent) -> QPushButton:
        button = QPushButton(f"{menu_text(recent.title)}\n{menu_text(described(recent))}")
        button.setObjectName("recent")
        button.setToolTip(tooltip(recent.path))
        button.setAccessibleName(tr("{title}, {place}", title=recent.title, place=described(recent)))
        button.clicked.connect(self._asking(recent.path))
        return button

    def _asking(self, path: str) -> Callable[[], None]:
        return lambda: self.recent_requested.emit(path)


def described(recent: Recent) -> Safe:
    """Where reading was left, and when."""
    when = QLocale().toString(recent.date(), QLocale.FormatType.ShortFormat)
    if not recent.rows:
        return Safe(when)
    if recent.where:
        where = beginning(recent.where, _LETTERS)
        return tr(
            "{where} · row {row} of {rows} · {when}", where=where, row=recent.row + 1, rows=recent.rows, when=when
        )
    return tr("row {row} of {rows} · {when}", row=recent.row + 1, rows=recent.rows, when=when)


def _label(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _button(text: Safe, action: QAction) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
