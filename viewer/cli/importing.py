"""`hexapla import`: files and folders become a corpus."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from viewer import languages
from viewer.cli import output
from viewer.cli.wording import DECISIONS, warning
from viewer.errors import NothingToImport
from viewer.formats.arrangement import Decision
from viewer.importing import Summary, import_files
from viewer.preparing import FileReport
from viewer.progress import Progress

_SOME_REFUSED = 3
_STAGES = {"read": "reading", "align": "aligning", "write": "writing", "index": "preparing the search"}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("import", help="import files or folders and align them")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="C.hexapla", help="the corpus to write")
    parser.add_argument(
        "--lang", action="append", default=[], metavar="FILE=TAG", help="the language of a file, such as a.txt=pt-BR"
    )
    parser.add_argument(
        "--paragraphs",
        choices=("auto", "line", "blank"),
        default="auto",
        help="what ends a paragraph of a plain text: every line, or a blank line (auto: decided for each text)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite the corpus if it exists")
    parser.add_argument("--json", action="store_true", help="the summary as one JSON object a file")
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    line = output.ProgressLine()
    try:
        summary = import_files(
            options.paths,
            options.output,
            languages=_languages(options.lang, options.paths),
            paragraphs=options.paragraphs,
            overwrite=options.force,
            progress=lambda progress: line.show(_worded(progress)),
        )
    except NothingToImport as error:
        line.clear()
        for refused in error.refused:
            output.complain(str(refused))
        raise
    finally:
        line.clear()
    if options.json:
        for report in summary.files:
            output.json_line(_as_json(report))
    else:
        _print(summary)
    refusals = [report.refused for report in summary.files if report.refused]
    for refusal in refusals:
        output.complain(str(refusal))
    return _SOME_REFUSED if refusals else 0


def _languages(given: Sequence[str], paths: Sequence[Path]) -> dict[Path, str]:
    found = {}
    for pair in given:
        file, equals, tag = pair.rpartition("=")
        if not equals or not file or not languages.is_language(tag):
            raise argparse.ArgumentError(None, f"--lang {pair}: it must be FILE=TAG with a language tag such as de")
        places = [Path(file), *(path / file for path in paths)]
        place = next((place for place in places if place.is_file()), None)
        if place is None:
            raise argparse.ArgumentError(None, f"--lang {pair}: there is no such file")
        found[place] = tag
    return found


def _print(summary: Summary) -> None:
    header = ("file", "version", "format", "encoding", "segments", "remarks")
    output.table([header, *map(_row, summary.files)])
    print()
    counts = f"{output.counted(summary.documents, 'document')}, {output.counted(summary.units, 'row')}"
    print(f"{output.foreign(summary.title)}: {counts}, {output.name(summary.path)}")
    for decision in summary.decisions:
        print(_decided(decision))
    for remark in summary.warnings:
        print(warning(remark))


def _row(report: FileReport) -> tuple[str, ...]:
    file = output.name(report.file.name)
    if report.refused:
        return file, "-", "-", "-", "-", "refused"
    if report.skipped:
        return file, "-", "-", "-", "-", f"skipped: {report.skipped}"
    remarks = "; ".join(warning(one) for one in report.warnings)
    return file, report.version or "-", report.format, report.encoding, str(report.segments), remarks


def _decided(decision: Decision) -> str:
    file = output.name(decision.file.name) if decision.file else ""
    return DECISIONS[decision.choice].format(file=file, detail=decision.detail)


def _as_json(report: FileReport) -> dict[str, object]:
    return {
        "file": output.printable(str(report.file)),
        "version": report.version,
        "document": report.document,
        "format": report.format,
        "encoding": report.encoding,
        "segments": report.segments,
        "warnings": [asdict(one) for one in report.warnings],
        "refused": None if report.refused is None else output.printable(str(report.refused)),
        "skipped": report.skipped,
    }


def _worded(progress: Progress) -> str:
    share = f"{100 * progress.done // progress.total} %" if progress.total else ""
    return f"{_STAGES[progress.stage]} {share}"
