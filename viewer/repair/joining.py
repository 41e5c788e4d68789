"""Rows joined with their neighbours, and cut in two."""

from __future__ import annotations

from collections.abc import Mapping

from viewer.corpus import Corpus, UnitDraft
from viewer.model import SegmentId, VersionId
from viewer.repair.actions import Action, Repaired, Way, looked_at, repaired
from viewer.repair.rows import Cell, edited, joined


def merge(corpus: Corpus, unit: int, way: Way) -> Repaired | None:
    """Two neighbouring rows become one; None at the ends of a document. Raises OutOfRange."""
    with corpus.editing(Action.MERGE) as edit:
        document = edit.rows_of(edit.document_of(unit))
        if unit + way in document:
            first = min(unit, unit + way)
            edit.splice(first, first + 2, [joined(edit.drafts(first, first + 2))])
    return repaired(edit, None)


def split(corpus: Corpus, segment: SegmentId) -> Repaired | None:
    """A row is cut before a paragraph; the other versions are cut where about as much of them stands above.

    Before the first paragraph of its cell only its own version goes below. None if the row holds nothing else. Raises
    OutOfRange.
    """
    revision = corpus.revision
    place = corpus.place_of(segment)
    (unit,) = corpus.units(place.unit, place.unit + 1)
    cells = {version: tuple(one.id for one in cell) for version, cell in unit.cells.items()}
    cell = cells[place.version]
    at = cell.index(segment)
    if not at and len(cells) == 1:
        return None
    lengths = {version: [max(1, len(one.text)) for one in own] for version, own in unit.cells.items()}
    share = sum(lengths[place.version][:at]) / sum(lengths[place.version])
    above: dict[VersionId, Cell] = {}
    below: dict[VersionId, Cell] = {}
    for version, own in cells.items():
        if version == place.version:
            cut = at
        else:
            cut = _nearest(lengths[version], share) if at else len(own)
        above |= {version: own[:cut]} if cut else {}
        below |= {version: own[cut:]} if cut < len(own) else {}
    with corpus.editing(Action.SPLIT, fields=looked_at(segment), revision=revision) as edit:
        edit.splice(place.unit, place.unit + 1, [_set(above), _set(below)])
    return repaired(edit, segment)


def _nearest(lengths: list[int], share: float) -> int:
    """How many paragraphs of these lengths (code points) make up about this share of all."""
    total, sums = sum(lengths), [sum(lengths[:count]) for count in range(len(lengths) + 1)]
    return min(range(len(sums)), key=lambda count: abs(sums[count] / total - share))


def _set(cells: Mapping[VersionId, Cell]) -> UnitDraft:
    return edited(UnitDraft(cells))
