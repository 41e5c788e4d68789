"""The first alignment of a document, which arrives when its provisional rows can be read already.

It is no change that anybody made, so that it is not logged - unless the log knows the document: what was done to its
provisional rows can only be undone after the alignment has been.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from viewer.corpus import changes, steps
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import UnitDraft
from viewer.corpus.reader import Reader
from viewer.model import Change

_KNOWN = "SELECT 1 FROM change WHERE document = ? OR document IS NULL LIMIT 1"


def arrive(
    database: Connection, reader: Reader, splices: Sequence[tuple[int, int, Sequence[UnitDraft]]], *, action: str
) -> Change | None:
    """Replaces rows, each from a start to a stop of one document, the last first; None if there are none.

    Runs within `Connection.atomic`. Raises as `changes.regrouping`.
    """
    made: Change | None = None
    leader: int | None = None
    for start, stop, rows in splices:
        step = changes.regrouping(reader, start, stop, rows)
        key = reader.catalogue.document_keys[step[0]]
        if database.rows(_KNOWN, (key,)) or leader:
            change = changes.make(database, reader, step, action=action, fields={}, leader=leader)
            leader = leader or change.number
        else:
            touched = steps.put(database, reader, key, *step[1:])
            at = datetime.now(UTC).isoformat(timespec="seconds")
            revisions = changes.counted(database, reader)
            change = Change(0, action, at, undone=False, touched=touched, revisions=revisions)
        made = change if made is None else changes.continued(made, change)
        reader = reader.after(change)
    return made
