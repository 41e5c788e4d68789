"""An import from beginning to end: files are read, aligned, written as a corpus, and made ready for searching.

One bad file never spoils the others. Nothing has the corpus' name before all of it is there, and the files themselves
are only ever read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer import folders, origins
from viewer.align import AlignedUnit, Paragraphs, align, align_by_time
from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit
from viewer.errors import Cancelled, Exists, HexaplaError, ImportFailed, IsSource, NothingToImport
from viewer.formats import draft as drafts
from viewer.formats.arrangement import (
    Choice,
    Decision,
    Outcome,
    Plan,
    PlannedDocument,
    PlannedText,
    arrange,
)
from viewer.formats.draft import Caution, Draft, DraftSegment, time_of
from viewer.formats.listing import listed
from viewer.formats.registry import Reading, read
from viewer.formats.source import SourceFile
from viewer.model import Kind, Source, Version, VersionId
from viewer.search.engine import Engine
from viewer.text.paragraphs import Rule

_STEPS = 1_000
"""Into which a share of work is divided when it is reported."""
_OFTEN = 1_000
"""Segments between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is within its stage."""

    stage: str
    """`read`, `align`, `write` or `index`."""
    done: int
    total: int
    what: str
    """The file, document or version at hand."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file; a file with several versions has one report for each."""

    file: Path
    version: VersionId | None = None
    document: int | None = None
    language: str = ""
    format: str = ""
    encoding: str = ""
    segments: int = 0
    warnings: tuple[drafts.ImportWarning, ...] = ()
    refused: ImportFailed | None = None
    skipped: str | None = None
    """Completes "skipped: ..."."""


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
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Summary:
    """Imports files and folders into the new corpus `target`.

    `languages` (a file to its BCP 47 tag) overrides what names and texts say; `paragraphs` is `auto`, `line` or
    `blank`. Raises NothingToImport if no file could be read, Exists, IsSource, Cancelled (nothing is left behind),
    the errors of `Builder`, and ValueError for a tag that is no language.
    """
    steps = _Steps(progress, cancelled)
    existed = os.path.lexists(target)
    if existed and not overwrite:
        raise Exists(target)
    rule = None if paragraphs == "auto" else Rule(paragraphs)
    plan = _plan(paths, rule, languages or {}, target, steps)
    refused = tuple(outcome.refused for outcome in plan.outcomes if outcome.refused)
    if not plan.documents:
        raise NothingToImport(refused)
    title, reports, units = _write(plan, target, title, overwrite, steps)
    try:
        warnings = _prepare_search(target, steps)
    except Cancelled:
        if not existed:
            target.unlink(missing_ok=True)
            raise
        warnings = ()  # the old corpus is gone, so the new one has to stay
    with Corpus.open(target, read_only=True) as corpus:
        versions = corpus.versions()
        origins.remember(corpus, {text.file: text.draft.digest for each in plan.documents for text in each.texts})
    return Summary(
        path=target,
        title=title,
        versions=versions,
        documents=len(plan.documents),
        units=units,
        files=(*reports, *map(_report_of, plan.outcomes)),
        decisions=(*plan.decisions, *_decisions_on_lines(plan, rule)),
        warnings=warnings,
    )


class _Steps:
    """Progress and cancellation at once: every step reports, and stops if that is wanted."""

    def __init__(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> None:
        self._progress = progress
        self.cancelled = cancelled

    def __call__(self, stage: str, done: int, total: int, what: str) -> None:
        self.stop_if_wanted()
        self._progress(Progress(stage, done, total, what))

    def share(self, stage: str, what: str) -> Callable[[float], None]:
        return lambda done: self(stage, round(done * _STEPS), _STEPS, what)

    def stop_if_wanted(self) -> None:
        if self.cancelled():
            raise Cancelled


def _plan(paths: Sequence[Path], rule: Rule | None, languages: Mapping[Path, str], target: Path, steps: _Steps) -> Plan:
    files = sum(1 for file in listed(paths) if not file.refused)
    done = 0

    def draft(path: Path, language: str | None) -> Draft:
        nonlocal done
        steps("read", done, files, path.name)
        done += 1
        file = SourceFile.open(path)
        if target.exists() and os.path.samefile(path, target):
            raise IsSource(target)
        return read(file, Reading(language, rule))

    return arrange(paths, draft, languages)


def _write(
    plan: Plan, target: Path, title: str | None, overwrite: bool, steps: _Steps
) -> tuple[str, list[FileReport], int]:
    """Aligns and writes one document after another. Gives the title, the reports, and the number of units."""
    first = _Prepared(plan.documents[0], steps, 0, len(plan.documents))
    title = title or (first.title if len(plan.documents) == 1 else plan.name or first.title)
    reports: list[FileReport] = []
    units = 0
    with Builder(target, title=title, overwrite=overwrite) as builder:
        ids = [builder.add_version(version.language, version.label) for version in plan.versions]
        for number, document in enumerate(plan.documents):
            prepared = first if number == 0 else _Prepared(document, steps, number, len(plan.documents))
            builder.add_document(prepared.title)
            for text, segments in zip(document.texts, prepared.segments(), strict=True):
                stream = _reported(map(_new_segment, segments), text, steps)
                count = builder.add_text(number, ids[text.column], _source(text), stream)
                reports.append(_report(text, ids[text.column], number, count))
            columns = [ids[text.column] for text in document.texts]
            units += builder.add_units(number, _cancellable(prepared.units(columns), steps))
        steps.stop_if_wanted()
        builder.commit()
    return title, reports, units


class _Prepared:
    """A document ready to be written: its title is known, and its rows are, from the file or from the aligner."""

    def __init__(self, document: PlannedDocument, steps: _Steps, number: int, of: int) -> None:
        self._document = document
        self._held: list[list[DraftSegment]] = []
        """The segments of what has to be aligned; a table's stay where they are and are read as streams."""
        if document.units is None:
            self._held = [list(text.text.segments(text.language)) for text in document.texts]
        titles = (segment.text for text in self._held for segment in text if segment.kind is Kind.TITLE)
        self.title = document.name or next(titles, "") or document.fallback
        self._aligned = self._align(steps, number, of) if len(self._held) > 1 else None

    def segments(self) -> Iterator[Iterable[DraftSegment]]:
        """The segments of each text, in their order. What was held is let go of."""
        if self._document.units is None:
            while self._held:
                yield self._held.pop(0)
        else:
            for text in self._document.texts:
                yield text.text.segments(text.language)

    def units(self, columns: Sequence[VersionId]) -> Iterator[NewUnit]:
        """The rows, `columns` being the versions of the texts. To be asked for after the segments."""
        if self._document.units is not None:
            for unit in self._document.units():
                cells = {column: cell for column, cell in zip(columns, unit.cells, strict=True) if cell[0] < cell[1]}
                yield NewUnit(cells, unit.confidence, unit.status)
        elif self._aligned is not None:
            for aligned in self._aligned:
                runs = zip(columns, aligned.cells, strict=True)
                yield NewUnit({column: (run[0], run[-1] + 1) for column, run in runs if run}, aligned.confidence)
        else:
            for segment in range(self._document.texts[0].text.size):
                yield NewUnit({columns[0]: (segment, segment + 1)})

    def _align(self, steps: _Steps, number: int, of: int) -> list[AlignedUnit]:
        """By time where every segment says when it is heard, else by what is written."""

        def report(share: float) -> None:
            steps("align", round((number + share) * _STEPS), of * _STEPS, self.title)

        report(0.0)
        times = [[time for segment in text if (time := time_of(segment))] for text in self._held]
        if all(len(own) == len(text) for own, text in zip(times, self._held, strict=True)):
            return align_by_time(times, progress=report, cancelled=steps.cancelled)
        sides = [
            Paragraphs(
                language=text.language,
                texts=[segment.text for segment in segments],
                headings=[segment.kind in (Kind.TITLE, Kind.HEADING) for segment in segments],
            )
            for text, segments in zip(self._document.texts, self._held, strict=True)
        ]
        return align(sides, progress=report, cancelled=steps.cancelled)


def _prepare_search(target: Path, steps: _Steps) -> tuple[drafts.ImportWarning, ...]:
    """Builds the search cache of every version. The corpus is whole without it, so only cancelling is passed on."""
    try:
        with Corpus.open(target, read_only=True) as corpus:
            engine = Engine(corpus, folders.cache() / "search")
            for version in corpus.versions():
                engine.prepare(version.id, steps.share("index", version.label), steps.cancelled)
    except Cancelled:
        raise
    except (HexaplaError, OSError) as error:
        return (drafts.ImportWarning(Caution.SEARCH_NOT_PREPARED, detail=str(error)),)
    return ()


def _reported(segments: Iterable[NewSegment], text: PlannedText, steps: _Steps) -> Iterator[NewSegment]:
    for number, segment in enumerate(segments):
        if number % _OFTEN == 0:
            steps("write", number, text.text.size, text.file.name)
        yield segment


def _cancellable(units: Iterable[NewUnit], steps: _Steps) -> Iterator[NewUnit]:
    for number, unit in enumerate(units):
        if number % _OFTEN == 0:
            steps.stop_if_wanted()
        yield unit


def _new_segment(draft: DraftSegment) -> NewSegment:
    if not draft.annotations:
        return NewSegment(draft.text, draft.kind, draft.excluded)
    annotations = tuple(NewAnnotation(note.start, note.stop, note.kind, note.value) for note in draft.annotations)
    return NewSegment(draft.text, draft.kind, draft.excluded, annotations)


def _source(text: PlannedText) -> Source:
    draft = text.draft
    return Source(name=text.file.name, format=draft.format, encoding=draft.encoding, digest=draft.digest)


def _report(text: PlannedText, version: VersionId, document: int, segments: int) -> FileReport:
    return FileReport(
        file=text.file,
        version=version,
        document=document,
        language=text.language,
        format=text.draft.format,
        encoding=text.draft.encoding,
        segments=segments,
        warnings=text.draft.warnings,
    )


def _report_of(outcome: Outcome) -> FileReport:
    return FileReport(file=outcome.file, refused=outcome.refused, skipped=outcome.skipped)


def _decisions_on_lines(plan: Plan, rule: Rule | None) -> Iterator[Decision]:
    for document in plan.documents:
        for text in document.texts:
            if rule is None and text.draft.paragraphs == Rule.BLANK:
                yield Decision(Choice.BY_BLANK_LINES, text.file)
