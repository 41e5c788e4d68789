"""XLIFF 1.0 to 2.2 with the dialects of Trados and memoQ: each file element is a document, each segment pair a row.

The file is read as a stream, one unit at a time. A target that is missing or blank is a gap. Languages are told by the
attributes in any spelling, else by `xml:lang` of the units. A file that was exported comes back as the corpus it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PureWindowsPath

from viewer.errors import EmptyFile
from viewer.formats.declared import decode_xml
from viewer.formats.draft import Cautions, Draft, DraftDocument
from viewer.formats.packed import PackedRows
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.spellings import Spellings
from viewer.formats.xliff_events import Begun, Listener, Whole
from viewer.formats.xliff_exported import exported_rows
from viewer.formats.xliff_inline import words
from viewer.formats.xliff_rows import Row, language, rows
from viewer.formats.xml_events import events
from viewer.formats.xml_root import root_name
from viewer.languages import tag_or_none

_NAME = "XLIFF"
_OURS = re.compile(r"""\scategory=["']hexapla["']""")
_OPENING = 65_536
"""Code points in which marks of ours are looked for."""
_SIDES = (("source", ("sourcelanguage", "srclang")), ("target", ("targetlanguage", "trglang", "tgtlang")))


def _sniff(file: SourceFile) -> float:
    named = file.suffix in FORMAT.suffixes
    if root_name(file).lower() == "xliff":
        return 0.95
    return 0.7 if named else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode_xml(file, cautions, language=reading.language)
    found = events(file, decoded, Listener())
    title = ""
    if _OURS.search(next(decoded.pieces(), "")[:_OPENING]):
        exported = exported_rows(found, cautions)
        documents, title = exported.documents(), exported.title
    else:
        documents = tuple(_documents(found, cautions))
    if not documents:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=documents,
        warnings=cautions.all(),
        title=title,
    )


def _documents(found: Iterator[Begun | Whole], cautions: Cautions) -> Iterator[DraftDocument]:
    shared: Mapping[str, str] = {}
    file: _File | None = None
    spellings = Spellings()
    for one in found:
        if isinstance(one, Begun) and one.is_root:
            shared = one.attributes
        elif isinstance(one, Begun):
            if file and (document := file.document(spellings)):
                yield document
            file = _File({**shared, **one.attributes}, PackedRows(2, cautions))
        elif file is None:
            file = _File(shared, PackedRows(2, cautions))
            file.add(one, cautions)
        else:
            file.add(one, cautions)
    if file and (document := file.document(spellings)):
        yield document
    spellings.tell(cautions)


@dataclass(slots=True)
class _File:
    """A `file` element while it is read."""

    attributes: Mapping[str, str]
    stored: PackedRows
    languages: list[str | None] = field(default_factory=lambda: [None, None])
    notes: list[str] = field(default_factory=list)
    """Notes on a file or group that wait for the next row."""

    def __post_init__(self) -> None:
        spelt = {name.lower().replace("-", "").replace("_", ""): value for name, value in self.attributes.items()}
        for side, (_, names) in enumerate(_SIDES):
            self.languages[side] = next((spelt[name] for name in names if tag_or_none(spelt.get(name))), None)

    def add(self, one: Whole, cautions: Cautions) -> None:
        if one.kind != "unit":
            if one.kind == "note":
                self.notes.append(words(one.element))
            return
        for side, (name, _) in enumerate(_SIDES):
            if self.languages[side] is None:
                self.languages[side] = tag_or_none(language(one.element, name))
        for row in rows(one.element, cautions):
            self._noted(row)
            if self.stored.add((row.source, row.target), row.place):
                self.notes.clear()

    def _noted(self, row: Row) -> None:
        cell = row.source or row.target
        if cell and self.notes:
            first = cell[0]
            about = first.about + tuple(("note", note) for note in self.notes)
            cell[0] = type(first)(first.text, first.notes, about, first.kind, first.excluded)

    def document(self, spellings: Spellings) -> DraftDocument | None:
        for spelt in self.languages:
            spellings.add(tag_or_none(spelt), spelt or "")
        return self.stored.document(_title(self.attributes.get("original", "")), self.languages)


def _title(original: str) -> str:
    """What a file element calls itself; of a path on somebody's machine only the name."""
    name = " ".join(original.split())
    if name.startswith(("/", "\\", "file:")) or PureWindowsPath(name).drive:
        return PurePath(PureWindowsPath(name).name).name
    return name


FORMAT = Format(
    name=_NAME, suffixes=(".xlf", ".xliff", ".sdlxliff", ".mqxliff"), sniff=_sniff, read=_read, names_languages=True
)
