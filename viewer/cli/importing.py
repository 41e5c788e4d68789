"""`hexapla import`: files and folders become a corpus."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from viewer.cli import choosing, output
from viewer.cli.reports import HEADER, as_json, complained, decided, names_of, rows, told_of_progress
from viewer.cli.wording import warning
from viewer.formats.plan import Decision
from viewer.importing import Summary, import_files
from viewer.importing.proposing import Doubt, Proposal, ProposedFile, propose

_NAMED = 8
"""Doubtful files that are named."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("import", help="import files or folders and align them")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument("-o", "--output", type=Path, metavar="C.hexapla", help="the corpus to write")
    choosing.add_to(parser)
    choosing.add_paragraphs_to(parser)
    parser.add_argument("--no-lexicon", action="store_true", help="use nothing learned before, and learn nothing")
    parser.add_argument("--force", action="store_true", help="overwrite the corpus if it exists")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be imported")
    parser.add_argument("--json", action="store_true", help="the summary as one JSON object a file")
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    choices = choosing.choices(options)
    if options.output is None and not options.dry_run:
        raise argparse.ArgumentError(None, "-o C.hexapla is missing: the corpus to write")
    with told_of_progress() as show:
        if options.dry_run:
            proposal = propose(options.paths, choices=choices, paragraphs=options.paragraphs, progress=show)
        else:
            summary = import_files(
                options.paths,
                options.output,
                choices=choices,
                paragraphs=options.paragraphs,
                overwrite=options.force,
                lexicon=not options.no_lexicon,
                progress=show,
            )
    if options.dry_run:
        return _shown(proposal, as_json=options.json)
    if options.json:
        for report in summary.files:
            output.json_line(as_json(report))
    else:
        _print(summary)
    return complained(summary.files)


def _print(summary: Summary) -> None:
    output.table([HEADER, *rows(summary.files)])
    print()
    counts = f"{output.counted(summary.documents, 'document')}, {output.counted(summary.units, 'row')}"
    print(f"{output.foreign(summary.title)}: {counts}, {output.name(summary.path)}")
    for decision in summary.decisions:
        print(decided(decision))
    for remark in summary.warnings:
        print(warning(remark))


def _shown(proposal: Proposal, *, as_json: bool) -> int:
    """Prints a proposal; the exit code."""
    if as_json:
        for file in proposal.files:
            output.json_line(_proposed_as_json(file, proposal))
        return complained(proposal.files)
    header = ("file", "document", "version", "format", "encoding", "segments", "remarks")
    names = names_of([file.path for file in proposal.files])
    output.table(
        [header, *(row for file in proposal.files for row in _proposed_rows(file, proposal, names[file.path]))]
    )
    print()
    for decision in proposal.decisions:
        print(decided(decision))
    print("every guess is sure" if proposal.is_sure else f"not every guess is sure{_to_look_at(proposal)}")
    return complained(proposal.files)


def _to_look_at(proposal: Proposal) -> str:
    names = [output.name(file.path.name) for file in proposal.files if file.doubtful]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"; look at {', '.join(names[:_NAMED])}{more}" if names else ""


def _proposed_rows(file: ProposedFile, proposal: Proposal, name: str) -> Iterator[tuple[str, ...]]:
    if file.refused or file.skipped:
        yield name, "-", "-", "-", "-", "-", "refused" if file.refused else f"skipped: {file.skipped}"
    remarks = "; ".join(warning(one) for one in file.warnings)
    for text in file.texts:
        version = output.foreign(proposal.versions[text.version].label)
        document = output.foreign(proposal.documents[text.document])
        yield name, document, version, file.format, file.encoding or "-", str(text.segments), remarks
        remarks = ""  # once a file


def _proposed_as_json(file: ProposedFile, proposal: Proposal) -> dict[str, object]:
    return {
        "file": output.printable(str(file.path)),
        "format": file.format,
        "encoding": file.encoding,
        "paragraphs": file.paragraphs,
        "texts": [
            {
                "document": proposal.documents[text.document],
                "version": proposal.versions[text.version].id,
                "label": proposal.versions[text.version].label,
                "language": proposal.versions[text.version].language,
                "segments": text.segments,
            }
            for text in file.texts
        ],
        "preview": file.preview,
        "warnings": [asdict(one) for one in file.warnings],
        "doubtful": [_doubt(one) for one in file.doubtful],
        "refused": None if file.refused is None else output.printable(str(file.refused)),
        "skipped": file.skipped,
    }


def _doubt(one: Doubt) -> str:
    return decided(one) if isinstance(one, Decision) else warning(one)
