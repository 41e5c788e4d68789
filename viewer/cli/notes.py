"""`hexapla notes` and `copy`: what the reader remarked, and a copy of a corpus with or without it."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from pathlib import Path

from viewer import notes_export
from viewer.cli import output
from viewer.cli.values import natural_number
from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import Anchor

_PLACE = re.compile(r"([^:]+):([0-9]{1,9}):([0-9]{1,9})(?::([0-9]{1,6})-([0-9]{1,6}))?")

Where = tuple[str, int, int, int, int]
"""Version, document, paragraph, and the code points of a stretch, 0 and 0 for all."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to the parser."""
    parser = commands.add_parser("notes", help="notes and bookmarks: list, add, change, remove, write to a file")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("text", nargs="?", default="", metavar="TEXT", help="what a note says; without it, a bookmark")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--add",
        type=_place,
        metavar="V:N:P",
        help="put a note at a paragraph: version, document and segment, from 0; with :A-B at code points A to B of it",
    )
    doing.add_argument("--change", type=natural_number, metavar="ID", help="give a note another text")
    doing.add_argument("--remove", type=natural_number, metavar="ID", help="remove a note")
    doing.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the list: .md .html .tsv .csv .json")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    parser.add_argument("--json", action="store_true", help="one JSON object a note")
    parser.set_defaults(run=_notes)
    parser = commands.add_parser("copy", help="save a copy of a corpus, for instance to give away")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("target", type=Path, metavar="TARGET", help="the file to write")
    parser.add_argument("--without-notes", action="store_true", help="leave out notes and bookmarks")
    parser.add_argument(
        "--without-history",
        action="store_true",
        help="leave out what was removed and corrected, and saved searches; nothing can be undone then",
    )
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    parser.set_defaults(run=_copy)


def _notes(options: argparse.Namespace) -> None:
    changes = options.add is not None or options.change is not None
    if options.text and not changes:
        raise argparse.ArgumentError(None, "TEXT is what a note says; it needs --add or --change")
    with Corpus.open(options.corpus, read_only=not changes and options.remove is None) as corpus:
        if options.output is not None:
            count = notes_export.export(corpus, options.output, overwrite=options.force)
            print(f"{output.name(options.output)}: {output.counted(count, 'note')}")
            return
        if options.add is not None:
            _add(corpus, options.add, options.text)
        elif options.change is not None:
            with corpus.editing("renote") as edit:
                edit.renote(options.change, options.text)
        elif options.remove is not None:
            with corpus.editing("unnote") as edit:
                edit.unnote([options.remove])
            if edit.change is None:
                raise OutOfRange("note with the id", options.remove, len(corpus.notes()))
        found = notes_export.lines(corpus)
    if options.json:
        for line in found:
            output.json_line(asdict(line))
    elif not found:
        print(f"{output.name(options.corpus)}: no notes")
    else:
        header = ("id", "document", "version", "paragraph", "letters", "note", "changed")
        output.table([header, *map(_row, found)])


def _add(corpus: Corpus, where: Where, text: str) -> None:
    name, document, paragraph, start, stop = where
    version = corpus.version(name).id
    index = corpus.index()
    documents = len(corpus.documents())
    if document >= documents:
        raise OutOfRange("document", document, documents)
    count = index.paragraph_count(version, document)
    if paragraph >= count:
        raise OutOfRange("segment", paragraph, count)
    (segment,) = corpus.segments_at(version, [index.ordinal_of_paragraph(version, document, paragraph)])
    if stop > len(segment.text):
        raise OutOfRange("end of a stretch at code point", stop, len(segment.text) + 1)
    with corpus.editing("note" if text else "bookmark") as edit:
        edit.note(Anchor(segment.id, start, stop), text)


def _row(line: notes_export.NoteLine) -> tuple[str, ...]:
    document = "(gone)" if line.document is None else str(line.document)
    shown = (output.foreign(text if len(text) <= 40 else f"{text[:40]}...") for text in (line.quote, line.text))
    return (str(line.id), document, line.version, str(line.segment), *shown, line.changed)


def _copy(options: argparse.Namespace) -> None:
    with Corpus.open(options.corpus, read_only=True) as corpus:
        corpus.save_copy(
            options.target,
            notes=not options.without_notes,
            history=not options.without_history,
            overwrite=options.force,
        )
    print(f"{output.name(options.target)}: saved")


def _place(text: str) -> Where:
    match = _PLACE.fullmatch(text)
    start, stop = (int(match[4] or 0), int(match[5] or 0)) if match else (0, 0)
    if not match or (match[4] and not start < stop):
        raise argparse.ArgumentTypeError(f"{text}: a place such as de:0:12 or de:0:12:4-9 is needed")
    return match[1], int(match[2]), int(match[3]), start, stop
