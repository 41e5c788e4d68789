"""What the user vouches for, and what does not count: rows confirmed, paragraphs called furniture or excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from viewer.corpus import Corpus
from viewer.model import Kind, SegmentId, Status
from viewer.repair.actions import Action, Repaired, looked_at, repaired


def confirm(corpus: Corpus, start: int, stop: int, *, on: bool = True) -> Repaired | None:
    """The user vouches for the rows from `start` to `stop`, or does no longer. None if all are so. Raises OutOfRange.

    A row that was confirmed or edited and is no longer vouched for is the aligner's again.
    """
    with corpus.editing(Action.CONFIRM if on else Action.UNCONFIRM) as edit:
        while start < stop:  # one document after another
            document = edit.rows_of(edit.document_of(start))
            end = min(stop, document.stop)
            rows = edit.drafts(start, end)
            status = Status.CONFIRMED if on else Status.AUTOMATIC
            if any(row.status is not status for row in rows):
                edit.splice(start, end, [replace(row, status=status) for row in rows])
            start = end
    return repaired(edit, None)


def furnish(corpus: Corpus, segments: Sequence[SegmentId], *, on: bool = True) -> Repaired | None:
    """Paragraphs are page furniture, or content after all. None if they are so already. Raises OutOfRange."""
    with corpus.editing(Action.FURNITURE if on else Action.CONTENT, fields=looked_at(*segments)) as edit:
        edit.flag(segments, kind=Kind.FURNITURE if on else Kind.BODY)
    return repaired(edit, segments[0] if segments else None)


def exclude(corpus: Corpus, segments: Sequence[SegmentId], *, on: bool = True) -> Repaired | None:
    """Paragraphs do not count any more, or do again. None if they are so already. Raises OutOfRange."""
    with corpus.editing(Action.EXCLUDE if on else Action.INCLUDE, fields=looked_at(*segments)) as edit:
        edit.flag(segments, excluded=on)
    return repaired(edit, segments[0] if segments else None)
