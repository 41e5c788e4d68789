"""An import from beginning to end: files are read, aligned, written as a corpus, and made ready for searching.

One bad file never spoils the others. Nothing has the corpus' name before all of it is there, and the files themselves
are only ever read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer import origins
from viewer.corpus import Builder, Corpus
from viewer.errors import Exists, NothingToImport
from viewer.formats import draft as drafts
from viewer.formats.arrangement import Decision, Plan
from viewer.model import Version
from viewer.preparing import (
    FileReport,
    Prepared,
    aligning,
    decisions_on_lines,
    planned,
    prepare_search,
    report_of,
    write,
    writing,
)
from viewer.progress import Progress, Stage, Steps
from viewer.text.paragraphs import Rule


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


def import_files(
    paths: Sequence[Path],
    target: Path,
    *,
    languages: Mapping[Path, str] | None = None,
    paragraphs: str = "auto",
    title: str | None = None,
    overwrite: bool = False,
    search: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Summary:
    """Imports files and folders into the new corpus `target`.

    `languages` (a file to its BCP 47 tag) overrides what names and texts say; `paragraphs` is `auto`, `line` or
    `blank`; without `search` it is left to the first search to prepare it. Raises NothingToImport if no file could be
    read, Exists, IsSource, Cancelled (nothing is left behind), the errors of `Builder`, and ValueError for a tag that
    is no language.
    """
    steps = Steps(progress, cancelled)
    if os.path.lexists(target) and not overwrite:
        raise Exists(target)
    rule = None if paragraphs == "auto" else Rule(paragraphs)
    plan = planned(paths, rule, languages or {}, target, steps)
    refused = tuple(outcome.refused for outcome in plan.outcomes if outcome.refused)
    if not plan.documents:
        raise NothingToImport(refused)
    alignment = aligning(plan.documents, steps)
    first = Prepared(plan.documents[0], alignment, cancelled)
    title = title or plan.title or (first.title if len(plan.documents) == 1 else plan.name or first.title)
    with Builder(target, title=title, overwrite=overwrite) as builder:
        reports, units = _write(plan, first, builder, alignment, steps)
        part = builder.complete()
        warnings = prepare_search(part, steps) if search else ()
        builder.publish()
    with Corpus.open(target, read_only=True) as corpus:
        versions = corpus.versions()
        origins.remember(corpus, {text.file: text.draft.digest for each in plan.documents for text in each.texts})
    return Summary(
        path=target,
        title=title,
        versions=versions,
        documents=len(plan.documents),
        units=units,
        files=(*reports, *map(report_of, plan.outcomes)),
        decisions=(*plan.decisions, *decisions_on_lines(plan, rule)),
        warnings=warnings,
    )


def _write(
    plan: Plan, first: Prepared, builder: Builder, alignment: Stage, steps: Steps
) -> tuple[list[FileReport], int]:
    """Aligns and writes one document after another, the `first` being aligned. Gives reports and the number of rows."""
    reports: list[FileReport] = []
    units = 0
    stage = writing(plan.documents, steps)
    ids = [builder.add_version(version.language, version.label, version.id) for version in plan.versions]
    for number, document in enumerate(plan.documents):
        prepared = first if number == 0 else Prepared(document, alignment, steps.cancelled)
        columns = [ids[text.column] for text in document.texts]
        written, rows = write(prepared, columns, builder, stage)
        reports += written
        units += rows
    stage.end()
    return reports, units
