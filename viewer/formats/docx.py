"""DOCX: the body of a Word document, its footnotes beside the text. Headers, footers and comments are left out.

Parts are found by their relationships: nothing says that the body is called `word/document.xml`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from viewer.errors import Malformed
from viewer.formats import xml_tree
from viewer.formats.annotation_kinds import ENDNOTE, FOOTNOTE
from viewer.formats.docx_styles import Styles
from viewer.formats.docx_text import WORD, Walker, is_dropped
from viewer.formats.draft import Caution, Draft
from viewer.formats.marked_text import MarkedText, Story
from viewer.formats.packages import Package
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.xml_tree import attribute, local
from viewer.model import Kind

_NAME = "DOCX"
_ZIP = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_USUAL = "word/document.xml"
_OF_THE_TEXT = {"styles", "footnotes", "endnotes"}
"""Parts beside the body that are read; the others may be missing."""


def _sniff(file: SourceFile) -> float:
    if file.head.startswith(_ZIP) and b"[Content_Types].xml" in file.head and b"word/" in file.head:
        return 0.95
    return 0.7 if file.suffix in FORMAT.suffixes else 0.0


def _read(file: SourceFile, _reading: Reading) -> Draft:
    if file.head.startswith(_OLD_WORD):
        reason = "it is under a password or in the format of old Word; save it as DOCX without a password"
        raise Malformed(file.path, "the beginning", reason)
    document = _Document(file)
    story = Story()

    def hidden() -> None:
        story.cautions.add(Caution.HIDDEN_LEFT_OUT, place=story.place)

    for part in document.missing:
        story.cautions.add(Caution.PARTS_MISSING, place=part)
    styles = document.styles()
    notes = document.notes("footnotes", FOOTNOTE, styles) | document.notes("endnotes", ENDNOTE, styles)
    walker = Walker(styles, story.add, notes=notes, hidden=hidden)
    for paragraph in document.paragraphs():
        walker.paragraph(paragraph)
    walker.finish()
    return story.draft(file, _NAME)


class _Document:
    """The parts of a package that make up a Word document."""

    def __init__(self, file: SourceFile) -> None:
        """Raises Malformed if the package holds no such thing."""
        self._path = file.path
        self._reached = file.reached
        self._package = Package.open(file)
        self.missing: list[str] = []
        """What the document refers to and would be read."""
        self._names = {name.casefold(): name for name in self._package.names}
        self._main = self._related("").get("officeDocument") or self._names.get(_USUAL)
        if self._main is None:
            raise Malformed(self._path, "the archive", "it holds no Word document")
        self._others = self._related(self._main)

    def styles(self) -> Styles:
        part = self._others.get("styles")
        return Styles(None if part is None else xml_tree.parsed(self._path, part, self._bytes(part)))

    def notes(self, part_type: str, kind: str, styles: Styles) -> dict[tuple[str, str], str]:
        """The text of each footnote or endnote, by kind and id; its paragraphs are lines."""
        part = self._others.get(part_type)
        found: dict[tuple[str, str], str] = {}
        if part is None:
            return found
        for element in self._whole(part, kind):
            lines: list[str] = []

            def add(text: MarkedText, _kind: Kind, lines: list[str] = lines) -> None:
                lines.append(text.finished()[0])

            Walker(styles, add, notes={}, hidden=lambda: None).block(element)
            found[kind, attribute(element, "id") or ""] = "\n".join(line for line in lines if line)
        return found

    def paragraphs(self) -> Iterator[etree._Element]:
        """The paragraphs of the body that were not deleted; each is forgotten when the next is asked for."""
        assert self._main is not None
        depth = 0
        has_body = False
        tags = [f"{{{namespace}}}{name}" for namespace in WORD for name in ("p", "tr", "body")]
        data = self._bytes(self._main)
        for is_whole, element in xml_tree.elements(self._path, self._main, data, tags, self._reached):
            name = local(element)
            has_body = has_body or name == "body"
            if name == "p":
                depth += 1 if not is_whole else -1
            if not is_whole or depth or name == "body":
                continue
            if name == "p" and not any(is_dropped(one) for one in element.iterancestors()):
                yield element
            parent = element.getparent()
            if name == "tr" or (parent is not None and local(parent) == "body"):
                xml_tree.discard(element)
            elif name == "p":
                element.clear()
        if not has_body:
            raise Malformed(self._path, self._main, "it is no Word document")

    def _whole(self, part: str, name: str) -> Iterator[etree._Element]:
        tags = [f"{{{namespace}}}{name}" for namespace in WORD]
        for is_whole, element in xml_tree.elements(self._path, part, self._bytes(part), tags):
            if is_whole:
                yield element
                xml_tree.discard(element)

    def _related(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, by what they are to it; the package itself has the name ''."""
        folder, name = posixpath.split(part)
        listing = self._names.get(f"{folder}/_rels/{name}.rels".lstrip("/").casefold())
        found: dict[str, str] = {}
        if listing is None:
            return found
        for one in xml_tree.parsed(self._path, listing, self._bytes(listing)):
            if local(one) != "Relationship" or one.get("TargetMode") == "External":
                continue
            target = unquote(one.get("Target", "")).replace("\\", "/")
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            known = self._names.get(place.casefold())
            if known is not None:
                found.setdefault(kind, known)
            elif kind in _OF_THE_TEXT:
                self.missing.append(place)
        return found

    def _bytes(self, part: str) -> bytes:
        return self._package.read(part, xml_tree.MOST_BYTES)


FORMAT = Format(name=_NAME, suffixes=(".docx", ".docm", ".dotx", ".dotm"), sniff=_sniff, read=_read)
