"""Moved passages in the window: marks that lead to the other half, the search for more, what becomes of proposals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Signal

from viewer import worker
from viewer.corpus import Corpus
from viewer.errors import Cancelled, HexaplaError
from viewer.model import SegmentId, VersionId
from viewer.moved_passages import Passage, find_moved
from viewer.repair import link_passage
from viewer.ui import messages
from viewer.ui.i18n import Safe, counter, isolate, tooltip, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE, Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.moved.ink import MovedInk
from viewer.ui.moved.links import MovedLinks
from viewer.ui.moved.model import PassageModel
from viewer.ui.moved.page import PassagePage
from viewer.ui.reading.names import called
from viewer.ui.reading.view import ReadingView
from viewer.ui.reading.wording import beginning
from viewer.ui.repairing.work import Operation, Work, on_corpus
from viewer.ui.searching.found_dock import FoundDock

tr = translator("Moved")
count = counter("Moved")

PAGE: Final = "moved"
_SETTING: Final = "moved_dismissed"
"""Where the corpus keeps proposals that were dismissed: pairs of segment ids, as JSON."""
_REST: Final = 4_000
"""Milliseconds after an import before passages are looked for unasked."""
_UNASKED: Final = 5_000
"""Rows up to which they are."""
_LETTERS: Final = 160
"""Code points of the other half that are shown."""


class MovedControl(QObject):
    """Reads while one reads; writes when the reader agrees, as repair does."""

    told = Signal(object)
    """A Message."""
    proposed = Signal()
    """Other passages are proposed."""

    def __init__(
        self, *, view: ReadingView, dock: FoundDock, library: Library, jobs: Jobs, work: Work, parent: QObject
    ) -> None:
        """`work` does the edits of the corpus."""
        super().__init__(parent)
        self._view = view
        self._dock = dock
        self._library = library
        self._jobs = jobs
        self._work = work
        self._job: Job | None = None
        self._dismissed: set[tuple[SegmentId, ...]] = set()
        """What was dismissed since the corpus was opened; the corpus may not have it yet."""
        self.links = MovedLinks(lambda: library.corpus)
        self.ink = MovedInk(self.links, lambda: view.theme)
        self.model = PassageModel(lambda: library.corpus, self._name_of, self)
        self.page = PassagePage(self.model)
        dock.add_page(PAGE, tr("Moved passages"), self.page, tr("Passages that the translator may have put elsewhere"))
        dock.set_page_enabled(PAGE, False)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._look_unasked)
        stage = view.stage
        stage.overlays.append(self.ink.paint)
        stage.remarks.append(self._remark)
        self._tip_before = stage.page.tip_at
        stage.page.tip_at = self._tip
        stage.page.marking_started.connect(lambda point, _extend: self._pressed(point))
        self.page.linked.connect(self._link)
        self.page.dismissed.connect(self._dismiss)
        self.page.half_requested.connect(self._show_half)
        library.imported.connect(lambda _: self.look_soon())

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {"find_moved": self._look, "moved_partner": self._follow}

    def set_corpus(self, corpus: Corpus | None, *, same: bool = False) -> None:
        """This corpus is shown, or with `same` what has become of it."""
        self.links.forget()
        if same and corpus is not None:
            return
        self._dismissed.clear()
        self._rest.stop()
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None
        self._propose([])

    def rows_proposed(self, document: int, first: VersionId, second: VersionId) -> list[tuple[int, int]]:
        """The rows of both halves of what is proposed for two versions of a document."""
        found, corpus = [], self._library.corpus
        for passage in self.model.passages:
            if corpus is None or passage.document != document or {passage.first, passage.second} != {first, second}:
                continue
            for pair in passage.pairs:
                try:
                    places = {place.version: place.unit for place in map(corpus.place_of, pair)}
                except HexaplaError:  # a paragraph that is no more
                    continue
                found.append((places[first], places[second]))
        return found

    # Looking

    def look_soon(self) -> None:
        """Rows have come from the aligner: they are looked through unasked when the reader has had time to begin."""
        self._rest.start()

    def _look_unasked(self) -> None:
        index = self._view.index
        if index is not None and index.unit_count <= _UNASKED and len(index.versions) > 1:
            self._start(asked=False)

    def _look(self) -> None:
        if self._job is None:
            self._rest.stop()
            self._start(asked=True)

    def _start(self, *, asked: bool) -> None:
        corpus = self._library.corpus
        if corpus is None or self._job is not None:
            return
        path = corpus.path

        def work(control: Control) -> list[Passage]:
            found: list[Passage] = worker.run(find_moved, path, progress=control.progress, cancelled=control.cancelled)
            return found

        self._job = Job(work, title=tr("Looking for moved passages") if asked else "")
        self._job.succeeded.connect(partial(self._take, asked))
        self._job.failed.connect(self._failed)
        self._jobs.start(self._job, lane=PAGE)

    def _take(self, asked: bool, found: list[Passage]) -> None:
        self._job = None
        corpus = self._library.corpus
        dismissed = self._dismissed | (_dismissed(corpus) if corpus is not None else set())
        found = [one for one in found if one.pairs[0] not in dismissed]
        self._propose(found)
        if asked and found:
            self._open()
        elif asked:
            self.told.emit(Message(Level.INFO, tr("No moved passages were found."), key=PAGE))
        elif found:
            said = count("{n} passage may have been moved.", "{n} passages may have been moved.", len(found))
            self.told.emit(Message(Level.INFO, said, (Answer(tr("Show"), self._open),), PAGE))

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self.told.emit(messages.failure(error, key=PAGE))

    def _propose(self, found: list[Passage]) -> None:
        self.model.show(found)
        self._dock.set_page_enabled(PAGE, bool(found))
        self.proposed.emit()

    def _open(self) -> None:
        """Shows the list and puts the keyboard on it."""
        if self.model.passages:
            self._dock.open(PAGE)
            self.page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # What becomes of a proposal

    def _link(self, row: int) -> None:
        passage = self.model.passages[row]
        act = partial(link_passage, pairs=passage.pairs)
        done, nothing = tr("Linked as a moved passage"), tr("They are linked already")
        self._work.start(Operation(on_corpus(act), passage.pairs[0][0], done, nothing))
        self._removed(row)

    def _dismiss(self, row: int) -> None:
        corpus, passage = self._library.corpus, self.model.passages[row]
        self._dismissed.add(passage.pairs[0])
        self._removed(row)
        if corpus is None:
            return
        path = corpus.path
        job = Job(lambda _control: _keep_dismissed(path, passage.pairs[0]))
        job.failed.connect(self._failed)
        self._jobs.start(job, lane=LANE)

    def _removed(self, row: int) -> None:
        self.model.remove(row)
        self._dock.set_page_enabled(PAGE, bool(self.model.passages))
        self.proposed.emit()
        if not self.model.passages:
            self._dock.left.emit()

    def _show_half(self, row: int, half: int) -> None:
        passage = self.model.passages[row]
        self._go(passage.pairs[0][half])

    # Marks in the texts

    def _follow(self) -> None:
        """Goes to the other half of what was moved in the current row, in the active version if it has any."""
        unit = self._view.current_unit()
        partners = self._partners(unit) if unit is not None else {}
        if unit is None or not partners:
            self.told.emit(Message(Level.INFO, tr("Nothing in this row is linked as moved."), key="navigation"))
            return
        cells = self._view.unit(unit).cells
        active = self._view.active_version()
        order = [
            *(cells.get(active, ()) if active is not None else ()),
            *(one for cell in cells.values() for one in cell),
        ]
        self._go(next(partners[one.id] for one in order if one.id in partners))

    def _partners(self, unit: int) -> Mapping[SegmentId, SegmentId]:
        try:
            return self.links.in_row(self._view.unit(unit))
        except HexaplaError:  # the page, which reads the same rows, is who tells of it
            return {}

    def _go(self, segment: SegmentId) -> None:
        corpus = self._library.corpus
        try:
            place = corpus.place_of(segment) if corpus is not None else None
        except HexaplaError as error:
            self.told.emit(messages.failure(error, key=PAGE))
            return
        if place is not None:
            self._view.go_to(place.unit, version=place.version, segment=segment, run=PAGE)
            self._view.set_active_version(place.version)

    def _pressed(self, point: QPoint) -> None:
        partner = self._partner_at(point)
        if partner is not None:
            self._go(partner)

    def _tip(self, point: QPoint) -> Safe:
        partner = self._partner_at(point)
        return tooltip(*self._told(partner)) if partner is not None else self._tip_before(point)

    def _partner_at(self, point: QPoint) -> SegmentId | None:
        """The other half of the paragraph whose mark is at a point of the page."""
        geometry = self._view.stage.geometry()
        seen = geometry.cell_at(point) if geometry is not None else None
        if seen is None:
            return None
        origin = QPointF(seen.cell.pane.text_left, seen.text_top)
        try:
            segment = self.ink.marked_at(seen.cell, seen.band, origin, QPointF(point))
            return self.links.in_row(seen.band.unit)[segment] if segment is not None else None
        except HexaplaError:  # the page, which reads the same rows, is who tells of it
            return None

    def _remark(self, version: VersionId, unit: int) -> Safe:
        partners = self._partners(unit)
        own = next((one.id for one in self._view.unit(unit).cells.get(version, ()) if one.id in partners), None)
        return self._told(partners[own])[0] if own is not None else Safe("")

    def _told(self, partner: SegmentId) -> list[Safe]:
        """Where the other half stands, and how it begins."""
        corpus = self._library.corpus
        if corpus is None:
            return [Safe("")]
        place, text = corpus.place_of(partner), beginning(corpus.segment(partner).text, _LETTERS)
        return [
            tr("Moved: row {row} of {version}", row=place.unit + 1, version=self._name_of(place.version)),
            isolate(text),
        ]

    def _name_of(self, version: VersionId) -> str:
        versions = self._view.versions()
        return called(versions[version], versions.values()) if version in versions else version


def _dismissed(corpus: Corpus) -> set[tuple[SegmentId, ...]]:
    """The first pairs of proposals that were dismissed; what this program did not write is passed over."""
    try:
        kept = json.loads(corpus.setting(_SETTING) or "[]")
    except ValueError:
        return set()
    pairs = [pair for pair in kept if isinstance(pair, list)] if isinstance(kept, list) else []
    return {tuple(SegmentId(one) for one in pair if isinstance(one, int)) for pair in pairs}


def _keep_dismissed(path: Path, pair: tuple[SegmentId, SegmentId]) -> None:
    with Corpus.open(path) as corpus:
        kept = sorted(_dismissed(corpus) | {pair})
        corpus.set_setting(_SETTING, json.dumps([list(one) for one in kept]))
