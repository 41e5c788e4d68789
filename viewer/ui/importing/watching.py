"""The files that the texts of a corpus came from: one that changes on disk is noticed, whoever writes it and how.

Editors replace a file as often as they write into it, and a replaced file is watched no more. So its folder is watched
as well, and what counts is never the notice but the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from viewer.corpus import Corpus
from viewer.importing import origins
from viewer.importing.origins import ChangedFile, Origin
from viewer.ui.jobs import Control, Job, Jobs

_REST: Final = 400
"""Milliseconds without a notice after which files are looked at; whoever writes one is done by then."""
_MOST: Final = 500
"""Files that are watched; systems have few watches to give. All are looked at when a corpus is opened."""
_LANE: Final = "watch"


class Watching(QObject):
    """Looks at the files of the open corpus: at first, and whenever something happens to them."""

    changed = Signal(object)
    """A tuple of ChangedFile, each told once as long as it does not change again."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._origins: tuple[Origin, ...] = ()
        self._told: set[tuple[str, str]] = set()
        """Paths and digests that were told of."""
        self._job: Job | None = None
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._watcher.fileChanged.connect(lambda _path: self._rest.start())
        self._watcher.directoryChanged.connect(lambda _path: self._rest.start())
        self._rest.timeout.connect(self._look)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Watches the files of this corpus from now on, or none."""
        self._told.clear()
        self.renew(corpus)

    def renew(self, corpus: Corpus | None) -> None:
        """The texts of the corpus have changed, and so may have their files."""
        self._rest.stop()
        self._drop()
        self._origins = origins.origins(corpus) if corpus is not None else ()
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._watch()
        self._look()

    def _watch(self) -> None:
        """What is there and not watched yet."""
        files = [origin.path for origin in self._origins[:_MOST]]
        there = {str(path) for path in (*files, *(path.parent for path in files)) if path.exists()}
        if missing := there - {*self._watcher.files(), *self._watcher.directories()}:
            self._watcher.addPaths(sorted(missing))

    def _look(self) -> None:
        if not self._origins:
            return
        self._drop()
        self._watch()
        found = self._origins

        def work(control: Control) -> tuple[ChangedFile, ...]:
            return origins.changed(found, control.cancelled)

        job = self._job = Job(work)
        job.succeeded.connect(self._tell)
        self._jobs.start(job, lane=_LANE)

    def _tell(self, found: Iterable[ChangedFile]) -> None:
        self._job = None
        fresh = tuple(one for one in found if (str(one.origin.path), one.digest) not in self._told)
        self._told |= {(str(one.origin.path), one.digest) for one in fresh}
        if fresh:
            self.changed.emit(fresh)

    def _drop(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None
