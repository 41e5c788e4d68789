"""An export from beginning to end: rows and versions are chosen, and written in the format that the file's name tells.

The corpus is only ever read. Nothing has its name before all of it is there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer import folders
from viewer.corpus import Corpus, CorpusIndex, is_corpus
from viewer.errors import Cancelled, Locked, OutOfRange, Unwritable
from viewer.formats import draft, writing
from viewer.formats.beside import Ends, no_ends
from viewer.formats.draft import Caution
from viewer.formats.page_setup import Layout, PageSetup
from viewer.formats.writing import Context, Writer, write, writer_for
from viewer.linkage import Linkage
from viewer.model import Kind, RowLevel, Unit, VersionId
from viewer.noted_rows import notes_among, with_notes
from viewer.progress import Progress
from viewer.search.clauses import Scope
from viewer.search.engine import Engine
from viewer.search.query import parse
from viewer.sentence_units import by_sentence
from viewer.waiting import waiting

_PAGE = 256
"""Rows that are read at once, and at least as many between two reports."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a corpus to export; a row must meet every condition."""

    versions: Sequence[str] | None = None
    """The columns in this order, by id, label or language; all in their own order if None."""
    rows: tuple[int, int] | None = None
    """First and last row, counted over the corpus from 0."""
    document: int | None = None
    query: str | None = None
    """Only rows that this finds, in whatever version."""
    furniture: bool = True
    """Whether cells that are nothing but page furniture come along."""
    units: Numbers | None = None
    """Only these rows, ascending: the hits of a search, for one."""
    level: RowLevel = RowLevel.PARAGRAPH
    """Whether each row is cut into its sentences; not every format takes them."""
    notes: bool = False
    """Whether the reader's notes go along; see `noted_rows`. Not every format can take them."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    files: tuple[Path, ...]
    format: str
    versions: tuple[VersionId, ...]
    units: int
    warnings: tuple[draft.ImportWarning, ...]
    """What could not be written as it is."""


@lru_cache(maxsize=1)
def writers() -> tuple[Writer, ...]:
    """All formats that are written, by name."""
    pdf = Writer(
        "pdf", (".pdf",), _write_pdf, check=_check_pdf, layouts=tuple(Layout), has_pages=True, has_footnotes=True
    )
    return tuple(sorted((*writing.writers(), pdf), key=lambda one: one.name))


def _write_pdf(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    from viewer.ui.printing.pdf import write  # Qt draws it, and is there for nothing else

    write(rows, context, files)


def _check_pdf(context: Context) -> None:
    setup = context.setup
    if setup.layout is Layout.COLUMNS and len(context.versions) > setup.most_columns():
        raise Unwritable(
            "pdf",
            f"at most {setup.most_columns()} columns can be read on {setup.paper}; choose the layout lines, or fewer "
            "versions",
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a choice comes to: everything but the rows themselves, which are read when they are wanted."""

    context: Context
    numbers: Numbers
    """The rows, ascending."""
    furniture: bool

    @property
    def versions(self) -> tuple[VersionId, ...]:
        return tuple(version.id for version in self.context.versions)

    def rows(self, corpus: Corpus, start: int, stop: int) -> list[Unit]:
        """The rows from one place among those of the plan to another; a few at a time."""
        found = [
            unit for first, last in _runs(self.numbers[start:stop]) for unit in corpus.units(first, last, self.versions)
        ]
        return found if self.furniture else [*map(_without_furniture, found)]


def plan(
    corpus: Corpus,
    choice: Choice,
    setup: PageSetup | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """What would be exported. Without a query it takes a moment. Raises UnknownVersion, OutOfRange and QueryError."""
    index = corpus.index()
    known = {version.id: version for version in corpus.versions()}
    chosen = (
        tuple(known)
        if choice.versions is None
        else tuple(dict.fromkeys(corpus.version(name).id for name in choice.versions))
    )
    numbers = _numbers(corpus, index, choice, chosen, cancelled)
    bounds = np.searchsorted(numbers, index.document_starts)
    context = Context(
        title=corpus.title,
        documents=tuple(
            replace(document, units=int(units))
            for document, units in zip(corpus.documents(), np.diff(bounds), strict=True)
        ),
        versions=tuple(
            replace(known[version], segments=_segments(index, version, numbers, choice.furniture)) for version in chosen
        ),
        units=len(numbers),
        ends=_ends(corpus),
        identity=corpus.uuid,
        kinds=corpus.annotation_kinds,
        setup=setup or PageSetup(),
        level=choice.level,
    )
    return Plan(context, numbers, choice.furniture)


def export(
    corpus: Corpus,
    target: Path,
    choice: Choice | None = None,
    *,
    format: str | None = None,  # noqa: A002 - the command's own word
    setup: PageSetup | None = None,
    overwrite: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported:
    """Writes the chosen part of a corpus as `target`, in the format of this name or else of the target's suffix.

    Rows in which the chosen versions have nothing are left out where some versions are. `setup` is for formats that
    have a layout; others refuse one. `progress` is told how many rows of how many are done, before they are cut into
    sentences. Raises Unwritable, Exists,
    UnknownVersion, OutOfRange, QueryError, Cancelled (nothing is left behind), Locked (the rows changed meanwhile),
    CorpusMissing, ReadOnly and DiskFull.
    """
    if target.name in ("", ".."):
        raise Unwritable(str(target), "it is a folder; say what the file in it is to be called")
    writer = writer_for(target, format, writers())
    if setup is not None and setup.layout is not None and setup.layout not in writer.layouts:
        raise Unwritable(writer.name, "it has no such layout; leave the layout out, or choose html or pdf")
    index = corpus.index()
    made = plan(corpus, choice or Choice(), setup, cancelled=cancelled)
    if made.context.level is RowLevel.SENTENCE and not writer.takes_sentences:
        names = ", ".join(one.name for one in writers() if one.takes_sentences)
        raise Unwritable(writer.name, f"its rows are paragraphs; for sentences choose one of {names}")
    spare_corpora(corpus, writer.files(made.context, target))
    for document in waiting(corpus):
        if units := made.context.documents[document].units:
            made.context.cautions.add(Caution.PROVISIONAL_ROWS, count=units)
    rows = _rows(corpus, index, made.numbers, made.versions, progress, cancelled)
    if choice is not None and choice.notes:
        if writer.has_annotations:
            rows = with_notes(corpus, rows, footnotes=writer.has_footnotes)
        elif left_out := notes_among(corpus, made.numbers, made.versions):
            made.context.cautions.add(Caution.NOTES_LEFT_OUT, count=left_out)
    if not made.furniture:
        rows = map(_without_furniture, rows)
    if made.context.level is RowLevel.SENTENCE:
        rows = by_sentence(rows, made.context.versions, partial(_stop_if, cancelled))
    counted = _Counted(rows, writer, made.context)
    files = write(writer, counted, made.context, target, overwrite=overwrite)
    return Exported(files, writer.name, made.versions, counted.count, made.context.cautions.all())


def spare_corpora(corpus: Corpus, files: Iterable[Path]) -> None:
    """Raises Unwritable if a file that an export of `corpus` is to write is a corpus, itself or another one."""
    for file in files:
        if file.exists() and os.path.samefile(file, corpus.path):
            raise Unwritable(file.name, "that is the corpus itself; choose another name")
        if is_corpus(file):
            raise Unwritable(file.name, "that is a corpus, which no export overwrites; choose another name")


class _Counted:
    """Rows that are counted while they are written; a format that holds only so many is asked when they become more."""

    def __init__(self, rows: Iterable[Unit], writer: Writer, context: Context) -> None:
        self.count = 0
        self._rows = rows
        self._writer = writer
        self._context = context

    def __iter__(self) -> Iterator[Unit]:
        for unit in self._rows:
            self.count += 1
            if self.count > self._context.units:
                self._writer.check(replace(self._context, units=self.count))
            yield unit


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def export_from(
    path: Path,
    target: Path,
    choice: Choice,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    **how: Any,
) -> Exported:
    """As `export`, of the corpus in a file, and in the form in which `worker.run` can run it."""

    def told(done: int, total: int) -> None:
        progress(Progress("write", done, total, target.name))

    with Corpus.open(path, read_only=True) as corpus:
        return export(corpus, target, choice, progress=told, cancelled=cancelled, **how)


def _numbers(
    corpus: Corpus, index: CorpusIndex, choice: Choice, versions: Sequence[VersionId], cancelled: Callable[[], bool]
) -> Numbers:
    """The rows to export, ascending."""
    wanted = np.ones(index.unit_count, np.bool_)
    if choice.rows is not None:
        first, last = choice.rows
        for number in (first, last):
            if not 0 <= number < index.unit_count:
                raise OutOfRange("row", number, index.unit_count)
        wanted[:first] = wanted[last + 1 :] = False
    if choice.document is not None:
        if not 0 <= choice.document < len(index.document_starts) - 1:
            raise OutOfRange("document", choice.document, len(index.document_starts) - 1)
        start, stop = index.document_starts[choice.document : choice.document + 2]
        wanted[:start] = wanted[stop:] = False
    if choice.units is not None:
        asked = np.zeros(index.unit_count, np.bool_)
        asked[choice.units[choice.units < index.unit_count]] = True
        wanted &= asked
    if len(versions) < len(index.versions) or not choice.furniture:
        filled = np.zeros(index.unit_count, np.bool_)
        for version in versions:
            filled |= _filled(index, version, choice.furniture)
        wanted &= filled
    if choice.query is not None:
        wanted &= _found(corpus, index, choice, cancelled)
    return np.flatnonzero(wanted)


def _filled(index: CorpusIndex, version: VersionId, furniture: bool) -> npt.NDArray[np.bool_]:
    """Where the version has something to export."""
    filled = index.counts[version] > 0
    return filled if furniture else filled & ~index.is_furniture(version)


def _segments(index: CorpusIndex, version: VersionId, numbers: Numbers, furniture: bool) -> int:
    counts = index.counts[version] * _filled(index, version, furniture)
    return int(counts[numbers].sum(dtype=np.int64))


def _without_furniture(unit: Unit) -> Unit:
    """The row without the cells that are nothing but furniture."""
    cells = {
        version: cell
        for version, cell in unit.cells.items()
        if any(segment.kind is not Kind.FURNITURE for segment in cell)
    }
    return replace(unit, cells=cells)


def _found(corpus: Corpus, index: CorpusIndex, choice: Choice, cancelled: Callable[[], bool]) -> npt.NDArray[np.bool_]:
    query = parse(choice.query or "", versions=corpus.versions(), scope=Scope(document=choice.document))
    found = np.zeros(index.unit_count, np.bool_)
    with closing(Engine(corpus, folders.cache() / "search")) as engine:
        for portion in engine.scan(query, cancelled=cancelled):
            found[portion.units] = True
    return found


def _rows(
    corpus: Corpus,
    index: CorpusIndex,
    numbers: Numbers,
    versions: Sequence[VersionId],
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Iterator[Unit]:
    done = reported = 0
    for start, stop in _runs(numbers):
        if cancelled():
            raise Cancelled
        if corpus.revision != index.revision:
            raise Locked(corpus.path)
        yield from corpus.annotated_units(start, stop, versions)
        done += stop - start
        if done - reported >= _PAGE or done == len(numbers):
            progress(done, len(numbers))
            reported = done


def _ends(corpus: Corpus) -> Ends:
    links = Linkage(corpus.all_links())
    return links.ends if links else no_ends


def _runs(numbers: Numbers) -> Iterator[tuple[int, int]]:
    """Half-open ranges of neighbouring rows, none longer than a page."""
    breaks = np.flatnonzero(np.diff(numbers) != 1) + 1
    ends = [*breaks.tolist(), len(numbers)] if len(numbers) else []
    begin = 0
    for end in ends:
        first, last = int(numbers[begin]), int(numbers[end - 1]) + 1
        for start in range(first, last, _PAGE):
            yield start, min(start + _PAGE, last)
        begin = end
