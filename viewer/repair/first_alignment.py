"""The first alignment of a document that can be read and edited already, with provisional rows.

It takes long, so that it is made of the document as it is at first, and only put into the rows when it arrives. What
the user has set meanwhile stays as he has set it; where he has done something that the alignment did not reckon with (a
pin, a further version) it has to be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from viewer.align import AlignedUnit
from viewer.corpus import Corpus, UnitDraft
from viewer.errors import Locked
from viewer.importing.learning import learn_aligned
from viewer.lexicons import Lexicons
from viewer.model import Change, Link, SegmentId, Unit, VersionId
from viewer.progress import Progress
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


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of an alignment."""

    change: Change | None
    """None if the rows were so already, or the document is gone."""
    again: bool = False
    """Whether the document has changed so that it still waits."""


def first_alignment(
    path: Path,
    name: Name,
    *,
    progress: Callable[[Any], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Alignment | None:
    """Aligns a document of the corpus at `path`; None if it is gone. Nothing is written.

    Fit for `worker.run`. `progress` is told a Progress. Raises Cancelled, and as `Corpus.open`.
    """
    with Corpus.open(path, read_only=True) as corpus:
        document = document_of(corpus, name)
        if document is None:
            return None
        units, title = _rows(corpus, document), corpus.documents()[document].title
        languages = {version.id: version.language for version in corpus.versions()}
        pins = pins_of(corpus, units)
        lexicons = Lexicons()
        known = lexicons.lexicon(languages.values())
        rows: Found = []
        for start, stop in stretches_between([unit.status in SETTLED for unit in units]):

            def share(part: float, start: int = start, stop: int = stop) -> None:
                progress(Progress("align", int(start + part * (stop - start)), len(units), title))

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
    lexicons.save()


def arrive(
    path: Path,
    alignment: Alignment,
    *,
    progress: Callable[[Any], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Arrived:
    """Puts an alignment into the rows of its document, between what the user has set; then it waits no more.

    Fit for `worker.run`; short, and not to be stopped. Raises as `Corpus.open` and `Corpus.take_alignment`.
    """
    with Corpus.open(path) as corpus:
        while True:
            revision = corpus.revision
            try:
                return _put(corpus, revision, alignment)
            except Locked:
                if corpus.revision == revision:  # nobody has changed it: somebody else keeps it
                    raise


def _put(corpus: Corpus, revision: int, alignment: Alignment) -> Arrived:
    document = document_of(corpus, alignment.name)
    if document is None:
        no_longer(corpus, alignment.name)
        return Arrived(None)
    units = _rows(corpus, document)
    pins = pins_of(corpus, units)
    if not alignment.pins.issuperset(pins) or not alignment.versions.issuperset(
        version for unit in units for version in unit.cells
    ):
        return Arrived(None, again=True)
    languages = {version.id: version.language for version in corpus.versions()}
    stretches = [units[start:stop] for start, stop in stretches_between([one.status in SETTLED for one in units])]
    splices: list[tuple[int, int, list[UnitDraft]]] = []
    for rows, found in zip(stretches, _parts(alignment.rows, stretches), strict=True):
        different = trimmed(rows, drafted(Stretch(rows, languages), found))
        if different is not None:
            first, last, new = different
            splices.append((rows[0].number + first, rows[0].number + last, list(new)))
    change = corpus.take_alignment(splices[::-1], action=Action.ALIGN, revision=revision)
    no_longer(corpus, alignment.name)
    return Arrived(change)


def _rows(corpus: Corpus, document: int) -> list[Unit]:
    starts = list(accumulate((one.units for one in corpus.documents()), initial=0))
    return corpus.units(starts[document], starts[document + 1])


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
