"""`hexapla everywhere`: the same search in many corpora."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from viewer import everywhere, folders
from viewer.cli import output
from viewer.cli.searching import add_switches, switches
from viewer.cli.values import natural_number
from viewer.everywhere import Answer, FoundLine
from viewer.model import Hit, Version
from viewer.search.query import Query, parse
from viewer.shelf import SUFFIX

_SOME_REFUSED = 3


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser(
        "everywhere",
        help="search many corpora",
        description="QUERY is read as by search, anew for each corpus. PATH is a corpus or a folder with corpora, or "
        "else Documents/Hexapla. A corpus that cannot be searched is told, and the exit code is 3.",
    )
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    add_switches(parser)
    parser.add_argument("--limit", type=natural_number, default=0, metavar="N", help="show the first N hits of each")
    parser.add_argument("--json", action="store_true", help="one JSON object a corpus")
    parser.set_defaults(run=_search)


def _search(options: argparse.Namespace) -> int:
    def read(versions: Sequence[Version]) -> Query:
        return parse(options.query, versions=versions, **switches(options))

    code = 0
    paths = list(_corpora(options.paths or [folders.corpora()]))
    for answer in everywhere.search(paths, read, folders.cache() / "search", lines=options.limit):
        if options.json:
            output.json_line(_as_json(answer))
        elif answer.error is None:
            _print(answer)
        if answer.error is not None:
            output.complain(str(answer.error))
            code = _SOME_REFUSED
    return code


def _corpora(paths: Sequence[Path]) -> Iterator[Path]:
    """The corpora that are named, and those in the folders that are, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.iterdir() if one.suffix.lower() == SUFFIX)
        else:
            yield path


def _as_json(answer: Answer) -> dict[str, object]:
    counts = answer.counts
    return {
        "path": str(answer.path),
        "title": answer.title,
        "units": counts.units if counts is not None else None,
        "hits": dict(counts.hits) if counts is not None else None,
        "first": [_line_as_json(line) for line in answer.lines],
        "error": str(answer.error) if answer.error is not None else None,
    }


def _line_as_json(line: FoundLine) -> dict[str, object]:
    place = line.place
    hit = place if isinstance(place, Hit) else None
    return {
        "document": place.document,
        "unit": place.unit,
        "version": place.version,
        "segment": hit.segment if hit is not None else None,
        "start": hit.start if hit is not None else None,
        "stop": hit.stop if hit is not None else None,
        "text": hit.text if hit is not None else None,
    }


def _print(answer: Answer) -> None:
    assert answer.counts is not None
    counts = ", ".join(f"{version} {number}" for version, number in answer.counts.hits.items())
    rows = output.counted(answer.counts.units, "row")
    print(f"{output.foreign(answer.title)}  {rows}{', ' if counts else ''}{counts}  {output.name(answer.path)}")
    for line in answer.lines:
        text = f"{line.text[: line.start]}[{line.text[line.start : line.stop]}]{line.text[line.stop :]}"
        print(f"  {line.place.unit}  {line.place.version or 'row'}  {output.foreign(text if line.stop else line.text)}")
