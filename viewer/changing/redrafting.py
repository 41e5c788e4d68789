"""A text is replaced by a draft of it: what is still there stays in its row with all it has, the rest finds a place.

A paragraph that was edited takes the row of the one that it was. What is new is aligned with the rows between its
neighbours that have nothing in this version, or has a row of its own. The other versions stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from viewer.changing.comparing import Comparison, compare
from viewer.changing.standing import Standing
from viewer.changing.succession import successions
from viewer.corpus import ColumnRows, SegmentLike
from viewer.formats.draft import DraftSegment
from viewer.importing.sides import paragraphs
from viewer.model import Segment, SegmentId, Status, VersionId

_PART = 0.6
"""Share of its words that an old paragraph has, from which a new one beside its edit is a part of it."""


@dataclass(slots=True)
class _Row:
    """A row in the making."""

    old: int | None
    """The row that it was, within the document; None for a new one."""
    segments: list[int]
    """Numbers in the draft."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Redraft:
    """What is to be written, and what has to be told."""

    segments: tuple[SegmentId | SegmentLike, ...]
    rows: ColumnRows
    changed: tuple[int, ...]
    """The rows, by their new numbers within the document, in which this version is not what it was."""
    gone: tuple[tuple[Segment, DraftSegment | None], ...]
    """Old paragraphs that are not there any more, and what they were edited into, if anything."""
    added: int
    """New paragraphs that are no edits of old ones."""
    moved: int
    heirs: tuple[tuple[tuple[SegmentId, ...], tuple[int, ...]], ...]
    """Runs of old paragraphs that are gone, and the new ones in their place by their numbers in the draft."""


def redraft(
    standing: Standing,
    version: VersionId,
    draft: Sequence[DraftSegment],
    *,
    progress: Callable[[float], None],
    check: Callable[[], None],
) -> Redraft:
    """The draft instead of a text that the document has in this version. `check` may raise to stop the work."""
    old = standing.texts[version]
    row_of = [number for number, row in enumerate(standing.rows) for _ in row.cells.get(version, ())]
    comparison = compare([segment.text for segment in old], [segment.text for segment in draft], check)
    progress(0.3)
    finding = _Rows(standing, version, draft, comparison, row_of)
    rows = finding.found(lambda done: progress(0.3 + 0.7 * done), check)
    same = {new: before for new, before in enumerate(comparison.kept) if before is not None} | comparison.moved
    became = {before: draft[new] for new, before in comparison.edited.items()}
    staying = set(same.values())
    changed = []
    status: list[Status] = []
    confidence: list[float | None] = []
    stops: list[int] = []
    for number, row in enumerate(rows):
        was = standing.rows[row.old] if row.old is not None else None
        before = [segment.id for segment in was.cells.get(version, ())] if was else []
        now = [old[same[segment]].id if segment in same else None for segment in row.segments]
        if was and before == now:
            status.append(was.status)
            confidence.append(was.confidence)
        else:
            changed.append(number)
            status.append(Status.REVIEW)
            confidence.append(row.confidence if was is None or row.confidence is not None else was.confidence)
        stops.append(row.old + 1 if row.old is not None else stops[-1] if stops else 0)
    if stops:
        stops[-1] = len(standing.rows)  # rows that hold nothing any more are left out
    return Redraft(
        tuple(old[same[number]].id if number in same else segment for number, segment in enumerate(draft)),
        ColumnRows.of(stops, [len(row.segments) for row in rows], confidence, status),
        tuple(changed),
        tuple((segment, became.get(number)) for number, segment in enumerate(old) if number not in staying),
        len(draft) - len(same) - len(comparison.edited),
        len(comparison.moved),
        tuple(
            (tuple(old[number].id for number in olds), news)
            for olds, news in successions(
                [segment.text for segment in old], [segment.text for segment in draft], finding.origin, staying
            )
        ),
    )


class _Rows:
    """One run of finding the rows of a draft."""

    def __init__(
        self,
        standing: Standing,
        version: VersionId,
        draft: Sequence[DraftSegment],
        comparison: Comparison,
        row_of: Sequence[int],
    ) -> None:
        self._standing = standing
        self._language = standing.language(version)
        self._others = tuple(other for other in standing.versions if other != version)
        self._draft = draft
        self._old = standing.texts[version]
        self._edited = comparison.edited
        self.origin = dict(comparison.edited)
        """For new paragraphs the old one that each is the edit or a part of."""
        self._row: list[int | None] = [row_of[kept] if kept is not None else None for kept in comparison.kept]
        """For every new paragraph its row, as far as it is known."""
        for new, before in comparison.edited.items():
            self._row[new] = row_of[before]
        self._rows: list[_Row] = []
        self._next = 0
        """The first of the old rows that is not among the new ones yet."""

    def found(self, progress: Callable[[float], None], check: Callable[[], None]) -> list[_Row]:
        """All rows, in order; what is empty is left out."""
        self._join_parts()
        number = 0
        while number < len(self._draft):
            row = self._row[number]
            if row is not None:
                self._take(row, number)
                number += 1
                continue
            stop = number
            while stop < len(self._draft) and self._row[stop] is None:
                stop += 1
            check()
            progress(number / len(self._draft))
            self._place(range(number, stop), self._row[stop] if stop < len(self._draft) else None)
            number = stop
        self._upto(len(self._standing.rows))
        return [row for row in self._rows if row.segments or self._has_others(row.old)]

    def _has_others(self, row: int | None) -> bool:
        return row is not None and any(other in self._standing.rows[row].cells for other in self._others)

    def _upto(self, row: int) -> None:
        """The old rows before this one stay, with nothing of the draft."""
        for number in range(self._next, row):
            self._rows.append(_Row(number, []))
        self._next = max(self._next, row)

    def _take(self, row: int, segment: int, confidence: float | None = None) -> None:
        self._upto(row + 1)
        at = next(place for place in range(len(self._rows) - 1, -1, -1) if self._rows[place].old == row)
        self._rows[at].segments.append(segment)
        self._rows[at].confidence = confidence

    def _join_parts(self) -> None:
        """A paragraph that was split has two in its place: the other half goes to the row of the edit beside it."""
        for step in (1, -1):
            for number in sorted(self._edited, reverse=step < 0):
                words = Counter(_words(self._old[self._edited[number]].text))
                other = number + step
                while 0 <= other < len(self._draft) and self._row[other] is None:
                    own = Counter(_words(self._draft[other].text))
                    if (own & words).total() < _PART * own.total():
                        break
                    self._row[other] = self._row[number]
                    self.origin[other] = self._edited[number]
                    other += step

    def _place(self, segments: range, following: int | None) -> None:
        """Places new paragraphs between those whose rows are known; `following` is the row of the next."""
        before = self._next - 1
        if following is not None and following <= before:  # within a row
            for segment in segments:
                self._take(before, segment)
            return
        rows = range(self._next, len(self._standing.rows) if following is None else following)
        if not any(map(self._has_others, rows)):
            self._rows += [_Row(None, [segment]) for segment in segments]
            return
        own = paragraphs([self._draft[segment] for segment in segments], self._language)
        for one in self._standing.place(rows, self._others, own, [True] * len(rows)):
            for row in one.rows:
                self._upto(rows.start + row + 1)
            for number in one.segments:
                if one.rows:
                    self._take(rows.start + one.rows[0], segments[number], one.confidence)
                else:
                    self._rows.append(_Row(None, [segments[number]], one.confidence))


def _words(text: str) -> Sequence[str]:
    words = text.split()
    return words if len(words) > 3 else list(text)
