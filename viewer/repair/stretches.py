"""A stretch of rows aligned anew: the same paragraphs in other rows, as the aligner sees them.

Paragraphs that do not count - page furniture, and what the user has excluded - have no say in it. They stay between
their neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from viewer.align import Lexicon, Pin, Placed, align, compatible, place
from viewer.align.known import NOTHING
from viewer.corpus import UnitDraft
from viewer.importing.sides import aligned_by_marks, paragraphs
from viewer.model import Kind, Link, Segment, SegmentId, Status, Unit, VersionId
from viewer.repair.rows import Cell

Row = dict[VersionId, list[SegmentId]]
Found = list[tuple[Row, float | None]]
"""Rows with their confidence."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow each other in one document, and what is pinned in them."""

    rows: Sequence[Unit]
    languages: Mapping[VersionId, str]
    """BCP 47 tags, in the order of the versions."""
    known: Lexicon = NOTHING
    """What is known of how words of one language are translated into another."""
    pins: Sequence[Link] = ()
    """In the order they were set; those with an end elsewhere are passed over."""

    def segments(self, version: VersionId) -> list[Segment]:
        """What the rows have of a version, in order."""
        return [segment for row in self.rows for segment in row.cells.get(version, ())]


def realigned(
    stretch: Stretch,
    versions: Sequence[VersionId] | None,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> list[UnitDraft]:
    """The rows aligned anew; with `versions` these alone move among the rows of the others.

    A row that holds what it held keeps its status. Pins hold, but not one that crosses an earlier one. Raises
    Cancelled.
    """
    there = _there(stretch)
    moved = [version for version in there if versions is not None and version in versions]
    if len(there) < 2 or (versions is not None and not moved):
        return [UnitDraft(_cells(row), row.confidence, row.status) for row in stretch.rows]
    if versions is None or len(moved) == len(there):
        found = aligned(stretch, progress, cancelled)
    else:
        found = _without(stretch, moved)
        for done, version in enumerate(moved):

            def share(part: float, done: int = done) -> None:
                progress((done + part) / len(moved))

            found = _with(stretch, found, version, share, cancelled)
    return drafted(stretch, found)


def drafted(stretch: Stretch, rows: Found) -> list[UnitDraft]:
    """The rows as they are written, with the paragraphs of the stretch that are missing in them."""
    return _drafts(stretch, _completed(stretch, rows))


def _there(stretch: Stretch) -> list[VersionId]:
    """The versions that have something which counts."""
    return [version for version in stretch.languages if any(_counts(one) for one in stretch.segments(version))]


def _counts(segment: Segment) -> bool:
    return not segment.excluded and segment.kind is not Kind.FURNITURE


def aligned(stretch: Stretch, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Found:
    """The rows that what counts of the stretch is aligned to. Raises Cancelled."""
    versions = _there(stretch)
    texts = [[one for one in stretch.segments(version) if _counts(one)] for version in versions]
    pins = _pins(stretch, texts)
    units = None if pins else aligned_by_marks(texts, progress=progress, cancelled=cancelled)
    if units is None:
        sides = [paragraphs(text, stretch.languages[version]) for version, text in zip(versions, texts, strict=True)]
        units = align(sides, pins=pins, known=stretch.known, progress=progress, cancelled=cancelled)
    return [
        (
            {
                version: [text[number].id for number in cell]
                for version, text, cell in zip(versions, texts, unit.cells, strict=True)
                if cell
            },
            unit.confidence,
        )
        for unit in units
    ]


def _pins(stretch: Stretch, texts: Sequence[Sequence[Segment]]) -> list[Pin]:
    number = {one.id: (side, k) for side, text in enumerate(texts) for k, one in enumerate(text)}
    pins: list[Pin] = []
    for link in stretch.pins:
        if link.source in number and link.target in number:
            ends = dict((number[link.source], number[link.target]))
            pins.append(tuple(ends.get(side) for side in range(len(texts))))
    return compatible(pins)[0]


def _without(stretch: Stretch, moved: Sequence[VersionId]) -> Found:
    """The rows as they are, of the other versions alone, and of what counts in them."""
    found: Found = []
    for row in stretch.rows:
        kept = {
            version: own
            for version, cell in row.cells.items()
            if version not in moved and (own := [one.id for one in cell if _counts(one)])
        }
        if kept:
            found.append((kept, row.confidence))
    return found


def _with(
    stretch: Stretch,
    rows: Found,
    version: VersionId,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Found:
    """The rows with a version that they do not hold yet."""
    text = [one for one in stretch.segments(version) if _counts(one)]
    others = [name for name in stretch.languages if any(name in row for row, _ in rows)]
    segments = {one.id: one for name in others for one in stretch.segments(name)}
    sides = [
        paragraphs([segments[one] for row, _ in rows for one in row.get(name, ())], stretch.languages[name])
        for name in others
    ]
    placed = place(
        sides,
        [[len(row.get(name, ())) for name in others] for row, _ in rows],
        paragraphs(text, stretch.languages[version]),
        [False] * len(rows),
        pins=_row_pins(stretch, rows, text),
        known=stretch.known,
        progress=progress,
        cancelled=cancelled,
    )
    return [_joined(rows, one, version, text) for one in placed]


def _row_pins(stretch: Stretch, rows: Found, text: Sequence[Segment]) -> list[tuple[int, int]]:
    """Which row each pinned paragraph of a text has to be in; of pins that cross, the later is left out."""
    row_of = {segment: number for number, (row, _) in enumerate(rows) for cell in row.values() for segment in cell}
    number_of = {one.id: number for number, one in enumerate(text)}
    found: list[tuple[int, int]] = []
    for link in stretch.pins:
        for here, there in ((link.source, link.target), (link.target, link.source)):
            if here in number_of and there in row_of:
                row, number = row_of[there], number_of[here]
                if all(row == r or (row - r) * (number - n) > 0 for r, n in found):
                    found.append((row, number))
    return found


def _joined(rows: Found, placed: Placed, version: VersionId, text: Sequence[Segment]) -> tuple[Row, float | None]:
    old = [rows[number] for number in placed.rows]
    cells: Row = {}
    for row, _ in old:
        for name, cell in row.items():
            cells[name] = cells.get(name, []) + cell
    if placed.segments:
        cells[version] = [text[number].id for number in placed.segments]
    if len(old) != 1:
        return cells, placed.confidence
    ((_, known),) = old
    if not placed.segments:
        return cells, known
    return cells, placed.confidence if known is None else min(known, placed.confidence)


def _completed(stretch: Stretch, rows: Found) -> Found:
    """The rows with the paragraphs that do not count: in the cell that goes on after them, or in rows of their own,
    those together that were."""
    row_of = {segment: number for number, (row, _) in enumerate(rows) for cell in row.values() for segment in cell}
    after: dict[int, Found] = {}
    for version in stretch.languages:
        was = {one.id: k for k, row in enumerate(stretch.rows) for one in row.cells.get(version, ())}
        here = -1
        waiting: list[SegmentId] = []
        for one in stretch.segments(version):
            if one.id not in row_of:
                waiting.append(one.id)
                continue
            if waiting and row_of[one.id] == here:
                cell = rows[here][0][version]
                at = cell.index(one.id)
                cell[at:at] = waiting
            elif waiting:
                lone: Found = [({version: list(run)}, None) for _, run in groupby(waiting, was.__getitem__)]
                after.setdefault(here if here >= 0 else row_of[one.id] - 1, []).extend(lone)
            here, waiting = row_of[one.id], []
        if waiting:
            lone = [({version: list(run)}, None) for _, run in groupby(waiting, was.__getitem__)]
            after.setdefault(here if here >= 0 else len(rows) - 1, []).extend(lone)
    found = after.get(-1, [])
    for number, row in enumerate(rows):
        found.append(row)
        found += after.get(number, ())
    return found


def _drafts(stretch: Stretch, rows: Found) -> list[UnitDraft]:
    old = {frozenset(_cells(row).items()): row for row in stretch.rows}
    drafts = []
    for row, confidence in rows:
        cells = {version: tuple(cell) for version, cell in row.items()}
        known = old.get(frozenset(cells.items()))
        if known is None:
            drafts.append(UnitDraft(cells, confidence, Status.AUTOMATIC))
            continue
        if known.confidence is not None or known.status is not Status.AUTOMATIC:
            confidence = known.confidence
        drafts.append(UnitDraft(cells, confidence, known.status))
    return drafts


def _cells(row: Unit) -> dict[VersionId, Cell]:
    return {version: tuple(one.id for one in cell) for version, cell in row.cells.items()}


def trimmed(rows: Sequence[Unit], drafts: Sequence[UnitDraft]) -> tuple[int, int, Sequence[UnitDraft]] | None:
    """Which of the rows, counted from the first of them, the drafts make others, and by what; None if none is."""
    was = [(_cells(row), row.confidence, row.status) for row in rows]
    new = [(dict(draft.cells), draft.confidence, draft.status) for draft in drafts]
    if was == new:
        return None
    short = min(len(was), len(new))
    first = next((k for k in range(short) if was[k] != new[k]), short)
    last = next((k for k in range(short - first) if was[-1 - k] != new[-1 - k]), short - first)
    return first, len(was) - last, drafts[first : len(drafts) - last]
