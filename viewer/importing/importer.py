"""An import from beginning to end: files are read, aligned, written as a corpus, and made ready for searching.

One bad file never spoils the others. Nothing has the corpus' name before all of it is there, and the files themselves
are only ever read.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from viewer.corpus import Builder, Corpus
from viewer.errors import Exists, NothingToImport
from viewer.formats import draft as drafts
from viewer.formats.choices import FileChoice
from viewer.formats.plan import Decision, Plan
from viewer.importing import origins
from viewer.importing.learning import learn_rows
from viewer.importing.planning import plan
from viewer.importing.preparing import (
    FileReport,
    Prepared,
    aligning,
    files_of,
    prepare_search,
    report_of,
    write,
    writing,
)
from viewer.lexicons import Lexicons
from viewer.model import Version
from viewer.progress import Progress, Stage, Steps


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import made."""

    path: Path
    title: str
    versions: tuple[Version, ...]
    documents: int
    units: int
    files: tuple[FileReport, ...]
    decisions: tuple[Decision, ...] = ()
    """What the user might have meant otherwise."""
    warnings: tuple[drafts.ImportWarning, ...] = ()
    """About the corpus, not one of the files."""

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """Files that could not be read."""
        return tuple(report for report in self.files if report.refused is not None)

    @property
    def skipped(self) -> tuple[FileReport, ...]:
        """Files that were left out, though nothing is wrong with them."""
        return tuple(report for report in self.files if report.refused is None and report.skipped)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Has the garbage collector look at what is alive less often: an import makes millions of objects and no cycles."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@_collecting_seldom()
def import_files(
    paths: Sequence[Path],
    target: Path,
    *,
    choices: Mapping[Path, FileChoice] | None = None,
    paragraphs: str = "auto",
    title: str | None = None,
    overwrite: bool = False,
    search: bool = True,
    lexicon: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Summary:
    """Imports files and folders into the new corpus `target`.

    `choices` are the user's word on single files and override what names and texts say; `paragraphs` is `auto`, `line`
    or `blank`; without `search` it is left to the first search to prepare it; without `lexicon` nothing is used of what
    earlier texts taught, and nothing learned. Raises NothingToImport if no file could
    be read, Exists, IsSource, Cancelled (nothing is left behind), the errors of `Builder`, and ValueError for choices
    of what does not exist.
    """
    steps = Steps(progress, cancelled)
    if os.path.lexists(target) and not overwrite:
        raise Exists(target)
    planned = plan(paths, steps, choices=choices, paragraphs=paragraphs, target=target)
    return import_planned(planned, target, steps, title=title, overwrite=overwrite, search=search, lexicon=lexicon)


def import_planned(
    planned: Plan,
    target: Path,
    steps: Steps,
    *,
    title: str | None = None,
    overwrite: bool = False,
    search: bool = True,
    lexicon: bool = True,
) -> Summary:
    """The rest of `import_files`, once it is decided what the files are."""
    refused = tuple(outcome.refused for outcome in planned.outcomes if outcome.refused)
    if not planned.documents:
        raise NothingToImport(refused)
    alignment = aligning(planned.documents, steps)
    lexicons = Lexicons(in_use=lexicon)
    first = Prepared(planned.documents[0], alignment, lexicons, steps.cancelled)
    title = title or planned.title_with(first.title)
    with Builder(target, title=title, overwrite=overwrite) as builder:
        reports, units = _write(planned, first, builder, alignment, lexicons, steps)
        part = builder.complete()
        warnings = prepare_search(part, steps) if search else ()
        builder.publish()
    with Corpus.open(target, read_only=True) as corpus:
        versions = corpus.versions()
        origins.remember(corpus, files_of(text for document in planned.documents for text in document.texts))
        with_rows = [number for number, document in enumerate(planned.documents) if document.units is not None]
        learn_rows(lexicons, corpus, with_rows)
    lexicons.save()
    return Summary(
        path=target,
        title=title,
        versions=versions,
        documents=len(planned.documents),
        units=units,
        files=(*reports, *map(report_of, planned.outcomes)),
        decisions=planned.decisions,
        warnings=warnings,
    )


def _write(
    planned: Plan, first: Prepared, builder: Builder, alignment: Stage, lexicons: Lexicons, steps: Steps
) -> tuple[list[FileReport], int]:
    """Aligns and writes one document after another, the `first` being aligned. Gives reports and the number of rows."""
    reports: list[FileReport] = []
    units = 0
    stage = writing(planned.documents, steps)
    ids = [builder.add_version(version.language, version.label, version.id) for version in planned.versions]
    for number, document in enumerate(planned.documents):
        prepared = first if number == 0 else Prepared(document, alignment, lexicons, steps.cancelled)
        columns = [ids[text.column] for text in document.texts]
        written, rows = write(prepared, columns, builder, stage)
        reports += written
        units += rows
    stage.end()
    return reports, units
