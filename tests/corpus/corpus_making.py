"""Corpora for tests made from literal rows, and read back as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit, UnitDraft
from viewer.model import Source, Unit, VersionId

Row = Mapping[str, Sequence[str | NewSegment]]
"""For each version the texts of a row's cell."""

SOURCE = Source(name="made.txt", format="text", encoding="utf-8", digest="0" * 64)


def add_rows(builder: Builder, document: int, rows: Sequence[Row]) -> None:
    versions = {VersionId(version): 0 for row in rows for version in row}
    for version in versions:
        pieces = [piece for row in rows for piece in row.get(version, ())]
        segments = [piece if isinstance(piece, NewSegment) else NewSegment(piece) for piece in pieces]
        builder.add_text(document, version, SOURCE, segments)
    units = []
    for row in rows:
        cells = {}
        for version in versions:
            start, stop = versions[version], versions[version] + len(row.get(version, ()))
            cells[version], versions[version] = (start, stop), stop
        units.append(NewUnit(cells, 0.5))
    builder.add_units(document, units)


def table(units: Sequence[Unit]) -> list[dict[str, list[str]]]:
    """The texts of rows, as `make` takes them."""
    return [{version: [segment.text for segment in cell] for version, cell in unit.cells.items()} for unit in units]


def merged(units: Sequence[Unit]) -> UnitDraft:
    """One row that holds everything that these hold."""
    versions = dict.fromkeys(version for unit in units for version in unit.cells)
    return UnitDraft(
        {version: tuple(s.id for unit in units for s in unit.cells.get(version, ())) for version in versions}
    )


def drafts(units: Sequence[Unit]) -> list[UnitDraft]:
    """The same rows again."""
    return [UnitDraft({v: tuple(s.id for s in cell) for v, cell in unit.cells.items()}) for unit in units]


def everything(corpus: Corpus) -> list[object]:
    """All that can be read of a corpus."""
    return [*standing(corpus), corpus.changes()]


def standing(corpus: Corpus) -> list[object]:
    """All that can be read of a corpus, but for how it came about."""
    index = corpus.index()
    versions = [version.id for version in corpus.versions()]
    return [
        *(corpus.title, corpus.uuid, corpus.documents(), corpus.versions(), corpus.texts()),
        *(list(corpus.all_units()), corpus.links(), corpus.setting("place")),
        *(list(corpus.segments(version)) for version in versions),
        *([text for page in corpus.contents(version) for text in page] for version in versions),  # pages may differ
        *(corpus.annotations(segment.id) for version in versions for _, segment in corpus.segments(version)),
        *(index.counts[version].tolist() + index.lengths[version].tolist() for version in versions),
        *(index.classes[version].tolist() for version in versions),
    ]
