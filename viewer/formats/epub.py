"""EPUB 2 and 3: one book is one document, its chapters in reading order, its title and language from its metadata.

Only what holds text is ever read: pictures, fonts and sounds may be missing, encrypted or broken. Parts outside the
linear order (notes, answers) come last. A table of contents is furniture. What is wrong with a chapter is a warning as
long as another one can be read; a book whose text is encrypted is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from viewer.errors import BadEncoding, EmptyFile, Malformed, Protected, UnknownFormat
from viewer.formats.declared import decode_markup
from viewer.formats.decoding import Decoded
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment, DraftText
from viewer.formats.flow import borne_out, measured
from viewer.formats.markup import Markup, language_tag
from viewer.formats.markup_source import is_sound
from viewer.formats.packages import Package
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.languages import UNKNOWN
from viewer.model import Kind

_NAME = "EPUB"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MIMETYPE = b"mimetypeapplication/epub+zip"

_LARGEST_PART = 128 << 20
_LARGEST_INDEX = 16 << 20
"""Bytes, unpacked."""

_OBFUSCATED = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
"""Fonts are mangled so; nothing else is."""
_TEXTS = {
    "application/xhtml+xml",
    "text/html",
    "application/x-dtbook+xml",
    "text/x-oeb1-document",
    "application/xml",
    "text/xml",
}


@dataclass(frozen=True, slots=True)
class _Item:
    """A part that the package document names."""

    name: str
    """Of the entry, as the book spells it."""
    media_type: str
    properties: frozenset[str]
    fallback: str


@dataclass(frozen=True, slots=True)
class _Index:
    """What the package document says."""

    titles: tuple[str, ...]
    languages: tuple[str, ...]
    spine: tuple[_Item, ...]
    """In reading order."""
    contents: frozenset[str]
    """Names of parts that are tables of contents."""


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A part that can be read."""

    name: str
    is_xml: bool
    is_contents: bool


def _sniff(file: SourceFile) -> float:
    if not file.head.startswith(b"PK"):
        return 0.3 if file.suffix in FORMAT.suffixes else 0.0
    if _MIMETYPE in file.head[:200]:
        return 0.95
    if file.suffix in FORMAT.suffixes:
        return 0.9
    return 0.8 if _CONTAINER.encode() in file.tail else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    book = _Book(file, reading.language)
    title = next(iter(book.index.titles), "")
    chapters = tuple(book.chapters(cautions))
    flow = measured(book.segments(chapters, title, "", cautions))
    if not flow.size:
        raise EmptyFile(file.path)
    language = borne_out(book.index.languages, flow, cautions)

    def segments(decided: str) -> Iterator[DraftSegment]:
        known = language or (decided if decided != UNKNOWN else "")
        return flow.segments(lambda: book.segments(chapters, title, known))

    text = DraftText(segments=segments, sample=flow.sample, size=flow.size, language=language)
    return Draft(
        format=_NAME,
        encoding=book.encoding,
        digest=file.digest,
        documents=(DraftDocument(texts=(text,), title=title),),
        warnings=cautions.all(),
    )


class _Book:
    """An open book."""

    def __init__(self, file: SourceFile, language: str | None) -> None:
        """Raises Malformed, and Protected if its text is encrypted."""
        self._file = file
        self._language = language
        self._package = Package.open(file)
        path = self._package_document()
        self.index = self._indexed(path)
        self.encoding = "utf-8"
        encrypted = self._encrypted()
        if encrypted & {path, *(item.name for item in self.index.spine)}:
            raise Protected(file.path, "DRM: its text is encrypted")

    def chapters(self, cautions: Cautions) -> Iterator[_Chapter]:
        """The parts with text that can be read, in reading order. Raises Malformed if there are none."""
        count, first = 0, None
        for item in self.index.spine:
            try:
                decoded = self._decoded(item.name, cautions)
            except Malformed as error:
                first = first or error
                cautions.add(Caution.PARTS_MISSING, place=item.name)
                continue
            if not count:
                self.encoding = decoded.encoding
            count += 1
            is_contents = "nav" in item.properties or item.name in self.index.contents
            yield _Chapter(item.name, is_sound(decoded.pieces()), is_contents)
        if not count:
            raise first or Malformed(self._file.path, "the spine", "it names no text")

    def segments(
        self, chapters: tuple[_Chapter, ...], title: str, language: str, cautions: Cautions | None = None
    ) -> Iterator[DraftSegment]:
        """The whole book; what says its title first is the title."""
        titled = not title
        for number, chapter in enumerate(chapters, 1):
            markup = Markup(is_xml=chapter.is_xml, is_page=False, language=language)
            for segment in markup.segments(self._decoded(chapter.name, Cautions()).pieces()):
                kind: Kind = Kind.HEADING if segment.kind is Kind.TITLE else segment.kind
                if chapter.is_contents:
                    kind = Kind.FURNITURE
                elif not titled and segment.text.casefold() == title.casefold():
                    kind, titled = Kind.TITLE, True
                yield segment if kind is segment.kind else replace(segment, kind=kind)
            if cautions and markup.cut:
                cautions.add(Caution.SEGMENTS_CUT, count=markup.cut, place=chapter.name)
            self._file.reached(number / len(chapters))

    def _decoded(self, name: str, cautions: Cautions) -> Decoded:
        entry = self._package.find(name)
        if entry is None:
            raise Malformed(self._file.path, f"entry {name}", "it is missing")
        data = self._package.read(entry, _LARGEST_PART)
        try:
            return decode_markup(self._file.part(data), cautions, language=self._language)
        except (UnknownFormat, BadEncoding) as error:
            raise Malformed(self._file.path, f"entry {name}", "it is no text") from error

    def _package_document(self) -> str:
        """Name of the entry; without a container, of the only one that could be it."""
        container = self._package.find(_CONTAINER)
        if container:
            for root in _elements(self._tree(container), "rootfile"):
                path = self._package.find(unquote(root.get("full-path", "")))
                if path:
                    return path
        found = [name for name in self._package.names if name.lower().endswith(".opf")]
        if not found:
            raise Malformed(self._file.path, _CONTAINER, "it does not say where the book begins")
        return found[0]

    def _indexed(self, path: str) -> _Index:
        tree = self._tree(path)
        folder = dirname(path)
        items = {item.get("id", ""): self._item(item, folder) for item in _elements(tree, "item")}
        linear: dict[str, _Item] = {}
        apart: dict[str, _Item] = {}
        named = 0
        for reference in _elements(tree, "itemref"):
            item = _text_item(items, reference.get("idref", ""))
            named += 1
            if item:
                (apart if reference.get("linear", "").lower() == "no" else linear).setdefault(item.name, item)
        spine = tuple((linear | {name: item for name, item in apart.items() if name not in linear}).values())
        if not spine:
            reason = "none of its parts is in the book" if named else "the book has no reading order"
            raise Malformed(self._file.path, path, reason)
        contents = {
            self._name(one.get("href", ""), folder)
            for one in _elements(tree, "reference")
            if one.get("type", "").lower() == "toc" and "#" not in one.get("href", "") and len(spine) > 1
        }
        tags = (language_tag(text) for text in _texts(tree, "language"))
        return _Index(
            tuple(_titles(tree)), tuple(tag for tag in tags if tag and tag != UNKNOWN), spine, frozenset(contents)
        )

    def _item(self, element: etree._Element, folder: str) -> _Item:
        return _Item(
            name=self._name(element.get("href", ""), folder),
            media_type=element.get("media-type", "").strip().lower(),
            properties=frozenset(element.get("properties", "").split()),
            fallback=element.get("fallback", ""),
        )

    def _name(self, reference: str, folder: str) -> str:
        """The entry that a reference means, percent escapes or not."""
        plain = normpath(join(folder, reference.partition("#")[0].strip().replace("\\", "/")))
        return self._package.find(plain) or self._package.find(unquote(plain)) or unquote(plain)

    def _encrypted(self) -> set[str]:
        """Names of the entries that are encrypted, fonts that are merely mangled left out."""
        name = self._package.find(_ENCRYPTION)
        if not name:
            return set()
        found = set()
        for data in _elements(self._tree(name), "EncryptedData"):
            methods = {method.get("Algorithm", "") for method in _children(data, "EncryptionMethod")}
            if not methods or not methods <= _OBFUSCATED:
                found |= {self._name(one.get("URI", ""), "") for one in _elements(data, "CipherReference")}
        return found

    def _tree(self, name: str) -> etree._Element:
        """A small XML file, however broken. Nothing that it refers to is loaded."""
        data = self._package.read(name, _LARGEST_INDEX)
        parser = etree.XMLParser(recover=True, no_network=True, load_dtd=False, remove_comments=True)
        try:
            tree = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Malformed(self._file.path, name, "it is no XML") from error
        if tree is None:
            raise Malformed(self._file.path, name, "it is no XML")
        return tree


def _text_item(items: dict[str, _Item], reference: str) -> _Item | None:
    """The item, or what stands in for it where it is a picture."""
    for _ in range(8):
        item = items.get(reference)
        if item is None:
            return None
        if item.media_type in _TEXTS or item.name.lower().endswith((".xhtml", ".html", ".htm")):
            return item
        reference = item.fallback
    return None


def _titles(tree: etree._Element) -> Iterator[str]:
    """The main title first."""
    main = {
        meta.get("refines", "").removeprefix("#")
        for meta in _elements(tree, "meta")
        if meta.get("property") == "title-type" and (meta.text or "").strip() == "main"
    }
    titles = [title for title in _elements(tree, "title") if _text(title)]
    yield from (_text(title) for title in sorted(titles, key=lambda title: title.get("id", "") not in main))


def _texts(tree: etree._Element, name: str) -> list[str]:
    return [_text(element) for element in _elements(tree, name) if _text(element)]


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())[:1_000]


def _elements(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of that name in any namespace, or in none."""
    yield from tree.iter("{*}" + name)


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from element.iterchildren("{*}" + name)


FORMAT = Format(name=_NAME, suffixes=(".epub",), sniff=_sniff, read=_read)
