"""The first alignment of a document that can be read and edited already, with provisional rows.

It takes long, so that it is made of the document as it is at first, and only put into the rows when it arrives. What
the user has set meanwhile stays as he has set it; where he has done something that the alignment did not reckon with (a
pin, a further version) it has to be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.align import AlignedUnit
from viewer.corpus import Corpus, UnitDraft
from viewer.errors import Locked
from viewer.importing.learning import learn_aligned
from viewer.lexicons import Lexicons
from viewer.model import Change, Link, SegmentId, Unit, VersionId
from viewer.progress import Stage, Steps
from viewer.repair.actions import Action
from viewer.repair.realigning import pins_of, stretches_between
from viewer.repair.rows import SETTLED
from viewer.repair.stretches import Found, Row, Stretch, aligned, drafted, trimmed
from viewer.waiting import Name, document_of, no_longer


@dataclass(frozen=True, slots=True)
class Alignment:
    """Rows for a document, made of it as it was."""

    name: Name
    versions: frozenset[VersionId]
    pins: frozenset[Link]
    rows: Found


Splice = tuple[int, int, Sequence[UnitDraft]]
"""From which row to which, and what comes in their place."""


def first_alignments(
    path: Path,
    names: Sequence[Name],
    *,
    progress: Callable[[Any], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Alignment]:
    """Aligns documents of the corpus at `path`; those that are gone are left out. Nothing is written there.

    Fit for `worker.run`. `progress` is told a Progress. Raises Cancelled, and as `Corpus.open`.
    """
    with Corpus.open(path, read_only=True) as corpus:
        lexicons = Lexicons()
        documents = [(name, number) for name in names if (number := document_of(corpus, name)) is not None]
        known = corpus.documents()
        stage = Stage(Steps(progress, cancelled), "align", sum(known[number].units for _, number in documents))
        found = []
        for name, number in documents:
            share = stage.share(known[number].title, known[number].units)
            found.append(_aligned(corpus, name, number, lexicons, share, cancelled))
        lexicons.save()
        return found


def _aligned(
    corpus: Corpus,
    name: Name,
    document: int,
    lexicons: Lexicons,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Alignment:
    units = _rows(corpus, document)
    languages = {version.id: version.language for version in corpus.versions()}
    pins = pins_of(corpus, units)
    known = lexicons.lexicon(languages.values())
    rows: Found = []
    for start, stop in stretches_between([unit.status in SETTLED for unit in units]):

        def share(part: float, start: int = start, stop: int = stop) -> None:
            progress((start + part * (stop - start)) / len(units))

        rows += aligned(Stretch(units[start:stop], languages, known, pins), share, cancelled)
    _learn(lexicons, units, languages, rows)
    return Alignment(name, frozenset(version for unit in units for version in unit.cells), frozenset(pins), rows)


def _learn(lexicons: Lexicons, units: list[Unit], languages: dict[VersionId, str], rows: Found) -> None:
    """Teaches what was found, for the texts to come."""
    texts = {version: [one for unit in units for one in unit.cells.get(version, ())] for version in languages}
    numbers = {one.id: number for text in texts.values() for number, one in enumerate(text)}
    found = [
        AlignedUnit(
            tuple(tuple(numbers[one] for one in row.get(version, ())) for version in languages), confidence or 0.0
        )
        for row, confidence in rows
    ]
    learn_aligned(lexicons, list(languages.values()), list(texts.values()), found)


def arrive(
    path: Path,
    alignments: Sequence[Alignment],
    *,
    progress: Callable[[Any], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Change | None:
    """Puts alignments into the rows of their documents, between what the user has set; then these wait no more.

    A document that has changed so that its alignment is of no use any more goes on waiting, and so does one that was
    removed, if it comes back. None if no row is different. Fit for `worker.run`; short, and not to be stopped. Raises
    as `Corpus.open` and `Corpus.take_alignment`.
    """
    with Corpus.open(path) as corpus:
        while True:
            revision = corpus.revision
            try:
                return _put(corpus, revision, alignments)
            except Locked:
                if corpus.revision == revision:  # nobody has changed it: somebody else keeps it
                    raise


def _put(corpus: Corpus, revision: int, alignments: Sequence[Alignment]) -> Change | None:
    splices: list[Splice] = []
    done = []
    for alignment in alignments:
        document = document_of(corpus, alignment.name)
        found = None if document is None else _splices(corpus, document, alignment)
        if found is not None:
            splices += found
            done.append(alignment.name)
    splices.sort(key=lambda splice: -splice[0])
    change = corpus.take_alignment(splices, action=Action.ALIGN, revision=revision)
    no_longer(corpus, done)
    return change


def _splices(corpus: Corpus, document: int, alignment: Alignment) -> list[Splice] | None:
    """What the alignment makes other rows of; None if it did not reckon with what is there now."""
    units = _rows(corpus, document)
    versions = {version for unit in units for version in unit.cells}
    if not alignment.pins.issuperset(pins_of(corpus, units)) or not alignment.versions.issuperset(versions):
        return None
    languages = {version.id: version.language for version in corpus.versions()}
    stretches = [units[start:stop] for start, stop in stretches_between([one.status in SETTLED for one in units])]
    splices: list[Splice] = []
    for rows, found in zip(stretches, _parts(alignment.rows, stretches), strict=True):
        different = trimmed(rows, drafted(Stretch(rows, languages), found))
        if different is not None:
            first, last, new = different
            splices.append((rows[0].number + first, rows[0].number + last, new))
    return splices


def _rows(corpus: Corpus, document: int) -> list[Unit]:
    rows = corpus.rows_of(document)
    return corpus.units(rows.start, rows.stop)


def _parts(rows: Found, stretches: list[list[Unit]]) -> list[Found]:
    """For each stretch what the rows hold of its paragraphs."""
    home: dict[SegmentId, int] = {
        one.id: number
        for number, stretch in enumerate(stretches)
        for row in stretch
        for cell in row.cells.values()
        for one in cell
    }
    found: list[Found] = [[] for _ in stretches]
    for row, confidence in rows:
        parts: dict[int, Row] = {}
        for version, cell in row.items():
            for segment in cell:
                if segment in home:
                    parts.setdefault(home[segment], {}).setdefault(version, []).append(segment)
        for number, part in parts.items():
            found[number].append((part, confidence if len(parts) == 1 else None))
    return found
