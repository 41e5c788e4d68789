"""The page of the alignment in the window: it follows the reading view, and leads it where one clicks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt

from viewer.alignment_path import AlignmentPath, path_of
from viewer.alignment_summary import Summary, summarize
from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import HexaplaError
from viewer.model import Unit, VersionId
from viewer.ui.i18n import Safe, isolate, tooltip, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.reading.names import called, short_name_of
from viewer.ui.reading.row_marks import standing
from viewer.ui.reading.view import ReadingView
from viewer.ui.reading.wording import beginning
from viewer.ui.searching.found_dock import FoundDock
from viewer.ui.summary.beside import Beside
from viewer.ui.summary.model import DocumentModel
from viewer.ui.summary.page import SummaryPage
from viewer.ui.whereabouts import Whereabouts

tr = translator("Alignment")

PAGE: Final = "alignment"
_Picture = tuple[int, VersionId, VersionId]
"""Document and versions that a path is of."""
_Counted = tuple[Summary, _Picture | None, AlignmentPath | None]
_LETTERS: Final = 60
"""Code points of a paragraph that are shown of a row."""


class SummaryControl(QObject):
    """Costs nothing while the page is not to be seen."""

    def __init__(self, *, dock: FoundDock, view: ReadingView, whereabouts: Whereabouts, jobs: Jobs) -> None:
        super().__init__(dock)
        self._dock = dock
        self._view = view
        self._whereabouts = whereabouts
        self._jobs = jobs
        self._corpus: Corpus | None = None
        self._index: CorpusIndex | None = None
        """What the page shows, or will when the job has ended."""
        self._job: Job | None = None
        self._document: int | None = None
        """That of the picture."""
        self._read_document: int | None = None
        """That of the reader."""
        self.model = DocumentModel(self)
        self.page = SummaryPage(self.model, lambda: view.theme)
        self.beside = Beside(jobs, self)
        """What is drawn beside the path."""
        self.page.picture.tip_of = self._tip
        dock.add_page(
            PAGE,
            tr("Alignment"),
            self.page,
            tr("How well each document is aligned, as a table and a picture"),
            stays=True,
        )
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._dock.page_shown.connect(lambda _: self._follow())
        self._dock.open_changed.connect(lambda _: self._follow())
        self._whereabouts.told.connect(self._follow)
        self.page.document_requested.connect(self._go_to_document)
        self.page.document_changed.connect(self._show_path)
        self.page.versions_changed.connect(self._show_path_again)
        self.page.picture.row_requested.connect(self._go)
        self.page.picture.told.connect(self._tell)
        self.beside.found.connect(self.page.picture.show_points)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {PAGE: self._open}

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Tells of this corpus, as it is now; the view shows it already."""
        if corpus is not self._corpus:
            self._document = self._read_document = None
        self._corpus = corpus
        if corpus is None:
            self._drop()
            self._index = None
            self.model.show(None, (), ())
            self.page.picture.show_path(None, Safe(""), Safe(""))
        self.beside.set_corpus(corpus)
        self._follow()

    def show_document(self, document: int) -> None:
        """Shows the page, and goes to a document."""
        self._open()
        self._go_to_document(document)

    def _open(self) -> None:
        """Shows the page and puts the keyboard on it."""
        self._dock.open(PAGE)
        self.page.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _drop(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None

    def _follow(self) -> None:
        """The rows are others, or the reader is elsewhere, and somebody sees the page."""
        if self._corpus is None or not self._dock.is_page_shown(PAGE):
            return
        index = self._view.index
        if index is not self._index and index is not None:
            self._index = index
            self._drop()
            chosen = self._picture_of(index)

            def work(_control: Control) -> _Counted:
                return summarize(index), chosen, path_of(index, *chosen) if chosen is not None else None

            job = self._job = Job(work)
            job.succeeded.connect(self._show)
            self._jobs.start(job, lane=PAGE)
        elif self._job is None:
            self._follow_reader()

    def _picture_of(self, index: CorpusIndex) -> _Picture | None:
        """Document and versions that the picture will probably be of: those it is of."""
        versions, document = self.page.versions, self._document
        if versions is None or document is None or document >= len(index.document_starts) - 1:
            return None
        return (document, *versions) if set(versions) <= index.counts.keys() else None

    def _show(self, found: _Counted) -> None:
        self._job = None
        summary, chosen, path = found
        corpus, versions = self._corpus, self._view.versions()
        if corpus is None:
            return
        columns, document = self.model.columnCount(), self._document
        names = [
            (isolate(short_name_of(versions[version], versions.values())), called(versions[version], versions.values()))
            for version in summary.coverage
        ]
        self.model.show(summary, [one.title for one in corpus.documents()], names)
        if self.model.columnCount() != columns:
            self.page.fit_columns()
        order = dict.fromkeys([*self._view.shown_versions(), *versions])
        self.page.set_versions([(version, called(versions[version], versions.values())) for version in order])
        self._document = None
        if document is not None and document < self.model.rowCount():
            self.page.show_document(document)
            still = chosen is not None and (document, self.page.versions) == (chosen[0], chosen[1:])
            self._show_path(document, path if still else None)
        self._follow_reader()

    def _follow_reader(self) -> None:
        """Shows the reader on the path; who goes to another document takes the table along."""
        index, row = self._index, self._view.current_unit()
        if index is None or row is None or row >= index.unit_count:
            return
        document = index.document_of(row)
        if document != self._read_document or self._document is None:
            self._read_document = document
            self.page.show_document(document)
            self._show_path(document)
        self.page.picture.set_reader(row)

    def _show_path_again(self) -> None:
        document, self._document = self._document, None
        if document is not None:
            self._show_path(document)

    def _show_path(self, document: int, path: AlignmentPath | None = None) -> None:
        """Shows the path of a document; it is counted here unless it is known."""
        index, corpus, chosen = self._index, self._corpus, self.page.versions
        if index is None or corpus is None or document == self._document:
            return
        self._document = document
        versions = self._view.versions()
        if chosen is None or not versions.keys() >= set(chosen):
            self.page.picture.show_path(None, Safe(""), Safe(""))
            return
        path = path or path_of(index, document, *chosen)
        self.page.picture.show_path(path, *(called(versions[one], versions.values()) for one in chosen))
        self.page.picture.set_reader(self._view.current_unit())
        self.beside.look(index, document, path, versions[chosen[0]], versions[chosen[1]])

    def _go_to_document(self, document: int) -> None:
        index = self._view.index
        if index is not None:
            self._view.go_to(min(int(index.document_starts[document]), index.unit_count - 1), top=True)

    def _go(self, row: int) -> None:
        self._view.go_to(row, run="path")

    def _tell(self, row: int) -> None:
        lines = self._told(row) if row >= 0 else []
        said = Safe("  ·  ".join(lines))
        self.page.words.setText(said)
        self.page.picture.setAccessibleDescription(said)

    def _tip(self, row: int) -> Safe:
        return tooltip(*self._told(row))

    def _told(self, row: int) -> list[Safe]:
        """What is said of a row: its number, how sure it is, and how it begins in the versions of the picture."""
        index, chosen = self._index, self.page.versions
        if index is None or index is not self._view.index or row >= index.unit_count or chosen is None:
            return []
        try:
            unit = self._view.unit(row)
        except HexaplaError:  # the page, which reads the same rows, is who tells of it
            return []
        said = standing(unit)
        lines = [tr("Row {row}", row=row + 1), *([said] if said else [])]
        return lines + [isolate(words) for version in chosen if (words := _beginning(unit, version))]


def _beginning(unit: Unit, version: str) -> str:
    cell = next((cell for known, cell in unit.cells.items() if known == version), ())
    return beginning(cell[0].text, _LETTERS) if cell else ""
