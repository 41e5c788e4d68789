"""Alignment once more, between what the user has set: around an edit, below a row, of documents, of single versions.

Rows that are confirmed or edited are never touched, and everything between two of them is aligned by itself. What is
pinned stays in one row. Nothing is written while the aligner works; if somebody else changes the corpus meanwhile,
nothing is written at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from viewer.corpus import Corpus, UnitDraft
from viewer.importing.learning import learn_rows
from viewer.lexicons import Lexicons
from viewer.model import Change, Link, SegmentId, Status, Unit, VersionId
from viewer.progress import Progress, Stage, Steps
from viewer.repair.actions import Action, Repaired
from viewer.repair.pinning import PIN
from viewer.repair.rows import SETTLED
from viewer.repair.stretches import Stretch, realigned, trimmed
from viewer.repair.surroundings import Surroundings
from viewer.waiting import no_longer, waiting

_REACH: Final = 80
"""Cells above and below an edit that are aligned anew after it, at most: the more versions, the fewer rows."""
_LOCALLY_FIXED = SETTLED | {Status.IMPORTED}
"""An edit does not spread to rows that a file answers for."""
_SURE: Final = 0.9
"""Confidence."""
_SHORT: Final = 300
"""Rows of a stretch that learns from those around it; a longer one learns from itself."""
_SURROUNDINGS: Final = Surroundings()
_PAGE = 512
"""Rows read at once in search of one that is settled."""


@dataclass(frozen=True, slots=True)
class Realigned:
    """What another alignment of documents made of them."""

    change: Change
    documents: int
    """In how many of them something is different now."""
    rows: int
    """How many rows there are that were not there before."""


_Splice = tuple[int, int, Sequence[UnitDraft]]


def follow(
    corpus: Corpus, change: Change, cancelled: Callable[[], bool] = lambda: False, *, reach: int | None = None
) -> Change | None:
    """What follows an edit: the rows around what it touched are aligned anew, undone and redone together with it.

    At most `reach` rows up and down, to the next row that the user has set, that a file answers for or that is sure to
    be right; if None, forty of two versions and fewer of more. None if nothing is different. Raises Locked if the
    corpus was changed since, Cancelled.
    """
    touched = change.touched
    if touched is None or not touched.after:
        return None
    rows = range(touched.start, touched.start + touched.after)
    done = around(corpus, rows, reach=reach, follows=change.number, cancelled=cancelled)
    return None if done is None else done.change


def around(
    corpus: Corpus,
    rows: range,
    *,
    reach: int | None = None,
    follows: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Repaired | None:
    """Aligns rows anew with those next to them, as `follow` does; also with those that are sure to be right, unless
    this `follows` an edit. Raises OutOfRange and Cancelled."""
    revision = corpus.revision
    document = _document_of(corpus, rows.start)
    if reach is None:
        reach = _REACH // max(2, len(corpus.versions()))
    first, stop = max(document.start, rows.start - reach), min(document.stop, rows.stop + reach)
    units = corpus.units(first, stop)
    fixed = [unit.status in _LOCALLY_FIXED or (follows is not None and _is_sure(unit)) for unit in units]
    start = max((k + 1 for k in range(rows.start - first) if fixed[k]), default=0)
    end = min((k for k in range(rows.stop - first, len(units)) if fixed[k]), default=len(units))
    if not start and first > document.start:
        start = _cut([units[k].confidence for k in range((rows.start - first) // 2)])
    if end == len(units) and stop < document.stop:
        far = range(len(units) - 1, (rows.stop - first + len(units)) // 2, -1)
        end -= _cut([units[k].confidence for k in far])
    found = _anew(corpus, units[start:end], _LOCALLY_FIXED, None, Lexicons(), lambda _: None, cancelled)
    change = _written(corpus, list(found), revision, follows)
    return None if change is None else Repaired(change, None)


def between(
    corpus: Corpus,
    unit: int,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Repaired | None:
    """Aligns anew all rows between those above and below that the user has set, or in which something is pinned.

    What is pinned in a row at the edge stays there; the rest of that row is free. Raises OutOfRange, Cancelled.
    """
    document = _document_of(corpus, unit)
    rows = range(_settled_above(corpus, unit, document), _settled_below(corpus, unit, document))
    return _range(corpus, rows, progress, cancelled)


def below(
    corpus: Corpus,
    unit: int,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Repaired | None:
    """Aligns anew the rows from `unit` to the end of its document. Raises OutOfRange, Cancelled."""
    document = _document_of(corpus, unit)
    return _range(corpus, range(unit, document.stop), progress, cancelled)


def realign(
    path: Path,
    document: int | None = None,
    versions: Sequence[str] | None = None,
    *,
    lexicon: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Realigned | None:
    """Aligns a document of the corpus at `path` anew, or all; with `versions`, these move among the rows of the others.

    What the user has confirmed is learned from first; without `lexicon` nothing is, and nothing used that earlier texts
    taught. One edit. None if nothing is different. Raises OutOfRange, UnknownVersion, Cancelled, and as `Corpus.open`
    and `Corpus.editing`.
    """
    steps = Steps(progress, cancelled)
    with Corpus.open(path) as corpus:
        revision = corpus.revision
        moved = None if versions is None else [corpus.version(name).id for name in versions]
        titles = [one.title for one in corpus.documents()]
        wanted = range(len(titles)) if document is None else [document]
        stretches = [corpus.rows_of(number) for number in wanted]
        lexicons = Lexicons(in_use=lexicon)
        learn_rows(lexicons, corpus, wanted)
        lexicons.save()
        stage = Stage(steps, "align", sum(map(len, stretches)))
        splices: list[_Splice] = []
        documents = rows = 0
        for number, here in zip(wanted, stretches, strict=True):
            units = corpus.units(here.start, here.stop)
            share = stage.share(titles[number], len(units))
            found = list(_anew(corpus, units, SETTLED, moved, lexicons, share, cancelled))
            splices += found
            documents += bool(found)
            rows += _new_rows(units, [row for _, _, new in found for row in new])
        stage.end()
        change = _written(corpus, splices, revision, None)
        if moved is None:
            no_longer(corpus, [name for number, name in waiting(corpus).items() if number in wanted])
        return None if change is None else Realigned(change, documents, rows)


def _range(
    corpus: Corpus, rows: range, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> Repaired | None:
    revision = corpus.revision
    units = corpus.units(rows.start, rows.stop)
    change = _written(
        corpus, list(_anew(corpus, units, SETTLED, None, Lexicons(), progress, cancelled)), revision, None
    )
    return None if change is None else Repaired(change, None)


def _anew(
    corpus: Corpus,
    units: Sequence[Unit],
    fixed: frozenset[Status],
    versions: Sequence[VersionId] | None,
    lexicons: Lexicons,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Iterator[_Splice]:
    """What has to be replaced by what in rows of one document that follow each other."""
    languages = {version.id: version.language for version in corpus.versions()}
    for start, stop in stretches_between([unit.status in fixed for unit in units]):

        def share(part: float, start: int = start, stop: int = stop) -> None:
            progress((start + part * (stop - start)) / len(units))

        rows = units[start:stop]
        if len(rows) <= _SHORT:
            known = _SURROUNDINGS.of(corpus, rows, _document_of(corpus, rows[0].number), lexicons)
        else:
            known = lexicons.lexicon(languages.values())
        drafts = realigned(Stretch(rows, languages, known, pins_of(corpus, rows)), versions, share, cancelled)
        found = trimmed(rows, drafts)
        if found is not None:
            first, last, new = found
            yield rows[0].number + first, rows[0].number + last, new


def stretches_between(fixed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where what is not fixed begins and ends."""
    start: int | None = None
    for number, one in enumerate([*fixed, True]):
        if not one and start is None:
            start = number
        elif one and start is not None:
            yield start, number
            start = None


def pins_of(corpus: Corpus, rows: Sequence[Unit]) -> list[Link]:
    """The pins with an end in these rows, in the order they were set."""
    segments: list[SegmentId] = [one.id for row in rows for cell in row.cells.values() for one in cell]
    return [link for link in corpus.links_at(segments) if link.kind == PIN]


def _written(corpus: Corpus, splices: Sequence[_Splice], revision: int, follows: int | None) -> Change | None:
    if not splices:
        return None
    with corpus.editing(Action.ALIGN, revision=revision, follows=follows) as edit:
        for start, stop, rows in sorted(splices, key=lambda splice: -splice[0]):
            edit.splice(start, stop, rows)
    return edit.change


def _new_rows(old: Sequence[Unit], new: Sequence[UnitDraft]) -> int:
    there = {tuple(sorted((name, tuple(one.id for one in cell)) for name, cell in row.cells.items())) for row in old}
    return sum(tuple(sorted(row.cells.items())) not in there for row in new)


def _is_sure(row: Unit) -> bool:
    """Whether a row is so likely to be right that an edit beside it is no reason to doubt it."""
    return row.confidence is not None and row.confidence >= _SURE and len(row.cells) > 1


def _cut(confidence: Sequence[float | None]) -> int:
    """Where to stop, as nothing fixed is near: beside the row that is surest to be right."""
    known = [-1.0 if value is None else value for value in confidence]
    return known.index(max(known)) if known else 0


def _document_of(corpus: Corpus, unit: int) -> range:
    """The rows of the document that a row belongs to. Raises OutOfRange."""
    return corpus.rows_of(corpus.document_of(unit))


def _settled_above(corpus: Corpus, unit: int, document: range) -> int:
    """The first row of the stretch that a row is in."""
    for stop in range(unit, document.start, -_PAGE):
        rows = corpus.units(max(document.start, stop - _PAGE), stop)
        pinned = _pinned(corpus, rows)
        for row in reversed(rows):
            if row.status in SETTLED:
                return row.number + 1
            if row.number in pinned:
                return row.number
    return document.start


def _settled_below(corpus: Corpus, unit: int, document: range) -> int:
    """Where the stretch that a row is in ends."""
    for start in range(unit, document.stop, _PAGE):
        rows = corpus.units(start, min(start + _PAGE, document.stop))
        pinned = _pinned(corpus, rows)
        for row in rows:
            if row.status in SETTLED:
                return row.number
            if row.number in pinned and row.number > unit:
                return row.number + 1
    return document.stop


def _pinned(corpus: Corpus, rows: Sequence[Unit]) -> set[int]:
    """The rows in which something is pinned."""
    ends = {end for pin in pins_of(corpus, rows) for end in (pin.source, pin.target)}
    return {row.number for row in rows if any(one.id in ends for cell in row.cells.values() for one in cell)}
