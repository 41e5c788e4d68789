"""Stepping: from one row to the next of the kind that the reader goes through, whichever that is at the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from viewer.corpus import CorpusIndex
from viewer.model import VersionId
from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe, noop, translator
from viewer.ui.messages import Level, Message
from viewer.ui.navigation.row_kinds import RowKind, rows_of
from viewer.ui.navigation.stretches import following, preceding
from viewer.ui.reading.view import ReadingView

tr = translator("Steps")

Rows = NDArray[np.int64]

_NEXT: Final = {
    RowKind.DOUBTFUL: noop("&Next Doubtful Row"),
    RowKind.UNEVEN: noop("&Next Row That Is Not One to One"),
    RowKind.GAPS: noop("&Next Gap on the Screen"),
    RowKind.UNCONFIRMED: noop("&Next Unconfirmed Row"),
    RowKind.REVIEW: noop("&Next Row to Review"),
}
_PREVIOUS: Final = {
    RowKind.DOUBTFUL: noop("&Previous Doubtful Row"),
    RowKind.UNEVEN: noop("&Previous Row That Is Not One to One"),
    RowKind.GAPS: noop("&Previous Gap on the Screen"),
    RowKind.UNCONFIRMED: noop("&Previous Unconfirmed Row"),
    RowKind.REVIEW: noop("&Previous Row to Review"),
}
_NONE: Final = {
    RowKind.DOUBTFUL: noop("No row is doubtful."),
    RowKind.UNEVEN: noop("Every row is one to one in the versions on the screen."),
    RowKind.GAPS: noop("There are no gaps: every version on the screen has something in every row."),
    RowKind.UNCONFIRMED: noop("Every row has been confirmed or edited."),
    RowKind.REVIEW: noop("No row is to be reviewed."),
}


class Steps(QObject):
    """Finds the rows of a kind when they are asked for, and keeps them until the corpus or the panes are others."""

    told = Signal(object)
    """A Message: there is nowhere to go."""

    def __init__(self, view: ReadingView, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._actions = actions
        self._index: CorpusIndex | None = None
        self._known: dict[tuple[RowKind, frozenset[VersionId]], Rows] = {}
        self.kind = RowKind.DOUBTFUL
        self.choose(self.kind)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        choosing = {f"step_{kind.value}": self._choosing(kind) for kind in RowKind}
        return {"next_step": self.next, "previous_step": self.previous, **choosing}

    def set_index(self, index: CorpusIndex | None) -> None:
        """Goes through these rows from now on."""
        self._index = index
        self._known.clear()

    def rows(self, kind: RowKind) -> Rows:
        """The rows of a kind, ascending."""
        if self._index is None:
            return np.empty(0, np.int64)
        versions = frozenset(self._view.shown_versions() if kind in (RowKind.UNEVEN, RowKind.GAPS) else ())
        if (kind, versions) not in self._known:
            self._known[kind, versions] = rows_of(kind, self._index, versions)
        return self._known[kind, versions]

    def choose(self, kind: RowKind) -> None:
        """The next and the previous row are those of this kind from now on, and the menu says so."""
        self.kind = kind
        self._actions[f"step_{kind.value}"].setChecked(True)
        self._actions["next_step"].setText(tr(_NEXT[kind]))
        self._actions["previous_step"].setText(tr(_PREVIOUS[kind]))

    def next(self) -> None:
        """Goes to the next row of the kind; after the last comes the first."""
        self._go(following)

    def previous(self) -> None:
        """Goes to the previous row of the kind; before the first comes the last."""
        self._go(preceding)

    def next_doubtful(self) -> None:
        """Steps through the doubtful rows from now on, and goes to the next."""
        self.choose(RowKind.DOUBTFUL)
        self.next()

    def _choosing(self, kind: RowKind) -> Callable[[bool], None]:
        def chosen(_checked: bool) -> None:
            self.choose(kind)
            self.next()

        return chosen

    def _go(self, turn: Callable[[Rows, int], int | None]) -> None:
        row = turn(self.rows(self.kind), self._view.current_unit() or 0)
        if row is not None:
            self._view.go_to(row)
        elif self._index is not None:
            self._say(tr(_NONE[self.kind]))

    def _say(self, text: Safe) -> None:
        self.told.emit(Message(Level.INFO, text, key="navigation"))
