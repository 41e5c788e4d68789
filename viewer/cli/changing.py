"""`hexapla add`, `replace`, `remove`, `rename`, `move`, and `undo`, `redo` and `history`: a corpus is changed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from viewer import changing
from viewer.changing.changed import Action, Changed, Gone
from viewer.cli import choosing, output
from viewer.cli.reports import HEADER, as_json, complained, decided, rows, told_of_progress
from viewer.cli.values import natural_number, new_name
from viewer.cli.wording import done, placed, warning
from viewer.corpus import Corpus
from viewer.formats.choices import FileChoice
from viewer.model import Change
from viewer.progress import Progress

_SHOWN = 20
"""Rows and paragraphs that are named one by one; with --json all are."""
_EXCERPT = 60
"""Code points."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to the parser."""
    parser = _command(commands, "add", "add files to a corpus, as versions or as documents", _add)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument(
        "--as",
        dest="as_",
        choices=("version", "document"),
        help="a further version of a document that is there, or a document of its own; decided for each if left out",
    )
    parser.add_argument(
        "--into", type=natural_number, metavar="N", help="the document, from 0, that the files are versions of"
    )
    choosing.add_to(parser)
    choosing.add_paragraphs_to(parser)
    parser = _command(commands, "replace", "put a draft in the place of a text; what is the same is kept", _replace)
    parser.add_argument("version", metavar="V", help="a version: its id, label or language")
    parser.add_argument("path", type=Path, metavar="PATH", help="the draft")
    _add_document(parser, "the document, from 0, if several have a text in this version")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding of the draft")
    choosing.add_paragraphs_to(parser)
    parser = _command(commands, "remove", "remove a version, a document, or a text", _remove)
    parser.add_argument("version", nargs="?", metavar="V", help="a version: its id, label or language")
    _add_document(parser, "a document, from 0; with V only its text in that version")
    parser = _command(commands, "rename", "give a version, a document or the corpus another name", _rename)
    parser.add_argument("version", nargs="?", metavar="V", help="a version: its id, label or language")
    parser.add_argument("label", type=new_name, metavar="LABEL", help="the new name")
    _add_document(parser, "the document, from 0, that gets the name; without V and this the corpus gets it")
    parser = _command(commands, "move", "move a document to another place", _move)
    parser.add_argument("document", type=natural_number, metavar="N", help="its number, from 0")
    parser.add_argument("to", type=natural_number, metavar="TO", help="the number that it will have")
    _command(commands, "undo", "take the last change back", _undo)
    _command(commands, "redo", "make the change again that was taken back last", _redo)
    _command(commands, "history", "the changes that were made, the oldest first", _history)


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    words: str,
    run: Callable[[argparse.Namespace], int | None],
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument("corpus", type=Path, metavar="C")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)
    return parser


def _add_document(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--document", type=natural_number, metavar="N", help=words)


def _add(options: argparse.Namespace) -> int:
    if options.into is not None and options.as_ == "document":
        raise argparse.ArgumentError(None, "--into N names the document of a version; leave out --as document")
    choices = choosing.choices(options)
    return _with_progress(
        options,
        lambda show: changing.add(
            options.corpus,
            options.paths,
            as_=options.as_,
            into=options.into,
            choices=choices,
            paragraphs=options.paragraphs,
            progress=show,
        ),
    )


def _replace(options: argparse.Namespace) -> int:
    told = {options.path: FileChoice(encoding=options.encoding)} if options.encoding else None
    return _with_progress(
        options,
        lambda show: changing.replace(
            options.corpus,
            options.version,
            options.path,
            document=options.document,
            choices=told,
            paragraphs=options.paragraphs,
            progress=show,
        ),
    )


def _remove(options: argparse.Namespace) -> int:
    if options.version is None and options.document is None:
        raise argparse.ArgumentError(None, "remove needs a version V, or --document N")
    return _told(changing.remove(options.corpus, options.version, document=options.document), options)


def _rename(options: argparse.Namespace) -> int:
    if options.version is not None and options.document is not None:
        raise argparse.ArgumentError(None, "rename takes a version V or --document N, not both")
    changed = changing.rename(options.corpus, options.label, version=options.version, document=options.document)
    return _told(changed, options)


def _move(options: argparse.Namespace) -> int:
    return _told(changing.move(options.corpus, options.document, options.to), options)


def _undo(options: argparse.Namespace) -> None:
    with Corpus.open(options.corpus) as corpus:
        _turned(corpus.undo(), "taken back", options)


def _redo(options: argparse.Namespace) -> None:
    with Corpus.open(options.corpus) as corpus:
        _turned(corpus.redo(), "made again", options)


def _turned(change: Change | None, how: str, options: argparse.Namespace) -> None:
    if options.json:
        output.json_line({"change": None if change is None else asdict(change)})
    elif change is None:
        print(f"{output.name(options.corpus)}: there is nothing to be {how}")
    else:
        print(f"{how}: {_worded(change)}")


def _history(options: argparse.Namespace) -> None:
    with Corpus.open(options.corpus, read_only=True) as corpus:
        changes = corpus.changes()
    if options.json:
        for change in changes:
            output.json_line(asdict(change))
        return
    if not changes:
        print(f"{output.name(options.corpus)}: nothing was changed so far")
        return
    header = ("number", "at", "what", "remarks")
    rows = [(str(one.number), one.at, _worded(one), "taken back" if one.undone else "") for one in changes]
    output.table([header, *rows])


def _worded(change: Change) -> str:
    return output.foreign(done(change.action, change.fields))


def _with_progress(options: argparse.Namespace, work: Callable[[Callable[[Progress], None]], Changed]) -> int:
    with told_of_progress() as show:
        changed = work(show)
    return _told(changed, options)


def _told(changed: Changed, options: argparse.Namespace) -> int:
    """Prints the summary; the exit code."""
    if options.json:
        output.json_line(_as_json(changed))
    else:
        _print(changed)
    return complained(changed.files)


def _print(changed: Changed) -> None:
    if changed.files:
        output.table([HEADER, *rows(changed.files)])
        print()
    counts = ", ".join(
        [
            output.counted(changed.documents, "document"),
            output.counted(len(changed.versions), "version"),
            output.counted(changed.units, "row"),
        ]
    )
    print(f"{output.foreign(changed.title)}: {counts}, {output.name(changed.path)}")
    for placement in changed.placements:
        print(placed(placement))
    for title in changed.removed_documents:
        print(f"{output.foreign(title)}: removed too, as it was there in no other version")
    if changed.action is Action.REPLACE:
        _print_replacement(changed)
    for decision in changed.decisions:
        print(decided(decision))
    for remark in changed.warnings:
        print(warning(remark))
    print("nothing was different" if changed.change is None else f"done: {_worded(changed.change)}; undo takes it back")


def _print_replacement(changed: Changed) -> None:
    edited = sum(gone.edited for gone in changed.gone)
    print(
        f"{output.counted(changed.kept, 'paragraph')} kept ({changed.moved} of them moved), {edited} edited, "
        f"{len(changed.gone) - edited} removed; {output.counted(len(changed.rows), 'row')} to review"
    )
    if changed.rows:
        numbers = ", ".join(str(one.unit) for one in changed.rows[:_SHOWN])
        print(f"to review: {numbers}{_more(len(changed.rows))}")
    lost = [gone for gone in changed.gone if gone.annotations or gone.links]
    for gone in lost[:_SHOWN]:
        print(f"lost with its paragraph: {_lost(gone)}")
    if len(lost) > _SHOWN:
        print(f"lost with their paragraphs: the marks of {len(lost) - _SHOWN} more; --json lists them all")


def _more(count: int) -> str:
    return f" and {count - _SHOWN} more" if count > _SHOWN else ""


def _lost(gone: Gone) -> str:
    marks = [output.counted(len(gone.annotations), "annotation")] if gone.annotations else []
    marks += [output.counted(gone.links, "link")] if gone.links else []
    text = gone.text if len(gone.text) <= _EXCERPT else f"{gone.text[:_EXCERPT]}..."
    return f"{' and '.join(marks)} of “{output.foreign(text)}”"


def _as_json(changed: Changed) -> dict[str, object]:
    return {
        "action": changed.action,
        "change": None if changed.change is None else asdict(changed.change),
        "title": changed.title,
        "documents": changed.documents,
        "units": changed.units,
        "versions": [version.id for version in changed.versions],
        "files": [as_json(report) for report in changed.files],
        "placements": [
            {"file": output.printable(str(one.file)), "as": one.as_, "document": one.document, "guess": one.is_guess}
            for one in changed.placements
        ],
        "kept": changed.kept,
        "moved": changed.moved,
        "review": [asdict(one) for one in changed.rows],
        "gone": [asdict(one) for one in changed.gone],
        "removed_documents": changed.removed_documents,
    }
