"""Links between numbered segments become rows that keep every text in order; what does not fit into rows stays a link.

A bead is what one link of a file joins: some segments of each text. Rows must hold every segment once and in order, so
beads that share a segment, or cross each other nearby, close into one row. Most of a file is in order, and for that
little is needed: a row is whatever comes next in all of its texts. Where nothing does, something overlaps or crosses,
and the least region that no bead leaves is untied (`crossings`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from viewer.formats.crossings import Tie, untied
from viewer.formats.draft import DraftLink, DraftUnit
from viewer.model import Status

CROSSING = "crossing"
"""Kind of the links inside a row that several beads make: what belongs to what in it."""
MOVED = "moved"
"""Kind of the links between rows: what was carried too far to be in one."""

_STATUSES = tuple(Status)
_CODES = {status: code for code, status in enumerate(_STATUSES)}
_NOT_KNOWN = float("nan")
_NONE = -1
_ALWAYS, _MOST = 1_000_000, 4
"""Segments that beads may hold in all: so many, and so many times those that there are."""


@dataclass(frozen=True, slots=True)
class Bead:
    """What one link joins."""

    parts: tuple[tuple[int, ...], ...]
    """For every text the numbers of its segments; in any order, perhaps none."""
    status: Status = Status.IMPORTED
    confidence: float | None = None
    """0 to 1."""


class BeadUnits:
    """The rows and links of one document, kept small."""

    def __init__(self, sizes: Sequence[int], beads: Iterable[Bead]) -> None:
        """Rows that cover texts of these sizes (segments), in time proportional to segments and beads, but for a
        logarithm. Beads of the same segments are one. Raises ValueError for a segment that a text does not have, and
        for beads that together hold many times more than the texts."""
        self._counts = [array("I") for _ in sizes]
        self._statuses = bytearray()
        self._confidences = array("f")
        self._links: list[DraftLink] = []
        _Filling(self, sizes, list(_distinct(beads, _ALWAYS + _MOST * sum(sizes)))).fill()

    def __len__(self) -> int:
        return len(self._statuses)

    def units(self) -> Iterator[DraftUnit]:
        starts = [0] * len(self._counts)
        for row, status in enumerate(self._statuses):
            stops = [start + counts[row] for start, counts in zip(starts, self._counts, strict=True)]
            confidence = self._confidences[row]
            known = None if confidence != confidence else confidence
            yield DraftUnit(tuple(zip(starts, stops, strict=True)), _STATUSES[status], known)
            starts = stops

    def links(self) -> Iterator[DraftLink]:
        yield from self._links

    def add(self, counts: Iterable[int], beads: Sequence[Bead], ties: Sequence[Tie] = ()) -> None:
        """The next row: how many segments it takes of every text, the beads in it, and where each of them was tied."""
        for column, count in zip(self._counts, counts, strict=True):
            column.append(count)
        statuses = {bead.status for bead in beads}
        confidences = [bead.confidence for bead in beads if bead.confidence is not None]
        self._statuses.append(_CODES[statuses.pop() if len(statuses) == 1 else Status.IMPORTED])
        self._confidences.append(min(confidences) if confidences else _NOT_KNOWN)
        if not ties:
            return
        joining = [tie for tie in ties if sum(map(bool, tie.kept)) > 1]
        if len(joining) > 1:
            for tie in joining:
                self._links += _inside(tie)
        for tie in ties:
            self._links += _let_go(tie)


class _Filling:
    """Goes through the texts from their beginnings, row by row."""

    def __init__(self, rows: BeadUnits, sizes: Sequence[int], beads: Sequence[Bead]) -> None:
        self._rows = rows
        self._sizes = sizes
        self._beads = beads
        self._parts = [tuple(map(_in_order, bead.parts)) for bead in beads]
        self._first = [array("q", [_NONE]) * size for size in sizes]
        """For every text and segment the first bead that it is in, by number."""
        self._others: dict[tuple[int, int], list[int]] = {}
        """The other beads that a segment is in."""
        for number, parts in enumerate(self._parts):
            for text, (part, size) in enumerate(zip(parts, sizes, strict=True)):
                if part and not 0 <= part[0] <= part[-1] < size:
                    raise ValueError("a bead with a segment that its text does not have")
                for segment in part:
                    if self._first[text][segment] == _NONE:
                        self._first[text][segment] = number
                    else:
                        self._others.setdefault((text, segment), []).append(number)
        self._done = [0] * len(sizes)

    def fill(self) -> None:
        while (text := self._begun_text()) is not None:
            bead = self._first[text][self._done[text]]
            if bead == _NONE:
                self._row([int(number == text) for number in range(len(self._sizes))], [])
            elif self._is_next(bead):
                self._row([len(part) for part in self._parts[bead]], [bead])
            else:
                self._untie()

    def _begun_text(self) -> int | None:
        """The first text that can go on by itself, or else the first that is not at its end; None if all are."""
        begun = None
        for text, (done, size) in enumerate(zip(self._done, self._sizes, strict=True)):
            if done == size:
                continue
            bead = self._first[text][done]
            if bead == _NONE or self._is_next(bead):
                return text
            begun = text if begun is None else begun
        return begun

    def _row(self, counts: Sequence[int], beads: Sequence[int], ties: Sequence[Tie] = ()) -> None:
        self._rows.add(counts, [self._beads[number] for number in beads], ties)
        self._done = [done + count for done, count in zip(self._done, counts, strict=True)]

    def _is_next(self, bead: int) -> bool:
        for text, (part, begun) in enumerate(zip(self._parts[bead], self._done, strict=True)):
            if part and (part[0] != begun or part[-1] - begun != len(part) - 1):
                return False
            if self._others and any((text, segment) in self._others for segment in part):
                return False
        return True

    def _beads_at(self, text: int, segment: int) -> Iterator[int]:
        if self._first[text][segment] != _NONE:
            yield self._first[text][segment]
            yield from self._others.get((text, segment), ())

    def _untie(self) -> None:
        """The rows of the least region that begins here and that no bead leaves."""
        starts, stops = self._done, list(self._done)
        text = next(text for text, done in enumerate(starts) if done < self._sizes[text])
        waiting = list(self._beads_at(text, starts[text]))
        inside: set[int] = set()
        while waiting:
            bead = waiting.pop()
            if bead in inside:
                continue
            inside.add(bead)
            for text, part in enumerate(self._parts[bead]):
                for segment in range(stops[text], part[-1] + 1 if part else 0):
                    waiting += self._beads_at(text, segment)
                stops[text] = max(stops[text], part[-1] + 1 if part else 0)
        numbers = sorted(inside)
        for row in untied(starts, stops, [self._parts[number] for number in numbers]):
            self._row(row.counts, [numbers[tie.bead] for tie in row.ties], row.ties)


def _distinct(beads: Iterable[Bead], most: int) -> Iterator[Bead]:
    """The beads that are not empty, each once, of at most so many segments in all."""
    seen: set[tuple[tuple[int, ...], ...]] = set()
    held = 0
    for bead in beads:
        if bead.parts not in seen and any(bead.parts):
            seen.add(bead.parts)
            held += sum(map(len, bead.parts))
            if held > most:
                raise ValueError("the links join the same segments over and over")
            yield bead


def _in_order(part: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(part))) if len(part) > 1 else part


def _inside(tie: Tie) -> Iterator[DraftLink]:
    """What a bead joins inside its row: every segment is in a link, neighbours with neighbours."""
    first, *others = [(text, part) for text, part in enumerate(tie.kept) if part]
    for text, part in others:
        for number in range(max(len(first[1]), len(part))):
            source = first[1][min(number, len(first[1]) - 1)]
            yield DraftLink((first[0], source), (text, part[min(number, len(part) - 1)]), CROSSING)


def _let_go(tie: Tie) -> Iterator[DraftLink]:
    """What a bead joins beyond its row: every segment that is not in it, with one that is, of another text if any."""
    for text, part in enumerate(tie.let_go):
        if not part:
            continue
        others = [other for other, kept in enumerate(tie.kept) if kept]
        anchor = next((other for other in others if other != text), others[0])
        for number, segment in enumerate(part):
            ends = [(anchor, tie.kept[anchor][min(number, len(tie.kept[anchor]) - 1)]), (text, segment)]
            yield DraftLink(min(ends), max(ends), MOVED)
