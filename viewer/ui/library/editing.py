"""Changes of the open corpus as background work: each is one step, which can be taken back and made again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from viewer import changing, worker
from viewer.changing.changed import Changed
from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import HexaplaError
from viewer.model import Change, VersionId
from viewer.ui.i18n import Safe, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE, Library

tr = translator("Editing")


class Editing(QObject):
    """What takes long runs in a process of its own, the rest in a thread; the window never waits for either."""

    changed = Signal(object)
    """A Changed: the corpus is not what it was."""
    turned = Signal(object)
    """A Change that was undone, or redone."""
    turned_to = Signal(object, int)
    """The Changes that were undone or redone one after the other, and the number of the one that stood before."""
    failed = Signal(object, object)
    """A HexaplaError; and what does it once more."""

    def __init__(self, *, library: Library, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs

    def add(self, paths: Sequence[Path], as_: str | None = None, **said: Any) -> None:
        """Adds files as a `version` or as a `document`, or as what they look like. What is `said` besides is as for
        `changing.add`: `into`, `choices` and `pasted`."""
        shown = tr("Adding {title}", title=paths[0].name)
        self._start(shown, partial(_in_process, changing.add), list(paths), as_=as_, **said)

    def replace(self, version: VersionId, document: int, file: Path) -> None:
        """Replaces a text by what stands in another file; what has not changed keeps all it has."""
        shown = tr("Replacing with {title}", title=file.name)
        self._start(shown, partial(_in_process, changing.replace), version, file, document=document)

    def remove_version(self, version: VersionId) -> None:
        """Removes a column and its texts."""
        self._start(tr("Removing"), partial(_in_thread, changing.remove), version)

    def remove_document(self, document: int) -> None:
        """Removes a document and its texts."""
        self._start(tr("Removing"), partial(_in_thread, changing.remove), document=document)

    def rename(self, title: str) -> None:
        """Gives the corpus another title; its file keeps its name, by which others know it."""
        self._start(Safe(""), partial(_in_thread, changing.rename), title)

    def rename_version(self, version: VersionId, label: str) -> None:
        """Gives a version another label."""
        self._start(Safe(""), partial(_in_thread, changing.rename), label, version=version)

    def rename_document(self, document: int, title: str) -> None:
        """Gives a document another title."""
        self._start(Safe(""), partial(_in_thread, changing.rename), title, document=document)

    def move_document(self, document: int, to: int) -> None:
        """Moves a document, so that it becomes number `to`."""
        self._start(Safe(""), partial(_in_thread, changing.move), document, to)

    def undo(self) -> None:
        """Takes back the last change that stands."""
        self._start(tr("Undoing"), partial(_turned, Corpus.undo), then=self.turned.emit)

    def redo(self) -> None:
        """Makes the change that was undone last once more."""
        self._start(tr("Redoing"), partial(_turned, Corpus.redo), then=self.turned.emit)

    def turn_to(self, number: int) -> None:
        """Undoes what was done after the change of this number, or does again what was undone up to it."""
        self._start(tr("Going through the history"), _turned_to, number, then=self._tell_turns)

    def _tell_turns(self, found: tuple[Sequence[Change], int]) -> None:
        if found[0]:
            self.turned_to.emit(*found)

    def _start(
        self,
        shown: Safe,
        work: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], object] | None = None,
        **options: Any,
    ) -> None:
        """Does the work, which is told the path of the open corpus first, after what is being imported or changed."""
        identity = self._library.identity
        if self._library.corpus is None or identity is None:
            return
        path = identity.path

        def do(control: Control) -> None:
            identity.require()
            result = work(control, path, *args, **options)
            # Handed over: the next change waits until the window shows this one.
            control.hand_over((result, _index_after(path, result)))

        job = Job(do, title=shown, needed=not shown)  # what is done at once is done though the program ends
        job.reported.connect(partial(self._done, path, then or self.changed.emit))
        again = partial(self._start, shown, work, *args, then=then, **options)
        job.failed.connect(partial(self._failed, again))
        self._jobs.start(job, lane=LANE)

    def _done(self, path: Path, then: Callable[[Any], object], found: tuple[object, CorpusIndex | None]) -> None:
        """Tells of it, unless another corpus has been opened meanwhile or there was nothing to do."""
        result, index = found
        corpus = self._library.corpus
        if result is None or corpus is None or corpus.path != path:
            return
        if index is not None:
            corpus.take_index(index)
        then(result)

    def _failed(self, again: Callable[[], object], error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.failed.emit(error, again)


def _in_process(function: Callable[..., Changed], control: Control, *args: Any, **options: Any) -> Changed:
    return worker.run(function, *args, progress=control.progress, cancelled=control.cancelled, **options)


def _in_thread(function: Callable[..., Changed], _control: Control, *args: Any, **options: Any) -> Changed:
    return function(*args, **options)


def _index_after(path: Path, result: object) -> CorpusIndex | None:
    """Of a change that may have touched anything: all rows are read here, so that the window need not."""
    if result is None or (isinstance(result, Change) and result.touched is not None):
        return None
    try:
        with Corpus.open(path, read_only=True) as corpus:
            return corpus.index()
    except HexaplaError:  # the change was made all the same; whoever reads next will tell
        return None


def _turned_to(control: Control, path: Path, number: int) -> tuple[list[Change], int]:
    """The changes, and the number of the one that stood before; each is a transaction, after which it may stop."""
    made: list[Change] = []
    with Corpus.open(path) as corpus:
        standing, undone = corpus.turns()
        before = standing.number if standing is not None else 0
        while not control.cancelled():
            if standing is not None and standing.number > number:
                turned = corpus.undo()
            elif undone is not None and undone.number <= number:
                turned = corpus.redo()
            else:
                break
            if turned is not None:
                made.append(turned)
            standing, undone = corpus.turns()
    return made, before


def _turned(turn: Callable[[Corpus], Any], _control: Control, path: Path) -> Any:
    with Corpus.open(path) as corpus:
        return turn(corpus)
