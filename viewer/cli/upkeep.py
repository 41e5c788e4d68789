"""`hexapla check`, `formats` and `snapshot`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from viewer.cli import output
from viewer.cli.values import natural_number, size
from viewer.corpus import Corpus
from viewer.errors import Exists
from viewer.exporting import writers
from viewer.formats.registry import formats
from viewer.model import RowLevel


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to the parser."""
    parser = commands.add_parser("check", help="check structure and checksums of a corpus")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_check)
    parser = commands.add_parser("formats", help="what can be read and written")
    parser.add_argument("--json", action="store_true", help="one JSON object a format")
    parser.set_defaults(run=_formats)
    parser = commands.add_parser("snapshot", help="the window as a picture, drawn without a display")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="P.png", help="the picture to write")
    parser.add_argument("--size", type=size, default=(1600, 1000), metavar="WxH", help="in pixels (1600x1000)")
    parser.add_argument("--at", type=natural_number, metavar="UNIT", help="the row at the upper edge, from 0")
    parser.add_argument("--find", metavar="QUERY", help="mark what this finds")
    parser.add_argument("--layout", choices=("columns", "lines", "hidden"), default="columns")
    parser.add_argument("--level", choices=[*RowLevel], default=RowLevel.PARAGRAPH, help="what the rows are shown by")
    parser.add_argument("--theme", choices=("light", "dark", "sepia"), default="light")
    parser.add_argument("--geometry", type=Path, metavar="G.json", help="also write where everything is")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    parser.set_defaults(run=_snapshot)


def _check(options: argparse.Namespace) -> int:
    with Corpus.open(options.corpus, read_only=True) as corpus:
        problems = corpus.check()
    if options.json:
        output.json_line({"problems": problems})
    elif problems:
        for problem in problems:
            print(problem)
    else:
        print(f"{output.name(options.corpus)}: no problem found")
    return 1 if problems else 0


def _formats(options: argparse.Namespace) -> None:
    known = _known_formats()
    if options.json:
        for name, suffixes, reads, writes in known:
            output.json_line({"name": name, "suffixes": suffixes, "reads": reads, "writes": writes})
        return
    said = {True: "yes", False: "no"}
    rows = [(name, " ".join(suffixes), said[reads], said[writes]) for name, suffixes, reads, writes in known]
    output.table([("format", "suffixes", "read", "written"), *rows])


def _known_formats() -> list[tuple[str, list[str], bool, bool]]:
    """Name, suffixes, whether it is read and whether it is written. A writer of a format that is read is part of it."""
    known = []
    apart = list(writers())
    for one in formats():
        suffixes = [suffix for suffix in one.suffixes if suffix]
        same = [other for other in apart if other.name == one.name.lower() or set(other.suffixes) & set(suffixes)]
        apart = [other for other in apart if other not in same]
        known.append((one.name, suffixes, True, bool(same)))
    return sorted([*known, *((one.name, list(one.suffixes), False, True) for one in apart)])


def _snapshot(options: argparse.Namespace) -> None:
    for path in (options.output, options.geometry):
        if path is not None and os.path.lexists(path) and not options.force:
            raise Exists(path)
    from viewer.ui.snapshot import snapshot  # the window is drawn by Qt

    snapshot(
        options.corpus,
        options.output,
        size=options.size,
        at=options.at,
        find=options.find,
        layout=options.layout,
        level=str(options.level),
        theme=options.theme,
        geometry=options.geometry,
    )
