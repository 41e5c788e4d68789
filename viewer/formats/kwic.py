"""Lists of hits as tables: where each is, what stands before and after it, and what stands beside it; TSV and XLSX.

`before` and `after` are in the order of reading, so that they hold for every script. This is for people and
spreadsheets: rows that are to be read back are exported as rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from viewer.formats.draft import Cautions
from viewer.formats.sheet import Cell, Column, Look, check_size, write_sheet
from viewer.formats.table_writer import delimited
from viewer.model import Direction, Version, VersionId

_WIDTHS = {"document": 20, "before": 50, "match": 16, "after": 50}
"""Of columns, in characters."""
_WIDTH_BESIDE = 50


@dataclass(frozen=True, slots=True)
class KwicLine:
    """A hit, or a row found without text, which has neither `paragraph` nor `match`."""

    document: str
    """Its title."""
    row: int
    version: Version
    paragraph: int | None
    before: str
    match: str
    after: str
    times: int
    """The hits that the line stands for."""
    beside: Mapping[VersionId, Sequence[str]]
    """The paragraphs of the row in other versions; nothing for a gap."""


@dataclass(frozen=True, slots=True)
class KwicHead:
    """What is to be known before the lines."""

    title: str
    lines: int
    versions: tuple[Version, ...]
    """Those that have a column for what stands beside."""
    is_folded: bool
    """Whether lines stand for several hits."""
    cautions: Cautions = field(default_factory=Cautions)

    @property
    def header(self) -> list[str]:
        times = ["times"] if self.is_folded else []
        places = ["document", "row", "version", "paragraph"]
        return [*places, *times, "before", "match", "after", *(version.id for version in self.versions)]


def write_tsv(lines: Iterable[KwicLine], head: KwicHead, file: Path) -> None:
    """Raises OSError."""
    with open(file, "w", encoding="utf-8", newline="") as stream:
        stream.write(delimited(head.header, "\t") + "\n")
        for line in lines:
            beside = (" ".join(line.beside.get(version.id, ())) for version in head.versions)
            cells = [*_places(line, head), line.before, line.match, line.after, *beside]
            stream.write(delimited(cells, "\t") + "\n")


def check_xlsx(head: KwicHead) -> None:
    """Raises Unwritable where a sheet does not hold so many lines."""
    check_size(head.lines, len(head.header))


def write_xlsx(lines: Iterable[KwicLine], head: KwicHead, file: Path) -> None:
    """Raises Unwritable where a cell does not hold a text, and OSError."""
    beside = {version.id for version in head.versions}
    columns = [Column(name, _WIDTH_BESIDE if name in beside else _WIDTHS.get(name)) for name in head.header]
    write_sheet(file, head.title, columns, _cells(lines, head), head.cautions)


def _cells(lines: Iterable[KwicLine], head: KwicHead) -> Iterator[tuple[str, list[Cell]]]:
    for number, line in enumerate(lines):
        before = Look.FROM_RIGHT_AT_ITS_END if _is_rtl(line.version) else Look.FROM_LEFT_AT_ITS_END
        own = _look(line.version)
        yield (
            f"line {number}",
            [
                *(Cell(place) for place in _places(line, head)),
                *(Cell(line.before, before), Cell(line.match, own), Cell(line.after, own)),
                *(Cell("\n".join(line.beside.get(one.id, ())), _look(one)) for one in head.versions),
            ],
        )


def _places(line: KwicLine, head: KwicHead) -> list[str]:
    paragraph = "" if line.paragraph is None else str(line.paragraph)
    times = [str(line.times)] if head.is_folded else []
    return [line.document, str(line.row), line.version.id, paragraph, *times]


def _look(version: Version) -> Look:
    return Look.FROM_RIGHT if _is_rtl(version) else Look.FROM_LEFT


def _is_rtl(version: Version) -> bool:
    return version.direction is Direction.RTL
