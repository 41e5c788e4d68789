"""Everything that may be wrong with a corpus file, found and said in plain sentences.

SQLite's own check finds few flipped bits (7 of 100 on a plain table), so every row is held against its checksum, and
everything that is stored twice against its other place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from viewer.corpus.chunks import Cells, Ids, measured, segment_class, sequence_checksum
from viewer.corpus.connection import Connection
from viewer.corpus.reader import Reader
from viewer.corpus.schema import CHECKED_TABLES, KINDS, checksum, segment_checksum
from viewer.errors import Cancelled, Damaged, NotACorpus

_ENOUGH = 100
"""Problems of one sort that are told; nobody reads more."""

_DATABASE_SHARE, _TABLES_SHARE = 0.35, 0.45
"""Where the first and the second part of the work end, 0 to 1."""


def problems(database: Connection, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> list[str]:
    """All problems. Raises Cancelled, and Locked. Writers have to wait meanwhile."""
    check = _Check(database, progress, cancelled)
    with database.interruptible(cancelled), database.reading():
        parts = (check.structure, check.tables, check.texts, check.set_aside)
        return [problem for part in parts for problem in check.part(part)]


class _Check:
    def __init__(self, database: Connection, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
        self._database = database
        self._progress = progress
        self._cancelled = cancelled

    def part(self, problems: Callable[[], Iterator[str]]) -> list[str]:
        """The problems of one sort; one more if they were too many, or if it could not be gone through."""
        found: list[str] = []
        try:
            with self._database.reading():
                found += islice(problems(), _ENOUGH)
        except Damaged as error:
            return [*found, f"The file cannot be read on: {error.reason}."]
        except NotACorpus:
            return [*found, "The file cannot be read on: it is no database any more."]
        return [*found, "There is more of this."] if len(found) == _ENOUGH else found

    def _report(self, done: float) -> None:
        self._progress(done)
        if self._cancelled():
            raise Cancelled

    def structure(self) -> Iterator[str]:
        """What SQLite finds."""
        self._report(0.0)
        for (message,) in self._database.rows("PRAGMA integrity_check"):
            if message != "ok":
                yield f"The database reports: {' '.join(str(message).split())}."
        for table, row, parent, _ in self._database.rows("PRAGMA foreign_key_check"):
            yield f"Entry {row} of the table “{table}” belongs to a “{parent}” that is not there."
        self._report(_DATABASE_SHARE)

    def tables(self) -> Iterator[str]:
        """The checksums of all rows but those of the segments."""
        there = {name for (name,) in self._database.rows("SELECT name FROM sqlite_schema")}
        for table in CHECKED_TABLES:
            if table == "segment" or table not in there:  # an older corpus lacks the newer tables
                continue
            for row in self._database.stream(f"SELECT * FROM {table}"):
                if checksum(*row[:-1]) != row[-1]:
                    yield f"Entry {row[0]!r} of the table “{table}” does not match its checksum."
            self._report(_DATABASE_SHARE)
        self._report(_TABLES_SHARE)

    def texts(self) -> Iterator[str]:
        """Segments and rows: each holds what it should, and every segment is in exactly one row, in its order."""
        reader = Reader(self._database)
        (stored,) = self._database.rows("SELECT count(*) FROM segment")[0]
        texts = self._database.rows("SELECT document, version, id, segments, sequence FROM text")
        stored -= sum(segments for document, _, _, segments, _ in texts if document is None)
        known = {(document, version): row for document, version, *row in texts}
        placed = 0
        for version, tag in reader.catalogue.version_ids.items():
            of_version = 0
            for document, key in enumerate(reader.catalogue.document_keys):
                where = f"{tag} in document {document}"
                ids = [np.empty(0, np.int64)]
                text, segments, sequence = known.get((key, version), (None, 0, 0))
                for place in range(*reader.directory.document_chunks[document : document + 2].tolist()):
                    self._report(_TABLES_SHARE + (1 - _TABLES_SHARE) * placed / max(stored, 1))
                    part, found = self._chunk(reader, version, place, text, where)
                    yield from found
                    ids.append(part)
                    placed += len(part)
                yield from _sequence_problems(ids, segments, sequence, where)
                of_version += segments
            (promised,) = (each.segments for each in reader.catalogue.versions if each.id == tag)
            if promised != of_version:
                yield f"The version {tag} should have {promised} segments and has {of_version}."
        if placed != stored:
            yield f"There are {stored} segments, and {placed} in the rows."
        self._report(1.0)

    def set_aside(self) -> Iterator[str]:
        """The segments of texts that are in no row now: those that were removed, and those whose adding was undone."""
        texts = self._database.rows("SELECT id, segments, sequence FROM text WHERE document IS NULL")
        if not texts:
            return
        ids: dict[int, list[int]] = {text: [] for text, *_ in texts}
        for row in self._database.stream(
            "SELECT segment.* FROM segment CROSS JOIN text ON text.id = text WHERE document IS NULL ORDER BY segment.id"
        ):
            if problem := _segment_problem(row, row[1]):
                yield f"Segment {row[0]} (of a text that was removed) {problem}."
            ids[row[1]].append(row[0])
        for text, segments, sequence in texts:
            yield from _sequence_problems(
                [np.array(ids[text], np.int64)], segments, sequence, f"The removed text {text}"
            )

    def _chunk(self, reader: Reader, version: int, place: int, text: int | None, where: str) -> tuple[Ids, list[str]]:
        """The segments of a version in a chunk, and what is wrong with them."""
        runs = reader.directory.runs[version]
        if not runs.ids[place]:
            return np.empty(0, np.int64), [] if text is None else [f"Rows of {where} are missing."]
        if text is None:
            return np.empty(0, np.int64), [f"There are rows of {where}, which has no text."]
        first = int(reader.directory.unit_starts[place])
        rows = f"the rows from {first} on, {where}"
        cells = reader.cells(version, place)
        if cells.counts.sum() != len(cells.ids):
            return cells.ids, [f"In {rows} the segments are not as many as they should be."]
        problems = []
        if len(cells.ids) and (cells.ids.min(), cells.ids.max()) != (runs.lowest[place], runs.highest[place]):
            problems.append(f"In {rows} the directory does not fit the segments.")
        segments = {row[0]: row for row in reader.whole_rows(cells.ids)}
        lengths, classes = np.zeros(len(cells.ids), np.uint32), np.zeros(len(cells.ids), np.uint8)
        for number, id_ in enumerate(cells.ids.tolist()):
            problem = _segment_problem(segments.get(id_), text)
            if problem:
                problems.append(f"Segment {id_} ({where}) {problem}.")
            else:
                _, _, kind, excluded, content, _ = segments[id_]
                lengths[number], classes[number] = len(content), segment_class(KINDS[kind], bool(excluded))
        if not problems and not _same(cells, measured(cells.ids, cells.counts, lengths, classes)):
            problems.append(f"In {rows} the lengths or kinds noted are not those of the segments.")
        return cells.ids, problems


def _segment_problem(row: tuple[Any, ...] | None, text: int) -> str | None:
    if row is None:
        return "is missing"
    id_, of_text, kind, excluded, content, expected = row
    whole = all(type(value) is int for value in (of_text, kind, excluded)) and type(content) is str
    if not whole or segment_checksum(id_, of_text, kind, excluded, content.encode()) != expected:
        return "does not match its checksum"
    if of_text != text:
        return "belongs to another text"
    if kind >= len(KINDS):
        return "is of an unknown kind"
    return None


def _sequence_problems(parts: list[Ids], segments: int, sequence: int, where: str) -> Iterator[str]:
    ids = np.concatenate(parts)
    if len(ids) != segments:
        yield f"{where} should have {segments} segments and has {len(ids)} in its rows."
    elif len(np.unique(ids)) != len(ids):
        yield f"A segment of {where} is in more than one place."
    elif sequence_checksum([ids]) != sequence:
        yield f"The segments of {where} are not in their order."


def _same(one: Cells, other: Cells) -> bool:
    return np.array_equal(one.lengths, other.lengths) and np.array_equal(one.classes, other.classes)
