"""XLIFF 1.0 to 2.2 with the dialects of Trados and memoQ: each file element is a document, each segment pair a row.

The file is read as a stream, one unit at a time; embedded originals, skeletons and tag definitions are passed over as
they come. A target that is missing or blank is a gap. Languages are told by the attributes in any spelling, else by
`xml:lang` of the units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PureWindowsPath
from typing import Any

from lxml import etree

from viewer.errors import EmptyFile
from viewer.formats.declared import decode_xml
from viewer.formats.draft import Cautions, Draft, DraftDocument
from viewer.formats.packed import PackedRows
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.xliff_inline import words
from viewer.formats.xliff_rows import Row, language, rows
from viewer.formats.xml_events import events
from viewer.formats.xml_root import root_name
from viewer.languages import tag_or_none

_NAME = "XLIFF"
_NAMESPACE = "urn:oasis:names:tc:xliff:document"
_LARGEST = 250_000
"""Elements of one unit; no program writes as many."""
_UNITS = {"trans-unit", "unit"}
_PASSED_OVER = {"skl", "skeleton", "internal-file", "external-file", "reference", "phase-group", "tool"}
_SIDES = (("source", ("sourcelanguage", "srclang")), ("target", ("targetlanguage", "trglang", "tgtlang")))


@dataclass(frozen=True, slots=True)
class _Begun:
    """The root or a file element."""

    attributes: dict[str, str]
    is_root: bool


@dataclass(frozen=True, slots=True)
class _Whole:
    """A unit, or a note outside of units."""

    element: etree._Element
    is_unit: bool


def _sniff(file: SourceFile) -> float:
    named = file.suffix in FORMAT.suffixes
    if root_name(file).lower() == "xliff":
        return 0.95
    return 0.7 if named else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode_xml(file, cautions, language=reading.language)
    documents = tuple(_documents(events(file, decoded, _Listener()), cautions))
    if not documents:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=documents,
        warnings=cautions.all(),
    )


def _documents(found: Iterator[_Begun | _Whole], cautions: Cautions) -> Iterator[DraftDocument]:
    shared: Mapping[str, str] = {}
    file: _File | None = None
    for one in found:
        if isinstance(one, _Begun) and one.is_root:
            shared = one.attributes
        elif isinstance(one, _Begun):
            if file and (document := file.document()):
                yield document
            file = _File({**shared, **one.attributes}, PackedRows(2, cautions))
        elif file is None:
            file = _File(shared, PackedRows(2, cautions))
            file.add(one, cautions)
        else:
            file.add(one, cautions)
    if file and (document := file.document()):
        yield document


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

    def add(self, one: _Whole, cautions: Cautions) -> None:
        if not one.is_unit:
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

    def document(self) -> DraftDocument | None:
        return self.stored.document(_title(self.attributes.get("original", "")), self.languages)


class _Listener:
    """Builds the units of a file, and passes over everything else."""

    def __init__(self) -> None:
        self._namespaces: set[str] = {""}
        self._is_begun = False
        self._over = 0
        """How deep inside something that is passed over."""
        self._builder: Any = None
        self._depth = 0
        self._elements = 0
        self._found: list[_Begun | _Whole] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._builder is not None:
            self._builder.start(tag, attributes)
            self._depth += 1
            self._elements += 1
            if self._elements > _LARGEST:
                raise ValueError(f"a unit has more than {_LARGEST} elements")
            return
        namespace, _, name = tag.rpartition("}")
        if not self._is_begun:
            if name.lower() != "xliff":
                raise ValueError(f"this is no XLIFF: its outermost element is {name[:40]}")
            self._is_begun = True
            self._namespaces.add(namespace)
            self._found.append(_Begun(_plain(attributes), is_root=True))
        elif self._over or name in _PASSED_OVER or not self._is_own(namespace):
            self._over += 1
        elif name == "file":
            self._found.append(_Begun(_plain(attributes), is_root=False))
        elif name in _UNITS or name == "note":
            self._builder = etree.TreeBuilder()
            self._builder.start(tag, attributes)
            self._depth = 1
            self._elements = 0

    def end(self, tag: str) -> None:
        if self._builder is None:
            self._over = max(0, self._over - 1)
            return
        self._builder.end(tag)
        self._depth -= 1
        if self._depth == 0:
            self._found.append(_Whole(self._builder.close(), not tag.endswith("note")))
            self._builder = None

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def close(self) -> None:
        pass

    def taken(self) -> list[_Begun | _Whole]:
        found, self._found = self._found, []
        return found

    def _is_own(self, namespace: str) -> bool:
        return namespace in self._namespaces or namespace.startswith("{" + _NAMESPACE)


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}


def _title(original: str) -> str:
    """What a file element calls itself; of a path on somebody's machine only the name."""
    name = " ".join(original.split())
    if name.startswith(("/", "\\", "file:")) or PureWindowsPath(name).drive:
        return PurePath(PureWindowsPath(name).name).name
    return name


FORMAT = Format(name=_NAME, suffixes=(".xlf", ".xliff", ".sdlxliff", ".mqxliff"), sniff=_sniff, read=_read)
