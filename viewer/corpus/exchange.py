"""Images of what a corpus consists of: a change is logged as what there was before, and undone by exchanging the two.

Undo is strictly last in, first out. So when a change is to be taken back, the corpus is as the change left it; the
image of what there was is put in its place, and what is there becomes the image that redo will put back. The segments
themselves are in no image: a text that is not in use is set aside, with all its segments and what is said of them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from viewer.corpus import chunk_rows
from viewer.corpus.catalogue import verified
from viewer.corpus.chunks import Cells, Chunk, Ids, cut, narrow, widened
from viewer.corpus.connection import Connection
from viewer.corpus.reader import Reader
from viewer.corpus.schema import checksum
from viewer.errors import Damaged

Key = int | str
Row = tuple[Any, ...]
"""A row of a table without its checksum; the first column is its key."""

TABLES = {"meta": "key", "document": "id", "version": "id", "text": "id"}
"""The tables whose rows are in images, and their keys."""

_MOST = 1 << 30
"""Bytes of an image, unpacked; a corpus of unknown origin may promise any number."""
_LEVEL = 3
_SIZE = 4
"""Bytes that tell how long the head is."""
_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Image:
    """Some rows of a corpus in one state."""

    rows: Mapping[str, Mapping[Key, Row | None]]
    """By table and key: what the row is, or that there is none."""
    documents: Mapping[int, Chunk | None]
    """By the key of a document: all its rows, or that there is no such document."""
    owners: Mapping[int, Ids] = field(default_factory=dict)
    """For texts the segments that belong to them; of those only that change hands."""
    made: tuple[int, int] = (0, 0)
    """The segments that were written for the change: first id, and the one after the last."""


def table_rows(database: Connection, table: str) -> dict[Key, Row]:
    """All rows of one of TABLES by their keys. Raises Damaged."""
    return {row[0]: row for row in verified(database, f"SELECT * FROM {table}")}


def exchanged(database: Connection, reader: Reader, image: Image) -> Image:
    """Puts an image in the place of what is there, and gives an image of that. Raises Damaged if it makes no corpus."""
    there = Image(
        {table: _rows(database, table, rows) for table, rows in image.rows.items()},
        {key: _document(reader, key) for key in image.documents},
        _owners(database, image.owners),
        image.made,
    )
    put(database, there, image)
    Reader(database)
    return there


def put(database: Connection, there: Image, wanted: Image) -> None:
    """Writes `wanted` where `there` is what is there, both about the same things. Within `atomic`."""
    database.run("PRAGMA defer_foreign_keys = ON")  # a new text may come before its document
    for key in wanted.documents:
        for (chunk,) in database.rows("SELECT id FROM chunk WHERE document = ?", (key,)):
            chunk_rows.delete(database, chunk)
    texts = [key for key, row in wanted.rows.get("text", {}).items() if row]
    database.run_many("UPDATE text SET document = NULL, version = NULL WHERE id = ?", [(key,) for key in texts])
    for table, rows in wanted.rows.items():
        _write_rows(database, table, there.rows[table], rows)
    for key, chunk in wanted.documents.items():
        for position, piece in enumerate(cut(chunk) if chunk else ()):
            chunk_rows.insert(database, key, position, piece)
    for text, ids in wanted.owners.items():
        give(database, text, ids)


def forget(database: Connection, image: Image) -> None:
    """Deletes the segments that were written for a change that can no longer be made again, its texts left empty."""
    first, stop = image.made
    if first < stop:
        forget_segments(database, first, stop - 1)


def forget_segments(database: Connection, first: int, last: int) -> None:
    """Deletes segments that were written together, with all that is said of them; their texts are left empty."""
    made = (first, last)
    database.run("DELETE FROM link WHERE source BETWEEN ? AND ? OR target BETWEEN ? AND ?", (*made, *made))
    database.run("DELETE FROM annotation WHERE segment BETWEEN ? AND ?", made)
    texts = {text for (text,) in database.rows("SELECT DISTINCT text FROM segment WHERE id BETWEEN ? AND ?", made)}
    database.run("DELETE FROM segment WHERE id BETWEEN ? AND ?", made)
    emptied = [row for text in texts for row in verified(database, "SELECT * FROM text WHERE id = ?", (text,))]
    _update(database, "text", [(*row[:-2], 0, 0) for row in emptied])


def _rows(database: Connection, table: str, keys: Iterable[Key]) -> dict[Key, Row | None]:
    found: dict[Key, Row | None] = dict.fromkeys(keys)
    for key in found:
        for row in verified(database, f"SELECT * FROM {table} WHERE {TABLES[table]} = ?", (key,)):
            found[key] = row
    return found


def _document(reader: Reader, key: int) -> Chunk | None:
    keys = reader.catalogue.document_keys
    return reader.document(keys.index(key)) if key in keys else None


def _owners(database: Connection, owners: Mapping[int, Ids]) -> dict[int, Ids]:
    found: dict[int, list[int]] = {text: [] for text in owners}
    for ids in owners.values():
        for row in _segments(database, ids):
            found.setdefault(row[1], []).append(row[0])
    return {text: np.array(sorted(ids), np.int64) for text, ids in found.items()}


def _segments(database: Connection, ids: Ids) -> list[Row]:
    rows: list[Row] = []
    for start in range(0, len(ids), _ASKED_AT_ONCE):
        part = ids[start : start + _ASKED_AT_ONCE].tolist()
        rows += verified(database, f"SELECT * FROM segment WHERE id IN ({', '.join('?' * len(part))})", part)
    if len(rows) != len(ids):
        raise Damaged(database.path, "segments are missing")
    return rows


def give(database: Connection, text: int, ids: Ids) -> None:
    """Makes segments belong to a text."""
    rows = ((text, checksum(id_, text, *rest), id_) for id_, _, *rest in _segments(database, ids))
    database.run_many("UPDATE segment SET text = ?, checksum = ? WHERE id = ?", rows)


def _write_rows(
    database: Connection, table: str, there: Mapping[Key, Row | None], wanted: Mapping[Key, Row | None]
) -> None:
    key = TABLES[table]
    gone = [(name,) for name, row in wanted.items() if row is None and there[name] is not None]
    database.run_many(f"DELETE FROM {table} WHERE {key} = ?", gone)
    kept = []
    for name, row in wanted.items():
        if row is not None and there[name] is None:
            database.insert(table, row)
        elif row is not None:
            kept.append(row)
    _update(database, table, kept)


def _update(database: Connection, table: str, rows: Iterable[Row]) -> None:
    """Writes all columns of rows but their keys; for a row that was deleted instead, its children would be sought."""
    names = [name for _, name, *_ in database.rows(f"PRAGMA table_info({table})")]
    columns = ", ".join(f"{name} = ?" for name in names[1:])
    values = ((*row[1:], checksum(*row), row[0]) for row in rows)
    database.run_many(f"UPDATE {table} SET {columns} WHERE {names[0]} = ?", values)


def packed(image: Image) -> bytes:
    """The image as the log keeps it: a head in JSON, then the numbers of the rows, compressed."""
    parts: list[bytes] = []

    def kept(numbers: bytes) -> int:
        parts.append(numbers)
        return len(numbers)

    documents = [
        [key, None if chunk is None else [chunk.units, kept(_marks(chunk)), _kept_cells(chunk, kept)]]
        for key, chunk in image.documents.items()
    ]
    owners = [[text, len(ids), kept(_steps(ids))] for text, ids in image.owners.items()]
    rows = {table: list(found.items()) for table, found in image.rows.items()}
    head = json.dumps({"rows": rows, "documents": documents, "owners": owners, "made": image.made}).encode()
    return zlib.compress(b"".join([len(head).to_bytes(_SIZE, "little"), head, *parts]), _LEVEL)


def _kept_cells(chunk: Chunk, kept: Callable[[bytes], int]) -> list[list[int]]:
    return [
        [version, len(cells.ids)]
        + [kept(part) for part in (narrow(cells.counts), narrow(cells.lengths), cells.classes.tobytes())]
        + [kept(_steps(cells.ids))]
        for version, cells in chunk.cells.items()
    ]


def _marks(chunk: Chunk) -> bytes:
    return chunk.confidence.astype("<f4").tobytes() + chunk.status.tobytes()


def _steps(ids: Ids) -> bytes:
    """Neighbouring ids differ by one nearly always, which compresses to nothing."""
    return np.diff(ids, prepend=0).astype("<i8").tobytes()


def unpacked(path: Path, content: bytes) -> Image:
    """The image that was `packed` in the corpus at `path`. Raises Damaged."""
    try:
        return _unpacked(content)
    except (ValueError, KeyError, TypeError, IndexError, zlib.error, RecursionError) as error:
        raise Damaged(path, f"a logged change cannot be read: {error!r}") from error


def _unpacked(content: bytes) -> Image:
    unpacking = zlib.decompressobj()
    whole = unpacking.decompress(content, _MOST)
    if not unpacking.eof:
        raise ValueError("not a whole image")
    size = int.from_bytes(whole[:_SIZE], "little")
    head, at = json.loads(whole[_SIZE : _SIZE + size]), _SIZE + size

    def taken(length: int) -> bytes:
        nonlocal at
        part = whole[at : at + length]
        at += length
        if len(part) != length:
            raise ValueError("an image is cut short")
        return part

    documents = {
        int(key): None if chunk is None else _unpacked_chunk(chunk[0], taken(chunk[1]), chunk[2], taken)
        for key, chunk in head["documents"]
    }
    owners = {int(text): _ids(taken(length), count) for text, count, length in head["owners"]}
    rows = {
        table: {key: None if row is None else tuple(row) for key, row in head["rows"][table]}
        for table in TABLES
        if table in head["rows"]
    }
    first, stop = head["made"]
    return Image(rows, documents, owners, (int(first), int(stop)))


def _unpacked_chunk(units: int, marks: bytes, versions: list[list[int]], taken: Callable[[int], bytes]) -> Chunk:
    confidence = np.frombuffer(marks, "<f4", units)
    status = np.frombuffer(marks, np.uint8, units, 4 * units)
    cells = {}
    for version, segments, *sizes in versions:
        counts, lengths, classes, ids = (taken(size) for size in sizes)
        cells[version] = Cells(
            widened(counts, units).astype(np.uint32),
            widened(lengths, units).astype(np.uint32),
            np.frombuffer(classes, np.uint8, units),
            _ids(ids, segments),
        )
        if cells[version].counts.sum(dtype=np.int64) != segments:
            raise ValueError("the segments are not as many as they should be")
    return Chunk(confidence, status, cells)


def _ids(steps: bytes, count: int) -> Ids:
    return np.cumsum(np.frombuffer(steps, "<i8", count), dtype=np.int64)
