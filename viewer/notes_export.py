"""Notes and bookmarks as a list: where each is, the letters there, and what the reader remarked.

Markdown and HTML are for people, TSV and CSV for spreadsheets, JSON for programs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from viewer.corpus import Corpus
from viewer.errors import Unwritable
from viewer.exporting import spare_corpora
from viewer.formats.draft import Cautions
from viewer.formats.escaping import allowed, escaped, quoted
from viewer.formats.html_writer import POLICY
from viewer.formats.table_writer import delimited
from viewer.formats.writing import staged
from viewer.model import Direction, PlacedNote, VersionId

_LETTERS = 120
"""Code points of a paragraph that are shown of a note about all of it."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in the words of a list. Numbers count from 0."""

    id: int
    document: int | None
    """Its number; None for an orphan."""
    title: str
    """Of the document; for an orphan as it was, like the version and the paragraph."""
    version: VersionId
    segment: int
    """Number of the paragraph within its text."""
    unit: int | None
    start: int
    """Code points, as `stop`; both 0 for a note about all of the paragraph."""
    stop: int
    quote: str
    """The letters of the stretch, else how the paragraph begins; for an orphan the letters that it was put at."""
    text: str
    """Nothing for a bookmark."""
    made: str
    changed: str
    orphaned: bool


def lines(corpus: Corpus) -> list[NoteLine]:
    """All notes in reading order, orphans last. Raises as reading a corpus does."""
    titles = [document.title for document in corpus.documents()]
    return [_line(corpus, titles, placed) for placed in corpus.notes()]


def _line(corpus: Corpus, titles: Sequence[str], placed: PlacedNote) -> NoteLine:
    note = placed.note
    said = (note.text, note.made, note.changed)
    if placed.segment is None:
        was = (note.document, note.version, note.paragraph)
        return NoteLine(note.id, None, *was, None, 0, 0, note.anchor.quote, *said, orphaned=True)
    place, text = corpus.place_of(placed.segment), corpus.segment(placed.segment).text
    letters = text[placed.start : placed.stop] if placed.stop else text
    if not placed.stop and len(text) > _LETTERS:
        letters = f"{text[:_LETTERS]}…"
    where = (place.document, titles[place.document], place.version, place.number, place.unit)
    return NoteLine(note.id, *where, placed.start, placed.stop, letters, *said, orphaned=False)


def export(corpus: Corpus, target: Path, *, overwrite: bool = False) -> int:
    """Writes all notes as the suffix of the target tells; how many there were.

    Raises Unwritable, Exists, CorpusMissing (no such folder), ReadOnly and DiskFull; nothing is left behind then.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise Unwritable(target.name, f"lists of notes have one of the suffixes {' '.join(_WRITERS)}")
    spare_corpora(corpus, [target])
    found = lines(corpus)
    directions = {version.id: version.direction for version in corpus.versions()}
    with (
        staged([target], target, overwrite=overwrite) as (part,),
        open(part, "w", encoding="utf-8", newline="") as file,
    ):
        file.writelines(write(found, corpus.title, directions))
    return len(found)


_Directions = dict[VersionId, Direction]
_Write = Callable[[Sequence[NoteLine], str, _Directions], Iterator[str]]


def _table(delimiter: str, end: str) -> _Write:
    def write(found: Sequence[NoteLine], _title: str, _directions: _Directions) -> Iterator[str]:
        header = list(NoteLine.__dataclass_fields__)
        yield delimited(header, delimiter) + end
        for line in found:
            cells = ("" if value is None else str(value) for value in asdict(line).values())
            yield delimited(cells, delimiter) + end

    return write


def _json(found: Sequence[NoteLine], title: str, _directions: _Directions) -> Iterator[str]:
    yield json.dumps({"title": title, "notes": [asdict(line) for line in found]}, ensure_ascii=False, indent=1) + "\n"


def _markdown(found: Sequence[NoteLine], title: str, _directions: _Directions) -> Iterator[str]:
    yield f"# {_plain(title)}\n"
    for heading, part in _sections(found):
        yield f"\n## {_plain(heading)}\n"
        for line in part:
            yield f"\n> {_plain(line.quote)}\n\n{_place(line)}\n"
            if line.text:
                yield "\n" + "\n".join(map(_plain, line.text.splitlines())) + "\n"


def _html(found: Sequence[NoteLine], title: str, directions: _Directions) -> Iterator[str]:
    def shown(text: str) -> str:
        return escaped(allowed(text, Cautions()))

    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width">\n'
    yield f"<title>{shown(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
    yield f'<h1 lang="" dir="auto">{shown(title)}</h1>\n'
    for heading, part in _sections(found):
        yield f'<h2 lang="" dir="auto">{shown(heading)}</h2>\n'
        for line in part:
            direction = directions.get(line.version, "auto")
            yield f'<blockquote lang={quoted(line.version)} dir="{direction}">{shown(line.quote)}</blockquote>\n'
            yield f'<p class="place">{shown(_place(line))}</p>\n'
            if line.text:
                yield f'<p class="remark" lang="" dir="auto">{shown(line.text)}</p>\n'
    yield "</body>\n</html>\n"


_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 45rem; margin: 2rem auto; line-height: 1.6; font-family: "Noto Sans", sans-serif; }
blockquote { margin: 1.5rem 0 0; padding-inline-start: 1rem; border-inline-start: 3px solid #888; }
.place { margin: 0.2rem 0; font-size: 0.85em; opacity: 0.7; } .remark { margin: 0.2rem 0; white-space: pre-wrap; }
"""


def _sections(found: Sequence[NoteLine]) -> Iterator[tuple[str, list[NoteLine]]]:
    """The notes of each document under its title, then the orphans."""
    by_document: dict[int | None, list[NoteLine]] = {}
    for line in found:
        by_document.setdefault(line.document, []).append(line)
    for document, part in by_document.items():
        yield ("Without a place" if document is None else part[0].title), part


def _place(line: NoteLine) -> str:
    where = f"{line.title}, " if line.orphaned else ""
    return f"{where}{line.version}, paragraph {line.segment}, {line.changed[:10]}"


def _plain(text: str) -> str:
    """The text on one line, none of its letters taken for Markdown."""
    marked = "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~" else letter for letter in text)
    return " ".join(marked.split())


_WRITERS: dict[str, _Write] = {
    ".md": _markdown,
    ".html": _html,
    ".tsv": _table("\t", "\n"),
    ".csv": _table(",", "\r\n"),
    ".json": _json,
}
