"""`hexapla search`: where something stands in a corpus."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from viewer import folders
from viewer.cli import concordance, output
from viewer.cli.values import natural_number
from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import Hit
from viewer.search.clauses import Clause, Mode, Presence, RowClass, Scope
from viewer.search.dispersion import STRETCHES, evenly, measured
from viewer.search.engine import Engine, FoundRow
from viewer.search.query import Query, condition, parse

_CONDITIONS = (
    ("has", Presence.CONTAINS, "V:TEXT", "only rows in which version V contains TEXT (repeatable)"),
    ("not", Presence.LACKS, "V:TEXT", "only rows in which version V does not contain TEXT (repeatable)"),
    ("filled", Presence.FILLED, "V", "only rows in which version V has something (repeatable)"),
    ("empty", Presence.EMPTY, "V", "only rows in which version V has nothing (repeatable)"),
)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser(
        "search",
        help="search a corpus",
        description='QUERY is one run of letters; * stands for the rest of a word, "..." makes all inside plain, '
        "/.../ is a regular expression. de:Stadt looks in German only, -pt:cidade excludes rows whose Portuguese has "
        "it, ja: asks for rows with Japanese, -ja: for rows without.",
    )
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("query", nargs="?", default="", metavar="QUERY")
    parser.add_argument("--in", action="append", dest="versions", metavar="V", help="only in this version (repeatable)")
    for name, _, value, text in _CONDITIONS:
        parser.add_argument(f"--{name}", action="append", default=[], dest=f"_{name}", metavar=value, help=text)
    add_switches(parser)
    parser.add_argument(
        "--class",
        action="append",
        choices=[one.value for one in RowClass],
        default=[],
        dest="classes",
        help="only rows of this class (repeatable; any of them)",
    )
    parser.add_argument("--kwic", type=natural_number, metavar="N", help="N characters of context on either side")
    parser.add_argument("--limit", type=natural_number, metavar="N", help="at most N hits")
    parser.add_argument("--document", type=natural_number, metavar="N", help="only in this document, from 0")
    parser.add_argument("--count", action="store_true", help="only how many there are")
    parser.add_argument("--spread", action="store_true", help="only how the hits are spread over the corpus")
    parser.add_argument("--json", action="store_true", help="one JSON object a hit")
    concordance.add_to(parser)
    parser.set_defaults(run=_search)


def add_switches(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say how a query is read, in whatever corpus."""
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--all", action="store_const", const=Mode.ALL, dest="mode", help="rows with all of the words")
    modes.add_argument("--any", action="store_const", const=Mode.ANY, dest="mode", help="rows with any of the words")
    parser.add_argument("--word", action="store_true", help="whole words only")
    parser.add_argument("--regex", action="store_true", help="QUERY is a regular expression")
    parser.add_argument("--exact", action="store_true", help="letters as typed, case and accents included")
    parser.add_argument("--loose-arabic", action="store_true", help="take Arabic with and without long a as one")
    parser.add_argument("--kana", action="store_true", help="take hiragana and katakana as one")
    parser.add_argument("--no-furniture", action="store_true", help="pass over page furniture")
    parser.set_defaults(mode=Mode.LITERAL)


def switches(options: argparse.Namespace) -> dict[str, Any]:
    """Those options, as `parse` takes them."""
    return {
        "mode": options.mode,
        "word": options.word,
        "regex": options.regex,
        "exact": options.exact,
        "loose_arabic": options.loose_arabic,
        "kana": options.kana,
        "scope": Scope(furniture=not options.no_furniture),
    }


def _search(options: argparse.Namespace) -> None:
    for name in ("count", "spread"):
        if getattr(options, name) and concordance.is_wanted(options):
            raise argparse.ArgumentError(
                None, f"--{name} is about all hits; leave it out, or what sorts, picks and writes them"
            )
    with Corpus.open(options.corpus, read_only=True) as corpus:
        engine = Engine(corpus, folders.cache() / "search")
        query = _query(corpus, options)
        if options.count:
            _print_counts(engine, query, options)
            return
        if options.spread:
            _print_spread(corpus, engine, query, options)
            return
        if concordance.is_wanted(options):
            concordance.run(corpus, engine, query, options)
            return
        for found in engine.hits(query, limit=options.limit):
            if isinstance(found, FoundRow):
                _print_row(found, options)
            else:
                _print(found, corpus, options)


def _query(corpus: Corpus, options: argparse.Namespace) -> Query:
    documents = len(corpus.documents())
    if options.document is not None and options.document >= documents:
        raise OutOfRange("document", options.document, documents)
    read = switches(options)
    return parse(
        options.query,
        versions=corpus.versions(),
        within=None if options.versions is None else [corpus.version(name).id for name in options.versions],
        conditions=list(_conditions(corpus, options)),
        rows=[RowClass(name) for name in options.classes],
        **{**read, "scope": replace(read["scope"], document=options.document)},
    )


def _conditions(corpus: Corpus, options: argparse.Namespace) -> Iterator[Clause]:
    for name, presence, value, _ in _CONDITIONS:
        for given in getattr(options, f"_{name}"):
            if value == "V":
                yield condition(presence, corpus.version(given).id)
                continue
            version, colon, text = given.partition(":")
            if not colon:
                raise argparse.ArgumentError(
                    None, f"--{name} {given}: a version, a colon and a text are needed, as in de:Stadt"
                )
            yield condition(presence, corpus.version(version).id, text, mode=options.mode, regex=options.regex)


def _print_counts(engine: Engine, query: Query, options: argparse.Namespace) -> None:
    counts = engine.count(query)
    if options.json:
        output.json_line({"units": counts.units, "hits": dict(counts.hits)})
        return
    rows = output.counted(counts.units, "row")
    print(", ".join([rows, *(f"{version} {number}" for version, number in counts.hits.items())]))


def _print_spread(corpus: Corpus, engine: Engine, query: Query, options: argparse.Namespace) -> None:
    index = corpus.index()
    edges = evenly(index.unit_count, STRETCHES)
    for version, spread in measured(index, query.versions, engine.scan(query)).items():
        stretches = spread.hits.binned(edges).tolist()
        if options.json:
            output.json_line(
                {
                    "version": version,
                    "hits": spread.hits.total,
                    "documents": spread.documents,
                    "deviation": spread.deviation,
                    "stretches": stretches,
                }
            )
            continue
        told = "" if spread.deviation is None else f"  DP {spread.deviation:.2f}"
        print(f"{version or 'rows'}  {spread.hits.total}{told}  {' '.join(map(str, stretches))}")


def _print(hit: Hit, corpus: Corpus, options: argparse.Namespace) -> None:
    context = options.kwic if options.kwic is not None else concordance.CONTEXT
    if options.json:
        fields: dict[str, object] = {
            "document": hit.document,
            "unit": hit.unit,
            "version": hit.version,
            "segment": hit.segment,
            "start": hit.start,
            "stop": hit.stop,
            "text": hit.text,
        }
        if options.kwic is not None:
            fields["before"], fields["after"] = _around(hit, corpus, context)
        output.json_line(fields)
        return
    before, after = _around(hit, corpus, context)
    print(f"{hit.unit}  {hit.version} {hit.segment}:{hit.start}  {output.foreign(f'{before}[{hit.text}]{after}')}")


def _print_row(row: FoundRow, options: argparse.Namespace) -> None:
    if options.json:
        nothing = dict.fromkeys(("segment", "start", "stop", "text"))
        output.json_line({"document": row.document, "unit": row.unit, "version": row.version, **nothing})
        return
    print(row.unit)


def _around(hit: Hit, corpus: Corpus, size: int) -> tuple[str, str]:
    text = corpus.segment(hit.segment_id).text
    return text[max(0, hit.start - size) : hit.start], text[hit.stop : hit.stop + size]
