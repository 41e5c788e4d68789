"""TMX 1.4b: a tu for every row, a tuv for every version that has something in it.

What TMX has no element for stands in properties, so that a tu is read back as the row it was: `x-hexapla-status`,
`x-hexapla-confidence` and `x-hexapla-document` of a tu; of a tuv `x-hexapla-version` where the id is not its language,
and `x-hexapla-segments` (see `marks`) where its seg holds anything but one body segment; titles of documents and labels
of versions in the header. Annotations for which TMX has attributes, notes, properties and inline elements are those;
the others, and the ends of links, stand in `x-hexapla-annotations` (see `beside`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import viewer
from viewer.formats import beside
from viewer.formats.beside import Said
from viewer.formats.draft import Cautions
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.marks import PROPERTY, confidence, joined, marks
from viewer.formats.tmx_content import CODE, SUB_FLOW, is_code
from viewer.formats.tmx_units import ATTRIBUTES, HEADER, NOTE, PROPERTY_OF
from viewer.formats.writing import Context, Writer
from viewer.model import Segment, Unit, VersionId

_SEGMENT_TYPES = {"block", "paragraph", "sentence", "phrase"}
_OF_TU = {kind: name for name, kind in ATTRIBUTES.items()}
_OF_TUV = {kind: name for kind, name in _OF_TU.items() if name not in {"tuid", "segtype", "srclang"}}
"""The attributes that stand for kinds of annotations."""


class _Told:
    """What is said of a tu or tuv in TMX's own words."""

    def __init__(self, said: Sequence[Said], attributes: dict[str, str]) -> None:
        self.attributes: dict[str, str] = {}
        self.elements: list[str] = []
        self.said: list[Said] = []
        """What of `said` it is."""
        for kind, value in said:
            name = attributes.get(kind)
            if not value or value != value.strip() or allowed(value, Cautions()) != value:
                continue
            if name and name not in self.attributes and (name != "segtype" or value in _SEGMENT_TYPES):
                self.attributes[name] = value
            elif kind == NOTE:
                self.elements.append(f"<note>{escaped(value)}</note>")
            elif kind.startswith(PROPERTY_OF) and not kind.startswith(PROPERTY_OF + PROPERTY):
                self.elements.append(f"<prop type={quoted(kind.removeprefix(PROPERTY_OF))}>{escaped(value)}</prop>")
            else:
                continue
            self.said.append((kind, value))

    @property
    def tag(self) -> str:
        return "".join(f" {name}={quoted(value)}" for name, value in self.attributes.items())


_NOTHING = _Told((), {})


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    stream = iter(rows)
    first = list(islice(stream, 1))
    said = [one for unit in first for one in beside.common_of_row(unit) if one[0].startswith(HEADER)]
    header = _Told([(kind.removeprefix(HEADER), value) for kind, value in said], {})
    with open(files[0], "w", encoding="utf-8", newline="\n") as file:
        file.writelines(_head(header, context))
        for unit in chain(first, stream):
            in_header = [(HEADER + kind, value) for kind, value in header.said] if unit is first[0] else []
            file.writelines(_unit(unit, in_header, context))
        file.write("</body>\n</tmx>\n")


def _head(header: _Told, context: Context) -> Iterator[str]:
    source = context.versions[0].language if context.versions else "*all*"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield f'<header creationtool="Hexapla" creationtoolversion="{viewer.__version__}" segtype="{context.level}" '
    yield f'o-tmf="Hexapla" adminlang="en" srclang={quoted(source)} datatype="plaintext">\n'
    yield _property("title", allowed(context.title, context.cautions))
    for document in context.documents:
        yield _property("document-title", allowed(document.title, context.cautions))
    for version in context.versions:
        yield _property("version-label", allowed(f"{version.id} {version.label}", context.cautions))
    yield from (f"{element}\n" for element in header.elements)
    yield "</header>\n<body>\n"


def _unit(unit: Unit, in_header: Sequence[Said], context: Context) -> Iterator[str]:
    if not unit.cells:
        return  # a tu must have a tuv
    told = _Told(beside.common_of_row(unit), _OF_TU)
    elsewhere = (*told.said, *in_header)
    yield f"<tu{told.tag}>\n"
    yield from (f"{element}\n" for element in told.elements)
    yield _property("document", str(unit.document))
    yield _property("status", unit.status)
    if unit.confidence is not None:
        yield _property("confidence", confidence(unit))
    for version in context.versions:
        if cell := unit.cells.get(version.id):
            yield _variant(unit, cell, (version.id, version.language), elsewhere, context)
    yield "</tu>\n"


def _variant(
    unit: Unit, cell: Sequence[Segment], version: tuple[VersionId, str], elsewhere: Sequence[Said], context: Context
) -> str:
    name, tag = version
    text = allowed(joined(cell), context.cautions, f"row {unit.number}")
    if any(segment.annotations for segment in cell):
        told = _Told(list((Counter(beside.common(cell)) - Counter(elsewhere)).elements()), _OF_TUV)
        content, codes = _content(text, cell)
    else:
        told, content, codes = _NOTHING, escaped(text), set()
    properties = _property("version", name, end="") if name != tag else ""
    if told_apart := marks(cell):
        properties += _property("segments", told_apart, end="")
    if entries := beside.entries(cell, context.ends, (*elsewhere, *told.said)):
        left = beside.as_text([entry for entry in entries if not _is_inline(entry, codes)])
        properties += _property("annotations", allowed(left, Cautions()), end="") if left else ""
    return f"<tuv xml:lang={quoted(tag)}{told.tag}>{''.join(told.elements)}{properties}<seg>{content}</seg></tuv>\n"


def _content(text: str, cell: Sequence[Segment]) -> tuple[str, set[tuple[int, int, str]]]:
    """The text of a cell with the codes that run through it, and which these are: segment, position and XML."""
    codes: set[tuple[int, int, str]] = set()
    pieces: list[str] = []
    start = last = 0
    for number, segment in enumerate(cell):
        for note in sorted(segment.annotations, key=lambda note: note.start):
            code = (number, note.start, note.value)
            if note.kind == CODE and note.start == note.stop and is_code(note.value):
                pieces += (escaped(text[last : start + note.start]), note.value)
                last = start + note.start
                codes.add(code)
        start += len(segment.text) + 1
    return "".join((*pieces, escaped(text[last:]))), codes


def _is_inline(entry: beside.Entry, codes: set[tuple[int, int, str]]) -> bool:
    """Whether what an entry says is said by a code in the text: the code itself, or a text within it."""
    match entry:
        case [int(at), int(start), int(stop), str(kind), str(value)] if start == stop and kind == CODE:
            return (at, start, value) in codes
        case [int(at), int(start), int(stop), str(kind), str(_)] if start == stop and kind == SUB_FLOW:
            return any(one[:2] == (at, start) and "<sub" in one[2] for one in codes)
    return False


def _property(kind: str, value: str, end: str = "\n") -> str:
    return f'<prop type="{PROPERTY}{kind}">{escaped(value)}</prop>{end}'


WRITERS = (Writer("tmx", (".tmx",), _write, takes_sentences=True),)
