"""The SQLite file of an alignment in Lingtrain, read as one of unknown origin: nothing in it runs, nothing is written.

`splitted_from` and `splitted_to` hold the sentences, `doc_index` which of them belong together, `processing_from` and
`processing_to` the text of every row, which the user may have edited. `meta` holds headings and the like with the
number of the paragraph that follows them. Sentences that are in no row yet become rows of their own.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote_from_bytes

from viewer.errors import Cancelled, Malformed
from viewer.formats.lingtrain_book import KINDS, Book, Row
from viewer.formats.passages import Passage
from viewer.formats.registry import Reading
from viewer.formats.source import SourceFile
from viewer.model import Kind

_MAGIC = b"SQLite format 3\0"
_TABLES = {
    "splitted_from": True,
    "splitted_to": True,
    "processing_from": True,
    "processing_to": True,
    "doc_index": True,
    "languages": False,
    "meta": False,
}
"""What is read, and whether it must be there."""
_SIDES = ("from", "to")
_LONGEST = 64 << 20
"""Bytes of one value; the index of a long book has a few million."""
_OFTEN = 20_000
"""Steps of the database's machine between two looks at whether to stop."""
_MOST_STEPS = 500_000_000
"""More than any alignment takes."""


def is_alignment(file: SourceFile) -> bool:
    """Whether a file is such a database, by its first pages, which name its tables."""
    return file.head.startswith(_MAGIC) and b"splitted_from" in file.head and b"processing_to" in file.head


def read_database(file: SourceFile, reading: Reading) -> Book:
    """Raises Malformed, and Cancelled."""
    if file.unpacked_name:
        raise Malformed(file.path, "the file", "a packed database cannot be read; unpack it first")
    location = quote_from_bytes(os.fsencode(os.path.abspath(file.path)))
    watch = _Watch(reading)
    try:
        with closing(sqlite3.connect(f"file:{location}?mode=ro&immutable=1", uri=True)) as database:
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            database.set_progress_handler(watch, _OFTEN)
            for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
                database.execute(f"PRAGMA {setting}")
            _check_tables(file, database)
            alignment = _alignment(file, database)
    except (sqlite3.Error, sqlite3.Warning, UnicodeDecodeError, OverflowError) as error:
        if watch.stopped:
            raise watch.stopped from None
        raise Malformed(file.path, "the database", f"it is damaged ({error})") from error
    titles = (mark.values[side] for side in _SIDES for mark in alignment.marks if mark.key == "title")
    return Book(
        title=next(filter(None, titles), ""),
        languages=alignment.languages,
        rows=list(alignment.rows()),
        is_aligned=bool(alignment.index),
    )


class _Watch:
    """Stops the database when that is wanted, or when it works longer than an alignment could take."""

    def __init__(self, reading: Reading) -> None:
        self.stopped: Cancelled | None = None
        self._reading = reading
        self._steps = 0

    def __call__(self) -> int:
        self._steps += _OFTEN
        try:
            self._reading.step(0)
        except Cancelled as wish:
            self.stopped = wish
        return int(self.stopped is not None or self._steps > _MOST_STEPS)


def _check_tables(file: SourceFile, database: sqlite3.Connection) -> None:
    """A view or a virtual table of such a name would run something."""
    kinds = {
        str(name): (kind, str(sql)) for name, kind, sql in database.execute("SELECT name, type, sql FROM sqlite_master")
    }
    for name, is_needed in _TABLES.items():
        kind, sql = kinds.get(name, ("", ""))
        is_plain = kind == "table" and sql.lower().startswith("create table") and " as (" not in sql.lower()
        if not is_plain and (kind or is_needed):
            raise Malformed(file.path, "the database", f"it has no plain table {name}")


class _Line(NamedTuple):
    text: str
    paragraph: int
    is_excluded: bool


class _Entry(NamedTuple):
    """One row of the index."""

    texts: tuple[str, str]
    """As the program shows them."""
    lines: tuple[tuple[int, ...], tuple[int, ...]]
    """Ids of the sentences."""


@dataclass(slots=True)
class _Mark:
    """A heading or the like, on both sides."""

    key: str
    values: dict[str, str] = field(default_factory=lambda: dict.fromkeys(_SIDES, ""))
    paragraphs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Alignment:
    """What is in the database."""

    languages: tuple[str, str]
    lines: tuple[Mapping[int, _Line], Mapping[int, _Line]]
    index: Sequence[_Entry]
    marks: Sequence[_Mark]

    def rows(self) -> Iterator[Row]:
        """Marks, rows, and the sentences that are in none, in the order of the texts."""
        marks = list(self.marks)
        linked = [{line for entry in self.index for line in entry.lines[side]} for side in (0, 1)]
        loose = [[line for line in sorted(self.lines[side]) if line not in linked[side]][::-1] for side in (0, 1)]
        for entry in self.index:
            for side, ids in enumerate(entry.lines):
                while ids and loose[side] and loose[side][-1] < min(ids):
                    yield from self._before(marks, side, [loose[side][-1]])
                    yield self._row(side, loose[side].pop())
            side = 1 if entry.lines[1] else 0
            yield from self._before(marks, side, entry.lines[side])
            yield [self._passages(side, entry) for side in (0, 1)]
        for side in (0, 1):
            while loose[side]:
                yield from self._before(marks, side, [loose[side][-1]])
                yield self._row(side, loose[side].pop())
        yield from map(_marked, marks)

    def _before(self, marks: list[_Mark], side: int, ids: Sequence[int]) -> Iterator[Row]:
        """The marks that stand before these sentences; takes them from the list."""
        known = [self.lines[side][one].paragraph for one in ids if one in self.lines[side]]
        while marks and known and marks[0].paragraphs.get(_SIDES[side], 0) <= min(known):
            yield _marked(marks.pop(0))

    def _row(self, side: int, line: int) -> Row:
        own = [self._passage(side, line)]
        return [own, []] if side == 0 else [[], own]

    def _passage(self, side: int, line: int) -> Passage:
        found = self.lines[side][line]
        return Passage(found.text, excluded=found.is_excluded)

    def _passages(self, side: int, entry: _Entry) -> list[Passage]:
        """The sentences of a row, or the text that the user made of them."""
        known = [self._passage(side, line) for line in entry.lines[side] if line in self.lines[side]]
        shown = entry.texts[side]
        if shown.split() and shown.split() != " ".join(one.text for one in known).split():
            return [Passage(shown)]
        return known


def _marked(mark: _Mark) -> Row:
    kind = KINDS.get(mark.key, Kind.BODY)
    return [[Passage(mark.values[side], kind=kind)] for side in _SIDES]


def _alignment(file: SourceFile, database: sqlite3.Connection) -> _Alignment:
    return _Alignment(
        languages=_languages(database),
        lines=(_lines(database, "from"), _lines(database, "to")),
        index=_index(file, database),
        marks=_marks(database),
    )


def _lines(database: sqlite3.Connection, side: str) -> dict[int, _Line]:
    found = {}
    for number, text, paragraph, excluded in database.execute(
        f"SELECT id, text, paragraph, exclude FROM splitted_{side} ORDER BY id"
    ):
        if isinstance(number, int) and isinstance(text, str):
            found[number] = _Line(text, paragraph if isinstance(paragraph, int) else 0, excluded == 1)
    return found


def _index(file: SourceFile, database: sqlite3.Connection) -> list[_Entry]:
    """The rows in their order. Raises Malformed."""
    shown = [dict(database.execute(f"SELECT id, text FROM processing_{side}").fetchall()) for side in _SIDES]
    written = database.execute("SELECT contents FROM doc_index ORDER BY id LIMIT 1").fetchone()
    found = []
    try:
        for batch in json.loads(written[0]) if written else ():
            for source, source_ids, target, target_ids in batch:
                texts = tuple(
                    text if isinstance(text := own.get(one), str) else ""
                    for own, one in zip(shown, (source, target), strict=True)
                )
                lines = tuple(tuple(int(one) for one in json.loads(ids)) for ids in (source_ids, target_ids))
                found.append(_Entry((texts[0], texts[1]), (lines[0], lines[1])))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Malformed(file.path, "the database", "its index of rows is broken") from error
    return found


def _marks(database: sqlite3.Connection) -> list[_Mark]:
    """The marks of both sides together, in the order of the second text, as the program has it."""
    found: dict[tuple[str, int], _Mark] = {}
    if not _has(database, "meta"):
        return []
    deleted = "deleted" in {str(column[1]) for column in database.execute("PRAGMA table_info(meta)")}
    condition = "WHERE deleted = 0" if deleted else ""
    for key, value, occurrence, paragraph in database.execute(
        f"SELECT key, val, occurence, par_id FROM meta {condition} ORDER BY par_id, id"
    ):
        name, _, side = str(key).rpartition("_")
        if side in _SIDES and isinstance(value, str) and isinstance(paragraph, int):
            mark = found.setdefault((name, occurrence if isinstance(occurrence, int) else 0), _Mark(name))
            mark.values[side] = value
            mark.paragraphs[side] = paragraph
    return sorted(found.values(), key=lambda mark: mark.paragraphs.get("to", mark.paragraphs.get("from", 0)))


def _languages(database: sqlite3.Connection) -> tuple[str, str]:
    if not _has(database, "languages"):
        return "", ""
    found = dict(database.execute("SELECT key, val FROM languages").fetchall())
    return str(found.get("from") or ""), str(found.get("to") or "")


def _has(database: sqlite3.Connection, table: str) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'table'", (table,)).fetchone())
