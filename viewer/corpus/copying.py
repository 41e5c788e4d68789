"""A copy to give away: without the reader's notes, or without what the corpus was before and what was looked for in it.

Everything else is as it was: rows, segments with their ids, links, and where the notes are. The file is written anew
at the end, so that nothing that was left out remains in a page of it. Notes keep the letters that they were put at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from viewer.corpus import changes, notes, steps
from viewer.corpus.catalogue import verified
from viewer.corpus.connection import Connection
from viewer.corpus.faults import translated
from viewer.corpus.notes import Notes
from viewer.corpus.reader import Reader
from viewer.corpus.schema import checksum
from viewer.corpus.segment_rows import SegmentWriter
from viewer.model import Anchor

_OF_THE_TEXTS = ("waiting-for-alignment", "moved_dismissed")
"""Settings that say something of the texts; others, such as saved searches, are the reader's own."""

_ASIDE = "SELECT id FROM text WHERE document IS NULL"
_GONE = f"SELECT id FROM segment WHERE text IN ({_ASIDE})"


def lessen(
    path: Path, target: Path, *, with_notes: bool, with_history: bool, cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Takes notes or history out of the copy at `path` that will become `target`.

    Raises DiskFull, Damaged and Cancelled.
    """
    database = Connection.reopen(path, target=target)
    try:
        with translated(target), database.interruptible(cancelled):
            if not with_history:
                if with_notes:
                    _settle_notes(database)
                _leave_out_history(database)
            if not with_notes:
                database.run("DELETE FROM note")
                _leave_out_notes_of_log(database)
            database.compact()
    finally:
        database.close()


def _settle_notes(database: Connection) -> None:
    """Puts notes where they are now, as what led there goes. Orphans stay as they are."""
    reader = Reader(database)
    for placed in notes.all_placed(database, reader):
        if placed.segment is None:
            continue
        quote = reader.segment(placed.segment).text[placed.start : placed.stop]
        anchor = Anchor(placed.segment, placed.start, placed.stop, quote)
        if anchor != placed.note.anchor:
            database.run("DELETE FROM note WHERE id = ?", (placed.note.id,))
            database.insert("note", notes.as_row(replace(placed.note, anchor=anchor)))


def _leave_out_history(database: Connection) -> None:
    """Deletes the log and what is only kept for it: texts that are set aside with all that is said of them, and heirs.

    Ids of segments that are gone are not given again.
    """
    SegmentWriter.following(database).note_highest()
    for statement in (
        "DELETE FROM image",
        "DELETE FROM change",
        "DELETE FROM heir",
        f"DELETE FROM link WHERE source IN ({_GONE}) OR target IN ({_GONE})",
        f"DELETE FROM annotation WHERE segment IN ({_GONE})",
        f"DELETE FROM segment WHERE text IN ({_ASIDE})",
        "DELETE FROM text WHERE document IS NULL",
    ):
        database.run(statement)
    marks = ", ".join("?" * len(_OF_THE_TEXTS))
    database.run(f"DELETE FROM setting WHERE key NOT IN ({marks})", _OF_THE_TEXTS)


def _leave_out_notes_of_log(database: Connection) -> None:
    """Deletes edits of notes from the log; of an edit that did more the other steps stay."""
    edits: dict[int, list[tuple[Any, ...]]] = {}
    about_notes: set[int] = set()
    for row in verified(database, "SELECT * FROM change ORDER BY number"):
        edits.setdefault(changes.leader_of(row) or row[0], []).append(row)
        if row[4] is not None and isinstance(steps.loaded(database, row[6]), Notes):
            about_notes.add(row[0])
    for rows in edits.values():
        numbers = [row[0] for row in rows if row[0] in about_notes]
        if len(numbers) == len(rows):
            database.run_many("DELETE FROM change WHERE number = ?", [(number,) for number in numbers])
            continue
        for row in rows:
            if row[0] in about_notes:
                nothing = steps.dumped(Notes({}))
                emptied = (*row[:6], nothing, nothing, *row[8:])
                database.run(
                    "UPDATE change SET before = ?, after = ?, checksum = ? WHERE number = ?",
                    (nothing, nothing, checksum(*emptied), row[0]),
                )
