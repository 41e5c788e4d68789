"""Lists of hits as one HTML file without scripts: keywords in a column, with what stands beside them.

What comes before a match stands on its left where the text runs from left to right, and on its right where it runs
from right to left, so that every line can be read as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.html_writer import POLICY
from viewer.formats.kwic import KwicHead, KwicLine
from viewer.model import Direction, Version

_STYLE = """\
:root { color-scheme: light dark;
  --page: #fdfcfa; --text: #22252a; --muted: #6b675f; --line: #e3dfd7; --mark: #ffe9a8; }
@media (prefers-color-scheme: dark) {
  :root { --page: #1c1e21; --text: #e4e2dd; --muted: #a09c94; --line: #363a3f; --mark: #5c4a14; }
}
body { margin: 2rem; color: var(--text); background: var(--page); line-height: 1.6;
  font-family: "Noto Sans", sans-serif; }
h1 { font-size: 1.6rem; }
table { border-collapse: collapse; }
th, td { padding: 0.3rem 0.5rem; vertical-align: top; text-align: start; border-block-end: 1px solid var(--line); }
th { color: var(--muted); font-weight: normal; white-space: nowrap; }
.place { color: var(--muted); font-size: 0.85em; max-width: 10rem; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.left, .match, .right { padding-inline: 0; white-space: pre; }
.left div, .right div { display: flex; width: 24rem; overflow: hidden; }
.left div { justify-content: flex-end; }
.left span, .right span { flex: none; }
.match { text-align: center; }
.right { padding-inline-end: 1rem; }
.beside { min-width: 16rem; } .beside p { margin: 0 0 0.4em; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; background: var(--mark); }
@media print {
  :root { color-scheme: light; --page: #fff; --text: #000; --muted: #555; --line: #ccc; --mark: #ddd; }
  body { margin: 0; font-size: 9pt; } thead { display: table-header-group; } tr { break-inside: avoid; }
  .left div, .right div { width: 16rem; } .beside { min-width: 0; }
}
@page { margin: 15mm; size: landscape; }
"""


def write_html(lines: Iterable[KwicLine], head: KwicHead, file: Path) -> None:
    """Raises OSError."""
    with open(file, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_head(head))
        for line in lines:
            stream.writelines(_row(line, head))
        stream.write("</tbody>\n</table>\n</body>\n</html>\n")


def _head(head: KwicHead) -> Iterator[str]:
    title = escaped(allowed(head.title, head.cautions))
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width">\n<meta name="generator" content="Hexapla">\n'
    yield f'<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1 lang="" dir="auto">{title}</h1>\n'
    yield "<table>\n<thead>\n<tr>"
    for name in head.header:
        # What stands to the left of a match, and what to the right, depends on the line.
        yield "<td></td>" if name in ("before", "match", "after") else f'<th scope="col">{escaped(name)}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"


def _row(line: KwicLine, head: KwicHead) -> Iterator[str]:
    def text(words: str) -> str:
        return escaped(allowed(words, head.cautions, f"row {line.row}"))

    speech = _speech(line.version)
    left, right = line.before, line.after
    if line.version.direction is Direction.RTL:
        left, right = right, left
    paragraph = "" if line.paragraph is None else str(line.paragraph)
    yield f'<tr><td class="place" lang="" dir="auto">{text(line.document)}</td>'
    for place in (str(line.row), line.version.id, paragraph, *([str(line.times)] if head.is_folded else [])):
        yield f'<td class="place">{place}</td>'
    # What is too long is cut at the outer end, on the left or right of the page, whichever way the text runs.
    yield f'<td class="left" dir="ltr"><div><span {speech}>{text(_on_one_line(left))}</span></div></td>'
    yield f'<td class="match" {speech}>{f"<mark>{text(_on_one_line(line.match))}</mark>" if line.match else ""}</td>'
    yield f'<td class="right" dir="ltr"><div><span {speech}>{text(_on_one_line(right))}</span></div></td>'
    for version in head.versions:
        paragraphs = "".join(f"<p>{text(one)}</p>" for one in line.beside.get(version.id, ()))
        yield f'<td class="beside" {_speech(version)}>{paragraphs}</td>'
    yield "</tr>\n"


def _on_one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _speech(version: Version) -> str:
    return f'lang={quoted(version.language)} dir="{version.direction}"'
