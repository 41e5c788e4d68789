"""DOCX: a table for every document, a column for every version, right-to-left paragraphs as such.

Segments of one cell are paragraphs, titles and headings have the styles that Word's outline knows, a gap is shaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from viewer import languages
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.office_package import XML, Part, write_package
from viewer.formats.writing import Context, Writer
from viewer.model import Direction, Kind, Segment, Unit, Version

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "officedocument.wordprocessingml."

_STYLES = {
    # id: (name, outline level from 0, half points, further properties of the run)
    "Heading1": ("heading 1", 0, 32, "<w:b/><w:bCs/>"),
    "Heading2": ("heading 2", 1, 26, "<w:b/><w:bCs/>"),
    "Heading3": ("heading 3", 2, 24, "<w:b/><w:bCs/>"),
    "Caption": ("caption", None, 20, "<w:i/><w:iCs/>"),
    "Furniture": ("Furniture", None, 18, ""),
}
_STYLE_OF = {Kind.TITLE: "Heading2", Kind.HEADING: "Heading3", Kind.CAPTION: "Caption", Kind.FURNITURE: "Furniture"}

_LINE_END = re.compile("\r\n?|\n")
_BREAK = re.compile("([\t\n])")
_SIDES = "top left bottom right insideH insideV".split()
_EDGES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>' for side in _SIDES)
_SHORT_EDGE, _LONG_EDGE, _MARGIN = 11906, 16838, 1134
"""A4 in twentieths of a point."""


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    styles = Part("word/styles.xml", f"{_TYPE}styles+xml", "styles", (_styles(),))
    document = Part(
        "word/document.xml", f"{_TYPE}document.main+xml", "officeDocument", _document(rows, context), (styles,)
    )
    write_package(files[0], allowed(context.title, context.cautions), document)


def _styles() -> str:
    styles = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="60"/></w:pPr><w:rPr><w:sz w:val="22"/><w:szCs w:val="24"/></w:rPr></w:style>'
    ]
    for key, (name, level, size, look) in _STYLES.items():
        outline = "" if level is None else f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level}"/></w:pPr>'
        styles.append(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'{outline}<w:rPr>{look}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    return f'{XML}<w:styles xmlns:w="{_MAIN}">{"".join(styles)}</w:styles>'


def _document(rows: Iterable[Unit], context: Context) -> Iterator[str]:
    landscape = len(context.versions) > 2
    width, height = (_LONG_EDGE, _SHORT_EDGE) if landscape else (_SHORT_EDGE, _LONG_EDGE)
    column = (width - 2 * _MARGIN) // max(1, len(context.versions))
    yield f'{XML}<w:document xmlns:w="{_MAIN}"><w:body>\n'
    for number, units in groupby(rows, lambda unit: unit.document):
        title = allowed(context.documents[number].title, context.cautions)
        yield f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r>{_text(title)}</w:r></w:p>\n'
        yield from _table(units, context, column)
        yield "<w:p/>\n"  # without it two tables would grow together
    orientation = ' w:orient="landscape"' if landscape else ""
    margins = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    yield f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
    yield f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>\n'


def _table(rows: Iterable[Unit], context: Context, width: int) -> Iterator[str]:
    columns = f'<w:gridCol w:w="{width}"/>' * len(context.versions)
    yield '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
    yield f'<w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    yield f"<w:tblGrid>{columns}</w:tblGrid>\n"
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for version in context.versions:
        label = allowed(version.label or languages.language(version.language).own_name, context.cautions)
        yield _cell(_paragraph(label, "", version, look="<w:b/><w:bCs/>"), width)
    yield "</w:tr>\n"
    for unit in rows:
        yield "<w:tr>"
        for version in context.versions:
            cell = unit.cells.get(version.id)
            if cell:
                yield _cell("".join(_segment(one, version, unit, context) for one in cell), width)
            else:
                yield _cell(_paragraph("", "", version), width, '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>')
        yield "</w:tr>\n"
    yield "</w:tbl>\n"


def _cell(paragraphs: str, width: int, shading: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{paragraphs}</w:tc>'


def _segment(segment: Segment, version: Version, unit: Unit, context: Context) -> str:
    text = allowed(segment.text, context.cautions, f"row {unit.number}")
    return _paragraph(text, _STYLE_OF.get(segment.kind, ""), version)


def _paragraph(text: str, style: str, version: Version, look: str = "") -> str:
    from_right = version.direction is Direction.RTL
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f"<w:r><w:rPr>{look}{_speech(version)}</w:rPr>{_text(text)}</w:r>" if text else ""
    return f"<w:p><w:pPr>{styled}{'<w:bidi/>' if from_right else ''}</w:pPr>{run}</w:p>"


def _speech(version: Version) -> str:
    """Direction and language of a run; Word asks for the language by kind of script."""
    tag = quoted(version.language)
    if version.direction is Direction.RTL:
        return f"<w:rtl/><w:lang w:bidi={tag}/>"
    east_asian = languages.language(version.language).script in {"Jpan", "Hans", "Hant", "Kore", "Hani"}
    return f"<w:lang w:{'eastAsia' if east_asian else 'val'}={tag}/>"


def _text(text: str) -> str:
    """The contents of a run; Word has elements for tabs and line ends."""
    if not _BREAK.search(text) and "\r" not in text:
        return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'
    pieces = _BREAK.split(_LINE_END.sub("\n", text))
    elements = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(elements.get(one) or f'<w:t xml:space="preserve">{escaped(one)}</w:t>' for one in pieces if one)


WRITERS = (Writer("docx", (".docx",), _write),)
