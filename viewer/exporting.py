"""An export from beginning to end: rows and versions are chosen, and written in the format that the file's name tells.

The corpus is only ever read. Nothing has its name before all of it is there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from viewer import folders
from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import Cancelled, Locked, OutOfRange, Unwritable
from viewer.formats import draft
from viewer.formats.beside import Ends, no_ends
from viewer.formats.writing import Context, write, writer_for
from viewer.linkage import Linkage
from viewer.model import Unit, VersionId
from viewer.search.engine import Engine
from viewer.search.query import parse

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


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    files: tuple[Path, ...]
    format: str
    versions: tuple[VersionId, ...]
    units: int
    warnings: tuple[draft.ImportWarning, ...]
    """What could not be written as it is."""


def export(
    corpus: Corpus,
    target: Path,
    choice: Choice | None = None,
    *,
    format: str | None = None,  # noqa: A002 - the command's own word
    overwrite: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported:
    """Writes the chosen part of a corpus as `target`, in the format of this name or else of the target's suffix.

    Rows in which the chosen versions have nothing are left out where some versions are. `progress` is told how many
    rows of how many are done. Raises Unwritable, Exists, UnknownVersion, OutOfRange, QueryError, Cancelled (nothing is
    left behind), Locked (the rows changed meanwhile), CorpusMissing, ReadOnly and DiskFull.
    """
    choice = choice or Choice()
    writer = writer_for(target, format)
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
            replace(known[version], segments=int(index.counts[version][numbers].sum(dtype=np.int64)))
            for version in chosen
        ),
        units=len(numbers),
        ends=_ends(corpus),
        kinds=corpus.annotation_kinds,
    )
    for file in writer.files(context, target):
        if file.exists() and os.path.samefile(file, corpus.path):
            raise Unwritable(file.name, "that is the corpus itself; choose another name")
    rows = _rows(corpus, index, numbers, chosen, progress, cancelled)
    files = write(writer, rows, context, target, overwrite=overwrite)
    return Exported(files, writer.name, chosen, len(numbers), context.cautions.all())


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
    if len(versions) < len(index.versions):
        filled = np.zeros(index.unit_count, np.bool_)
        for version in versions:
            filled |= index.counts[version] > 0
        wanted &= filled
    if choice.query is not None:
        wanted &= _found(corpus, index, choice, cancelled)
    return np.flatnonzero(wanted)


def _found(corpus: Corpus, index: CorpusIndex, choice: Choice, cancelled: Callable[[], bool]) -> npt.NDArray[np.bool_]:
    engine = Engine(corpus, folders.cache() / "search")
    query = parse(choice.query or "", versions=corpus.versions())
    found = np.zeros(index.unit_count, np.bool_)
    for portion in engine.scan(query, document=choice.document, cancelled=cancelled):
        found[portion.units] = True
    engine.close()
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
