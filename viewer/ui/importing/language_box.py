"""A field for a language: what was found out, what may be meant instead, and a tag for what is not in the list."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from viewer.languages import UNKNOWN, called, is_language, known_languages, language, normalise
from viewer.ui.i18n import isolate, translator

tr = translator("LanguageBox")


def language_name(tag: str) -> str:
    """`Deutsch (de)`."""
    return str(tr("unknown")) if tag == UNKNOWN else f"{isolate(language(tag).own_name)} ({tag})"


class LanguageBox(QComboBox):
    """Shows the language that was found until somebody chooses one."""

    chosen = Signal()
    """Somebody has chosen a language, or left it to be found out again."""
    refused = Signal(str)
    """What was written is no language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = UNKNOWN
        self._chosen = ""
        self.setAccessibleName(tr("Language"))
        self.setToolTip(tr("The language of this text, or its tag such as pt-BR"))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.addItem("", "")
        for tag in known_languages():
            self.addItem(language_name(tag), tag)
        self._show()
        self.activated.connect(self._take)
        self.lineEdit().editingFinished.connect(self._take_written)

    @property
    def tag(self) -> str:
        """BCP 47 tag of the language, chosen or found; `und` if it is not known."""
        return self._chosen or self._found

    @property
    def is_chosen(self) -> bool:
        """Whether somebody has chosen it."""
        return bool(self._chosen)

    def set_found(self, tag: str) -> None:
        """What was found out of the text."""
        self._found = tag
        self._show()

    def choose(self, tag: str) -> None:
        """Chooses a language; empty leaves it to be found out."""
        if tag != self._chosen:
            self._chosen = tag
            self._show()
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends what is being written, and does nothing else."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _take(self, place: int) -> None:
        self.choose(self.itemData(place) or "")
        self._show()

    def _take_written(self) -> None:
        written = self.currentText().strip()
        place = self.findText(written)
        if place >= 0:
            self._take(place)
            return
        tag = normalise(written) if is_language(written) else called(written)
        if tag:
            self.choose(tag)
        elif written:
            self.refused.emit(written)
        self._show()

    def _show(self) -> None:
        with QSignalBlocker(self):
            unknown = tr("Which language?") if self._found == UNKNOWN else language_name(self._found)
            self.setItemText(0, unknown)
            place = self.findData(self._chosen) if self._chosen else 0
            self.setCurrentIndex(place)
            self.setEditText(self.itemText(place) if place >= 0 else language_name(self._chosen))
            self.lineEdit().setCursorPosition(0)
