"""One pasted text on the page: how it begins, its language and label, and what can be done with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from viewer.errors import HexaplaError
from viewer.importing.pasting import Clip, Look
from viewer.ui import messages
from viewer.ui.commands import keys_of
from viewer.ui.i18n import Safe, counter, number, translator
from viewer.ui.importing.language_box import LanguageBox
from viewer.ui.pasting.clipboard import Contents
from viewer.ui.pasting.text_field import TextField
from viewer.ui.widgets import icons

tr = translator("PasteBox")
count = counter("PasteBox")

_REST: Final = 350
"""Milliseconds without a key after which what was typed is looked at."""


class TextBox(QFrame):
    """Empty, until something is pasted or typed."""

    look_wanted = Signal(object)
    """A Clip: what stands here is to be looked at, and `show_look` or `show_trouble` to be called."""
    changed = Signal()
    """Whether there is a text, what it is, or what is said of it."""
    removed = Signal()
    moved = Signal(int)
    """Up (-1) or down (1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasted")
        self.clip: Clip | None = None
        """What was pasted; None for what is typed."""
        self.look: Look | None = None
        """What was found, if it is that of what stands here now."""
        self.is_looked_at = False
        """Whether it is still being found out."""
        self.field = TextField()
        self.language = LanguageBox()
        self.label = QLineEdit()
        self.label.setObjectName("filter")
        self.label.setPlaceholderText(tr("Label"))
        self.label.setAccessibleName(tr("Label"))
        self.label.setToolTip(tr("What tells two versions in one language apart"))
        self.number = QLabel()
        self.number.setObjectName("quiet")
        self.note = QLabel()
        self.note.setObjectName("how")
        self.note.setWordWrap(True)
        self.up = _button(tr("Move up"))
        self.down = _button(tr("Move down"))
        self.remove = _button(tr("Remove this text"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._lay_out()
        self._connect_signals()
        self._draw()
        self._show_state()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.number)
        head.addWidget(self.language, 2)
        head.addWidget(self.label, 3)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.note)

    def _connect_signals(self) -> None:
        self.field.pasted.connect(self.take)
        self.field.typed.connect(self._take_typed)
        self.language.chosen.connect(self._show_language)
        self.language.refused.connect(self._refuse)
        self.label.textEdited.connect(self.changed)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        self._rest.timeout.connect(self._want_look)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet."""
        return self.clip is None and self.field.is_empty

    @property
    def held(self) -> Clip:
        """What stands here."""
        return self.clip or Clip(text=self.field.toPlainText())

    def take(self, contents: Contents) -> None:
        """Takes what was pasted as the text of this box."""
        if contents.clip is None:
            self._note(without_text(contents), refused=True)
            return
        self.clip = contents.clip
        self.field.show_text((), more=False)
        self._want_look()

    def show_look(self, look: Look) -> None:
        """What the text is."""
        self.look, self.is_looked_at = look, False
        self.language.set_found(look.language)
        if self.clip is not None:
            shown = sum(map(len, look.opening))
            self.field.show_text(look.opening, more=look.paragraphs - look.furniture > len(look.opening) or shown == 0)
        self._show_language()

    def show_trouble(self, error: HexaplaError) -> None:
        """Why there is no text."""
        self.look, self.is_looked_at, self.clip = None, False, None
        self.field.setReadOnly(False)
        self._show_state()
        self._note(
            messages.word(error) if not self.field.is_empty else tr("There is no text in what was pasted."), True
        )
        self.changed.emit()

    def set_place(self, place: int, texts: int) -> None:
        """Its place among the texts, from 0."""
        self.number.setText(number(place + 1))
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place + 1 < texts)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _take_typed(self) -> None:
        if self.clip is None:
            self.look = None
            self._rest.start()
            self._show_state()
            self.changed.emit()

    def _want_look(self) -> None:
        clip = self.held
        self.look, self.is_looked_at = None, bool(clip.html or clip.text.strip())
        self._show_state()
        self.changed.emit()
        if self.is_looked_at:
            self.look_wanted.emit(clip)

    def _show_language(self) -> None:
        self.field.set_language(self.language.tag)
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        for widget in (self.language, self.label, self.up, self.down, self.number):
            widget.setVisible(not self.is_empty)
        self.remove.setVisible(not self.is_empty)
        if self.is_looked_at:
            self._note(tr("Looking at the text…"))
        elif self.look is None:
            self._note(Safe(""))
        elif not self.look.is_sure and not self.language.is_chosen:
            self._note(tr("The language is a guess. Choose another if it is wrong."), refused=True)
        else:
            self._note(_size(self.look))

    def _refuse(self, written: str) -> None:
        self._note(
            tr("There is no language {written}. Choose one from the list, or write its tag, such as pt-BR.",
               written=written),
            refused=True,
        )  # fmt: skip

    def _note(self, text: Safe, refused: bool = False) -> None:
        self.note.setProperty("refused", refused)
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _draw(self) -> None:
        for button, name in ((self.up, "up"), (self.down, "down"), (self.remove, "close")):
            button.setIcon(icons.icon(name, self.palette()))


def without_text(contents: Contents) -> Safe:
    """Why nothing of the clipboard can be shown as a text, and what to do."""
    if contents.files:
        return tr("These are files. Paste them into the window, or drop them on it.")
    if contents.is_picture:
        return tr("There is a picture on the clipboard, and no text. Mark the text itself, copy it, and paste again.")
    return tr(
        "There is no text on the clipboard. Mark one in another program, copy it with {key}, and paste again.",
        key=keys_of("copy"),
    )


def _size(look: Look) -> Safe:
    size = count("{n} paragraph", "{n} paragraphs", look.paragraphs - look.furniture)
    if not look.furniture:
        return size
    folded = count("{n} more of the page around it, folded", "{n} more of the page around it, folded", look.furniture)
    return Safe(f"{size}, {folded}")


def _button(name: Safe) -> QToolButton:
    button = QToolButton()
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
