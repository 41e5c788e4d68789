"""An alarm after an alignment: documents whose versions hardly fit each other are named once, with the way to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from viewer.alignment_summary import derailed_documents
from viewer.ui.i18n import listed, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.reading.view import ReadingView

tr = translator("Alignment")

KEY: Final = "derailed"
_NAMED: Final = 3
"""Documents that are named."""


class DerailAlarm(QObject):
    """Looks when it is told to, beside the window."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self, *, library: Library, view: ReadingView, jobs: Jobs, show: Callable[[int], object], parent: QObject
    ) -> None:
        """`show` shows how a document is aligned."""
        super().__init__(parent)
        self._library = library
        self._view = view
        self._jobs = jobs
        self._show = show

    def look(self) -> None:
        """Tells of the documents on the screen that derailed, if any did."""
        index, corpus = self._view.index, self._library.corpus
        if index is None or corpus is None:
            return
        titles = [document.title for document in corpus.documents()]

        def work(_control: Control) -> list[int]:
            return [int(number) for number in np.flatnonzero(derailed_documents(index))]

        job = Job(work)
        job.succeeded.connect(lambda found: self._tell(found, titles))
        self._jobs.start(job, lane=KEY)

    def _tell(self, found: Sequence[int], titles: Sequence[str]) -> None:
        if found:
            self.told.emit(derailed(found, titles, lambda: self._show(found[0])))


def derailed(found: Sequence[int], titles: Sequence[str], show: Callable[[], object]) -> Message:
    """Says that the versions of these documents may not belong together."""
    named = listed([titles[number] for number in found[:_NAMED]])
    if len(found) > _NAMED:
        text = tr(
            "In {named} and {others} more documents the versions hardly fit each other: they may be different texts.",
            named=named,
            others=len(found) - _NAMED,
        )
    else:
        text = tr("In {named} the versions hardly fit each other: they may be different texts.", named=named)
    return Message(Level.WARNING, text, (Answer(tr("Show"), show),), KEY)
