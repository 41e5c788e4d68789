"""DOCX: a table for every document, a column for every version, right-to-left paragraphs as such.

Segments of one cell are paragraphs, titles and headings have the styles that Word's outline knows, a gap is shaded.
Readings, emphasis and footnotes are Word's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from viewer import languages
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.inline_markup import Run, Stress, is_mark, pieces
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

_RAISED = '<w:vertAlign w:val="superscript"/>'

_LINE_END = re.compile("\r\n?|\n")
_BREAK = re.compile("([\t\n])")
_SIDES = "top left bottom right insideH insideV".split()
_EDGES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>' for side in _SIDES)
_SHORT_EDGE, _LONG_EDGE, _MARGIN = 11906, 16838, 1134
"""A4 in twentieths of a point."""


class _Notes:
    """The footnotes, which are written after the text that refers to them."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def refer(self, note: str) -> str:
        """The run that refers to a footnote, or is the mark of one whose text is not known."""
        if is_mark(note):
            return f"<w:r><w:rPr>{_RAISED}</w:rPr>{_text(note)}</w:r>"
        self._texts.append(note)
        return f'<w:r><w:rPr>{_RAISED}</w:rPr><w:footnoteReference w:id="{len(self._texts)}"/></w:r>'

    def content(self) -> Iterator[str]:
        """The part with all footnotes referred to so far, and before them the lines that Word asks for."""
        yield f'{XML}<w:footnotes xmlns:w="{_MAIN}">\n'
        yield '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\n'
        yield '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        yield "</w:footnote>\n"
        for number, text in enumerate(self._texts, 1):
            yield f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr>{_RAISED}</w:rPr><w:footnoteRef/></w:r>'
            yield f"<w:r>{_text(f' {text}')}</w:r></w:p></w:footnote>\n"
        yield "</w:footnotes>\n"


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    notes = _Notes()
    styles = Part("word/styles.xml", f"{_TYPE}styles+xml", "styles", (_styles(),))
    footnotes = Part("word/footnotes.xml", f"{_TYPE}footnotes+xml", "footnotes", notes.content())
    body = _document(rows, context, notes)
    document = Part("word/document.xml", f"{_TYPE}document.main+xml", "officeDocument", body, (styles, footnotes))
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


def _document(rows: Iterable[Unit], context: Context, notes: _Notes) -> Iterator[str]:
    landscape = len(context.versions) > 2
    width, height = (_LONG_EDGE, _SHORT_EDGE) if landscape else (_SHORT_EDGE, _LONG_EDGE)
    column = (width - 2 * _MARGIN) // max(1, len(context.versions))
    yield f'{XML}<w:document xmlns:w="{_MAIN}"><w:body>\n'
    for number, units in groupby(rows, lambda unit: unit.document):
        title = allowed(context.documents[number].title, context.cautions)
        yield f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r>{_text(title)}</w:r></w:p>\n'
        yield from _table(units, context, column, notes)
        yield "<w:p/>\n"  # without it two tables would grow together
    orientation = ' w:orient="landscape"' if landscape else ""
    margins = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    yield f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
    yield f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>\n'


def _table(rows: Iterable[Unit], context: Context, width: int, notes: _Notes) -> Iterator[str]:
    columns = f'<w:gridCol w:w="{width}"/>' * len(context.versions)
    yield '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
    yield f'<w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    yield f"<w:tblGrid>{columns}</w:tblGrid>\n"
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for version in context.versions:
        label = allowed(version.label or languages.language(version.language).own_name, context.cautions)
        yield _cell(_paragraph(_run(Run(label, (Stress.BOLD,)), version), "", version), width)
    yield "</w:tr>\n"
    for unit in rows:
        yield "<w:tr>"
        for version in context.versions:
            cell = unit.cells.get(version.id)
            if cell:
                yield _cell("".join(_segment(one, version, unit, context, notes) for one in cell), width)
            else:
                yield _cell(_paragraph("", "", version), width, '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>')
        yield "</w:tr>\n"
    yield "</w:tbl>\n"


def _cell(paragraphs: str, width: int, shading: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{paragraphs}</w:tc>'


def _segment(segment: Segment, version: Version, unit: Unit, context: Context, notes: _Notes) -> str:
    text = allowed(segment.text, context.cautions, f"row {unit.number}")
    runs: list[str] = []
    for piece in pieces(segment, text):
        letters = "".join(_run(run, version) for run in piece.runs if run.text)
        runs.append(_read_as(piece.reading, letters, version) if piece.reading else letters)
        runs += map(notes.refer, piece.notes)
    return _paragraph("".join(runs), _STYLE_OF.get(segment.kind, ""), version)


def _paragraph(runs: str, style: str, version: Version) -> str:
    from_right = version.direction is Direction.RTL
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{'<w:bidi/>' if from_right else ''}</w:pPr>{runs}</w:p>"


def _run(run: Run, version: Version) -> str:
    """Letters in their emphasis; the order of properties is fixed."""
    tag = quoted(version.language)
    from_right = version.direction is Direction.RTL
    script = "bidi" if from_right else "eastAsia" if _is_east_asian(version) else "val"  # Word asks for the kind
    look = "".join(
        (
            "<w:b/><w:bCs/>" if Stress.BOLD in run.stresses else "",
            "<w:i/><w:iCs/>" if Stress.ITALIC in run.stresses else "",
            '<w:u w:val="single"/>' if Stress.UNDERLINE in run.stresses else "",
            "<w:rtl/>" if from_right else "",
            '<w:em w:val="dot"/>' if Stress.DOTS in run.stresses else "",
            f"<w:lang w:{script}={tag}/>",
        )
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{_text(run.text)}</w:r>"


def _read_as(reading: str, letters: str, version: Version) -> str:
    """Letters with their reading above them; sizes are in half points."""
    shape = (
        '<w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="11"/><w:hpsRaise w:val="20"/>'
        f'<w:hpsBaseText w:val="22"/><w:lid w:val={quoted(version.language)}/></w:rubyPr>'
    )
    said = f'<w:r><w:rPr><w:sz w:val="11"/></w:rPr>{_text(reading)}</w:r>'
    return f"<w:r><w:ruby>{shape}<w:rt>{said}</w:rt><w:rubyBase>{letters}</w:rubyBase></w:ruby></w:r>"


def _is_east_asian(version: Version) -> bool:
    return languages.language(version.language).script in {"Jpan", "Hans", "Hant", "Kore", "Hani"}


def _text(text: str) -> str:
    """The contents of a run; Word has elements for tabs and line ends."""
    if not _BREAK.search(text) and "\r" not in text:
        return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'
    pieces = _BREAK.split(_LINE_END.sub("\n", text))
    elements = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(elements.get(one) or f'<w:t xml:space="preserve">{escaped(one)}</w:t>' for one in pieces if one)


WRITERS = (Writer("docx", (".docx",), _write, has_footnotes=True),)
