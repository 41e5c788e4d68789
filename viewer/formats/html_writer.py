"""HTML: one file without scripts that needs no other, a table for every document, a column for every version.

Every cell has its language and direction, headings are headings, gaps are shown, and printed pages repeat the header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from viewer import languages
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.writing import Context, Writer
from viewer.model import Kind, Segment, Unit, Version

_STYLE = """\
body { margin: 2rem; color: #222; background: #fff; line-height: 1.6; font-family: "Noto Sans", sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 3rem; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; }
th, td { padding: 0.4rem 0.8rem; vertical-align: top; text-align: start; border-block-end: 1px solid #ddd; }
th { border-block-end: 2px solid #888; }
td > * { margin: 0 0 0.4em; white-space: pre-wrap; overflow-wrap: anywhere; }
td > :last-child { margin-bottom: 0; }
td.gap { background: #f3f3f3; }
h3 { font-size: 1.2em; } h4 { font-size: 1.05em; }
.caption { font-style: italic; } .furniture { color: #666; font-size: 0.85em; }
@media print {
  body { margin: 0; font-size: 10pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  h2 { break-before: page; } h1 + h2 { break-before: auto; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {Kind.TITLE: "h3", Kind.HEADING: "h4"}
_PLAIN = {Kind.BODY, Kind.TITLE, Kind.HEADING}


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    with open(files[0], "w", encoding="utf-8", newline="\n") as file:
        file.writelines(_head(context))
        for number, units in groupby(rows, lambda unit: unit.document):
            if len(context.documents) > 1:
                title = escaped(allowed(context.documents[number].title, context.cautions))
                file.write(f'<h2 dir="auto">{title}</h2>\n')
            file.writelines(_table(units, context))
        file.write("</body>\n</html>\n")


def _head(context: Context) -> Iterator[str]:
    title = escaped(allowed(context.title, context.cautions))
    yield '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width">\n<meta name="generator" content="Hexapla">\n'
    yield f"<title>{title}</title>\n<style>\n{_STYLE}"
    for tag in dict.fromkeys(version.language for version in context.versions):
        known = languages.language(tag)
        families = ", ".join(f'"{family}"' for family in known.fonts)
        yield f"td[lang={quoted(tag)}] {{ font-family: {families}, sans-serif; font-size: {known.scale:g}em; }}\n"
    yield f'</style>\n</head>\n<body>\n<h1 dir="auto">{title}</h1>\n'


def _table(rows: Iterable[Unit], context: Context) -> Iterator[str]:
    yield "<table>\n<thead>\n<tr>"
    for version in context.versions:
        label = escaped(allowed(version.label or languages.language(version.language).own_name, context.cautions))
        yield f"<th {_speech(version)}>{label}</th>"
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


def _speech(version: Version) -> str:
    return f'lang={quoted(version.language)} dir="{version.direction}"'


def _paragraph(segment: Segment, unit: Unit, context: Context) -> str:
    tag = _TAGS.get(segment.kind, "p")
    style = "" if segment.kind in _PLAIN else f' class="{segment.kind}"'
    return f"<{tag}{style}>{escaped(allowed(segment.text, context.cautions, f'row {unit.number}'))}</{tag}>"


WRITERS = (Writer("html", (".html", ".htm"), _write),)
