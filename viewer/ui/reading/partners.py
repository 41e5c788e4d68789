"""The sentence at a letter, and what probably says the same in the other versions: a guess. No Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from viewer.align.beads import Bead
from viewer.align.sentence_pairs import paired
from viewer.model import Stretch, Unit, VersionId
from viewer.text.sentences import sentences
from viewer.ui.reading.bands import Band, Part, band_holding, bands_of, whole

_KEPT = 16
"""Rows whose sentences are remembered."""


class Partners:
    """Finds sentences and their partners, row by row, and remembers the last rows."""

    def __init__(
        self,
        language_of: Callable[[VersionId], str],
        parts_of: Callable[[Unit], Sequence[Part] | None] = lambda unit: None,
    ) -> None:
        """`language_of` gives the BCP 47 tag of a version; `parts_of` what is known of the sentences of a row: better
        than what is guessed here from their lengths alone."""
        self._language_of = language_of
        self._parts_of = parts_of
        self._known: OrderedDict[int, _Scope] = OrderedDict()
        self._rows: OrderedDict[int, tuple[Sequence[Band], dict[int, _Scope]]] = OrderedDict()

    def forget(self) -> None:
        """The texts are others now."""
        self._rows.clear()
        self._known.clear()

    def at(self, unit: Unit, version: VersionId, place: int, code_point: int) -> Sentence | None:
        """The sentence of a row at a code point of a version's segment; None if there is no text."""
        parts = self._parts_of(unit)
        scope = self._known_scope(unit, parts) if parts else self._near_scope(unit, version, place, code_point)
        found = scope.sentences(version)
        at = bisect_right(found, (place, code_point), key=lambda one: (one.place, one.start)) - 1
        return Sentence(unit.number, version, max(0, at), scope) if found else None

    def _known_scope(self, unit: Unit, parts: Sequence[Part]) -> _Scope:
        scope = self._known.get(unit.number)
        if scope is None or scope.parts is not parts:
            band = Band({version: whole(cell) for version, cell in unit.cells.items()})
            scope = self._known[unit.number] = _Scope(unit, band, self._language_of, parts)
        self._known.move_to_end(unit.number)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return scope

    def _near_scope(self, unit: Unit, version: VersionId, place: int, code_point: int) -> _Scope:
        # Of a giant row only the neighbourhood is looked at: its sentences cannot be counted while a mouse moves.
        bands, scopes = self._row(unit)
        number = band_holding(bands, version, place, code_point)
        scope = scopes.get(number)
        if scope is None:
            scope = scopes[number] = _Scope(unit, bands[number], self._language_of)
        return scope

    def _row(self, unit: Unit) -> tuple[Sequence[Band], dict[int, _Scope]]:
        row = self._rows.get(unit.number)
        if row is None:
            row = self._rows[unit.number] = (bands_of(unit, tuple(unit.cells)), {})
            while len(self._rows) > _KEPT:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(unit.number)
        return row


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a row, which knows its partners."""

    unit: int
    version: VersionId
    number: int
    """Which of its version in the part of the row that is looked at, from 0."""
    scope: _Scope

    @property
    def start(self) -> tuple[int, int]:
        """Place of its segment in the cell, and the code point at which it begins."""
        one = self.scope.sentences(self.version)[self.number]
        return one.place, one.start

    def stretches(self, version: VersionId) -> tuple[Stretch, ...]:
        """Where the sentence stands in its own version, or what belongs to it in another; none if nothing does."""
        if version == self.version:
            return self.scope.joined(version, range(self.number, self.number + 1))
        beads = self.scope.beads(self.version, version)
        return self.scope.joined(version, next((there for here, there in beads if self.number in here), range(0)))


class _Scope:
    """A row, or a part of a giant one, and the sentences in it."""

    def __init__(
        self,
        unit: Unit,
        band: Band,
        language_of: Callable[[VersionId], str],
        parts: Sequence[Part] | None = None,
    ) -> None:
        """`parts` are the sentences that belong together, if that is known; then `band` is the whole row."""
        self.parts = parts
        self._unit = unit
        self._band = band
        self._language_of = language_of
        self._sentences: dict[VersionId, list[Stretch]] = {}
        self._beads: dict[tuple[VersionId, VersionId], list[Bead]] = {}

    def sentences(self, version: VersionId) -> list[Stretch]:
        if version not in self._sentences:
            self._sentences[version] = [
                Stretch(one.place, one.start + start, one.start + stop)
                for one in self._band.stretches.get(version, ())
                for start, stop in sentences(self._text(version, one), self._language_of(version))
            ]
        return self._sentences[version]

    def beads(self, source: VersionId, target: VersionId) -> list[Bead]:
        if (source, target) not in self._beads and self.parts is not None:
            ends = (pairwise(self._ends(version, self.parts)) for version in (source, target))
            self._beads[source, target] = [(range(*here), range(*there)) for here, there in zip(*ends, strict=True)]
        if (source, target) not in self._beads:
            here, there = (
                [len(self._text(version, one).strip()) for one in self.sentences(version)]
                for version in (source, target)
            )
            self._beads[source, target] = paired(here, there)
        return self._beads[source, target]

    def _ends(self, version: VersionId, parts: Sequence[Part]) -> list[int]:
        """How many sentences of a version stand before each part, and before the end."""
        found, last, ends = self.sentences(version), (0, 0), [0]
        for part in parts:
            if version in part:
                last = (part[version][-1].place, part[version][-1].stop)
            ends.append(bisect_left(found, last, key=lambda one: (one.place, one.start)))
        return ends

    def joined(self, version: VersionId, numbers: range) -> tuple[Stretch, ...]:
        """These sentences as stretches, as few as can be, without the white space at their ends."""
        found: list[Stretch] = []
        for one in self.sentences(version)[numbers.start : numbers.stop]:
            if found and found[-1].place == one.place and found[-1].stop == one.start:
                one = Stretch(one.place, found.pop().start, one.stop)
            found.append(one)
        return tuple(self._trimmed(version, one) for one in found)

    def _trimmed(self, version: VersionId, one: Stretch) -> Stretch:
        text = self._text(version, one)
        start = one.start + len(text) - len(text.lstrip())
        return Stretch(one.place, start, max(start, one.start + len(text.rstrip())))

    def _text(self, version: VersionId, one: Stretch) -> str:
        return self._unit.cells[version][one.place].text[one.start : one.stop]
