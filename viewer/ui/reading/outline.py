"""The outline of a corpus: its documents, and the rows in which a heading stands. No Qt.

Which rows those are comes from the index at once; what the headings say is read when somebody asks for it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import CorpusIndex
from viewer.corpus.chunks import HEADING
from viewer.model import Document, Kind, Segment, Unit, VersionId

_KEPT = 1024
"""Rows whose headings are remembered."""
_HEADINGS = (Kind.TITLE, Kind.HEADING)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a row with a heading says, in one version."""

    unit: int
    version: VersionId
    kind: Kind
    """TITLE if it is the title of the work in any version, else HEADING."""
    text: str
    """On one line."""


class Outline:
    """Documents and headings of one state of a corpus."""

    def __init__(self, index: CorpusIndex, documents: Sequence[Document], read: Callable[[int], Unit]) -> None:
        """`read` gives a row with all its cells; it is asked for rows with a heading only."""
        self.documents = tuple(documents)
        self.rows = _heading_rows(index)
        """All rows in which any version has a heading, ascending."""
        self.index = index
        self._read = read
        self._known: OrderedDict[int, dict[VersionId, Segment]] = OrderedDict()

    def entries(self, document: int) -> NDArray[np.int64]:
        """The rows of a document in which a heading stands, ascending."""
        first, last = np.searchsorted(self.rows, self.index.document_starts[document : document + 2])
        return self.rows[first:last]

    def document_of(self, unit: int) -> Document:
        """The document that a row belongs to. Raises OutOfRange."""
        return self.documents[self.index.document_of(unit)]

    def chapter_of(self, unit: int) -> int | None:
        """The row of the last heading at or above `unit` in the same document. Raises OutOfRange."""
        start = int(self.index.document_starts[self.index.document_of(unit)])
        place = int(np.searchsorted(self.rows, unit, side="right")) - 1
        return int(self.rows[place]) if place >= 0 and self.rows[place] >= start else None

    def heading(self, unit: int, versions: Sequence[VersionId] = ()) -> Heading | None:
        """What a row with a heading says, in the first of `versions` that has one there, else in any.

        None if no version has. Raises OutOfRange.
        """
        said = {heading.version: heading for heading in self.headings(unit)}
        version = next((version for version in (*versions, *said) if version in said), None)
        return said[version] if version is not None else None

    def headings(self, unit: int) -> list[Heading]:
        """What a row says in each version that has a heading there. Raises OutOfRange."""
        found = self._headings(unit)
        kind = Kind.TITLE if any(one.kind is Kind.TITLE for one in found.values()) else Kind.HEADING
        return [Heading(unit, version, kind, " ".join(one.text.split())) for version, one in found.items()]

    def _headings(self, unit: int) -> dict[VersionId, Segment]:
        found = self._known.pop(unit, None)
        if found is None:
            firsts = {version: cell[0] for version, cell in self._read(unit).cells.items() if cell}
            found = {
                version: first for version, first in firsts.items() if first.kind in _HEADINGS and first.text.strip()
            }
        self._known[unit] = found
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return found


def _heading_rows(index: CorpusIndex) -> NDArray[np.int64]:
    rows = np.zeros(index.unit_count, dtype=np.bool_)
    for classes in index.classes.values():
        rows |= (classes & HEADING) > 0
    return np.flatnonzero(rows)
