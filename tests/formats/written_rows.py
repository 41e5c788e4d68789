"""Rows that a writer may meet: five scripts, cells of several segments, gaps, controls of direction, line ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from viewer import languages
from viewer.formats.marks import marks_by_version, parts
from viewer.formats.writing import Context, write, writer_for
from viewer.model import Annotation, Document, Kind, Segment, SegmentId, Status, Unit, Version, VersionId

Piece = str | tuple[Kind, str]
Row = dict[str, list[Piece]]

FIVE: list[Row] = [
    {
        "de": [(Kind.TITLE, 'Über <Flüsse> & "Berge"')],
        "ar": [(Kind.TITLE, "عن الأنهار")],
        "ja": [(Kind.TITLE, "川と山")],
    },
    {
        "de": ["Der Fluss.", "Er fließt."],
        "ar": ["النهر يجري."],
        "ur": ["دریا بہتا ہے۔"],
        "pt": ["O rio", "corre", "sempre."],
    },
    {"ja": ["川は流れる。"]},
    {
        "de": ["eine\nzweite Zeile\tTab"],
        "pt": [" = 1+1 ", "=SUMME(A1)"],
        "ar": ['\u2067قال \u2066"Hexapla"\u2069 له\u2069\u200f'],
    },
    {"de": [(Kind.FURNITURE, "Seite 3")], "ur": [(Kind.HEADING, "باب"), "متن"], "ja": [(Kind.CUE, "👨‍👩‍👧 𠮷野家")]},
    {"pt": ["-- ]]> <!-- cafe\u0301"], "de": ["'\"x\"'"], "de-2": ["Zweite Fassung"]},
]
COLUMNS = ("de", "ar", "ja", "pt", "ur", "de-2")


def rows(given: Sequence[Row] = FIVE, *, documents: Sequence[int] = ()) -> list[Unit]:
    """Units of these rows, all of one document unless `documents` tells that of each."""
    units = []
    states = list(Status)
    for number, row in enumerate(given):
        cells = {}
        for version, pieces in row.items():
            pairs = [(Kind.BODY, piece) if isinstance(piece, str) else piece for piece in pieces]
            cells[VersionId(version)] = tuple(Segment(SegmentId(0), at, *pair) for at, pair in enumerate(pairs))
        document = documents[number] if documents else 0
        confidence = None if number == 2 else 0.1 + number % 6 / 7
        units.append(Unit(number, document, confidence, states[number % len(states)], cells))
    return units


def annotated(cell: Sequence[tuple[str, Sequence[tuple[int, int, str, str]]]], version: str = "de") -> list[Unit]:
    """One row with one cell: its segments with what is said of them."""
    segments = tuple(
        Segment(
            SegmentId(at), at, Kind.BODY, text, annotations=tuple(Annotation(SegmentId(at), *note) for note in notes)
        )
        for at, (text, notes) in enumerate(cell)
    )
    return [Unit(0, 0, None, Status.IMPORTED, {VersionId(version): segments})]


def context(units: Sequence[Unit], columns: Sequence[str] = COLUMNS) -> Context:
    last = max((unit.document for unit in units), default=0)
    documents = [
        Document(number, f"Works & days {number}", sum(unit.document == number for unit in units))
        for number in range(last + 1)
    ]
    versions = []
    for column in columns:
        tag = column.removesuffix("-2")
        count = sum(len(unit.cells.get(VersionId(column), ())) for unit in units)
        versions.append(Version(VersionId(column), tag, column.upper(), languages.language(tag).direction, count, 0))
    return Context("Title <&>", tuple(documents), tuple(versions), len(units))


def written(path: Path, units: Sequence[Unit], columns: Sequence[str] = COLUMNS) -> Context:
    """Writes the rows as `path`, in the format of its suffix."""
    told = context(units, columns)
    write(writer_for(path), iter(units), told, path, overwrite=False)
    return told


def cells_of(unit: Unit) -> dict[str, list[tuple[Kind, str]]]:
    """What has to come back of a row."""
    return {version: [(one.kind, one.text) for one in cell] for version, cell in unit.cells.items()}


def cells_from(texts: dict[str, str], told: str) -> dict[str, list[tuple[Kind, str]]]:
    """The cells of a row of a table by the marks in its last column."""
    marked = marks_by_version(told)
    found = {version: parts(text, marked.get(version, "")) for version, text in texts.items() if text}
    return {version: [(part.kind, part.text) for part in cell or ()] for version, cell in found.items()}
