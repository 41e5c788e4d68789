"""Edits of any kind at any place of a corpus, made of plain numbers, so that tests can draw them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from viewer.corpus import Corpus, NewSegment, UnitDraft
from viewer.corpus.editing import Editing
from viewer.errors import OutOfRange
from viewer.model import Anchor, Change, Kind, Link, SegmentId, Status

Edit = tuple[str, int, int]
"""What is done, at which row or segment, and how; numbers that are too great wrap around."""

STEPS = ("merge", "split", "shift", "confirm", "correct", "flag", "exclude", "link", "unlink", "cut", "join", "note")
TURNS = ("undo", "redo")


def drawn(number: int, rows: int) -> Edit | list[Edit]:
    """The edit of that number in a sequence that is always the same, within the first `rows` rows."""
    chance = random.Random(number)

    def step(kinds: Sequence[str]) -> Edit:
        return chance.choice(kinds), chance.randrange(rows), chance.randrange(10_000)

    return [step(STEPS) for _ in range(chance.randint(2, 4))] if chance.random() < 0.3 else step((*STEPS, *TURNS))


def made(corpus: Corpus, edit: Edit | Sequence[Edit]) -> Change | None:
    """Makes, undoes or redoes an edit; several are one of several steps. None if there was nothing to do."""
    if isinstance(edit, tuple) and edit[0] in TURNS:
        return corpus.undo() if edit[0] == "undo" else corpus.redo()
    links = corpus.links()
    with corpus.editing("edit") as editing:
        rows = corpus_rows(editing)
        for what, where, how in [edit] if isinstance(edit, tuple) else edit:
            if rows:
                _step(editing, links, what, where % rows, how)
                rows = corpus_rows(editing)
    return editing.change


def corpus_rows(editing: Editing) -> int:
    """How many rows there are by now."""
    return editing._reader.directory.units


def _step(editing: Editing, links: Sequence[Link], what: str, row: int, how: int) -> None:
    here = editing.drafts(row, row + 1)[0]
    segments = [segment for cell in here.cells.values() for segment in cell]
    if what in ("merge", "split", "shift"):
        _regroup(editing, what, row, here, how)
    elif what == "confirm":
        editing.splice(row, row + 1, [UnitDraft(here.cells, how % 10 / 10, Status.CONFIRMED)])
    elif what == "unlink":
        editing.unlink(links[: how % 3])
    elif not segments:
        return
    elif what == "correct":
        editing.correct(segments[how % len(segments)], "x" * (1 + how % 300))
    elif what == "flag":
        editing.flag(segments, kind=(Kind.FURNITURE, Kind.HEADING, Kind.BODY)[how % 3])
    elif what == "exclude":
        editing.flag(segments[: 1 + how % 2], excluded=how % 3 > 0)
    elif what == "link":
        editing.link([Link(segments[0], segments[-1], "pin")])
    elif what == "note":
        editing.note(Anchor(segments[how % len(segments)]), f"note {how}")
    elif what in ("cut", "join"):
        _recut(editing, what, here, how)


def _regroup(editing: Editing, what: str, row: int, here: UnitDraft, how: int) -> None:
    if what == "split":
        halves: list[dict[str, tuple[SegmentId, ...]]] = [{}, {}]
        for number, (version, cell) in enumerate(here.cells.items()):
            at = (how >> number) % (len(cell) + 1)
            halves[0][version], halves[1][version] = cell[:at], cell[at:]
        editing.splice(row, row + 1, [UnitDraft({v: c for v, c in half.items() if c}) for half in halves])  # type: ignore[misc]
        return
    try:
        rows = editing.drafts(row, row + 2 + how % 2)
        versions = dict.fromkeys(version for one in rows for version in one.cells)
        cells = {version: sum((tuple(one.cells.get(version, ())) for one in rows), ()) for version in versions}
        if what == "merge":
            editing.splice(row, row + len(rows), [UnitDraft(cells)])
        else:
            moved = {version: how % (len(cell) + 1) for version, cell in cells.items()}
            first = UnitDraft({version: cell[: moved[version]] for version, cell in cells.items()})
            rest = UnitDraft({version: cell[moved[version] :] for version, cell in cells.items()})
            editing.splice(row, row + len(rows), [first, rest])
    except (ValueError, OutOfRange):  # rows of two documents, or beyond the last
        return


def _recut(editing: Editing, what: str, here: UnitDraft, how: int) -> None:
    cell = list(here.cells.values())[how % len(here.cells)]
    if what == "join" and len(cell) > 1:
        editing.recut(cell[:2], [NewSegment("joined")])
    elif what == "cut" and cell:
        editing.recut(cell[:1], [NewSegment("cut"), NewSegment(f"anew {how}")])
