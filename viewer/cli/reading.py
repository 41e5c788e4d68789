"""`hexapla info` and `hexapla rows`: what a corpus holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from viewer.cli import output
from viewer.cli.values import natural_number
from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.formats.json_lines_writer import info, row
from viewer.model import Unit

_PORTION = 256
"""Rows read at once."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to the parser."""
    parser = commands.add_parser("info", help="title, documents and versions of a corpus")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_info)
    parser = commands.add_parser("rows", help="the rows of a corpus")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("--from", type=natural_number, default=0, dest="first", metavar="N", help="first row, from 0")
    parser.add_argument("--count", type=natural_number, metavar="N", help="how many rows; all that follow if left out")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    parser.set_defaults(run=_rows)


def _info(options: argparse.Namespace) -> None:
    with Corpus.open(options.corpus, read_only=True) as corpus:
        if options.json:
            output.json_line(info(corpus.title, corpus.unit_count, corpus.documents(), corpus.versions()))
            return
        documents = corpus.documents()
        counts = f"{output.counted(len(documents), 'document')}, {output.counted(corpus.unit_count, 'row')}"
        print(f"{output.foreign(corpus.title)}: {counts}")
        print()
        header = ("version", "label", "direction", "segments")
        versions = corpus.versions()
        output.table(
            [header, *((one.id, output.foreign(one.label), one.direction, str(one.segments)) for one in versions)]
        )
        print()
        titles = ((str(one.number), output.foreign(one.title), str(one.units)) for one in documents)
        output.table([("document", "title", "rows"), *titles])


def _rows(options: argparse.Namespace) -> None:
    with Corpus.open(options.corpus, read_only=True) as corpus:
        for unit in _units(corpus, options.first, options.count):
            if options.json:
                output.json_line(row(unit))
            else:
                _print(unit)


def _units(corpus: Corpus, first: int, count: int | None) -> Iterator[Unit]:
    total = corpus.unit_count
    if first and first >= total:
        raise OutOfRange("row", first, total)
    last = total if count is None else min(total, first + count)
    for start in range(first, last, _PORTION):
        yield from corpus.units(start, min(start + _PORTION, last))


def _print(unit: Unit) -> None:
    confidence = "" if unit.confidence is None else f", {unit.confidence:.2f}"
    print(f"{unit.number} ({unit.status}{confidence})")
    for version, segments in unit.cells.items():
        for segment in segments:
            print(f"  {version} {segment.number}  {output.foreign(segment.text)}")
