"""The same search in many corpora, one after the other: each answers by itself, or says why it cannot be searched.

A query means something else in each: its prefixes name the versions that are there. So it is read anew for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from viewer.corpus import Corpus
from viewer.corpus.faults import from_os
from viewer.errors import Cancelled, HexaplaError
from viewer.model import Hit, Version
from viewer.search import Engine, FoundRow, Query
from viewer.search.engine import Counts

_PATIENCE: Final = 0.5
"""Seconds that one corpus may let the others wait for a lock."""
_CONTEXT: Final = 120
"""Code points on either side of a hit."""

Reading = Callable[[Sequence[Version]], Query]
"""Reads what was typed for a corpus with these versions. Raises QueryError."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A hit with what stands around it, or a row that was found without any text."""

    place: Hit | FoundRow
    version: Version | None
    """That of the hit, or of `text`."""
    text: str = ""
    """The hit with its context, on one line; of a row its first text."""
    start: int = 0
    stop: int = 0
    """Where the hit is in `text`, code points, half-open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one corpus says."""

    path: Path
    title: str
    """The name of the file where the corpus cannot be opened."""
    versions: tuple[Version, ...] = ()
    counts: Counts | None = None
    """What was found; None where it could not be searched."""
    lines: tuple[FoundLine, ...] = ()
    """The first of it."""
    error: HexaplaError | None = None
    """Why it could not be searched."""


def search(
    paths: Iterable[Path],
    read: Reading,
    cache_folder: Path,
    *,
    lines: int,
    prepare: Callable[[Path], object] = lambda path: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Answer]:
    """Answers in the order of `paths`, each with the first `lines` places. Raises Cancelled.

    Before a corpus is searched `prepare` may make it ready; what it raises is taken for the answer of that corpus.
    """
    for path in paths:
        if cancelled():
            raise Cancelled
        yield _answer(path, read, cache_folder, lines, prepare, cancelled)


def _answer(
    path: Path,
    read: Reading,
    cache_folder: Path,
    lines: int,
    prepare: Callable[[Path], object],
    cancelled: Callable[[], bool],
) -> Answer:
    answer = Answer(path, path.stem)
    try:
        with Corpus.open(path, read_only=True, patience=_PATIENCE) as corpus:
            answer = Answer(path, corpus.title, corpus.versions())
        prepare(path)
        with (
            Corpus.open(path, read_only=True, patience=_PATIENCE) as corpus,
            closing(Engine(corpus, cache_folder)) as engine,
        ):
            query = read(corpus.versions())
            counts = engine.count(query, cancelled=cancelled)
            found = engine.hits(query, limit=lines, cancelled=cancelled) if counts.units else ()
            known = {version.id: version for version in corpus.versions()}
            return Answer(
                path,
                corpus.title,
                corpus.versions(),
                counts,
                tuple(_line(corpus, place, known[place.version] if place.version else None) for place in found),
            )
    except Cancelled:
        raise
    except HexaplaError as error:
        return Answer(path, answer.title, answer.versions, error=error)
    except OSError as error:
        return Answer(path, answer.title, answer.versions, error=from_os(path, error))


def _line(corpus: Corpus, place: Hit | FoundRow, version: Version | None) -> FoundLine:
    if isinstance(place, FoundRow):
        cells = corpus.units(place.unit, place.unit + 1)[0].cells
        known = {one.id: one for one in corpus.versions()}
        told = next((one for one in (place.version, *known) if one is not None and cells.get(one)), None)
        return (
            FoundLine(place, known[told], _one_line(cells[told][0].text[: 2 * _CONTEXT]))
            if told
            else FoundLine(place, None)
        )
    text = corpus.segment(place.segment_id).text
    before, hit, after = (
        _one_line(text[max(0, place.start - _CONTEXT) : place.start]),
        _one_line(text[place.start : place.stop]),
        _one_line(text[place.stop : place.stop + _CONTEXT]),
    )
    return FoundLine(place, version, before + hit + after, len(before), len(before) + len(hit))


def _one_line(text: str) -> str:
    """White space that would break the line as spaces; nothing moves."""
    return "".join(" " if letter.isspace() else letter for letter in text)
