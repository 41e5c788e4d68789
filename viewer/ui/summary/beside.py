"""What is drawn beside a path: found in the background, the anchors in a process of their own, and kept while it holds.

Anchors depend on the texts alone, so that they outlast what is done to the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from viewer import worker
from viewer.alignment_path import AlignmentPath
from viewer.alignment_points import anchors_of, moved_rows
from viewer.corpus import HEADING, Corpus, CorpusIndex
from viewer.model import Version, VersionId
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.summary.path_ink import Points

Floats = NDArray[np.float64]
Key = tuple[object, ...]

_LANE: Final = "alignment-beside"
_PATIENCE: Final = 250
"""Milliseconds for which one path has to be looked at before its texts are read."""
_KEPT: Final = 32
"""Pairs of texts whose anchors are remembered."""
_NONE: Final = np.empty((0, 2))


class Beside(QObject):
    """Looks for one path at a time: the last one that was asked for."""

    found = Signal(object)
    """Points of that path."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.proposed: Callable[[int, VersionId, VersionId], list[tuple[int, int]]] = lambda *_: []
        """The rows of both ends of passages that may have been moved, of a document and two versions."""
        self._jobs = jobs
        self._corpus: Corpus | None = None
        self._job: Job | None = None
        self._anchors: dict[Key, Floats] = {}
        self._wanted: tuple[CorpusIndex, int, AlignmentPath, Version, Version] | None = None
        self._points = Points()
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._start)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Another corpus, or the same after a change; what is asked for next is of that."""
        if corpus is not self._corpus:
            self._anchors.clear()
        self._corpus = corpus
        self._stop()
        self._wanted = None

    def look(self, index: CorpusIndex, document: int, path: AlignmentPath, first: Version, second: Version) -> None:
        """Asks for what lies beside a path; what is known is told at once, the rest when it is found."""
        self._stop()
        self._wanted = index, document, path, first, second
        headings = _headings(index, path, first, second)
        self._points = Points(anchors=self._anchors.get(self._key, _NONE), headings=headings)
        self.found.emit(self._points)
        self._patience.start()

    def take_proposed(self) -> None:
        """Other passages are proposed."""
        if self._wanted is not None:
            _, document, path, first, second = self._wanted
            rows = self.proposed(document, first.id, second.id)
            self._points = replace(self._points, proposed=_off_path(path, rows))
            self.found.emit(self._points)

    @property
    def _key(self) -> Key:
        assert self._wanted is not None
        _, document, _, first, second = self._wanted
        return document, first.id, first.revision, second.id, second.revision

    def _stop(self) -> None:
        self._patience.stop()
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None

    def _start(self) -> None:
        if self._wanted is None or self._corpus is None:
            return
        _, document, _, first, second = self._wanted
        known = self._anchors.get(self._key)
        work = partial(_look, self._corpus.path, document, first, second, known)
        self._job = Job(work)
        self._job.succeeded.connect(self._take)
        self._jobs.start(self._job, lane=_LANE)

    def _take(self, result: tuple[Floats, list[tuple[int, int]]]) -> None:
        self._job = None
        if self._wanted is None:
            return
        path = self._wanted[2]
        anchors, moved = result
        if len(self._anchors) >= _KEPT:
            self._anchors.clear()
        self._anchors[self._key] = anchors
        self._points = replace(self._points, anchors=anchors, moved=_off_path(path, moved))
        self.take_proposed()


def _look(
    path: Path, document: int, first: Version, second: Version, known: Floats | None, control: Control
) -> tuple[Floats, list[tuple[int, int]]]:
    """In the worker's thread."""
    moved = moved_rows(path, document, first.id, second.id)
    if known is None:
        known = worker.run(
            anchors_of, path, document, first.id, second.id, progress=control.progress, cancelled=control.cancelled
        )
    return known, moved


def _off_path(path: AlignmentPath, rows: list[tuple[int, int]]) -> Floats:
    inside = [(a - path.start, b - path.start) for a, b in rows]
    places = [(path.middle(a)[0], path.middle(b)[1]) for a, b in inside if 0 <= a < path.rows and 0 <= b < path.rows]
    return np.array(places, np.float64).reshape(-1, 2)


def _headings(index: CorpusIndex, path: AlignmentPath, first: Version, second: Version) -> Floats:
    """Where headings begin that both versions have in one row."""
    rows = slice(path.start, path.start + path.rows)
    both = np.flatnonzero(index.classes[first.id][rows] & index.classes[second.id][rows] & HEADING)
    return np.column_stack([path.across[both], path.down[both]]).astype(np.float64)
