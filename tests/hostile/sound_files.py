"""A sound file of every format, small but with everything in it that its reader knows; `SOUND` has them by name."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
GERMAN = "Grüße aus Köln und München.\nDer Fluss fließt durch die Stadt.\nAm Ende kommt das Meer.\n"

Content = str | bytes


def bytes_of(content: Content) -> bytes:
    return content.encode() if isinstance(content, str) else content


def packed(parts: Mapping[str, Content], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these parts; the first, if it is a `mimetype`, as it stands."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return file.getvalue()


def relations(**targets: str) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def types(**parts: str) -> str:
    inner = "".join(f'<Override PartName="/{name}" ContentType="application/vnd.{t}"/>' for name, t in parts.items())
    return f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="a/b"/>{inner}</Types>'


# TMX, XLIFF, PO


def tuv(language: str, text: str) -> str:
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


def tmx(*units: str, before: str = "") -> str:
    inner = "\n".join(f"<tu>{unit}</tu>" for unit in units)
    return f'{before}<tmx version="1.4"><header srclang="en"/><body>\n{inner}\n</body></tmx>'


def xliff(*units: str, before: str = "") -> str:
    """XLIFF 1.2 of units, each a source and perhaps a target."""
    inner = "\n".join(f'<trans-unit id="{number}">{unit}</trans-unit>' for number, unit in enumerate(units, 1))
    head = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    return f'{before}{head}<file source-language="en" target-language="de"><body>\n{inner}\n</body></file></xliff>'


def po(*entries: str) -> str:
    head = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    return "\n".join([head, *entries])


_TMX = tmx(
    '<note>n</note><prop type="x">y</prop>'
    + tuv("en-US", 'a <bpt i="1">&lt;b&gt;</bpt>river<ept i="1"/>')
    + tuv("de", "ein Fluß"),
    tuv("EN-us", "sea <ph>x<sub>y</sub></ph>") + tuv("ja", "日本 &amp; <hi>海</hi>"),
    before='<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n',
)
_XLIFF = xliff(
    '<source>The <g id="1">river</g></source><target>Der <g id="1">Fluss</g></target><note>n</note>',
    '<source>One. Two.</source><seg-source><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk>'
    '</seg-source><target><mrk mtype="seg" mid="1">Eins.</mrk> <mrk mtype="seg" mid="2">Zwei.</mrk></target>'
    "<alt-trans><target>Anders.</target></alt-trans>",
    "<source>alone</source>",
    before=XML,
)
_XLIFF_2 = (
    f'{XML}<xliff version="2.1" srcLang="en" trgLang="ar" xmlns="urn:oasis:names:tc:xliff:document:2.0">'
    '<file id="f"><notes><note>n</note></notes><unit id="1"><segment state="final"><source>A <pc id="1">river</pc>'
    '</source><target>نهر<ph id="2"/></target></segment><ignorable><source> </source></ignorable>'
    "<segment><source>The sea.</source><target>البحر.</target></segment></unit></file></xliff>"
)
_PO = po(
    '# a comment\n#: a.c:12\n#, fuzzy\nmsgctxt "menu"\nmsgid "Open \\"it\\"\\n"\nmsgstr "Öffnen"\n',
    'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\nmsgstr[1] "viele"\n',
    '#~ msgid "old"\n#~ msgstr "alt"\n',
)

# packages


def docx_parts(body: str, **more: Content) -> dict[str, Content]:
    document = f'{XML}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return {
        "[Content_Types].xml": types(**{"word/document.xml": "openxmlformats-officedocument.wordprocessingml"}),
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": document,
        **more,
    }


def word(*paragraphs: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs)


_DOCX = docx_parts(
    '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Kapitel</w:t></w:r></w:p>'
    '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Der </w:t></w:r><w:ins><w:r><w:t>Fluss</w:t></w:r>'
    '</w:ins><w:del><w:r><w:delText>See</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    f"<w:tbl><w:tr><w:tc>{word('Zelle')}</w:tc><w:tc>{word('noch eine')}</w:tc></w:tr></w:tbl>{word(*GERMAN.split())}",
    **{
        "word/_rels/document.xml.rels": relations(styles="styles.xml", footnotes="footnotes.xml"),
        "word/styles.xml": f'{XML}<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="H"><w:name '
        'w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>',
        "word/footnotes.xml": f'{XML}<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{word("Siehe unten.")}'
        "</w:footnote></w:footnotes>",
    },
)


def odt_parts(body: str, **more: Content) -> dict[str, Content]:
    names = " ".join(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "text", "table", "style"))
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{XML}<office:document-content {names}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
        "META-INF/manifest.xml": f"{XML}<manifest/>",
        **more,
    }


_ODT = odt_parts(
    '<text:h text:outline-level="1">Kapitel</text:h><text:p>Der <text:span>Fluss</text:span><text:s text:c="3"/>fließt'
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Siehe unten.</text:p>"
    "</text:note-body></text:note>.</text:p><table:table><table:table-row><table:table-cell><text:p>Zelle</text:p></table:table-cell>"
    '</table:table-row></table:table><text:list><text:list-item><text:p text:style-name="x">Punkt</text:p>'
    "</text:list-item></text:list>"
)


def page(body: str) -> str:
    return (
        f'{XML}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="de"><head><title>t</title></head>'
        f"<body>{body}</body></html>"
    )


def epub_parts(*bodies: str, spine: str | None = None, **more: Content) -> dict[str, Content]:
    """A book of these chapters; `spine` instead of the one that names them all."""
    numbers = range(1, len(bodies) + 1)
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers)
    order = "".join(f'<itemref idref="c{n}"/>' for n in numbers) if spine is None else spine
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f'{XML}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="b/b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "b/b.opf": f'{XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/'
        f'dc/elements/1.1/"><dc:title>Das Buch</dc:title><dc:language>de</dc:language></metadata><manifest>{items}'
        f"</manifest><spine>{order}</spine></package>",
        **{f"b/c{number}.xhtml": page(body) for number, body in enumerate(bodies, 1)},
        **more,
    }


_HTML = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Reise</title><style>p { color: red }</style></head><body>
<nav><a href="/">Start</a></nav><h1>Reise</h1><p>Der <em>Fluss</em> flie&szlig;t<br>schnell &amp; weit.</p>
<table><tr><td>eins<td>zwei</table><p><ruby>山<rt>やま</rt></ruby>です。</p><pre>a
  b</pre><script>alert("1 < 2")</script><ul><li>Punkt</ul><!-- Notiz --></body></html>
"""


def xlsx_parts(sheet: str, strings: Sequence[str] = (), **more: Content) -> dict[str, Content]:
    """A workbook of one sheet, given as the rows of its XML."""
    book = (
        f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    )
    kind = "openxmlformats-officedocument.spreadsheetml."
    listed = "".join(f"<si><t>{one}</t></si>" for one in strings)
    return {
        "[Content_Types].xml": types(
            **{
                "xl/workbook.xml": f"{kind}sheet.main+xml",
                "xl/worksheets/sheet1.xml": f"{kind}worksheet+xml",
                "xl/sharedStrings.xml": f"{kind}sharedStrings+xml",
            }
        ),
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f"{book}</workbook>",
        "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml"),
        "xl/worksheets/sheet1.xml": f'{XML}<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{SHEET}">{listed}</sst>',
        **more,
    }


def cells(*rows: Sequence[str]) -> str:
    """Rows of a sheet, the strings in their cells."""
    written = []
    for number, row in enumerate(rows, 1):
        made = (
            f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for at, cell in enumerate(row)
        )
        written.append(f'<row r="{number}">{"".join(made)}</row>')
    return f"<sheetData>{''.join(written)}</sheetData>"


_XLSX = xlsx_parts(
    '<dimension ref="A1:C4"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="C1" t="s"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>3</v></c>'
    '<c r="C2" t="s"><v>4</v></c></row><row r="3"><c r="A3"><v>2</v></c><c r="C3" t="inlineStr"><is><t>海</t></is></c>'
    '</row><row r="4"><c r="B4"><f>1+1</f><v>2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="B4:C4"/>'
    "</mergeCells>",
    ("id", "de", "ja", "Fluss", "川"),
)

# PDF


def pdf(*objects: str, page_count: int = 1, trailer: str = "", table: str | None = None) -> bytes:
    """A file of these objects, the first being the catalogue; `table` instead of the right table of places."""
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    listed = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}" if table is None else table
    return data + (
        f"{listed}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def stream(content: str, *, attributes: str = "") -> str:
    return f"<< /Length {len(content)} {attributes}>>\nstream\n{content}\nendstream"


def drawn(*lines: str) -> str:
    """The commands that write lines below each other."""
    return "BT /F1 12 Tf 72 720 Td 14 TL\n" + "".join(f"({line}) Tj T*\n" for line in lines) + "ET"


PDF_HEAD = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
)
PDF_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_PDF = pdf(*PDF_HEAD, stream(drawn("The river runs through the town.", "The sea is far away.")), PDF_FONT)

# the others

_JSONL = (
    '{"title": "T", "units": 2, "documents": [{"title": "D", "units": 2}], "versions": [{"id": "de", "language": "de", '
    '"label": "Deutsch", "direction": "ltr", "segments": 2}, {"id": "ar", "language": "ar", "label": "", "direction": '
    '"rtl", "segments": 1}]}\n'
    '{"unit": 0, "document": 0, "confidence": 0.5, "status": "automatic", "cells": {"de": [{"segment": 0, "kind": '
    '"title", "text": "Fluss"}], "ar": [{"segment": 0, "kind": "body", "text": "نهر"}]}}\n'
    '{"unit": 1, "document": 0, "confidence": null, "status": "review", "cells": {"de": [{"segment": 1, "kind": '
    '"body", "text": "Meer \\ud83d\\ude00"}]}}\n'
)
_MARKDOWN = """---
title: Reise
lang: de
---
# Reise

Der *Fluss* fließt[^1] durch die `Stadt`, siehe [hier][x] und <b>dort</b>.

| a | b |
|---|---|
| 1 | 2 |

- eins
- zwei

> Zitat

```
code
```

[^1]: Siehe unten.

[x]: http://x.invalid/
"""
_SRT = "1\n00:00:01,000 --> 00:00:02,500\nGrüß <i>Gott</i>!\n\n2\n00:00:03,000 --> 00:00:04,000\n- Ja.\n- Nein.\n\n"
_VTT = (
    "WEBVTT\n\nNOTE n\n\nname\n00:01.000 --> 00:02.000 align:start\n<v Anna>Grüß &amp; <b>Gott</b></v>\n\n"
    "00:00:03.000 --> 00:00:04.000\n<ruby>山<rt>やま</rt></ruby>\n"
)
_ASS = (
    "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    r"Dialogue: 0,0:00:01.00,0:00:02.00,Default,Anna,0,0,0,,{\i1}Grüß{\i0}\NGott, ja" + "\n"
    r"Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\p1}m 0 0{\p0}Ende" + "\n"
)
_TSV = 'id\tde\tar\tnote\nA1\tDer Fluss\tالنهر\tx\nA2\t"Das ""Meer"""\tالبحر\t\nA3\tBerg\t\t\n'

SOUND: dict[str, bytes] = {
    "m.txt": GERMAN.encode(),
    "utf-16.txt": GERMAN.encode("utf-16"),
    "legacy.txt": (GERMAN * 3).encode("cp1252"),
    "m.tmx": _TMX.encode(),
    "utf-16.tmx": _TMX.replace("UTF-8", "UTF-16").encode("utf-16"),
    "m.tmx.gz": gzip.compress(_TMX.encode(), mtime=0),
    "m.xlf": _XLIFF.encode(),
    "two.xlf": _XLIFF_2.encode(),
    "m.po": _PO.encode(),
    "m.docx": packed(_DOCX),
    "m.odt": packed(_ODT),
    "m.html": _HTML.encode(),
    "m.xhtml": page("<h1>Reise</h1><p>Der <em>Fluss</em> flie&#223;t.<br/>Schnell.</p>").encode(),
    "m.epub": packed(epub_parts("<h1>Eins</h1><p>Der Fluss.</p>", "<h1>Zwei</h1><p>Das Meer.</p>")),
    "m.md": _MARKDOWN.encode(),
    "m.xlsx": packed(_XLSX),
    "m.tsv": _TSV.encode(),
    "m.csv": _TSV.replace("\t", ",").encode(),
    "m.jsonl": _JSONL.encode(),
    "m.pdf": _PDF,
    "m.srt": _SRT.encode(),
    "m.vtt": _VTT.encode(),
    "m.ass": _ASS.encode(),
}
