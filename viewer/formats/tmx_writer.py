"""TMX 1.4b: a tu for every row, a tuv for every version that has something in it.

What TMX has no element for stands in properties, so that a tu is read back as the row it was: `x-hexapla-status`,
`x-hexapla-confidence` and `x-hexapla-document` of a tu; of a tuv `x-hexapla-version` where the id is not its language,
and `x-hexapla-segments` (see `marks`) where its seg holds anything but one body segment; titles of documents and labels
of versions in the header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import viewer
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.marks import PROPERTY, confidence, joined, marks
from viewer.formats.writing import Context, Writer
from viewer.model import Unit


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    with open(files[0], "w", encoding="utf-8", newline="\n") as file:
        file.writelines(_head(context))
        for unit in rows:
            file.writelines(_unit(unit, context))
        file.write("</body>\n</tmx>\n")


def _head(context: Context) -> Iterator[str]:
    source = context.versions[0].language if context.versions else "*all*"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield f'<header creationtool="Hexapla" creationtoolversion="{viewer.__version__}" segtype="paragraph" '
    yield f'o-tmf="Hexapla" adminlang="en" srclang={quoted(source)} datatype="plaintext">\n'
    yield _property("title", allowed(context.title, context.cautions))
    for document in context.documents:
        yield _property("document-title", allowed(document.title, context.cautions))
    for version in context.versions:
        yield _property("version-label", allowed(f"{version.id} {version.label}", context.cautions))
    yield "</header>\n<body>\n"


def _unit(unit: Unit, context: Context) -> Iterator[str]:
    if not unit.cells:
        return  # a tu must have a tuv
    yield f'<tu tuid="{unit.number}">\n'
    yield _property("document", str(unit.document))
    yield _property("status", unit.status)
    if unit.confidence is not None:
        yield _property("confidence", confidence(unit))
    for version in context.versions:
        cell = unit.cells.get(version.id)
        if not cell:
            continue
        yield f"<tuv xml:lang={quoted(version.language)}>"
        if version.id != version.language:
            yield _property("version", version.id, end="")
        if told := marks(cell):
            yield _property("segments", told, end="")
        text = allowed(joined(cell), context.cautions, f"row {unit.number}")
        yield f"<seg>{escaped(text)}</seg></tuv>\n"
    yield "</tu>\n"


def _property(kind: str, value: str, end: str = "\n") -> str:
    return f'<prop type="{PROPERTY}{kind}">{escaped(value)}</prop>{end}'


WRITERS = (Writer("tmx", (".tmx",), _write),)
