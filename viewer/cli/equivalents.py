"""`hexapla equivalents`: how a term may be rendered in the other versions."""

from __future__ import annotations

import argparse
from pathlib import Path

from viewer import folders
from viewer.cli import output
from viewer.cli.values import natural_number
from viewer.corpus import Corpus
from viewer.search.clauses import Presence
from viewer.search.engine import Engine
from viewer.search.equivalents import Equivalent, Equivalents
from viewer.search.query import condition, parse

_DESCRIPTION = """\
Likely equivalents of TERM in every other version, the likeliest first: words and phrases that stand in the rows of TERM
more often than chance and other words explain (Dunning's log-likelihood ratio, the score). They are guesses. TERM is
read as in a search: * is the rest of a word, "..." and /.../ are as there. rows counts the rows of TERM with the
equivalent in any of its forms. In a corpus of fewer than some 300 rows only names, numbers and words that were left as
they are can be told; where nothing can be said, nothing is printed.
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("equivalents", help="how a term may be rendered", description=_DESCRIPTION)
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("term", type=_term, metavar="V:TERM", help="a version, a colon and the term, such as de:Stadt")
    parser.add_argument("--in", action="append", dest="versions", metavar="V", help="only in this version (repeatable)")
    parser.add_argument("--word", action="store_true", help="TERM is a whole word")
    parser.add_argument("--limit", type=natural_number, metavar="N", help="at most N in each version")
    parser.add_argument("--json", action="store_true", help="one JSON object an equivalent")
    parser.set_defaults(run=_equivalents)


def _term(value: str) -> tuple[str, str]:
    version, colon, text = value.partition(":")
    if not (version and colon and text.strip()):
        raise argparse.ArgumentTypeError(f"{value}: a version, a colon and a term are needed, as in de:Stadt")
    return version, text


def _equivalents(options: argparse.Namespace) -> None:
    name, text = options.term
    with Corpus.open(options.corpus, read_only=True) as corpus:
        folder = folders.cache() / "search"
        equivalents = Equivalents(corpus, Engine(corpus, folder), folder)
        source = corpus.version(name).id
        targets = None if options.versions is None else [corpus.version(wanted).id for wanted in options.versions]
        query = parse(
            "",
            versions=corpus.versions(),
            conditions=[condition(Presence.CONTAINS, source, text)],
            word=options.word,
        )
        for found in equivalents.find(query, source, targets=targets):
            _print(found[: options.limit], as_json=options.json)


def _print(found: list[Equivalent], *, as_json: bool) -> None:
    if as_json:
        for one in found:
            output.json_line({"version": one.version, "text": one.text, "rows": one.rows, "score": round(one.score, 2)})
    elif found:
        print(found[0].version)
        output.table(
            [(f"  {output.foreign(one.text)}", output.counted(one.rows, "row"), f"{one.score:.0f}") for one in found]
        )
