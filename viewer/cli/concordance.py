"""What `hexapla search` does with a list of hits beyond naming them: sort it, shorten it, write it as a file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from viewer.cli import output
from viewer.cli.wording import warning
from viewer.corpus import Corpus
from viewer.errors import Exists, HexaplaError, QueryError
from viewer.exporting import Exported
from viewer.hit_export import HIT_FORMATS, export_hits
from viewer.search.annotation_filter import AnnotationFilter, admitted_rows
from viewer.search.concordance import Arrangement, Concordance, Line
from viewer.search.engine import Engine
from viewer.search.hit_order import Order, ordered
from viewer.search.hit_places import HitPlaces, gathered
from viewer.search.query import Query
from viewer.search.same_lines import same

CONTEXT = 40
"""Code points on either side of a hit, for people."""
_PAGE = 256


def add_to(parser: argparse.ArgumentParser) -> None:
    """Adds the options to those of the search."""
    parser.add_argument(
        "--sort",
        choices=[one.value for one in Order],
        help="order of the hits: by the words before or after, the match, the version, the document, or the length "
        "of the paragraph",
    )
    parser.add_argument("--descending", action="store_true", help="the other way round")
    parser.add_argument("--collapse", action="store_true", help="hits alike in all versions once, with their number")
    for name, text in (("said", "TEXT in it"), ("since", "this date or a later one"), ("until", "at most this date")):
        what = "TEXT" if name == "said" else "DATE"
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=f"KIND={what}",
            help=f"only rows with an annotation of this KIND and {text} (repeatable), as in "
            + ("author=ann" if name == "said" else "created=2024-05"),
        )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=f"write the hits as a file: {', '.join(HIT_FORMATS)}"
    )
    parser.add_argument("--force", action="store_true", help="overwrite FILE if it exists")


def is_wanted(options: argparse.Namespace) -> bool:
    """Whether any of the options needs all hits at once."""
    return bool(
        options.sort or options.descending or options.collapse or options.output is not None or _is_filtered(options)
    )


def run(corpus: Corpus, engine: Engine, query: Query, options: argparse.Namespace) -> None:
    """Prints the hits, or writes them as a file, as the options want them."""
    if options.output is not None and options.output.exists() and not options.force:
        raise Exists(options.output)  # sorting can take long
    places = gathered(engine.scan(query), corpus)
    if _is_filtered(options):
        places = places.within(corpus.index(), admitted_rows(corpus, [*_filters(corpus, options)]))
    line = output.ProgressLine()
    try:
        arrangement = _arranged(corpus, query, places, options, line)
        if options.output is None:
            line.clear()
            _print(corpus, query, places, arrangement, options)
        else:
            done = export_hits(
                corpus,
                options.output,
                query,
                places,
                arrangement,
                context=options.kwic,
                overwrite=options.force,
                progress=lambda part, all_: line.show(f"writing {100 * part // all_} %"),
            )
            line.clear()
            _say(done, options)
    finally:
        line.clear()


def _arranged(
    corpus: Corpus, query: Query, places: HitPlaces, options: argparse.Namespace, line: output.ProgressLine
) -> Arrangement:
    numbers = groups = None
    if options.sort or options.descending:
        numbers = ordered(
            corpus,
            query,
            places,
            Order(options.sort or Order.READING),
            descending=options.descending,
            progress=lambda done: line.show(f"sorting {100 * done:.0f} %"),
        )
    if options.collapse:
        groups = same(
            corpus,
            query,
            places,
            [version.id for version in corpus.versions()],
            progress=lambda done: line.show(f"comparing {100 * done:.0f} %"),
        )
    arrangement = Arrangement(numbers, groups).arranged()
    if options.limit is None:
        return arrangement
    numbers = np.arange(len(places)) if arrangement.numbers is None else arrangement.numbers
    return Arrangement(numbers[: options.limit], groups)


def _print(
    corpus: Corpus, query: Query, places: HitPlaces, arrangement: Arrangement, options: argparse.Namespace
) -> None:
    context = CONTEXT if options.kwic is None else options.kwic
    listed = Concordance(corpus, query, places, arrangement, context=context)
    for start in range(0, len(listed), _PAGE):
        for one in listed.lines(start, start + _PAGE):
            if options.json:
                output.json_line(_fields(one, query, options))
                continue
            times = f"{one.times} x  " if options.collapse else ""
            text = output.foreign(f"{one.before}[{one.match}]{one.after}")
            print(f"{times}{one.unit}" if one.segment is None else f"{times}{_place(one)}  {text}")


def _place(line: Line) -> str:
    return f"{line.unit}  {line.version} {line.segment}:{line.start}"


def _fields(line: Line, query: Query, options: argparse.Namespace) -> dict[str, object]:
    """As without sorting; `times` where a line stands for several hits."""
    is_row = line.segment is None
    spoken_of = next((version for clause in query.clauses for version in clause.versions), None)
    fields: dict[str, object] = {
        "document": line.document,
        "unit": line.unit,
        "version": spoken_of if is_row else line.version,
        "segment": line.segment,
        "start": None if is_row else line.start,
        "stop": None if is_row else line.stop,
        "text": None if is_row else line.match,
    }
    if options.kwic is not None and not is_row:
        fields["before"], fields["after"] = line.before, line.after
    if options.collapse:
        fields["times"] = line.times
    return fields


def _say(done: Exported, options: argparse.Namespace) -> None:
    thing = "row" if done.format == "tmx" else "line"
    if options.json:
        output.json_line(
            {
                "files": [output.printable(str(file)) for file in done.files],
                "format": done.format,
                f"{thing}s": done.units,
                "warnings": [asdict(one) for one in done.warnings],
            }
        )
        return
    files = ", ".join(output.name(file) for file in done.files)
    print(f"{files}: {done.format}, {output.counted(done.units, thing)}")
    for one in done.warnings:
        output.complain(warning(one))


def _is_filtered(options: argparse.Namespace) -> bool:
    return bool(options.said or options.since or options.until)


def _filters(corpus: Corpus, options: argparse.Namespace) -> Iterator[AnnotationFilter]:
    known = corpus.annotation_kinds()
    for name, condition in (("said", "contains"), ("since", "since"), ("until", "until")):
        for given in getattr(options, name):
            kind, equals, value = given.partition("=")
            if not equals or kind not in known:
                kinds = f"the kinds here are {', '.join(known)}" if known else "this corpus has no annotations"
                raise HexaplaError(f"--{name} {given}: a kind, = and a value are needed; {kinds}")
            try:
                yield AnnotationFilter(kind, **{condition: value})
            except QueryError as error:
                raise HexaplaError(f"--{name} {given}: {error.reason}") from error
