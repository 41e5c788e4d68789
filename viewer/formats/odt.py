"""ODT: the body of an OpenDocument text, packed or as one XML file, its notes beside the text.

Deletions that are still recorded, comments, headers and footers are left out.
"""

from __future__ import annotations

from lxml import etree

from viewer.errors import Malformed
from viewer.formats import xml_tree
from viewer.formats.draft import Caution, Draft
from viewer.formats.marked_text import Story
from viewer.formats.odt_styles import Styles
from viewer.formats.odt_text import TEXT, Walker, is_dropped
from viewer.formats.packages import Package
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.xml_tree import local

_NAME = "ODT"
_ZIP = b"PK\x03\x04"
_TYPE = b"application/vnd.oasis.opendocument.text"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}style"
_BODY = f"{{{_OFFICE}}}text"
_TAGS = (_BODY, _STYLE, f"{{{TEXT}}}p", f"{{{TEXT}}}h", f"{{{_TABLE}}}table-row")
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_FLAT = "the file"


def _sniff(file: SourceFile) -> float:
    if file.head.startswith(_ZIP) and _TYPE in file.head[:200]:
        return 0.95
    if not file.head.startswith(_ZIP) and b"office:document" in file.head and _TYPE in file.head:
        return 0.95
    return 0.7 if file.suffix in FORMAT.suffixes else 0.0


def _read(file: SourceFile, _reading: Reading) -> Draft:
    styles = Styles()
    if file.head.startswith(b"PK"):
        package = Package.open(file)
        if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST, xml_tree.MOST_BYTES):
            raise Malformed(file.path, _CONTENT, "it is under a password; save it without one")
        part, content = _CONTENT, package.read(_CONTENT, xml_tree.MOST_BYTES)
        if _STYLES in package.names:
            _read_styles(file, package.read(_STYLES, xml_tree.MOST_BYTES), styles)
    elif file.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        part, content = _FLAT, file.data
    else:
        raise Malformed(file.path, "the beginning", "it is no OpenDocument text")
    return _read_body(file, part, content, styles).draft(file, _NAME)


def _read_styles(file: SourceFile, data: bytes, styles: Styles) -> None:
    """The styles that have names; those made for headers and footers may be called as some of the text's."""
    for is_whole, element in xml_tree.elements(file.path, _STYLES, data, [_STYLE]):
        parent = element.getparent()
        if is_whole and parent is not None and local(parent) == "styles":
            styles.add(element)


def _read_body(file: SourceFile, part: str, data: bytes, styles: Styles) -> Story:
    story = Story()

    def hidden() -> None:
        story.cautions.add(Caution.HIDDEN_LEFT_OUT, place=story.place)

    walker = Walker(styles, story.add, hidden)
    body: etree._Element | None = None
    depth = 0
    for is_whole, element in xml_tree.elements(file.path, part, data, _TAGS, file.reached):
        name = local(element)
        if element.tag == _BODY:
            body = element
        if name in ("p", "h"):
            depth += 1 if not is_whole else -1
        if not is_whole or depth or name == "text":
            continue
        if name == "style":
            styles.add(element)
            continue
        around = list(element.iterancestors())
        if name in ("p", "h") and body in around and not any(map(is_dropped, around)):
            walker.paragraph(element)
        xml_tree.discard(element)
    if body is None:
        raise Malformed(file.path, part, "it is no OpenDocument text")
    return story


FORMAT = Format(name=_NAME, suffixes=(".odt", ".fodt", ".ott"), sniff=_sniff, read=_read)
