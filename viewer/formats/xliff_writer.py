"""XLIFF 2.1: exactly two versions, the first as the source; a file for every document, a unit for every row.

The metadata module keeps what makes a unit the row it was: status, confidence, the marks (see `marks`) of a source or
target that holds anything but one body segment, and what stands beside them (see `beside`); of a file the ids and
labels of the versions and the title of the corpus. Notes on all of a source or target are notes. Characters that XML
forbids are `cp` elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from viewer.errors import Unwritable
from viewer.formats import beside
from viewer.formats.beside import Said
from viewer.formats.draft import Cautions
from viewer.formats.escaping import allowed, escaped, quoted, with_code_points
from viewer.formats.marks import confidence, joined, marks
from viewer.formats.writing import Context, Writer
from viewer.model import Segment, Status, Unit

_NAME = "xliff"
_SIDES = ("source", "target")
_STATES = {Status.CONFIRMED: "reviewed"}


def _check(context: Context) -> None:
    if len(context.versions) != 2:
        names = ", ".join(version.id for version in context.versions)
        raise Unwritable(
            _NAME,
            f"it holds two versions, not {len(context.versions)} ({names}); choose two versions, or use TMX",
        )
    if not context.units:
        raise Unwritable(_NAME, "it must have a row, and there is none to export; choose other rows")


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    source, target = context.versions
    names = {"corpus": context.title}
    for side, version in zip(_SIDES, context.versions, strict=True):
        names |= {f"{side}-version": version.id, f"{side}-label": version.label}
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
            file.write(_metadata(names))
            for unit in units:
                file.writelines(_unit(unit, context))
            file.write("</file>\n")
        file.write("</xliff>\n")


def _unit(unit: Unit, context: Context) -> Iterator[str]:
    cells = [unit.cells.get(version.id, ()) for version in context.versions]
    said = [[one for one in beside.common(cell) if _is_note(one)] for cell in cells]
    told = {"status": str(unit.status), "confidence": confidence(unit)}
    for side, cell, notes in zip(_SIDES, cells, said, strict=True):
        told[f"{side}-segments"] = marks(cell)
        told[f"{side}-annotations"] = beside.as_text(beside.entries(cell, context.ends, notes))
    yield f'<unit id="u{unit.number}">\n{_metadata(told)}'
    if any(said):
        noted = "".join(
            f'<note appliesTo="{side}">{escaped(value)}</note>'
            for side, notes in zip(_SIDES, said, strict=True)
            for _, value in notes
        )
        yield f"<notes>{noted}</notes>\n"
    state = _STATES.get(unit.status, "translated") if cells[1] else "initial"
    yield f'<segment state="{state}">{_content("source", cells[0])}'
    if cells[1]:
        yield _content("target", cells[1])
    yield "</segment>\n</unit>\n"


def _metadata(told: Mapping[str, str]) -> str:
    shown = (
        f'<mda:meta type="{kind}">{escaped(allowed(value, Cautions()))}</mda:meta>'
        for kind, value in told.items()
        if value
    )
    return f'<mda:metadata><mda:metaGroup category="hexapla">{"".join(shown)}</mda:metaGroup></mda:metadata>\n'


def _is_note(said: Said) -> bool:
    kind, value = said
    return kind == "note" and value != "" and allowed(value, Cautions()) == value


def _content(tag: str, cell: Sequence[Segment]) -> str:
    return f'<{tag} xml:space="preserve">{with_code_points(joined(cell))}</{tag}>'


WRITERS = (Writer(_NAME, (".xlf", ".xliff"), _write, check=_check, takes_sentences=True),)
