"""EPUB 3: a reflowable book for any number of versions, which stand below each other row by row.

A chapter begins with every document, at every title or heading, and, where those are rare, after so many rows. Pages
turn the way the first version runs. Readings are ruby, and footnotes pop up where the reading system can do so. The
rules are those of EPUB Packages and of the Open Container Format 3.3.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from viewer import languages
from viewer.errors import Unwritable
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.faces import faces
from viewer.formats.inline_markup import Notes, html
from viewer.formats.writing import Context, Writer
from viewer.model import Kind, Segment, Unit, Version

_NAME = "epub"
_MOST_ROWS = 200
"""In a chapter; reading systems hold a chapter whole."""
_HEADINGS = {Kind.TITLE: "h1", Kind.HEADING: "h2"}
_LONGEST_ENTRY = 80
"""Code points of an entry of the table of contents."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">\n'
_CONTAINER = (
    f'{_XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_STYLE = """\
.row { margin: 0 0 1em; padding: 0 0 0.5em; border-bottom: 1px solid #ccc; }
.row p, .row h1, .row h2 { margin: 0 0 0.3em; text-align: start; white-space: pre-wrap; }
h1 { font-size: 1.4em; } h2 { font-size: 1.15em; }
.caption { font-style: italic; } .furniture, .note { font-size: 0.85em; }
.dots { font-style: normal; -epub-text-emphasis-style: dot; text-emphasis: dot; }
"""


@dataclass(slots=True)
class _Chapter:
    document: int
    entry: str
    """What the table of contents calls it; empty if it goes on with the one before."""
    speech: str = ""
    """Attributes of language and direction of the entry."""
    rows: list[Unit] = field(default_factory=list)


def _check(context: Context) -> None:
    if not context.units:
        raise Unwritable(_NAME, "a book must have a row, and there is none to export; choose other rows")


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    entries: list[_Chapter] = []
    with zipfile.ZipFile(files[0], "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("book/style.css", "".join([_STYLE, *faces(context, ("p",))]))
        for number, chapter in enumerate(_chapters(rows, context)):
            book.writestr(f"book/{_file(number)}", "".join(_page(chapter, context)))
            chapter.rows = []  # its entry alone is still needed
            entries.append(chapter)
        book.writestr("book/contents.xhtml", "".join(_contents(entries, context)))
        book.writestr("book/package.opf", "".join(_package(len(entries), context)))


def _file(number: int) -> str:
    return f"chapter-{number + 1}.xhtml"


def _chapters(rows: Iterable[Unit], context: Context) -> Iterator[_Chapter]:
    chapter: _Chapter | None = None
    for unit in rows:
        is_new_document = chapter is None or chapter.document != unit.document
        entry, speech = _heading(unit, context)
        if is_new_document and not entry:
            entry, speech = context.documents[unit.document].title or f"{unit.document + 1}", 'dir="auto"'
        if chapter is None or is_new_document or entry or len(chapter.rows) >= _MOST_ROWS:
            if chapter:
                yield chapter
            chapter = _Chapter(unit.document, entry, speech)
        chapter.rows.append(unit)
    if chapter:
        yield chapter


def _heading(unit: Unit, context: Context) -> tuple[str, str]:
    """The first title or heading that the row begins with, and its attributes; empty if there is none."""
    for version in context.versions:
        cell = unit.cells.get(version.id, ())
        if cell and cell[0].kind in _HEADINGS:
            return cell[0].text[:_LONGEST_ENTRY], _speech(version)
    return "", ""


def _page(chapter: _Chapter, context: Context) -> Iterator[str]:
    title = escaped(allowed(context.documents[chapter.document].title or context.title or "–", context.cautions))
    yield f"{_XML}<!DOCTYPE html>\n{_XHTML}<head><title>{title}</title>"
    yield '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n'
    for unit in chapter.rows:
        yield f'<div class="row" id="row-{unit.number}">'
        for version in context.versions:
            for segment in unit.cells.get(version.id, ()):
                yield _paragraph(segment, version, unit, context)
        yield "</div>\n"
    yield "</body>\n</html>\n"


def _paragraph(segment: Segment, version: Version, unit: Unit, context: Context) -> str:
    tag = _HEADINGS.get(segment.kind, "p")
    text = allowed(segment.text, context.cautions, f"row {unit.number}")
    speech = _speech(version)
    notes = Notes(f"note-{segment.id}", 'epub:type="noteref"', f'class="note" epub:type="footnote" {speech}')
    content = html(segment, text, notes.refer)
    return f'<{tag} class="{segment.kind}" {speech}>{content}</{tag}>{"".join(notes.texts("aside"))}'


def _speech(version: Version) -> str:
    tag = quoted(version.language)
    return f'lang={tag} xml:lang={tag} dir="{version.direction}"'


def _contents(chapters: Sequence[_Chapter], context: Context) -> Iterator[str]:
    title = escaped(allowed(context.title or "–", context.cautions))
    yield f"{_XML}<!DOCTYPE html>\n{_XHTML}<head><title>{title}</title></head>\n<body>\n"
    yield f'<nav epub:type="toc" id="toc"><h1 dir="auto">{title}</h1>\n<ol>\n'
    for number, chapter in enumerate(chapters):
        if chapter.entry:
            entry = escaped(allowed(chapter.entry, context.cautions))
            yield f'<li><a {chapter.speech} href="{_file(number)}">{entry}</a></li>\n'
    yield "</ol></nav>\n</body>\n</html>\n"


def _identifier(context: Context) -> uuid.UUID:
    """The same for every export of these versions of the corpus."""
    if not context.identity:
        return uuid.uuid4()
    versions = " ".join(version.id for version in context.versions)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:hexapla:{context.identity}:{versions}")


def _package(chapters: int, context: Context) -> Iterator[str]:
    title = escaped(allowed(context.title or "–", context.cautions))
    yield f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
    yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
    yield f'<dc:identifier id="id">urn:uuid:{_identifier(context)}</dc:identifier>\n<dc:title>{title}</dc:title>\n'
    for tag in dict.fromkeys(version.language for version in context.versions):
        yield f"<dc:language>{escaped(tag)}</dc:language>\n"
    modified = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield f'<meta property="dcterms:modified">{modified}</meta>\n</metadata>\n<manifest>\n'
    yield '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
    yield '<item id="style" href="style.css" media-type="text/css"/>\n'
    for number in range(chapters):
        yield f'<item id="chapter-{number + 1}" href="{_file(number)}" media-type="application/xhtml+xml"/>\n'
    direction = languages.language(context.versions[0].language).direction
    yield f'</manifest>\n<spine page-progression-direction="{direction}">\n'
    for number in range(chapters):
        yield f'<itemref idref="chapter-{number + 1}"/>\n'
    yield "</spine>\n</package>\n"


WRITERS = (Writer(_NAME, (".epub",), _write, check=_check, has_footnotes=True),)
