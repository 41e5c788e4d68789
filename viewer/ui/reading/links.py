"""Links: which panes move together, row by row or each at its own pace, and which move alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from viewer.model import VersionId
from viewer.ui.reading.spread import Spread


class Links(QObject):
    """What the reader says of the tracks of a spread. Every change keeps the line being read where it is."""

    changed = Signal()
    """The spread is to be shaped anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spread: Spread | None = None
        self._flowing = False

    def set_spread(self, spread: Spread | None) -> None:
        """Another corpus: all panes are linked."""
        self._spread = spread
        if spread is not None:
            spread.set_flowing(self._flowing)

    @property
    def flowing(self) -> bool:
        """Whether each pane flows by itself, in step with the others, instead of row by row."""
        return self._flowing

    def set_flowing(self, flowing: bool) -> None:
        self._flowing = flowing
        if self._spread is not None:
            self._spread.set_flowing(flowing)
        self.changed.emit()

    def unlinked(self) -> set[VersionId]:
        """The panes that move alone."""
        return self._spread.unlinked() if self._spread is not None else set()

    def shifts(self) -> dict[VersionId, int]:
        """The panes that follow the others at a distance, and the rows by which they are ahead."""
        return self._spread.shifts() if self._spread is not None else {}

    def unlink(self, version: VersionId) -> None:
        """Lets a pane be moved alone."""
        if self._spread is not None:
            self._spread.unlink(version)
            self.changed.emit()

    def relink(self, version: VersionId, *, keep_offset: bool = False) -> None:
        """Links a pane to the others again: at their row, or as far from it as it is now."""
        if self._spread is not None:
            self._spread.relink(version, keep_offset=keep_offset)
            self.changed.emit()
