"""HTML: one file without scripts that needs no other; the versions are columns of a table, or stand under one another.

Every cell has its language and direction, headings are headings, gaps are shown, and printed pages repeat the header.
Readings are ruby, emphasis is emphasis, and footnotes stand below their segment.
Colours follow the reader's system, light or dark; print is black on white.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from viewer import languages
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.faces import faces
from viewer.formats.inline_markup import Notes, html
from viewer.formats.page_setup import Layout
from viewer.formats.writing import Context, Writer
from viewer.model import Kind, Segment, Unit, Version

_STYLE = """\
:root { color-scheme: light dark; --page: #fdfcfa; --text: #22252a; --muted: #6b675f; --line: #e3dfd7; --gap: #f3f1ec; }
@media (prefers-color-scheme: dark) {
  :root { --page: #1c1e21; --text: #e4e2dd; --muted: #a09c94; --line: #363a3f; --gap: #25282c; }
}
body { margin: 2rem; color: var(--text); background: var(--page); line-height: 1.6;
  font-family: "Noto Sans", sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 3rem; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; }
th, td { padding: 0.4rem 0.8rem; vertical-align: top; text-align: start; border-block-end: 1px solid var(--line); }
th { position: sticky; top: 0; background: var(--page); border-block-end: 2px solid var(--muted); }
.lines { max-width: 50rem; margin: 0 auto; }
.row { padding: 0.5rem 0; border-block-end: 1px solid var(--line); }
.cell { display: grid; grid-template-columns: 7rem 1fr; gap: 0 1rem; margin-block: 0.25rem; }
.name { color: var(--muted); overflow-wrap: anywhere; text-align: left; }
td > *, .text > * { margin: 0 0 0.4em; white-space: pre-wrap; overflow-wrap: anywhere; text-align: start; }
td > :last-child, .text > :last-child { margin-bottom: 0; }
.gap { background: var(--gap); }
h3 { font-size: 1.2em; } h4 { font-size: 1.05em; }
.caption { font-style: italic; } .furniture { color: var(--muted); font-size: 0.85em; }
.note { color: var(--muted); font-size: 0.85em; } .dots { font-style: normal; text-emphasis: dot; }
sup { line-height: 1; } rt { font-size: 0.5em; }
@media (max-width: 40rem) { body { margin: 1rem; } .cell { grid-template-columns: 1fr; } }
@media print {
  :root { color-scheme: light; --page: #fff; --text: #000; --muted: #555; --line: #ccc; --gap: #f4f4f4; }
  body { margin: 0; font-size: 9pt; line-height: 1.45; }
  .lines { max-width: none; }
  thead { display: table-header-group; } th { position: static; }
  td > *, .text > * { orphans: 2; widows: 2; }
  h2, h3, h4 { break-after: avoid; }
  h2 { break-before: page; } h1 + h2 { break-before: auto; }
}
@page { margin: 15mm; }
"""
_TURNED = "@page { size: landscape; }\n"
_UPRIGHT_COLUMNS = 2
"""More columns than these are printed on paper that is turned."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {Kind.TITLE: "h3", Kind.HEADING: "h4"}
_PLAIN = {Kind.BODY, Kind.TITLE, Kind.HEADING}


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    body = _lines if context.setup.layout is Layout.LINES else _table
    with open(files[0], "w", encoding="utf-8", newline="\n") as file:
        file.writelines(_head(context))
        for number, units in groupby(rows, lambda unit: unit.document):
            if len(context.documents) > 1:
                title = escaped(allowed(context.documents[number].title, context.cautions))
                file.write(f'<h2 lang="" dir="auto">{title}</h2>\n')
            file.writelines(body(units, context))
        file.write("</body>\n</html>\n")


def _head(context: Context) -> Iterator[str]:
    title = escaped(allowed(context.title, context.cautions))
    language = quoted(context.versions[0].language if context.versions else languages.UNKNOWN)
    yield f'<!DOCTYPE html>\n<html lang={language}>\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width">\n<meta name="generator" content="Hexapla">\n'
    yield f"<title>{title}</title>\n<style>\n{_STYLE}"
    if context.setup.layout is not Layout.LINES and len(context.versions) > _UPRIGHT_COLUMNS:
        yield _TURNED
    yield from faces(context, ("td", ".text"))
    yield f'</style>\n</head>\n<body>\n<h1 lang="" dir="auto">{title}</h1>\n'


def _table(rows: Iterable[Unit], context: Context) -> Iterator[str]:
    yield "<table>\n<thead>\n<tr>"
    for version in context.versions:
        yield f'<th scope="col" {_speech(version)}>{_name(version, context)}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"
    for unit in rows:
        yield f'<tr id="row-{unit.number}">'
        for version in context.versions:
            cell = unit.cells.get(version.id, ())
            yield f"<td {_speech(version)}>" if cell else f'<td {_speech(version)} class="gap">'
            yield from (_paragraph(segment, unit, context) for segment in cell)
            yield "</td>"
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _lines(rows: Iterable[Unit], context: Context) -> Iterator[str]:
    names = {
        version.id: f'<div class="name" {_speech(version)}>{_name(version, context)}</div>'
        for version in context.versions
    }
    yield '<div class="lines">\n'
    for unit in rows:
        yield f'<div class="row" id="row-{unit.number}">'
        for version in context.versions:
            cell = unit.cells.get(version.id, ())
            style = "text" if cell else "text gap"
            yield f'<div class="cell">{names[version.id]}<div class="{style}" {_speech(version)}>'
            yield from (_paragraph(segment, unit, context) for segment in cell)
            yield "</div></div>"
        yield "</div>\n"
    yield "</div>\n"


def _name(version: Version, context: Context) -> str:
    """The version's own name, and its label where that says more."""
    known = languages.language(version.language)
    says_no_more = version.label.casefold() in ("", known.own_name.casefold(), known.name.casefold())
    name = known.own_name if says_no_more else f"{known.own_name} · {version.label}"
    return escaped(allowed(name, context.cautions))


def _speech(version: Version) -> str:
    return f'lang={quoted(version.language)} dir="{version.direction}"'


def _paragraph(segment: Segment, unit: Unit, context: Context) -> str:
    tag = _TAGS.get(segment.kind, "p")
    style = "" if segment.kind in _PLAIN else f' class="{segment.kind}"'
    text = allowed(segment.text, context.cautions, f"row {unit.number}")
    if not segment.annotations:
        return f"<{tag}{style}>{escaped(text)}</{tag}>"
    notes = Notes(f"note-{segment.id}", 'role="doc-noteref"', 'class="note" role="doc-footnote"')
    return f"<{tag}{style}>{html(segment, text, notes.refer)}</{tag}>{''.join(notes.texts('div'))}"


WRITERS = (Writer("html", (".html", ".htm"), _write, layouts=tuple(Layout), has_footnotes=True),)
