"""What follows changes: the rows around them are aligned anew, as part of the last of them.

It gives way to what is asked for next and is caught up with later, wherever the paragraphs stand by then. Everything
here runs in the worker's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from viewer.corpus import Corpus
from viewer.errors import Cancelled, Locked, OutOfRange
from viewer.model import Change, SegmentId

_MOST: Final = 200
"""Rows; where a change has touched more, only those around its paragraph are aligned anew."""


class Following:
    """Paragraphs of one corpus whose surroundings are still to be aligned anew."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._revision = -1
        """That of the corpus when it was changed last from here."""
        self._owed: list[SegmentId] = []
        self._last: Change | None = None
        """The change that everything caught up with becomes a part of."""
        self._fresh = False
        """Whether what is owed last is what that change touched."""

    def note(self, path: Path, change: Change, segment: SegmentId | None) -> None:
        """A change was made; `segment` is where it was, if rows are to follow."""
        if (path, change.revisions[0]) != (self._path, self._revision):  # undone meanwhile, or another corpus
            self._path, self._owed = path, []
        self._revision = change.revisions[1]
        self._last, self._fresh = change, segment is not None
        if segment is not None:
            self._owed.append(segment)

    def catch_up(self, path: Path, take: Callable[[Change], object], cancelled: Callable[[], bool]) -> None:
        """Aligns what is owed, telling `take` of each change. What is stopped, or comes too late as somebody else has
        changed the corpus since, stays owed until the next change."""
        if self._last is None or path != self._path or not self._owed:
            return
        try:
            with Corpus.open(path) as corpus:
                self._align(corpus, self._last, take, cancelled)
        except (Cancelled, Locked):
            return

    def _align(
        self, corpus: Corpus, last: Change, take: Callable[[Change], object], cancelled: Callable[[], bool]
    ) -> None:
        from viewer.repair import realigning  # it brings the aligner, which takes long to be imported

        while self._owed:
            if cancelled():
                raise Cancelled
            if self._fresh and last.touched is not None and last.touched.after <= _MOST:
                change = realigning.follow(corpus, last, cancelled)
            else:
                change = _around(corpus, self._owed[-1], last, cancelled)
            self._owed.pop()
            self._fresh = False
            if change is not None:
                self._revision = change.revisions[1]
                take(change)


def _around(corpus: Corpus, segment: SegmentId, last: Change, cancelled: Callable[[], bool]) -> Change | None:
    """Aligns the rows around a paragraph, as part of the last change; None if it is gone, or nothing is different."""
    from viewer.repair import realigning

    try:
        unit = corpus.place_of(segment).unit
    except OutOfRange:  # divided or joined since
        return None
    found = realigning.around(corpus, range(unit, unit + 1), follows=last.number, cancelled=cancelled)
    return found.change if found is not None else None
