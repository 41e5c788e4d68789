"""An open corpus: what the rest of the program reads from and writes to."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from viewer.corpus import alterations, annotated, arriving, catalogue, changes, check, copying, index, linking
from viewer.corpus import notes as remarks
from viewer.corpus.catalogue import verified
from viewer.corpus.connection import PATIENCE, Connection
from viewer.corpus.drafts import UnitDraft
from viewer.corpus.editing import Editing
from viewer.corpus.index import CorpusIndex
from viewer.corpus.reader import Place, Reader
from viewer.corpus.restructuring import Restructuring
from viewer.corpus.staging import Staged
from viewer.errors import Cancelled, Locked
from viewer.model import (
    Annotation,
    Change,
    Document,
    Link,
    PlacedNote,
    Segment,
    SegmentId,
    Text,
    Touched,
    Unit,
    Version,
    VersionId,
)

_PAGE = 256
"""Rows that are read at once when all are wanted."""
_LINKS_AT_ONCE = 4_096
_CHANGES_KEPT = 64
"""Changes whose touched rows are known, so that what was read before them need not all be read again."""

_ANNOTATIONS = (
    f"SELECT * FROM annotation WHERE segment = ? AND {linking.IN_USE.format('annotation.segment')} ORDER BY id"
)


class Corpus:
    """One connection to a corpus file, for one thread; each job opens its own.

    Every method may raise Locked (another program is writing, and did not end in time) and Damaged.
    """

    def __init__(self, database: Connection) -> None:
        """For `open` only."""
        self._database = database
        self._reader: Reader | None = None
        self._read_at = 0
        self._index: CorpusIndex | None = None
        self._written = False
        """Whether this connection has written since the reader was made."""
        self._changes: OrderedDict[int, Change] = OrderedDict()
        """By the revision before each: changes of which it is known what they touched."""

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, read_only: bool = False, patience: float = PATIENCE) -> Self:
        """Opens the file at `path` and reads next to nothing of it; `patience` is how long to wait for a lock, seconds.

        Raises CorpusMissing, NotACorpus, TooNew, Damaged, Locked, Forbidden, and ReadOnly unless `read_only`.
        """
        return cls(Connection.open(Path(path), read_only=read_only, patience=patience))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Idempotent; a closed corpus cannot be asked any more."""
        self._reader = None
        self._index = None
        self._database.close()

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def read_only(self) -> bool:
        return self._database.read_only

    @property
    def uuid(self) -> str:
        """The same in every copy of the file."""
        with self._reading() as reader:
            return reader.catalogue.uuid

    @property
    def title(self) -> str:
        with self._reading() as reader:
            return reader.catalogue.title

    @property
    def revision(self) -> int:
        """Counts the changes of rows, whoever makes them; what was read at another revision is out of date."""
        with self._reading() as reader:
            return reader.catalogue.revision

    @property
    def unit_count(self) -> int:
        with self._reading() as reader:
            return sum(document.units for document in reader.catalogue.documents)

    def documents(self) -> tuple[Document, ...]:
        """In order; the number of each is its place."""
        with self._reading() as reader:
            return reader.catalogue.documents

    def versions(self) -> tuple[Version, ...]:
        """In order of import."""
        with self._reading() as reader:
            return reader.catalogue.versions

    def texts(self) -> tuple[Text, ...]:
        """By document, then in the order of the versions."""
        with self._reading() as reader:
            return reader.catalogue.texts

    def version(self, name: str) -> Version:
        """The version with this id, else the only one with this label or language. Raises UnknownVersion."""
        with self._reading() as reader:
            return reader.catalogue.find(name)

    def units(self, start: int, stop: int, versions: Sequence[VersionId] | None = None) -> list[Unit]:
        """The rows from `start` to `stop` (half-open, over the corpus) with the cells of some or all versions.

        Raises OutOfRange and UnknownVersion.
        """
        with self._reading() as reader:
            return reader.units(start, stop, self._keys(reader, versions))

    def annotated_units(self, start: int, stop: int, versions: Sequence[VersionId] | None = None) -> list[Unit]:
        """As `units`, every segment with its annotations."""
        with self._reading() as reader:
            annotated = bool(self._database.rows("SELECT id FROM annotation LIMIT 1"))
            return reader.units(start, stop, self._keys(reader, versions), annotated=annotated)

    def rows_of(self, document: int) -> range:
        """The rows of a document, numbered in the corpus. Raises OutOfRange."""
        with self._reading() as reader:
            return reader.directory.rows_of(document)

    def document_of(self, unit: int) -> int:
        """The document that a row belongs to. Raises OutOfRange."""
        with self._reading() as reader:
            return reader.directory.document_of(unit)

    def drafts(self, start: int, stop: int) -> list[UnitDraft]:
        """The rows from `start` to `stop` as an edit would write them: no text is looked at. Raises OutOfRange."""
        with self._reading() as reader:
            return reader.drafts(start, stop)

    def all_units(self, versions: Sequence[VersionId] | None = None) -> Iterator[Unit]:
        """Every row in order, a page at a time, so that nobody has to wait who wants to write meanwhile.

        Raises Locked if somebody does: the rows already given would not fit the ones to come.
        """
        begun: int | None = None
        for start in count(0, _PAGE):
            with self._reading() as reader:
                begun = reader.catalogue.revision if begun is None else begun
                if begun != reader.catalogue.revision:
                    raise Locked(self.path)
                page = reader.units(start, min(start + _PAGE, reader.directory.units), self._keys(reader, versions))
            yield from page
            if len(page) < _PAGE:
                return

    def index(self) -> CorpusIndex:
        """A snapshot of the counts, lengths and confidence of all rows."""
        with self._reading() as reader:
            known = reader.catalogue
            if self._index is not None and self._index.revision != known.revision:
                touched = self._between(self._index.revision, known.revision)
                self._index = (
                    index.patched(self._database, self._index, reader.directory, known, touched) if touched else None
                )
            if self._index is None:
                self._index = index.read(self._database, reader.directory, known)
            return self._index

    def take_index(self, known: CorpusIndex) -> None:
        """Makes do with an index that another connection read, as long as the corpus is in the state it is of."""
        if known.corpus == self.uuid:
            self._index = known

    def take_change(self, change: Change) -> None:
        """Notes a change that another connection has made, undone or redone just now: of what is known here only what
        that touched has to be read again."""
        self._changes[change.revisions[0]] = change
        if len(self._changes) > _CHANGES_KEPT:
            self._changes.popitem(last=False)

    def touched_since(self, revision: int) -> Touched | None:
        """The rows that are others than at `revision`, as far as the changes that were made or taken here tell.

        None where that is not known, and anything may be another.
        """
        return self._between(revision, self.revision)

    def _between(self, revision: int, now: int) -> Touched | None:
        touched = Touched(0, 0, 0)
        while revision < now:
            change = self._changes.get(revision)
            if change is None or change.touched is None or change.revisions[1] <= revision:
                return None
            touched, revision = touched.then(change.touched), change.revisions[1]
        return touched if revision == now else None

    def segments(
        self, version: VersionId, start: int = 0, stop: int | None = None, *, revision: int | None = None
    ) -> Iterator[tuple[int, Segment]]:
        """The segments of a version in reading order over all documents, each with its ordinal, which counts them.

        An edit of the alignment changes neither, so it may happen meanwhile. Raises UnknownVersion, and Locked if the
        text was changed before all of it was read, or is not in the state `revision` that was asked for.
        """
        state = revision
        while True:
            with self._reading() as reader:
                state = self._same_text(reader, version, state)
                key = reader.catalogue.version_key(version)
                total = reader.directory.segment_count(key)
                stop = total if stop is None else min(stop, total)
                if start >= stop:
                    return
                stretch = reader.segments(key, start, stop)
            yield from zip(count(start), stretch)
            start += len(stretch)

    def contents(self, version: VersionId, start: int = 0) -> Iterator[list[str]]:
        """As `segments`, the texts alone and some thousand at a time: the quickest way through a version."""
        state: int | None = None
        while True:
            with self._reading() as reader:
                state = self._same_text(reader, version, state)
                key = reader.catalogue.version_key(version)
                if start >= reader.directory.segment_count(key):
                    return
                stretch = reader.contents(key, start)
            yield stretch
            start += len(stretch)

    def _same_text(self, reader: Reader, version: VersionId, state: int | None) -> int:
        """The revision of a version; raises Locked if it is not `state`, where one was read."""
        known = reader.catalogue.version(version).revision
        if state is not None and known != state:
            raise Locked(self.path)
        return known

    def segments_at(self, version: VersionId, ordinals: Sequence[int]) -> list[Segment]:
        """The segments with these ordinals, in the order asked for. Raises OutOfRange and UnknownVersion."""
        with self._reading() as reader:
            return reader.segments_at(reader.catalogue.version_key(version), ordinals)

    def segment(self, segment: SegmentId) -> Segment:
        """Raises OutOfRange."""
        with self._reading() as reader:
            return reader.segment(segment)

    def place_of(self, segment: SegmentId) -> Place:
        """The document, row, version and number of a segment. Raises OutOfRange."""
        with self._reading() as reader:
            return reader.place_of(segment)

    def annotations(self, segment: SegmentId) -> tuple[Annotation, ...]:
        """In the order they were given; none for a segment that does not exist, or not any more."""
        with self._reading():
            rows = verified(self._database, _ANNOTATIONS, (segment,))
        return tuple(Annotation(*row[1:]) for row in rows)

    def annotation_kinds(self) -> tuple[str, ...]:
        """Every kind of annotation that is never about a part of a segment only, in alphabetical order.

        That is: none begins behind the first letter, or covers none. Goes through all annotations.
        """
        with self._reading():
            select = "SELECT kind FROM annotation GROUP BY kind HAVING max(start) = 0 AND min(stop) > 0 ORDER BY kind"
            return tuple(kind for (kind,) in self._database.rows(select))

    def annotation_values(self, kind: str, limit: int = 100) -> list[tuple[str, int]]:
        """What annotations of a kind say, the most frequent first, with how often. Goes through all annotations."""
        with self._reading():
            return annotated.values(self._database, kind, limit)

    def rows_said(
        self, kind: str, admits: Callable[[str], bool], cancelled: Callable[[], bool] = lambda: False
    ) -> npt.NDArray[np.bool_]:
        """Shape (U,): where some segment has an annotation of this kind with a value that is admitted.

        Goes through all annotations; `admits` must not come back to the corpus. Raises Cancelled.
        """
        known = self.index()
        flags = np.zeros(known.unit_count, np.bool_)
        with self._reading() as reader:
            if reader.catalogue.revision != known.revision:
                raise Locked(self.path)
            found = annotated.segments(self._database, reader.directory, kind, admits, cancelled)
            for key, ordinals in found.items():
                flags[known.unit_of_ordinal(reader.catalogue.version_ids[key], ordinals)] = True
        return flags

    def links(self) -> tuple[Link, ...]:
        """In the order they were given. The links of a segment that was removed come back with it."""
        return tuple(self.all_links())

    def all_links(self) -> Iterator[Link]:
        """As `links`, some at a time: there may be many."""
        last = 0
        while True:
            with self._reading():
                rows = verified(self._database, linking.PAGE, (last, _LINKS_AT_ONCE))
            if not rows:
                return
            yield from (Link(*row[1:]) for row in rows)
            last = rows[-1][0]

    def links_at(self, segments: Sequence[SegmentId]) -> tuple[Link, ...]:
        """The links with an end at one of these segments, in the order they were given."""
        with self._reading():
            return tuple(linking.at(self._database, segments).values())

    @property
    def has_notes(self) -> bool:
        """Whether there is any note or bookmark, orphans included."""
        with self._reading():
            return remarks.are_there(self._database)

    def notes(self) -> tuple[PlacedNote, ...]:
        """All notes and bookmarks where they are now, in reading order; those that have no place any more come last."""
        with self._reading() as reader:
            return tuple(remarks.all_placed(self._database, reader))

    def notes_at(self, segments: Sequence[SegmentId]) -> tuple[PlacedNote, ...]:
        """The notes that are at these segments now, in reading order. Quick for few segments, however many notes."""
        with self._reading() as reader:
            return tuple(remarks.placed_at(self._database, reader, segments))

    @contextmanager
    def editing(
        self,
        action: str,
        *,
        fields: Mapping[str, str | int] | None = None,
        revision: int | None = None,
        follows: int | None = None,
    ) -> Iterator[Editing]:
        """One edit of any number of small steps, which are undone as one; nothing is logged if there is none.

        With `follows`, the number of the last edit that stands, the steps become part of that one. All of it is one
        transaction. Raises Locked if the corpus is not at `revision`, or that edit not the last, any more, and as
        `Connection.atomic`.
        """
        with self._writing() as reader:
            if revision is not None and reader.catalogue.revision != revision:
                raise Locked(self.path)
            if follows is not None:
                last, undone = changes.turns(self._database)
                if last is None or last.number != follows or undone is not None:
                    raise Locked(self.path)
            edit = Editing(self._database, reader, action, fields or {}, follows)
            yield edit
        if edit.change is not None:
            self.take_change(edit.change)

    def splice(
        self,
        start: int,
        stop: int,
        rows: Sequence[UnitDraft],
        *,
        action: str,
        fields: Mapping[str, str | int] | None = None,
    ) -> Change:
        """An edit with this one step: see `Editing.splice`."""
        with self.editing(action, fields=fields) as edit:
            edit.splice(start, stop, rows)
        assert edit.change is not None
        return edit.change

    def correct(
        self, segment: SegmentId, text: str, *, action: str = "correct", fields: Mapping[str, str | int] | None = None
    ) -> Change | None:
        """An edit with this one step, see `Editing.correct`; None if the segment has that text already.

        The source file stays as it is.
        """
        with self.editing(action, fields=fields) as edit:
            edit.correct(segment, text)
        return edit.change

    def corrected_since(self, version: VersionId, revision: int) -> Sequence[int] | None:
        """Ordinals, rising, of the segments of a version whose text or kind may be another than at `revision`.

        All others are the same, and in the same places. None where nobody knows. Raises UnknownVersion.
        """
        with self._reading() as reader:
            return alterations.since(self._database, reader, version, revision)

    @contextmanager
    def restructuring(
        self, action: str, *, fields: Mapping[str, str | int] | None = None, revision: int | None = None
    ) -> Iterator[Restructuring]:
        """One change of what the corpus consists of, logged so that it can be undone; nothing is logged if it is none.

        All of it is one transaction, so that what takes long comes first. Raises Locked if the corpus is not at
        `revision` any more, which was then read in vain, and as `Connection.atomic`.
        """
        with self._writing() as reader:
            if revision is not None and reader.catalogue.revision != revision:
                raise Locked(self.path)
            change = Restructuring(self._database, reader)
            yield change
            image = change.finish()
            if image is not None:
                change.logged = changes.log_image(self._database, reader, image, action=action, fields=fields or {})

    def take_alignment(
        self, splices: Sequence[tuple[int, int, Sequence[UnitDraft]]], *, action: str, revision: int
    ) -> Change | None:
        """Gives documents their first alignment in the place of provisional rows: see `arriving`.

        Replaces rows from a start to a stop each, the last first. The change has the number 0 if it is not logged.
        Raises Locked if the corpus is not at `revision` any more, and as `Editing.splice` and `Connection.atomic`.
        """
        with self._writing() as reader:
            if reader.catalogue.revision != revision:
                raise Locked(self.path)
            return arriving.arrive(self._database, reader, splices, action=action)

    def undo(self) -> Change | None:
        """Takes back the last change that stands; None if there is none. Raises as `Connection.atomic`."""
        with self._writing() as reader:
            change = changes.undo(self._database, reader)
        return self._turned(change)

    def redo(self) -> Change | None:
        """Makes the change undone last once more; None if there is none. Raises as `Connection.atomic`."""
        with self._writing() as reader:
            change = changes.redo(self._database, reader)
        return self._turned(change)

    def _turned(self, change: Change | None) -> Change | None:
        if change is not None:
            self.take_change(change)
        return change

    def turns(self) -> tuple[Change | None, Change | None]:
        """The change that `undo` would take back, and the one that `redo` would make; None where there is none."""
        with self._reading():
            return changes.turns(self._database)

    def changes(self) -> list[Change]:
        """The log, the oldest change first."""
        with self._reading():
            return changes.log(self._database)

    def setting(self, key: str) -> str | None:
        """A small fact kept with the corpus, such as where the reader was."""
        with self._reading():
            rows = verified(self._database, "SELECT * FROM setting WHERE key = ?", (key,))
        return rows[0][1] if rows else None

    def set_setting(self, key: str, value: str) -> None:
        """Remembers a small fact; not logged. Raises as `Connection.atomic`."""
        with self._database.atomic():
            self._database.run("DELETE FROM setting WHERE key = ?", (key,))
            self._database.insert("setting", (key, value))

    def save_copy(
        self,
        path: str | os.PathLike[str],
        *,
        notes: bool = True,
        history: bool = True,
        overwrite: bool = False,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Writes the corpus as it is to another file, also when its own has been deleted. Raises as `Builder`.

        Without `notes` it has no notes and bookmarks, and none that were removed; without `history` nothing can be
        undone, and what was removed or corrected and what was searched for is in no corner of the file. `progress` is
        told the part done, 0 to 1; raises Cancelled.
        """
        staged = Staged(Path(path), overwrite=overwrite)
        try:
            self._database.copy_to(staged.part, target=staged.target, progress=progress, cancelled=cancelled)
            if not (notes and history):
                copying.lessen(staged.part, staged.target, with_notes=notes, with_history=history, cancelled=cancelled)
            if cancelled():
                raise Cancelled
            staged.publish()
        finally:
            staged.discard()

    def check(
        self,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[str]:
        """Everything that is wrong with the file, in plain sentences; nothing if it is whole.

        `progress` is told the part done, 0 to 1. Raises Cancelled and Locked.
        """
        return check.problems(self._database, progress, cancelled)

    @contextmanager
    def _reading(self) -> Iterator[Reader]:
        with self._database.reading():
            yield self._current()

    @contextmanager
    def _writing(self) -> Iterator[Reader]:
        with self._database.atomic():
            try:
                yield self._current()
            finally:  # whoever reads meanwhile does so before the change
                self._written = True

    def _current(self) -> Reader:
        state = self._database.data_version()
        if self._reader is None or state != self._read_at or self._written:
            self._reader, self._read_at, self._written = self._renewed(self._reader), state, False
        return self._reader

    def _renewed(self, reader: Reader | None) -> Reader:
        """What describes the corpus as it is now, made of an earlier one if there was one."""
        if reader is None:
            return Reader(self._database)
        now = catalogue.revision(self._database)
        if now == reader.catalogue.revision:
            return Reader(self._database, (reader.catalogue, reader.directory))
        touched = self._between(reader.catalogue.revision, now)
        return Reader(self._database) if touched is None else reader.patched(touched)

    @staticmethod
    def _keys(reader: Reader, versions: Sequence[VersionId] | None) -> list[int]:
        if versions is None:
            return list(reader.catalogue.version_ids)
        return [reader.catalogue.version_key(version) for version in versions]
