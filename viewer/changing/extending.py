"""Files that come to a corpus: each is a further version of a document that is there, or a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path

from viewer.changing.belonging import Belonging, names
from viewer.changing.standing import Standing
from viewer.corpus import ColumnRows, Corpus, Restructuring
from viewer.errors import HasRows, ImportFailed, Unplaced
from viewer.formats.draft import DraftSegment
from viewer.formats.plan import Plan, PlannedDocument, PlannedText, PlannedVersion
from viewer.importing.preparing import FileReport, Preparation, Prepared, reports_on, source_of, write, writing
from viewer.importing.site_furniture import is_page
from viewer.lexicons import Lexicons
from viewer.model import Version, VersionId
from viewer.progress import Stage, Steps


class As(StrEnum):
    """What a file may be added as."""

    VERSION = "version"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Placement:
    """As what a file was added."""

    file: Path
    as_: As
    document: int
    """Its number: the one that there is a further version of now, or the new one."""
    title: str
    """Of the document."""
    is_guess: bool
    """By what is in the file, and not by the user's word or a name."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A further version of a document, with its place among the rows."""

    document: int
    planned: PlannedText
    segments: Sequence[DraftSegment]
    rows: ColumnRows
    column: VersionId | PlannedVersion
    """The version that it is, or the one that has to be made."""


class Extension:
    """All that is going to be added, read and aligned."""

    def __init__(self, corpus: Corpus, planned: Plan, as_: As | None, into: int | None, steps: Steps) -> None:
        """`into` is the number of the document that the files are versions of. Raises Cancelled."""
        self.lexicons = Lexicons()
        self._versions = planned.versions
        self._columns = _Columns(corpus.versions())
        self.refused: list[ImportFailed] = []
        self.placements: list[Placement] = []
        self._texts: list[_Text] = []
        self._documents: list[Prepared] = []
        titles = [document.title for document in corpus.documents()]
        further: list[tuple[int, bool, PlannedDocument]] = []
        own: list[PlannedDocument] = []
        belonging = cache(partial(Belonging, corpus))
        for document in planned.documents:
            steps.stop_if_wanted()
            found = _home(belonging, document, as_, into, len(titles))
            if isinstance(found, tuple):
                further.append((*found, document))
            elif found:
                self.refused += found
            else:
                own.append(document)
        self._place(corpus, further, steps)
        preparation = Preparation.of(own, self.lexicons, steps)
        for document in own:
            prepared = Prepared(document, preparation)
            self._documents.append(prepared)
            guessed = as_ is None and document.units is None
            for file in _files(document):
                self.placements.append(Placement(file, As.DOCUMENT, len(titles), prepared.title, guessed))
            titles.append(prepared.title)

    def __bool__(self) -> bool:
        return bool(self._texts or self._documents)

    def _place(self, corpus: Corpus, further: Sequence[tuple[int, bool, PlannedDocument]], steps: Steps) -> None:
        stage = Stage(steps, "align", sum(text.text.size for *_, document in further for text in document.texts))
        standing: dict[int, Standing] = {}
        for number, guessed, document in further:
            known = standing.get(number) or Standing(corpus, number, self.lexicons)
            for text in document.texts:
                segments = list(text.text.segments(text.language))
                share = stage.share(text.file.name, text.text.size)
                rows = known.with_text(
                    segments, text.language, is_page=is_page(text), progress=share, cancelled=steps.cancelled
                )
                column = self._columns.free(self._versions[text.column], known.versions)
                self._texts.append(_Text(number, text, segments, rows, column))
                known = known.after(segments, self._columns.name(column), text.language, rows)
            for file in _files(document):
                self.placements.append(Placement(file, As.VERSION, number, known.title, guessed))
            standing[number] = known

    def write(self, change: Restructuring, steps: Steps) -> list[FileReport]:
        """Makes the change, and gives a report on every text."""
        reports = []
        made: dict[VersionId, VersionId] = {}

        def column(wanted: VersionId | PlannedVersion) -> VersionId:
            if not isinstance(wanted, PlannedVersion):
                return wanted
            if wanted.id not in made:
                made[wanted.id] = change.add_version(wanted.language, wanted.label, wanted.id)
            return made[wanted.id]

        for text in self._texts:
            version = column(text.column)
            source = source_of(text.planned)
            count = change.put_text(text.document, version, source, text.segments, text.rows)
            reports += reports_on(text.planned, version, text.document, count)
        stage = writing([prepared.document for prepared in self._documents], steps)
        for prepared in self._documents:
            columns: list[VersionId] = []
            for one in prepared.document.texts:
                columns.append(column(self._columns.free(self._versions[one.column], columns)))
            written, _ = write(prepared, columns, change, stage)
            reports += written
        steps.stop_if_wanted()
        return reports


class _Columns:
    """The versions of a corpus, and those that new texts need besides."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self._known: list[tuple[str, VersionId | PlannedVersion]] = [(one.language, one.id) for one in versions]
        self._names = {one.id.casefold() for one in versions}
        self._labels = {one.label.casefold() for one in versions}

    def free(self, wanted: PlannedVersion, taken: Sequence[VersionId]) -> VersionId | PlannedVersion:
        """The version called so, or else the first of its language, that is not `taken`; a new one if there is none."""
        free = [(language, one) for language, one in self._known if self.name(one) not in taken]
        same = [one for language, one in free if language.casefold() == wanted.language.casefold()]
        for one in same:
            if self.name(one) == wanted.id:
                return one
        if same:
            return same[0]
        new = PlannedVersion(wanted.language, self._label(wanted.label), self._name(wanted))
        self._known.append((new.language, new))
        self._names.add(new.id.casefold())
        self._labels.add(new.label.casefold())
        return new

    @staticmethod
    def name(one: VersionId | PlannedVersion) -> VersionId:
        return one.id if isinstance(one, PlannedVersion) else one

    def _label(self, wanted: str) -> str:
        return next(label for label in _numbered(wanted, " ") if label.casefold() not in self._labels)

    def _name(self, wanted: PlannedVersion) -> VersionId:
        for name in (wanted.id, *_numbered(wanted.language, "-", 99)):
            if name.casefold() not in self._names:
                return VersionId(name)
        return wanted.id


def _numbered(name: str, separator: str, most: int = 999) -> Iterator[str]:
    yield name
    yield from (f"{name}{separator}{number}" for number in range(2, most))


def _home(
    belonging: Callable[[], Belonging], document: PlannedDocument, as_: As | None, into: int | None, documents: int
) -> tuple[int, bool] | list[ImportFailed]:
    """The document that these texts are versions of, and whether that is a guess; or why they are refused; or, if
    nothing is wrong with them, that they are a document of their own. `documents` is how many the corpus has."""
    if as_ is As.DOCUMENT or (as_ is None and into is None and document.units is not None):
        return []
    if document.units is not None:
        return [HasRows(file) for file in _files(document)]
    if into is not None:
        return into, False
    if as_ is As.VERSION and documents == 1:
        return 0, False
    called = [document.name, document.fallback, *(name for file in _files(document) for name in names(file.name))]
    found = belonging().by_name(called)
    if found is not None:
        return found, False
    longest = max(document.texts, key=lambda text: text.text.size)
    segments = longest.text.segments(longest.language)
    found = belonging().by_likeness(longest.language, (segment.text for segment in segments))
    if found is not None:
        return found, True
    return [Unplaced(file) for file in _files(document)] if as_ is As.VERSION else []


def _files(document: PlannedDocument) -> list[Path]:
    return list(dict.fromkeys(text.file for text in document.texts))
