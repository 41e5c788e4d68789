"""Planned documents become ready to be written: titled and aligned. An import and a change share this.

One bad file never spoils the others, and the files themselves are only ever read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from viewer import folders
from viewer.align import AlignedUnit, align
from viewer.align.provisional import Spans, provisional
from viewer.corpus import Corpus, NewUnit, SegmentLike
from viewer.errors import Cancelled, HexaplaError, ImportFailed
from viewer.formats import draft as drafts
from viewer.formats.draft import Caution, DraftLink, DraftSegment
from viewer.formats.plan import Outcome, Plan, PlannedDocument, PlannedText
from viewer.importing.furniture import Repetitions, furnished, repetitions
from viewer.importing.learning import learn_aligned
from viewer.importing.sides import aligned_by_marks, paragraphs
from viewer.importing.site_furniture import is_page, rows_apart
from viewer.lexicons import Lexicons
from viewer.model import Kind, Link, SegmentId, Source, VersionId
from viewer.progress import Stage, Steps
from viewer.search.engine import Engine

Item = TypeVar("Item")

_OFTEN = 250
"""Segments between two looks at whether to stop."""


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
class Preparation:
    """What is shared by the documents that are prepared together."""

    stage: Stage
    """That of aligning them."""
    lexicons: Lexicons
    """They help to align, and learn from each document."""
    repeated: Repetitions
    """What tells furniture."""
    cancelled: Callable[[], bool]

    @staticmethod
    def of(documents: Sequence[PlannedDocument], lexicons: Lexicons, steps: Steps) -> Preparation:
        """Raises Cancelled."""
        stage = Stage(steps, "align", sum(map(_work, documents)))
        return Preparation(stage, lexicons, repetitions(documents, steps.cancelled), steps.cancelled)


class Prepared:
    """A document ready to be written: its title is known, and its rows are, from the file or from the aligner."""

    def __init__(self, document: PlannedDocument, preparation: Preparation, *, later: bool = False) -> None:
        """With `later` the rows are provisional, unless the texts say which belong together. Raises Cancelled."""
        self.document = document
        self._preparation = preparation
        self.waits = False
        """Whether the rows are provisional."""
        self._held: list[list[DraftSegment]] = []
        """The segments of what has to be aligned; a table's stay where they are and are read as streams."""
        if document.units is None:
            self._held = [
                furnished(text, list(text.text.segments(text.language)), preparation.repeated)
                for text in document.texts
            ]
        titles = (segment.text for text in self._held for segment in text if segment.kind is Kind.TITLE)
        self.title = document.name or next(titles, "") or document.fallback
        self._aligned: list[AlignedUnit] | None = None
        self._provisional: list[Spans] = []
        if len(self._held) > 1:
            self._align(later)

    def segments(self) -> Iterator[Iterable[DraftSegment]]:
        """The segments of each text, in their order. What was held is let go of."""
        if self.document.units is None:
            while self._held:
                yield self._held.pop(0)
        else:
            for text in self.document.texts:
                yield text.text.segments(text.language)

    def units(self, columns: Sequence[VersionId]) -> Iterator[NewUnit]:
        """The rows, `columns` being the versions of the texts. To be asked for after the segments."""
        if self.document.units is not None:
            for unit in self.document.units():
                cells = {column: cell for column, cell in zip(columns, unit.cells, strict=True) if cell[0] < cell[1]}
                yield NewUnit(cells, unit.confidence, unit.status)
        elif self.waits:
            for spans in self._provisional:
                ranges = zip(columns, spans, strict=True)
                yield NewUnit({column: (start, stop) for column, (start, stop) in ranges if start < stop})
        elif self._aligned is not None:
            for aligned in self._aligned:
                runs = zip(columns, aligned.cells, strict=True)
                yield NewUnit({column: (run[0], run[-1] + 1) for column, run in runs if run}, aligned.confidence)
        else:
            for segment in range(self.document.texts[0].text.size):
                yield NewUnit({columns[0]: (segment, segment + 1)})

    def _align(self, later: bool) -> None:
        how = self._preparation
        report = how.stage.share(self.title, _work(self.document))
        languages = [text.language for text in self.document.texts]
        found = aligned_by_marks(self._held, progress=report, cancelled=how.cancelled)
        if found is None:
            sides = [paragraphs(segments, tag) for segments, tag in zip(self._held, languages, strict=True)]
            if later:
                self._provisional, self.waits = provisional(sides), True
                return
            known = how.lexicons.lexicon(languages)
            found = align(sides, known=known, progress=report, cancelled=how.cancelled)
            if any(map(is_page, self.document.texts)):
                found = rows_apart(found, self._held)
        learn_aligned(how.lexicons, languages, self._held, found)
        self._aligned = found


def _work(document: PlannedDocument) -> int:
    """Segments of a document that have to be aligned."""
    sizes = [text.text.size for text in document.texts]
    return sum(sizes) if document.units is None and len(sizes) > 1 else 0


def cost(document: PlannedDocument) -> int:
    """How long a document takes to be aligned, in about a thousandth of a second: each text with each other."""
    return _work(document) * (len(document.texts) - 1)


class Destination(Protocol):
    """Where documents are written: a new corpus, or one that is changed."""

    def add_document(self, title: str) -> int: ...

    def add_text(self, document: int, version: VersionId, source: Source, segments: Iterable[SegmentLike]) -> int: ...

    def add_units(self, document: int, units: Iterable[NewUnit]) -> int: ...

    def segment_id(self, document: int, version: VersionId, number: int) -> SegmentId: ...

    def add_links(self, links: Iterable[Link]) -> int: ...


def writing(documents: Iterable[PlannedDocument], steps: Steps) -> Stage:
    """The stage of writing these documents: their segments, and as many rows as the longest text has segments."""
    sizes = [[text.text.size for text in document.texts] for document in documents]
    return Stage(steps, "write", sum(sum(own) + max(own, default=0) for own in sizes))


def write(
    prepared: Prepared, columns: Sequence[VersionId], destination: Destination, stage: Stage
) -> tuple[list[FileReport], int]:
    """Writes one document, `columns` being the versions of its texts. Gives the reports and the number of rows."""
    document = prepared.document
    reports = []
    number = destination.add_document(prepared.title)
    for text, column, segments in zip(document.texts, columns, prepared.segments(), strict=True):
        if not text.text.size:  # a version that the file has, but not in this document
            continue
        stream = _reported(segments, stage.part(text.file.name, text.text.size))
        count = destination.add_text(number, column, source_of(text), stream)
        reports += reports_on(text, column, number, count)
    step = stage.part(prepared.title, max((text.text.size for text in document.texts), default=0))
    rows = destination.add_units(number, _reported(prepared.units(columns), step))
    if document.links is not None:
        links = (_new_link(link, number, columns, destination) for link in document.links())
        destination.add_links(_reported(links, step))
    return reports, rows


def prepare_search(target: Path, steps: Steps) -> tuple[drafts.ImportWarning, ...]:
    """Builds the search cache of every version. The corpus is whole without it, so only cancelling is passed on."""
    try:
        with Corpus.open(target, read_only=True) as corpus:
            engine = Engine(corpus, folders.cache() / "search")
            versions = corpus.versions()
            stage = Stage(steps, "index", sum(version.segments for version in versions))
            try:
                for version in versions:
                    engine.prepare(version.id, stage.share(version.label, version.segments), steps.cancelled)
                stage.end()
            except Cancelled:
                engine.forget()
                raise
    except Cancelled:
        raise
    except (HexaplaError, OSError) as error:
        return (drafts.ImportWarning(Caution.SEARCH_NOT_PREPARED, detail=str(error)),)
    return ()


def _reported(items: Iterable[Item], step: Callable[[int], None]) -> Iterator[Item]:
    for number, item in enumerate(items):
        if number % _OFTEN == 0:
            step(number)
        yield item


def _new_link(link: DraftLink, document: int, columns: Sequence[VersionId], destination: Destination) -> Link:
    source, target = (
        destination.segment_id(document, columns[text], segment) for text, segment in (link.source, link.target)
    )
    return Link(source, target, link.kind)


def source_of(text: PlannedText) -> Source:
    """What the corpus notes of the file that a text was read from."""
    own = text.read_from
    name = f"{text.parts[0].file.name} … {text.parts[-1].file.name}" if len(text.parts) > 1 else own.file.name
    return Source(name=name, format=text.draft.format, encoding=own.encoding, digest=own.digest)


def files_of(planned: Plan, texts: Iterable[PlannedText] | None = None) -> dict[Path, str]:
    """The files that hold the texts of a plan, or some of them, with their digests. A part of a text must not take the
    place of the whole, and what was pasted is no file."""
    if texts is None:
        texts = (text for document in planned.documents for text in document.texts)
    whole = (text.read_from for text in texts if not text.parts)
    return {own.file: own.digest for own in whole if own.file not in planned.pasted}


def reports_on(text: PlannedText, version: VersionId, document: int, segments: int) -> list[FileReport]:
    """What became of the files of a text that was written: nearly always one."""
    parts = [(part.file, part.draft, part.text.size) for part in text.parts] or [(text.file, text.draft, segments)]
    return [
        FileReport(
            file=file,
            version=version,
            document=document,
            language=text.language,
            format=draft.format,
            encoding=draft.encoding,
            segments=size,
            warnings=draft.warnings,
        )
        for file, draft, size in parts
    ]


def report_of(outcome: Outcome) -> FileReport:
    """What became of a file that holds nothing of what was written."""
    return FileReport(file=outcome.file, refused=outcome.refused, skipped=outcome.skipped)
