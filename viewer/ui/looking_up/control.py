"""Looks up the word that is marked or at the caret; a double click does so only where the reader wants it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from viewer.errors import LookupFailed
from viewer.languages import language
from viewer.lookups import chosen
from viewer.ui import messages
from viewer.ui.commands import Fact
from viewer.ui.i18n import translator
from viewer.ui.looking_up.asking import ask
from viewer.ui.looking_up.page import LookupPage
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.reading.view import ReadingView
from viewer.ui.settings import Settings

tr = translator("LookingUp")

_KEY: Final = "look_up"


class LookupControl(QObject):
    """Nothing leaves the program before somebody has chosen where to."""

    told = Signal(object)
    """A Message."""

    def __init__(self, *, view: ReadingView, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._view = view
        self._settings = settings
        self._window = window
        self.page: LookupPage | None = None
        self.waiting = QTimer(self)
        """Runs after a double click, as long as a third one may follow, which marks the paragraph."""
        self.waiting.setSingleShot(True)
        self.waiting.setInterval(QApplication.doubleClickInterval())
        self.waiting.timeout.connect(self.look_up)
        view.stage.page.word_requested.connect(self._double_clicked)
        view.stage.page.paragraph_requested.connect(lambda _point: self.waiting.stop())

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {"look_up": self.look_up, "dictionaries": self.show_page}

    def facts(self) -> set[Fact]:
        """Whether there may be a word to look up."""
        return {Fact.CARET} if self._view.marking.selection is not None else set()

    def look_up(self) -> None:
        """Looks up what is marked, or the word at the caret."""
        word, tag = self._wanted()
        if not word:
            self.told.emit(Message(Level.INFO, tr("There is no word here. Mark one: a double click does."), key=_KEY))
            return
        written = chosen(self._settings["lookups"], tag)
        if not written:
            text = tr("No dictionary has been chosen for {language} yet.", language=language(tag).own_name)
            self.told.emit(Message(Level.INFO, text, (self._answer(),), _KEY))
            return
        try:
            ask(written, word, tag)
        except LookupFailed as error:
            self.told.emit(Message(Level.WARNING, messages.word(error), (self._answer(),), _KEY))

    def show_page(self) -> None:
        """Shows the page of dictionaries, or brings it to the front."""
        if self.page is None:
            tags = [version.language for version in self._view.versions().values()]
            self.page = LookupPage(self._settings, tags, self._wanted()[0], self._window)
            self.page.finished.connect(self._forget)
        self.page.bring_to_front()

    def _wanted(self) -> tuple[str, str]:
        """What is marked in one paragraph, or the word at the caret; and its language."""
        marking = self._view.marking
        known = self._view.versions().get(marking.origin) if marking.origin is not None else None
        return marking.word(), known.language if known is not None else ""

    def _double_clicked(self) -> None:
        if self._settings["lookup_double_click"] and self._settings["lookups"] and self._view.marking.marks_text:
            self.waiting.start()

    def _answer(self) -> Answer:
        return Answer(tr("Choose a dictionary…"), self.show_page)

    def _forget(self) -> None:
        self.page = None
