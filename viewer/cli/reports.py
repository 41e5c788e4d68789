"""What became of files, in words and as JSON: the table, the decisions and the refusals of an import or a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path, PurePath

from viewer.cli import output
from viewer.cli.wording import DECISIONS, warning
from viewer.errors import NothingToImport
from viewer.formats.plan import Decision
from viewer.importing.preparing import FileReport
from viewer.importing.proposing import ProposedFile
from viewer.progress import Progress

_SOME_REFUSED = 3
_STAGES = {"read": "reading", "align": "aligning", "write": "writing", "index": "preparing the search"}

HEADER = ("file", "version", "format", "encoding", "segments", "remarks")
"""Of the table that has a row for every report."""


def names_of(files: Iterable[Path]) -> dict[Path, str]:
    """What each file is called in a table: its name, after that of its folder where several files have this name."""
    several = Counter(file.name for file in set(files))
    return {
        file: output.name(PurePath(file.parent.name, file.name) if several[file.name] > 1 else file.name)
        for file in files
    }


def rows(reports: Sequence[FileReport]) -> Iterator[tuple[str, ...]]:
    """The reports as rows of the table. What is remarked on a file stands in its first row."""
    names = names_of([report.file for report in reports])
    remarked = set()
    for report in reports:
        *cells, remarks = _row(report, names[report.file])
        yield *cells, "" if (report.file, remarks) in remarked else remarks
        remarked.add((report.file, remarks))


def _row(report: FileReport, file: str) -> tuple[str, ...]:
    if report.refused:
        return file, "-", "-", "-", "-", "refused"
    if report.skipped:
        return file, "-", "-", "-", "-", f"skipped: {report.skipped}"
    remarks = "; ".join(warning(one) for one in report.warnings)
    return file, report.version or "-", report.format, report.encoding or "-", str(report.segments), remarks


def complained(files: Iterable[FileReport] | Iterable[ProposedFile]) -> int:
    """Says which files were refused; the exit code."""
    refusals = [file.refused for file in files if file.refused]
    for refusal in refusals:
        output.complain(str(refusal))
    return _SOME_REFUSED if refusals else 0


@contextmanager
def told_of_progress() -> Iterator[Callable[[Progress], None]]:
    """Shows how far a job is; if it comes to nothing, says first which files were refused."""
    line = output.ProgressLine()
    try:
        yield lambda progress: line.show(worded(progress))
    except NothingToImport as error:
        line.clear()
        for refused in error.refused:
            output.complain(str(refused))
        raise
    finally:
        line.clear()


def decided(decision: Decision) -> str:
    """A decision in words."""
    file = output.name(decision.file.name) if decision.file else ""
    detail = output.foreign(decision.detail)
    return DECISIONS[decision.choice].format(file=file, detail=detail, count=decision.count)


def as_json(report: FileReport) -> dict[str, object]:
    """The report as a JSON object."""
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


def worded(progress: Progress) -> str:
    """How far a job is."""
    share = f"{100 * progress.done // progress.total} %" if progress.total else ""
    return f"{_STAGES[progress.stage]} {share}"
