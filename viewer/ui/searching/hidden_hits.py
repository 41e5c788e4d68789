"""A hit in a version that is hidden: the row is shown, and a message says where the hit is and how to see it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from viewer.model import Hit
from viewer.ui.i18n import translator
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.reading.names import called
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.session import SearchSession
from viewer.ui.searching.steps import Stop
from viewer.ui.widgets.message_bar import MessageBar

tr = translator("HiddenHits")

_KEY: Final = "hidden-hit"


class HiddenHits(QObject):
    """Follows the steps of a search."""

    def __init__(self, *, session: SearchSession, view: ReadingView, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._messages = messages
        session.stop_reached.connect(self._look)
        session.cleared.connect(lambda: messages.withdraw(_KEY))

    def _look(self, stop: Stop) -> None:
        hit = stop.hit
        if hit is None or hit.version in self._view.chosen_versions():
            self._messages.withdraw(_KEY)
            return
        versions = self._view.versions()
        name = called(versions[hit.version], versions.values())
        text = tr("This hit is in {version}, which is hidden.", version=name)
        self._messages.show_message(Message(Level.INFO, text, (Answer(tr("Show it"), lambda: self._show(hit)),), _KEY))

    def _show(self, hit: Hit) -> None:
        self._messages.withdraw(_KEY)
        self._view.panes.show(hit.version)
        self._view.go_to(hit.unit, version=hit.version, segment=hit.segment_id, start=hit.start)
