"""`hexapla align` and `evaluate`: rows of files or, once more, of a corpus, and how good they are."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from viewer import languages
from viewer.align import Paragraphs, align
from viewer.align.evaluate import Score, evaluate
from viewer.align.rows_file import read_rows, write_rows
from viewer.align.sentence_texts import align_sentences
from viewer.cli import output
from viewer.cli.realigning import align_corpus
from viewer.cli.values import natural_number
from viewer.errors import EmptyFile, Exists, IsSource, Malformed
from viewer.formats.decoding import decode
from viewer.formats.draft import Cautions
from viewer.formats.naming import claims, stem_of
from viewer.formats.source import SourceFile
from viewer.lexicons import Lexicons
from viewer.model import Kind, RowLevel
from viewer.text.detection import guess
from viewer.text.kinds import kinds
from viewer.text.paragraphs import Rule, paragraphs


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to the parser."""
    parser = commands.add_parser("align", help="align files and write their rows, or align a corpus again")
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="C|FILE",
        help="a corpus; or, with -o, two or more texts, a paragraph a line",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="ROWS.tsv", help="the rows file to write, of files")
    parser.add_argument("--document", type=natural_number, metavar="N", help="of a corpus: only this document, from 0")
    parser.add_argument(
        "--versions", metavar="V,V", help="of a corpus: only these are moved, among the rows of the others"
    )
    parser.add_argument("--json", action="store_true", help="of a corpus: the summary as JSON")
    parser.add_argument(
        "--level",
        choices=[*RowLevel],
        default=RowLevel.PARAGRAPH,
        help="what a row is made of (paragraph); sentence: where nearly all lines are single sentences, their numbers; "
        "else every paragraph is cut into its sentences, which are counted through the file, from 0",
    )
    parser.add_argument("--no-lexicon", action="store_true", help="use nothing that your texts taught before")
    parser.add_argument("--force", action="store_true", help="overwrite the rows file if it exists")
    parser.set_defaults(run=_align)
    parser = commands.add_parser("evaluate", help="score a rows file against a gold one")
    parser.add_argument("gold", type=Path, metavar="GOLD.tsv")
    parser.add_argument("rows", type=Path, metavar="ROWS.tsv")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_evaluate)


def _align(options: argparse.Namespace) -> None:
    target: Path | None = options.output
    if target is None:
        if len(options.paths) > 1:
            raise argparse.ArgumentError(None, "align takes one corpus, or files and -o ROWS.tsv")
        if options.level != RowLevel.PARAGRAPH:
            raise argparse.ArgumentError(
                None, "--level sentence is for files and -o; export --level sentence cuts rows"
            )
        align_corpus(options)
        return
    if len(options.paths) < 2:
        raise argparse.ArgumentError(None, "align needs two files or more, or a corpus and no -o")
    if options.document is not None or options.versions is not None or options.json:
        raise argparse.ArgumentError(None, "--document, --versions and --json are for a corpus; leave out -o")
    if os.path.lexists(target) and not options.force:
        raise Exists(target)
    if any(target.exists() and file.exists() and target.samefile(file) for file in options.paths):
        raise IsSource(target)
    sides = [_side(file) for file in options.paths]
    known = Lexicons(in_use=not options.no_lexicon).lexicon([side.language for side in sides])
    by_sentence = options.level == RowLevel.SENTENCE
    rows = align_sentences(sides, known=known) if by_sentence else align(sides, known=known)
    part = target.with_name(f"{target.name}.part")
    try:
        write_rows(part, _names(options.paths, sides), [row.cells for row in rows], [row.confidence for row in rows])
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _side(file: Path) -> Paragraphs:
    """A text as the aligner takes it; a paragraph is a line that is not blank."""
    claimed = claims(PurePath(file.name))
    tag = claimed[0].tag if claimed else None
    texts, _ = paragraphs(decode(SourceFile.open(file), Cautions(), language=tag).text(), Rule.LINE)
    if not texts:
        raise EmptyFile(file)
    tag = tag or guess("\n".join(texts)).language
    found = kinds(texts, tag)
    headings = [kind in (Kind.TITLE, Kind.HEADING) for kind in found]
    return Paragraphs(tag, texts, headings, [kind is Kind.FURNITURE for kind in found])


def _names(files: Sequence[Path], sides: Sequence[Paragraphs]) -> list[str]:
    """What the versions are called: their languages, or their files' names where these say no language."""
    found: list[str] = []
    for file, side in zip(files, sides, strict=True):
        name = side.language if side.language != languages.UNKNOWN else output.printable(stem_of(file.name))
        number = 1
        while (unique := f"{name}-{number}" if number > 1 else name) in found:
            number += 1
        found.append(unique)
    return found


def _evaluate(options: argparse.Namespace) -> None:
    gold = read_rows(options.gold)
    if len(gold.versions) < 2:
        raise Malformed(options.gold, "line 1", "two versions or more are needed")
    scores = evaluate(gold.rows, read_rows(options.rows, len(gold.versions)).rows)
    if options.json:
        units = None if scores.units is None else _numbers(scores.units)
        output.json_line({"strict": _numbers(scores.strict), "lax": _numbers(scores.lax), "units": units})
        return
    rows = "" if scores.units is None else f"   unit F {scores.units.f1:.3f}"
    print(f"strict {_words(scores.strict)}   lax {_words(scores.lax)}{rows}")


def _words(score: Score) -> str:
    return f"P {score.precision:.3f} R {score.recall:.3f} F {score.f1:.3f}"


def _numbers(score: Score) -> dict[str, float]:
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1}
