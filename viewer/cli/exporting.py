"""`hexapla export`: a corpus, or a part of it, as a file of another format."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from pathlib import Path

from viewer.cli import output
from viewer.cli.values import natural_number
from viewer.cli.wording import warning
from viewer.corpus import Corpus
from viewer.exporting import Choice, export
from viewer.formats.page_setup import Layout, PageSetup, Paper
from viewer.model import RowLevel

_RANGE = re.compile(r"([0-9]{1,18})(?:-([0-9]{1,18}))?")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("export", help="write rows as a file of another format")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help="the file to write (for Moses: the stem)"
    )
    parser.add_argument(
        "--format", metavar="F", help="the format, if the suffix of FILE does not tell it (see hexapla formats)"
    )
    parser.add_argument("--versions", metavar="V,V", help="these versions in this order (all)")
    parser.add_argument("--rows", type=_rows, metavar="A-B", help="rows A to B, both included, from 0")
    parser.add_argument("--query", metavar="Q", help="only rows that this finds")
    parser.add_argument("--document", type=natural_number, metavar="N", help="only this document, from 0")
    parser.add_argument(
        "--level",
        choices=[*RowLevel],
        default=RowLevel.PARAGRAPH,
        help="sentence: every row is cut into its sentences (tmx, xliff, tsv, csv, xlsx, moses)",
    )
    parser.add_argument("--no-furniture", action="store_true", help="without menus, footers and the like")
    parser.add_argument("--notes", action="store_true", help="with what you remarked, where the format has room for it")
    parser.add_argument("--layout", choices=[*Layout], help="html, pdf: versions side by side, or under one another")
    parser.add_argument("--paper", choices=[*Paper], default=Paper.A4, help="pdf: the size of its pages (A4)")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    parser.add_argument("--json", action="store_true", help="one JSON object that says what was written")
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> None:
    line = output.ProgressLine()
    with Corpus.open(options.corpus, read_only=True) as corpus:
        choice = Choice(
            versions=None if options.versions is None else options.versions.split(","),
            rows=options.rows,
            document=options.document,
            query=options.query,
            furniture=not options.no_furniture,
            level=RowLevel(options.level),
            notes=options.notes,
        )
        setup = PageSetup(options.layout and Layout(options.layout), Paper(options.paper))
        try:
            done = export(
                corpus,
                options.output,
                choice,
                format=options.format,
                setup=setup,
                overwrite=options.force,
                progress=lambda part, all_: line.show(f"writing {100 * part // all_} %"),
            )
        finally:
            line.clear()
    if options.json:
        output.json_line(
            {
                "files": [output.printable(str(file)) for file in done.files],
                "format": done.format,
                "versions": list(done.versions),
                "units": done.units,
                "warnings": [asdict(one) for one in done.warnings],
            }
        )
        return
    files = ", ".join(output.name(file) for file in done.files)
    print(f"{files}: {done.format}, {output.counted(done.units, 'row')}, {' '.join(done.versions)}")
    for one in done.warnings:
        output.complain(warning(one))


def _rows(text: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if last < first:
        raise argparse.ArgumentTypeError(f"{text}: rows such as 0-99 are needed")
    return first, last
