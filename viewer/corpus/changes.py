"""The log of changes: what was done, in order, and the way back and forth again, last in, first out.

A change is a regrouping of a stretch of rows, logged as its two groupings; a correction of a text, logged as its two
wordings; or it touched what the corpus consists of and is logged as an image, which is exchanged for what is there.
Everything here runs within `Connection.atomic`; the reader describes the corpus before the change, and only that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from viewer.corpus import corrections, exchange
from viewer.corpus.catalogue import verified
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import UnitDraft
from viewer.corpus.exchange import Image
from viewer.corpus.reader import Reader
from viewer.corpus.regrouping import around, drafted, dumped, loaded, regroup
from viewer.corpus.schema import checksum
from viewer.errors import Damaged, OutOfRange
from viewer.model import Change, SegmentId

_LAST = "SELECT * FROM change WHERE NOT undone ORDER BY number DESC LIMIT 1"
_FIRST_UNDONE = "SELECT * FROM change WHERE undone ORDER BY number LIMIT 1"


def splice(
    database: Connection,
    reader: Reader,
    start: int,
    stop: int,
    drafts: Sequence[UnitDraft],
    *,
    action: str,
    fields: Mapping[str, str | int],
) -> Change:
    """Replaces the rows from `start` to `stop` and logs it; what was undone can no longer be redone."""
    limit = reader.directory.units
    if not 0 <= start < stop <= limit:
        raise OutOfRange("row", start if not 0 <= start < limit else stop - 1, limit)
    if not drafts:
        raise ValueError("rows replaced by none")
    starts = reader.directory.document_starts
    document = int(np.searchsorted(starts, start, side="right")) - 1
    if stop > starts[document + 1]:
        raise ValueError("rows of two documents")
    offset, chunk = around(reader, start, stop)
    before = chunk.grouping(start - offset, stop - offset)
    after = drafted(chunk.stretch(start - offset, stop - offset), drafts, reader)
    regroup(database, reader, document, start, before.units, after)
    place = reader.catalogue.document_keys[document], start - int(starts[document])
    return _logged(database, reader, action, fields, (*place, dumped(before), dumped(after)))


def correct(
    database: Connection,
    reader: Reader,
    segment: SegmentId,
    text: str,
    *,
    action: str,
    fields: Mapping[str, str | int],
) -> Change | None:
    """Gives a segment another text and logs it; None if that is its text already."""
    wordings = corrections.made(database, reader, segment, text)
    if wordings is None:
        return None
    corrections.put(database, reader, *wordings)
    place = reader.place_of(segment)
    key = reader.catalogue.document_keys[place.document]
    return _logged(database, reader, action, fields, (key, 0, *map(corrections.dumped, wordings)))


def log_image(
    database: Connection, reader: Reader, image: Image, *, action: str, fields: Mapping[str, str | int]
) -> Change:
    """Logs a change that was made, `image` being what there was before."""
    change = _logged(database, reader, action, fields, (None, None, None, None))
    database.insert("image", (change.number, exchange.packed(image)))
    return change


def _logged(
    database: Connection, reader: Reader, action: str, fields: Mapping[str, str | int], columns: tuple[Any, ...]
) -> Change:
    _forget_undone(database)
    (number,) = database.rows("SELECT coalesce(max(number), 0) + 1 FROM change")[0]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    database.insert("change", (number, action, at, json.dumps(dict(fields), ensure_ascii=False), *columns, 0))
    _count(database, reader)
    return Change(number, action, at, undone=False, fields=dict(fields))


def _forget_undone(database: Connection) -> None:
    """What was undone can no longer be redone, so that the segments written for it are of no use any more."""
    undone = "SELECT number FROM change WHERE undone"
    for _, content in verified(database, f"SELECT * FROM image WHERE change IN ({undone})"):
        exchange.forget(database, exchange.unpacked(database.path, content))
    database.run(f"DELETE FROM image WHERE change IN ({undone})")
    database.run("DELETE FROM change WHERE undone")


def _count(database: Connection, reader: Reader) -> None:
    database.run("DELETE FROM meta WHERE key = 'revision'")
    database.insert("meta", ("revision", str(reader.catalogue.revision + 1)))


def undo(database: Connection, reader: Reader) -> Change | None:
    """Takes back the last change that stands, if there is one."""
    return _turn(database, reader, _LAST)


def redo(database: Connection, reader: Reader) -> Change | None:
    """Makes the change that was undone last once more, if there is one."""
    return _turn(database, reader, _FIRST_UNDONE)


def turns(database: Connection) -> tuple[Change | None, Change | None]:
    """The change that would be undone next, and the one that would be redone; None where there is none."""
    last, undone = ([*map(_change, verified(database, sql)), None][0] for sql in (_LAST, _FIRST_UNDONE))
    return last, undone


def log(database: Connection) -> list[Change]:
    """All changes, the oldest first."""
    return [_change(row) for row in verified(database, "SELECT * FROM change ORDER BY number")]


def _turn(database: Connection, reader: Reader, sql: str) -> Change | None:
    rows = verified(database, sql)
    if not rows:
        return None
    number, *names, key, start, before, after, undone = row = rows[0]
    if key is None:
        _exchange(database, reader, number)
    elif (was := corrections.loaded(before)) is not None and (became := corrections.loaded(after)) is not None:
        corrections.put(database, reader, *((became, was) if not undone else (was, became)))
    else:
        document = reader.catalogue.document_keys.index(key)
        there, wanted = (after, before) if not undone else (before, after)
        origin = int(reader.directory.document_starts[document])
        regroup(database, reader, document, origin + start, loaded(there).units, loaded(wanted))
    turned = (number, *names, key, start, before, after, int(not undone))
    database.run("UPDATE change SET undone = ?, checksum = ? WHERE number = ?", (turned[-1], checksum(*turned), number))
    _count(database, reader)
    return replace(_change(row), undone=not undone)


def _exchange(database: Connection, reader: Reader, number: int) -> None:
    rows = verified(database, "SELECT * FROM image WHERE change = ?", (number,))
    if not rows:
        raise Damaged(database.path, f"the image of change {number} is missing")
    image = exchange.unpacked(database.path, rows[0][1])
    other = exchange.packed(exchange.exchanged(database, reader, image))
    values = (other, checksum(number, other), number)
    database.run("UPDATE image SET content = ?, checksum = ? WHERE change = ?", values)


def _change(row: tuple[Any, ...]) -> Change:
    number, action, at, fields, *_, undone = row
    return Change(number, action, at, undone=bool(undone), fields=json.loads(fields))
