"""XLIFF 2.1: exactly two versions, the first as the source; a file for every document, a unit for every row.

The metadata module keeps what makes a unit the row it was: status, confidence, and the marks (see `marks`) of a source
or target that holds anything but one body segment. Characters that XML forbids are `cp` elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from viewer.errors import Unwritable
from viewer.formats.draft import Cautions
from viewer.formats.escaping import allowed, quoted, with_code_points
from viewer.formats.marks import confidence, joined, marks
from viewer.formats.writing import Context, Writer
from viewer.model import Segment, Status, Unit, Version

_NAME = "xliff"
_STATES = {Status.CONFIRMED: "reviewed"}


def _check(context: Context) -> None:
    if len(context.versions) != 2:
        names = ", ".join(version.id for version in context.versions)
        raise Unwritable(
            _NAME,
            f"it holds two versions, not {len(context.versions)} ({names}); choose two with --versions, or use TMX",
        )
    if not context.units:
        raise Unwritable(_NAME, "it must have a row, and there is none to export; choose other rows")


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    source, target = context.versions
    filled = (unit for unit in rows if unit.cells)
    with open(files[0], "w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" ')
        file.write('xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" version="2.1" ')
        file.write(f"srcLang={quoted(source.language)} trgLang={quoted(target.language)}>\n")
        for number, units in groupby(filled, lambda unit: unit.document):
            title = quoted(allowed(context.documents[number].title, Cautions()))
            direction = f'srcDir="{source.direction}" trgDir="{target.direction}"'
            file.write(f'<file id="d{number}" original={title} {direction}>\n')
            for unit in units:
                file.writelines(_unit(unit, source, target))
            file.write("</file>\n")
        file.write("</xliff>\n")


def _unit(unit: Unit, source: Version, target: Version) -> Iterator[str]:
    cells = unit.cells.get(source.id, ()), unit.cells.get(target.id, ())
    told = {
        "status": str(unit.status),
        "confidence": confidence(unit),
        "source-segments": marks(cells[0]),
        "target-segments": marks(cells[1]),
    }
    yield f'<unit id="u{unit.number}">\n<mda:metadata><mda:metaGroup category="hexapla">'
    yield from (f'<mda:meta type="{kind}">{value}</mda:meta>' for kind, value in told.items() if value)
    yield "</mda:metaGroup></mda:metadata>\n"
    state = _STATES.get(unit.status, "translated") if cells[1] else "initial"
    yield f'<segment state="{state}">{_content("source", cells[0])}'
    if cells[1]:
        yield _content("target", cells[1])
    yield "</segment>\n</unit>\n"


def _content(tag: str, cell: Sequence[Segment]) -> str:
    return f'<{tag} xml:space="preserve">{with_code_points(joined(cell))}</{tag}>'


WRITERS = (Writer(_NAME, (".xlf", ".xliff"), _write, check=_check),)
