"""Rows by sentence: which sentences of a row belong together, found out beside the page for the rows looked at.

What is asked for and not known is worked out in the background, sixteen rows at once, and told of when it is there. It
is remembered by the texts themselves, so that a change of the corpus makes nothing wrong that was found before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.align.sentences import ROWS_AT_ONCE, SentenceRow
from viewer.model import Unit, VersionId
from viewer.sentence_units import known_sentences
from viewer.standing_worker import StandingWorker
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.reading.bands import Part
from viewer.ui.reading.source import UnitSource

LANE: Final = "sentences"

_KEPT = 1_000
"""Rows that are remembered."""
_LONGEST = 20_000
"""Code points of a version in a row from which nothing is found out: that would take too long to wait for."""
_LARGE = 40_000
"""Code points of a block, counted once for each further version, from which a process works it out: a thread would be
quicker, but make the window stutter."""
_IDLE = 60_000
"""Milliseconds after which a process that nobody needs is ended."""
_WISHES = 4
"""Blocks that wait at most; what was asked for before them has left the screen."""

_Key = tuple[tuple[VersionId, tuple[str, ...]], ...]
"""A row by its texts."""


class Sentences(QObject):
    """Knows the sentences of rows, or has them found out."""

    changed = Signal()
    """The sentences of further rows are known."""
    level_changed = Signal()
    """Rows are shown by sentence now, or by paragraph again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = False
        """Whether rows are shown by sentence."""
        self._jobs: Jobs | None = None
        self._worker = StandingWorker()
        """Used in the lane only."""
        self._job: Job | None = None
        self._running: int | None = None
        """The block that the job is about."""
        self._source: UnitSource | None = None
        self._languages: Mapping[VersionId, str] = {}
        self._versions: tuple[VersionId, ...] = ()
        self._known: OrderedDict[_Key, tuple[Part, ...]] = OrderedDict()
        self._wishes: OrderedDict[int, bool] = OrderedDict()
        """Numbers of blocks, and whether somebody waits for them."""
        self._starting = QTimer(self)
        self._starting.setSingleShot(True)
        self._starting.setInterval(0)
        self._starting.timeout.connect(self._start)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_IDLE)
        self._resting.timeout.connect(self._rest)

    def work_with(self, jobs: Jobs) -> None:
        """Works in the background from now on. Before, whoever asks has to wait."""
        self._jobs = jobs

    def set_source(self, source: UnitSource | None, languages: Mapping[VersionId, str]) -> None:
        """Other texts, or none. `languages` gives the BCP 47 tag of each version."""
        self._drop()
        self._rest()
        self._source, self._languages = source, languages
        self._known.clear()

    def set_versions(self, versions: Sequence[VersionId]) -> None:
        """The versions whose sentences are compared; their order does not matter."""
        self._versions = tuple(sorted(versions))

    def show(self, shown: bool) -> None:
        """Shows rows by sentence, or by paragraph."""
        if shown != self.shown:
            self.shown = shown
            self.level_changed.emit()

    def parts(self, unit: Unit) -> tuple[Part, ...] | None:
        """The row as it is to be shown by sentence; None where it is to be shown as it is, or as long as it is."""
        return self._known.get(self._key(unit)) if self.shown else None

    def want(self, units: Iterable[Unit], *, seen: bool) -> None:
        """Rows are to be shown by sentence, if rows are; `seen` says that they are on the screen already."""
        if self.shown:
            for unit in units:
                self._want(unit, self._key(unit), seen)

    def found(self, unit: Unit) -> tuple[Part, ...] | None:
        """The sentences of a row, however it is shown; None if they are not known yet. Then they are found out."""
        key = self._key(unit)
        self._want(unit, key, True)
        return self._known.get(key)

    def catch_up(self) -> None:
        """Has everything found out now that somebody waits for, however often that makes the page ask for more."""
        while waited_for := [*([self._running] if self._running is not None else []), *self._waiting()]:
            self._drop()
            for block in waited_for:
                self._find(block)
            self.changed.emit()

    # In the background

    def _want(self, unit: Unit, key: _Key, waited_for: bool) -> None:
        if key in self._known:
            self._known.move_to_end(key)
        elif self._fits(unit):
            block = unit.number // ROWS_AT_ONCE
            if self._jobs is None:
                self._find(block)
            elif block != self._running and (waited_for or block not in self._wishes):
                self._wishes[block] = waited_for
                self._wishes.move_to_end(block)
                while len(self._wishes) > _WISHES:
                    self._wishes.popitem(last=False)
                self._starting.start()

    def _waiting(self) -> list[int]:
        return [block for block, waited_for in self._wishes.items() if waited_for]

    def _start(self) -> None:
        """Begins with what was looked at last, and goes on with what will be."""
        if self._jobs is None or self._job is not None or not self._wishes:
            return
        block = next(reversed(self._waiting()), None)
        if block is None:
            block = next(iter(self._wishes))
        del self._wishes[block]
        keys, texts, languages = self._asked(block)
        if not keys:
            self._starting.start()
            return
        large = sum(len(text) for row in texts for cell in row for text in cell) * (len(languages) - 1) > _LARGE

        def work(control: Control) -> list[list[SentenceRow]]:
            if large:
                return self._worker.run(known_sentences, texts, languages, cancelled=control.cancelled)
            return known_sentences(texts, languages)

        job = Job(work)
        job.succeeded.connect(lambda found: self._arrived(keys, found))
        job.failed.connect(lambda error: self._keep(keys, [[] for _ in keys]))  # not asked for again and again
        job.ended.connect(self._ended)
        self._job, self._running = job, block
        self._jobs.start(job, lane=LANE)

    def _arrived(self, keys: Sequence[_Key], found: list[list[SentenceRow]]) -> None:
        self._running = None
        self._keep(keys, found)
        self.changed.emit()

    def _ended(self) -> None:
        self._job = self._running = None
        self._starting.start()
        self._resting.start()

    def _drop(self) -> None:
        self._starting.stop()
        self._wishes.clear()
        if self._job is not None and self._jobs is not None:
            self._jobs.drop(self._job)
        self._job = self._running = None

    def _rest(self) -> None:
        """Nobody has asked for a while."""
        if self._jobs is not None and self._worker.is_started:
            self._jobs.start(Job(lambda control: self._worker.end(), needed=True), lane=LANE)

    # What is found out

    def _find(self, block: int) -> None:
        keys, texts, languages = self._asked(block)
        if keys:
            self._keep(keys, known_sentences(texts, languages))

    def _asked(self, block: int) -> tuple[list[_Key], list[list[tuple[str, ...]]], list[str]]:
        """The rows of a block, as they are remembered and as they are compared; none if all are known."""
        units = [self._source.unit(number) for number in self._range(block)] if self._source is not None else []
        keys = [self._key(unit) for unit in units]
        if all(key in self._known or not self._fits(unit) for key, unit in zip(keys, units, strict=True)):
            return [], [], []
        texts = [
            [self._texts(unit, version) if self._fits(unit) else () for version in self._versions] for unit in units
        ]
        return keys, texts, [self._languages[version] for version in self._versions]

    def _keep(self, keys: Sequence[_Key], found: list[list[SentenceRow]]) -> None:
        for key, rows in zip(keys, found, strict=True):
            # What is on the screen stays as it is, whatever its neighbours have become.
            if key not in self._known:
                self._known[key] = tuple(
                    {version: cell for (version, _), cell in zip(key, row, strict=True) if cell} for row in rows
                )
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def _range(self, block: int) -> range:
        """The rows of a block, as far as there are any."""
        count = self._source.count if self._source is not None else 0
        return range(block * ROWS_AT_ONCE, min((block + 1) * ROWS_AT_ONCE, count))

    def _key(self, unit: Unit) -> _Key:
        return tuple((version, self._texts(unit, version)) for version in self._versions)

    def _texts(self, unit: Unit, version: VersionId) -> tuple[str, ...]:
        return tuple(segment.text for segment in unit.cells.get(version, ()))

    def _fits(self, unit: Unit) -> bool:
        return all(sum(map(len, self._texts(unit, version))) <= _LONGEST for version in self._versions)
