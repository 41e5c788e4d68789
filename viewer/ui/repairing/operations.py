"""The operations of repair as tables: what each command does to a corpus, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from viewer import repair
from viewer.corpus import Corpus
from viewer.model import SegmentId
from viewer.repair import Repaired, Scope, Way
from viewer.ui.i18n import noop

OfOne = Callable[[Corpus, SegmentId], Repaired | None]
OfSome = Callable[[Corpus, Sequence[SegmentId]], Repaired | None]


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of an operation, and what comes after it."""

    done: str
    nothing: str
    """Why there was nothing to do."""
    regroups: bool = True
    """Whether the rows around are worth aligning anew."""


def row_of(corpus: Corpus, segment: SegmentId) -> int:
    """The number of the row that a paragraph stands in. Raises OutOfRange."""
    return corpus.place_of(segment).unit


_NO_ROOM: Final = noop("There is nowhere to move it: it is alone in its row, and no row is beyond")
_FIRST: Final = noop("This is the first row of the document")
_LAST: Final = noop("This is the last row of the document")
ONE: Final[dict[str, tuple[OfOne, Words]]] = {
    "move_up": (partial(repair.move, way=Way.UP), Words(noop("Moved up"), _NO_ROOM)),
    "move_down": (partial(repair.move, way=Way.DOWN), Words(noop("Moved down"), _NO_ROOM)),
    "shift_up": (partial(repair.shift, way=Way.UP), Words(noop("All below moved up"), _FIRST)),
    "shift_down": (partial(repair.shift, way=Way.DOWN), Words(noop("All below moved down"), _NO_ROOM)),
    "merge_next": (
        lambda corpus, one: repair.merge(corpus, row_of(corpus, one), Way.DOWN),
        Words(noop("Rows merged"), _LAST),
    ),
    "merge_previous": (
        lambda corpus, one: repair.merge(corpus, row_of(corpus, one), Way.UP),
        Words(noop("Rows merged"), _FIRST),
    ),
    "split_row": (repair.split, Words(noop("Row split"), noop("There is nothing else in the row"))),
    "join_next": (
        partial(repair.join_paragraphs, way=Way.DOWN),
        Words(noop("Paragraphs joined"), noop("This is the last paragraph of its text")),
    ),
    "join_previous": (
        partial(repair.join_paragraphs, way=Way.UP),
        Words(noop("Paragraphs joined"), noop("This is the first paragraph of its text")),
    ),
}
"""What is done to the paragraph of the cursor, or to its row."""

SOME: Final[dict[str, tuple[OfSome, Words]]] = {
    "unpin": (repair.unpin, Words(noop("Unpinned"), noop("It is not pinned"))),
    "unlink_moved": (
        repair.unlink_moved,
        Words(noop("Unlinked"), noop("It is not linked as a moved passage"), False),
    ),
    "furnish": (repair.furnish, Words(noop("Marked as furniture"), noop("It is furniture already"))),
    "unfurnish": (
        partial(repair.furnish, on=False),
        Words(noop("Marked as content"), noop("It is content already")),
    ),
    "exclude": (repair.exclude, Words(noop("Excluded"), noop("It is excluded already"))),
    "include": (partial(repair.exclude, on=False), Words(noop("Included"), noop("It is not excluded"))),
}
"""What is done to the marked paragraphs, or to that of the cursor where nothing is marked."""

TOGETHER: Final[dict[str, tuple[OfSome, Words]]] = {
    "pin": (repair.pin, Words(noop("Pinned together"), noop("They are pinned together already"))),
    "link_moved": (
        repair.link_moved,
        Words(noop("Linked as a moved passage"), noop("They are linked already"), False),
    ),
}
"""What takes two marked paragraphs or more."""


SCOPES: Final = {
    Scope.HERE: "",
    Scope.BETWEEN: noop("Aligning up to the next set rows"),
    Scope.BELOW: noop("Aligning from here down"),
    Scope.VERSION: noop("Aligning the version"),
    Scope.DOCUMENT: noop("Aligning the document"),
}
"""What can be aligned anew, and what is said meanwhile."""
