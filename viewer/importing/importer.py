"""An import from beginning to end: files are read, aligned, written as a corpus, and made ready for searching.

One bad file never spoils the others. Nothing has the corpus' name before all of it is there, and the files themselves
are only ever read.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from viewer.corpus import Builder, Corpus
from viewer.errors import Exists, NothingToImport
from viewer.formats import draft as drafts
from viewer.formats.choices import FileChoice
from viewer.formats.plan import Decision, Plan, PlannedDocument
from viewer.importing import origins
from viewer.importing.learning import learn_rows
from viewer.importing.pasting import Pasted
from viewer.importing.planning import plan
from viewer.importing.preparing import (
    FileReport,
    Preparation,
    Prepared,
    cost,
    files_of,
    prepare_search,
    report_of,
    write,
    writing,
)
from viewer.lexicons import Lexicons
from viewer.model import Version
from viewer.progress import Progress, Steps
from viewer.waiting import SETTING, Name, noted


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
    waiting: int = 0
    """Documents whose rows are provisional until they are aligned."""

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
    at_once: int | None = None,
    pasted: Pasted | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Summary:
    """Imports files and folders into the new corpus `target`.

    `choices` are the user's word on single files and override what names and texts say; `paragraphs` is `auto`, `line`
    or `blank`; without `search` it is left to the first search to prepare it; without `lexicon` nothing is used of what
    earlier texts taught, and nothing learned; what takes longer to be aligned than `at_once` (milliseconds or so, of
    all documents together) gets provisional rows and waits; `pasted` is as for `planning.plan`.
    Raises NothingToImport if no file could be read, Exists, IsSource, Cancelled (nothing is left behind), the errors of
    `Builder`, and ValueError for choices of what does not exist.
    """
    steps = Steps(progress, cancelled)
    if os.path.lexists(target) and not overwrite:
        raise Exists(target)
    planned = plan(paths, steps, choices=choices, paragraphs=paragraphs, target=target, pasted=pasted)
    return import_planned(
        planned, target, steps, title=title, overwrite=overwrite, search=search, lexicon=lexicon, at_once=at_once
    )


def import_planned(
    planned: Plan,
    target: Path,
    steps: Steps,
    *,
    title: str | None = None,
    overwrite: bool = False,
    search: bool = True,
    lexicon: bool = True,
    at_once: int | None = None,
) -> Summary:
    """The rest of `import_files`, once it is decided what the files are."""
    refused = tuple(outcome.refused for outcome in planned.outcomes if outcome.refused)
    if not planned.documents:
        raise NothingToImport(refused)
    lexicons = Lexicons(in_use=lexicon)
    preparation = Preparation.of(planned.documents, lexicons, steps)
    later = _later(planned.documents, at_once)
    first = Prepared(planned.documents[0], preparation, later=0 in later)
    title = title or planned.title_with(first.title)
    with Builder(target, title=title, overwrite=overwrite) as builder:
        reports, units, waiting = _write(planned, first, builder, preparation, later, steps)
        part = builder.complete()
        warnings = prepare_search(part, steps) if search else ()
        builder.publish()
    with Corpus.open(target, read_only=True) as corpus:
        versions = corpus.versions()
        origins.remember(corpus, files_of(planned))
        with_rows = [number for number, document in enumerate(planned.documents) if document.units is not None]
        learn_rows(lexicons, corpus, with_rows)
    lexicons.save()
    return Summary(
        path=target,
        title=title,
        versions=versions,
        documents=len(planned.documents),
        units=units,
        waiting=waiting,
        files=(*reports, *map(report_of, planned.outcomes)),
        decisions=planned.decisions,
        warnings=warnings,
    )


def _later(documents: Sequence[PlannedDocument], at_once: int | None) -> set[int]:
    """The numbers of the documents that are not aligned now, as they would take too long together with the others."""
    later: set[int] = set()
    left = at_once
    for number, document in enumerate(documents):
        if left is None:
            break
        needed = cost(document)
        if needed > left:
            later.add(number)
        else:
            left -= needed
    return later


def _write(
    planned: Plan,
    first: Prepared,
    builder: Builder,
    preparation: Preparation,
    later: Collection[int],
    steps: Steps,
) -> tuple[list[FileReport], int, int]:
    """Aligns and writes one document after another, the `first` being aligned.

    Gives reports, the number of rows, and how many documents wait to be aligned.
    """
    reports: list[FileReport] = []
    waits: list[Name] = []
    units = 0
    stage = writing(planned.documents, steps)
    ids = [builder.add_version(version.language, version.label, version.id) for version in planned.versions]
    for number, document in enumerate(planned.documents):
        prepared = Prepared(document, preparation, later=number in later) if number else first
        columns = [ids[text.column] for text in document.texts]
        written, rows = write(prepared, columns, builder, stage)
        reports += written
        units += rows
        if prepared.waits:
            texts = zip(columns, document.texts, strict=True)
            waits.append(tuple(builder.segment_id(number, column, 0) for column, text in texts if text.text.size))
    if waits:
        builder.set_setting(SETTING, noted(waits))
    stage.end()
    return reports, units, len(waits)
