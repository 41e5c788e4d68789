"""Files dragged over the window: what they may be dropped on, and what was meant when they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from viewer.shelf import SUFFIX
from viewer.ui.widgets.drop_overlay import DropOverlay, Target
from viewer.ui.widgets.empty_page import EmptyPage


class Dropping(QObject):
    """Listens to a window. Over the empty page there is but one target, and no veil."""

    dropped = Signal(object, object)
    """The paths, and the Target."""

    def __init__(self, window: QWidget, empty: EmptyPage, has_corpus: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._empty = empty
        self._has_corpus = has_corpus
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize and self.overlay.isVisible():
            self.overlay.fit()
        elif isinstance(event, QDropEvent):  # the base of entering and moving as well
            return self._drag(event)
        elif kind == QEvent.Type.DragLeave:
            self._end()
        return False

    def _drag(self, event: QDropEvent) -> bool:
        paths = _local_files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        point = event.position().toPoint()
        if isinstance(event, QDragEnterEvent):
            self._begin(paths)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            self.overlay.aim(point)
            return True
        target = self.overlay.aim(point) if self.overlay.isVisible() else self._targets(paths)[0]
        self._end()
        self.dropped.emit(paths, target)
        return True

    def _begin(self, paths: list[Path]) -> None:
        if self._has_corpus():
            self.overlay.cover(self._targets(paths))
        else:
            self._empty.set_dragging(True)

    def _end(self) -> None:
        self.overlay.aim(None)
        self.overlay.hide()
        self._empty.set_dragging(False)

    def _targets(self, paths: list[Path]) -> list[Target]:
        if any(path.suffix.lower() == SUFFIX for path in paths):
            return [Target.OPEN]
        return [Target.NEW, Target.VERSION, Target.DOCUMENT] if self._has_corpus() else [Target.NEW]


def _local_files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
