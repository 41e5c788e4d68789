"""Copying from the texts: from the wish to the clipboard, large parts of a corpus in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from viewer.corpus import Corpus
from viewer.errors import Cancelled, HexaplaError, Locked
from viewer.model import Unit, Version, VersionId
from viewer.progress import Progress
from viewer.ui import messages
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.reading import clippings
from viewer.ui.reading.clippings import Clip, Quote
from viewer.ui.reading.names import title_of
from viewer.ui.reading.view import ReadingView

tr = translator("Copying")
count = counter("Copying")

LANE: Final = "copy"
_AT_ONCE: Final = 200
"""Rows that are copied without a job."""
_PAGE: Final = 500
"""Rows that a job reads at once."""
_MOST: Final = 20_000_000
"""Code points; more is no good to any program that pastes it."""

Build = Callable[[Iterable[Unit]], Clip]


class CopyControl(QObject):
    """Copies what is marked in the reading view, or where nothing is, the row that the reader is at."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self, *, view: ReadingView, library: Library, jobs: Jobs, export: Callable[[], object], parent: QObject
    ) -> None:
        """`export` is offered where something is too large."""
        super().__init__(parent)
        self._view = view
        self._library = library
        self._jobs = jobs
        self._export = export

    def copy(self) -> None:
        """What is marked, letter for letter; a block of several versions as pairs."""
        selection = self._view.marking.selection
        if selection is None or selection.empty:
            return
        if selection.is_block:
            self.copy_pairs()
        else:
            version = self._view.versions()[selection.version]
            self._start(selection.rows, [version], lambda units: clippings.text(selection, units))

    def copy_pairs(self) -> None:
        """The rows of which something is marked, as a table of all versions on the screen, or of a block."""
        versions = self._versions()
        self._start(self._rows(), versions, lambda units: clippings.pairs(versions, units))

    def copy_quotation(self) -> None:
        """What is marked, with its partners and where it is from."""
        corpus, marked = self._library.corpus, self._view.marking.selection
        if corpus is None:
            return
        selection = marked if marked is not None and not marked.empty else None
        first = selection.version if selection is not None else self._view.active_version()
        versions = sorted(self._versions(), key=lambda version: version.id != first)
        titles = [document.title for document in corpus.documents()]
        self._start(
            self._rows(),
            versions,
            lambda units: clippings.quotation(selection, versions, units, lambda quote: reference(quote, titles)),
        )

    def _rows(self) -> range:
        selection, here = self._view.marking.selection, self._view.current_unit()
        if selection is not None and not selection.empty:
            return selection.rows
        return range(here, here + 1) if here is not None else range(0)

    def _versions(self) -> list[Version]:
        """The versions of a block, else all on the screen and the one that is marked."""
        selection, known = self._view.marking.selection, self._view.versions()
        marked = selection.versions if selection is not None else ()
        shown = self._view.shown_versions()
        wanted = shown if selection is None or not selection.is_block else [one for one in shown if one in marked]
        return [known[one] for one in (*wanted, *(one for one in marked if one not in shown))]

    def _start(self, rows: range, versions: Sequence[Version], build: Build) -> None:
        corpus, index = self._library.corpus, self._view.index
        if not rows or corpus is None or index is None:
            return
        if len(rows) <= _AT_ONCE:
            self._put(build(map(self._view.unit, rows)))
            return
        letters = sum(int(index.lengths[version.id][rows.start : rows.stop].sum()) for version in versions)
        if letters > _MOST:
            self.told.emit(self._too_large(letters))
            return
        path, revision = corpus.path, index.revision

        def work(control: Control) -> Clip:
            return build(_units(path, rows, [version.id for version in versions], revision, control))

        job = Job(work, title=tr("Copying"))
        job.succeeded.connect(lambda clip: self._finish(clip, len(rows)))
        job.failed.connect(self._tell_failure)
        self._jobs.start(job, lane=LANE)

    def _put(self, clip: Clip) -> None:
        data = QMimeData()
        data.setText(clip.text)
        if clip.html:
            data.setHtml(clip.html)
        QGuiApplication.clipboard().setMimeData(data)

    def _finish(self, clip: Clip, rows: int) -> None:
        self._put(clip)
        self.told.emit(Message(Level.INFO, count("Copied {n} row.", "Copied {n} rows.", rows), key="copy"))

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key="copy"))

    def _too_large(self, letters: int) -> Message:
        text = tr(
            "{letters} letters are too many for the clipboard. Export these rows as a file instead.", letters=letters
        )
        return Message(Level.WARNING, text, (Answer(tr("Export"), self._export),), "copy")


def _units(path: Path, rows: range, versions: Sequence[VersionId], revision: int, control: Control) -> Iterator[Unit]:
    """The rows by a connection of their own. Raises Cancelled, Locked if the rows have changed, and CorpusError."""
    with Corpus.open(path, read_only=True) as corpus:
        for start in range(rows.start, rows.stop, _PAGE):
            if control.cancelled():
                raise Cancelled
            if corpus.revision != revision:
                raise Locked(path)
            control.progress(Progress("read", start - rows.start, len(rows), path.name))
            yield from corpus.units(start, min(start + _PAGE, rows.stop), versions)


def reference(quote: Quote, titles: Sequence[str]) -> Safe:
    """Version, document and paragraph, as a quotation names them; what lasts when rows change."""
    name = title_of(quote.version)
    if not quote.texts:
        return tr("{version}: not in this version", version=name)
    places = []
    for one in quote.stretches:
        first, last = Safe(one.first + 1), Safe(one.last + 1)
        words = (
            tr("{document}, paragraph {first}", document=titles[one.document], first=first)
            if one.first == one.last
            else tr("{document}, paragraphs {first}–{last}", document=titles[one.document], first=first, last=last)
        )
        places.append(words)
    return tr("{version}, {places}", version=name, places=Safe("; ".join(places)))
