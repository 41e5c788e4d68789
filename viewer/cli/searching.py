"""`hexapla search`: where something stands in a corpus."""

from __future__ import annotations

import argparse
from pathlib import Path

from viewer import folders
from viewer.cli import output
from viewer.cli.values import natural_number
from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import Hit
from viewer.search.engine import Engine
from viewer.search.query import Query, parse

_CONTEXT = 40
"""Code points on either side of a hit, for people."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("search", help="search a corpus")
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("query", nargs="?", default="", metavar="QUERY")
    parser.add_argument("--in", action="append", dest="versions", metavar="V", help="only in this version (repeatable)")
    parser.add_argument("--word", action="store_true", help="whole words only")
    parser.add_argument("--regex", action="store_true", help="QUERY is a regular expression")
    parser.add_argument("--exact", action="store_true", help="letters as typed, case and accents included")
    parser.add_argument("--loose-arabic", action="store_true", help="take look-alike Arabic letters as one")
    parser.add_argument("--kana", action="store_true", help="take hiragana and katakana as one")
    parser.add_argument("--kwic", type=natural_number, metavar="N", help="N characters of context on either side")
    parser.add_argument("--limit", type=natural_number, metavar="N", help="at most N hits")
    parser.add_argument("--document", type=natural_number, metavar="N", help="only in this document, from 0")
    parser.add_argument("--no-furniture", action="store_true", help="pass over page furniture")
    parser.add_argument("--count", action="store_true", help="only how many there are")
    parser.add_argument("--json", action="store_true", help="one JSON object a hit")
    parser.set_defaults(run=_search)


def _search(options: argparse.Namespace) -> None:
    with Corpus.open(options.corpus, read_only=True) as corpus:
        engine = Engine(corpus, folders.cache() / "search")
        documents = len(corpus.documents())
        if options.document is not None and options.document >= documents:
            raise OutOfRange("document", options.document, documents)
        query = parse(
            options.query,
            versions=corpus.versions(),
            word=options.word,
            regex=options.regex,
            exact=options.exact,
            loose_arabic=options.loose_arabic,
            kana=options.kana,
            within=None if options.versions is None else [corpus.version(name).id for name in options.versions],
        )
        if options.count:
            _print_counts(engine, query, options)
            return
        furniture = not options.no_furniture
        for hit in engine.hits(query, limit=options.limit, document=options.document, furniture=furniture):
            _print(hit, corpus, options)


def _print_counts(engine: Engine, query: Query, options: argparse.Namespace) -> None:
    counts = engine.count(query, document=options.document, furniture=not options.no_furniture)
    if options.json:
        output.json_line({"units": counts.units, "hits": dict(counts.hits)})
        return
    rows = output.counted(counts.units, "row")
    print(", ".join([rows, *(f"{version} {number}" for version, number in counts.hits.items())]))


def _print(hit: Hit, corpus: Corpus, options: argparse.Namespace) -> None:
    context = options.kwic if options.kwic is not None else _CONTEXT
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


def _around(hit: Hit, corpus: Corpus, size: int) -> tuple[str, str]:
    text = corpus.segment(hit.segment_id).text
    return text[max(0, hit.start - size) : hit.start], text[hit.stop : hit.stop + size]
