"""The log of changes: what was done, in order, and the way back and forth again, last in, first out.

A change is a step, logged as what there was and what there is; or it touched what the corpus consists of and is logged
as an image, which is exchanged for what is there. An edit may have several steps: the later ones name the first, their
leader, and are undone and redone with it.
Everything here runs within `Connection.atomic`; the reader describes the corpus before the change, and only that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from viewer.corpus import exchange, steps
from viewer.corpus.catalogue import verified
from viewer.corpus.chunks import Grouping
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import UnitDraft
from viewer.corpus.exchange import Image
from viewer.corpus.reader import Reader
from viewer.corpus.regrouping import around, drafted
from viewer.corpus.schema import checksum
from viewer.corpus.steps import State
from viewer.errors import Damaged, OutOfRange
from viewer.model import Change, Touched

_LAST = "SELECT * FROM change WHERE NOT undone ORDER BY number DESC LIMIT 1"
_LEADER = "leader"
"""Among the fields of a later step: the number of the first."""
_FIRST_UNDONE = "SELECT * FROM change WHERE undone ORDER BY number LIMIT 1"


def regrouping(
    reader: Reader, start: int, stop: int, drafts: Sequence[UnitDraft]
) -> tuple[int, int, Grouping, Grouping]:
    """What replaces the rows from `start` to `stop`: document, first row within it, and how they are grouped before
    and after. Raises OutOfRange, and ValueError for rows that cannot be replaced so."""
    limit = reader.directory.units
    if not 0 <= start < stop <= limit:
        raise OutOfRange("row", start if not 0 <= start < limit else stop - 1, limit)
    if not drafts:
        raise ValueError("rows replaced by none")
    document = reader.directory.document_of(start)
    here = reader.directory.rows_of(document)
    if stop > here.stop:
        raise ValueError("rows of two documents")
    offset, chunk = around(reader, start, stop)
    before = chunk.grouping(start - offset, stop - offset)
    after = drafted(chunk.stretch(start - offset, stop - offset), drafts, reader)
    return document, start - here.start, before, after


def make(
    database: Connection,
    reader: Reader,
    step: tuple[int, int, State, State],
    *,
    action: str,
    fields: Mapping[str, str | int],
    leader: int | None,
) -> Change:
    """Makes one step - document, first row within it, state before and after - and logs it, after its `leader` if it
    has one. What was undone can no longer be redone."""
    document, start, before, after = step
    keys = reader.catalogue.document_keys
    key = keys[document] if keys else 0  # a corpus that has lost all its documents may still have notes
    touched = steps.put(database, reader, key, start, before, after)
    columns = (key, start, steps.dumped(before), steps.dumped(after))
    return replace(_logged(database, reader, action, fields, columns, leader), touched=touched)


def continued(change: Change, later: Change) -> Change:
    """A change with a later step of the same edit."""
    touched = change.touched and later.touched and change.touched.then(later.touched)
    return replace(change, touched=touched, revisions=(change.revisions[0], later.revisions[1]))


def log_image(
    database: Connection, reader: Reader, image: Image, *, action: str, fields: Mapping[str, str | int]
) -> Change:
    """Logs a change that was made, `image` being what there was before."""
    change = _logged(database, reader, action, fields, (None, None, None, None))
    database.insert("image", (change.number, exchange.packed(image)))
    return change


def _logged(
    database: Connection,
    reader: Reader,
    action: str,
    fields: Mapping[str, str | int],
    columns: tuple[Any, ...],
    leader: int | None = None,
) -> Change:
    _forget_undone(database)
    (number,) = database.rows("SELECT coalesce(max(number), 0) + 1 FROM change")[0]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    noted = {**fields, _LEADER: leader} if leader else dict(fields)
    database.insert("change", (number, action, at, json.dumps(noted, ensure_ascii=False), *columns, 0))
    revisions = counted(database, reader)
    return Change(number, action, at, undone=False, fields=dict(fields), revisions=revisions)


def _forget_undone(database: Connection) -> None:
    """What was undone can no longer be redone, so that the segments written for it are of no use any more."""
    undone = "SELECT number FROM change WHERE undone"
    for _, content in verified(database, f"SELECT * FROM image WHERE change IN ({undone})"):
        exchange.forget(database, exchange.unpacked(database.path, content))
    for _, _, _, _, key, _, before, after, _ in verified(database, "SELECT * FROM change WHERE undone"):
        if key is not None:
            for state in (before, after):
                steps.forget(database, steps.loaded(database, state))
    database.run(f"DELETE FROM image WHERE change IN ({undone})")
    database.run("DELETE FROM change WHERE undone")


def counted(database: Connection, reader: Reader) -> tuple[int, int]:
    """Counts a change of the corpus; its revisions before and after."""
    before = reader.catalogue.revision
    database.run("DELETE FROM meta WHERE key = 'revision'")
    database.insert("meta", ("revision", str(before + 1)))
    return before, before + 1


def undo(database: Connection, reader: Reader) -> Change | None:
    """Takes back the last edit that stands, if there is one, with all its steps."""
    turned: Change | None = None
    while rows := verified(database, _LAST):
        leader = leader_of(rows[0])
        made = _turn(database, reader, rows[0])
        reader = reader.after(made)
        # The first step, which is taken back last, tells what the edit was.
        both = made if turned is None else continued(turned, made)
        turned = replace(made, touched=both.touched, revisions=both.revisions)
        if leader is None:
            break
    return turned


def redo(database: Connection, reader: Reader) -> Change | None:
    """Makes the edit that was undone last once more, if there is one, with all its steps."""
    turned: Change | None = None
    while rows := verified(database, _FIRST_UNDONE):
        if turned is not None and leader_of(rows[0]) is None:
            break
        made = _turn(database, reader, rows[0])
        reader = reader.after(made)
        turned = made if turned is None else continued(turned, made)
    return turned


def turns(database: Connection) -> tuple[Change | None, Change | None]:
    """The edit that would be undone next, and the one that would be redone; None where there is none."""
    return standing(database), next(map(_change, verified(database, _FIRST_UNDONE)), None)


def standing(database: Connection) -> Change | None:
    """The last edit that stands, without its later steps; None if there is none."""
    for row in verified(database, _LAST):
        leader = leader_of(row)
        if leader is None:
            return _change(row)
        return next(map(_change, verified(database, "SELECT * FROM change WHERE number = ?", (leader,))), None)
    return None


def log(database: Connection) -> list[Change]:
    """All edits, the oldest first."""
    return [_change(row) for row in verified(database, "SELECT * FROM change ORDER BY number") if not leader_of(row)]


def _turn(database: Connection, reader: Reader, row: tuple[Any, ...]) -> Change:
    number, *names, key, start, before, after, undone = row
    touched: Touched | None = None
    if key is None:
        _exchange(database, reader, number)
    else:
        there, wanted = (after, before) if not undone else (before, after)
        states = steps.loaded(database, there), steps.loaded(database, wanted)
        touched = steps.put(database, reader, key, start, *states)
    turned = (number, *names, key, start, before, after, int(not undone))
    database.run("UPDATE change SET undone = ?, checksum = ? WHERE number = ?", (turned[-1], checksum(*turned), number))
    revisions = counted(database, reader)
    return replace(_change(row), undone=not undone, touched=touched, revisions=revisions)


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
    said = {name: value for name, value in json.loads(fields).items() if name != _LEADER}
    return Change(number, action, at, undone=bool(undone), fields=said)


def leader_of(row: tuple[Any, ...]) -> int | None:
    """The number of the edit that a row of the log is a later step of; None for the first step of an edit."""
    leader = json.loads(row[3]).get(_LEADER)
    return leader if isinstance(leader, int) else None
