"""Chunks as rows of the tables `chunk`, `mark`, `run`, `cell` and `member`: written whole, read by parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.corpus.chunks import Cells, Chunk, Counts, Ids, narrow, widened
from viewer.corpus.connection import Connection
from viewer.corpus.schema import checksum
from viewer.errors import Damaged

Numbers = npt.NDArray[np.unsignedinteger]


def insert(database: Connection, document: int, position: int, chunk: Chunk) -> int:
    """Stores a chunk as number `position` of its document; its id."""
    number = database.run(
        "INSERT INTO chunk (document, position, units) VALUES (?, ?, ?)", (document, position, chunk.units)
    )
    database.insert("mark", (number, chunk.confidence.astype("<f4").tobytes(), chunk.status.tobytes()))
    for version, cells in chunk.cells.items():
        _insert_run(database, number, version, cells)
    return number


def _insert_run(database: Connection, chunk: int, version: int, cells: Cells) -> None:
    ends = (int(cells.ids.min()), int(cells.ids.max())) if len(cells.ids) else (0, -1)
    run = database.run(
        "INSERT INTO run (chunk, version, segments, lowest, highest) VALUES (?, ?, ?, ?, ?)",
        (chunk, version, len(cells.ids), *ends),
    )
    database.insert("cell", (run, narrow(cells.counts), narrow(cells.lengths), cells.classes.tobytes()))
    database.insert("member", (run, narrow(cells.ids)))


def delete(database: Connection, chunk: int) -> None:
    """Removes a chunk and all that is in it, except the segments."""
    runs = [(run,) for (run,) in database.rows("SELECT id FROM run WHERE chunk = ?", (chunk,))]
    database.run_many("DELETE FROM cell WHERE run = ?", runs)
    database.run_many("DELETE FROM member WHERE run = ?", runs)
    database.run("DELETE FROM run WHERE chunk = ?", (chunk,))
    database.run("DELETE FROM mark WHERE chunk = ?", (chunk,))
    database.run("DELETE FROM chunk WHERE id = ?", (chunk,))


def read_mark(database: Connection, chunk: int, units: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """Confidence and status of a chunk's rows. Raises Damaged."""
    rows = database.rows("SELECT * FROM mark WHERE chunk = ?", (chunk,))
    return _mark(database.path, _only(database.path, rows), units)


def read_counts(database: Connection, run: int, units: int) -> Counts:
    """The segments of each cell of a run. Raises Damaged."""
    row = _only(database.path, database.rows("SELECT * FROM cell WHERE run = ?", (run,)))
    return _cell(database.path, row, units)[0].astype(np.uint32)


def read_columns(database: Connection, run: int, units: int) -> tuple[Numbers, Numbers, npt.NDArray[np.uint8]]:
    """Counts, lengths and classes of a run, in the width they are stored in. Raises Damaged."""
    return _cell(database.path, _only(database.path, database.rows("SELECT * FROM cell WHERE run = ?", (run,))), units)


def read_ids(database: Connection, run: int, segments: int) -> Ids:
    """The segments of a run in order. Raises Damaged."""
    row = _only(database.path, database.rows("SELECT * FROM member WHERE run = ?", (run,)))
    _verify(database.path, row)
    return _widened(database.path, row[1], segments).astype(np.int64)


def read_cells(database: Connection, run: int, units: int, segments: int) -> Cells:
    """All of a run. Raises Damaged."""
    row = _only(database.path, database.rows("SELECT * FROM cell WHERE run = ?", (run,)))
    counts, lengths, classes = _cell(database.path, row, units)
    return Cells(counts.astype(np.uint32), lengths.astype(np.uint32), classes, read_ids(database, run, segments))


def stream_marks(
    database: Connection, units: dict[int, int]
) -> Iterator[tuple[int, npt.NDArray[np.float32], npt.NDArray[np.uint8]]]:
    """(chunk, confidence, status) of every chunk, in no order; `units` tells the rows of each. Raises Damaged."""
    for row in database.stream("SELECT * FROM mark"):
        yield row[0], *_mark(database.path, row, _known(database.path, units, row[0]))


def stream_cells(
    database: Connection, units: dict[int, int]
) -> Iterator[tuple[int, Numbers, Numbers, npt.NDArray[np.uint8]]]:
    """(run, counts, lengths, classes) of every run, in no order; `units` tells the rows of each. Raises Damaged."""
    for row in database.stream("SELECT * FROM cell"):
        yield row[0], *_cell(database.path, row, _known(database.path, units, row[0]))


def _mark(path: Path, row: tuple[Any, ...], units: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    _verify(path, row)
    confidence, status = np.frombuffer(row[1], "<f4"), np.frombuffer(row[2], np.uint8)
    if len(confidence) != units or len(status) != units:
        raise Damaged(path, f"chunk {row[0]} has not the {units} rows it should have")
    return confidence, status


def _cell(path: Path, row: tuple[Any, ...], units: int) -> tuple[Numbers, Numbers, npt.NDArray[np.uint8]]:
    _verify(path, row)
    classes = np.frombuffer(row[3], np.uint8)
    if len(classes) != units:
        raise Damaged(path, f"run {row[0]} has not the {units} rows it should have")
    return _widened(path, row[1], units), _widened(path, row[2], units), classes


def _widened(path: Path, stored: bytes, count: int) -> Numbers:
    try:
        return widened(stored, count)
    except ValueError as error:
        raise Damaged(path, f"a list of numbers is cut short: {error}") from error


def _verify(path: Path, row: tuple[Any, ...]) -> None:
    if checksum(*row[:-1]) != row[-1]:
        raise Damaged(path, "a list of rows does not match its checksum")


def _only(path: Path, rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    if len(rows) != 1:
        raise Damaged(path, "a list of rows is missing")
    return rows[0]


def _known(path: Path, units: dict[int, int], number: int) -> int:
    try:
        return units[number]
    except KeyError as error:
        raise Damaged(path, f"list {number} belongs to no rows") from error
