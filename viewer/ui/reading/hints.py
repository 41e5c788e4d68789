"""Hints: what a tooltip says of a place on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from viewer.model import Segment, VersionId
from viewer.ui.i18n import Safe, tooltip, translator
from viewer.ui.reading.folds import Fold
from viewer.ui.reading.row_marks import standing
from viewer.ui.reading.track import Track
from viewer.ui.reading.wording import beginning

tr = translator("Page")

_PARAGRAPHS: Final = 3
"""Paragraphs of a fold whose first words are shown."""
_LETTERS: Final = 60
"""Code points of each."""


def hint(track: Track, unit: int, *, on_fold: bool, names: Callable[[VersionId], str]) -> Safe:
    """What is worth saying of a row: what its fold holds, or which paragraphs stand in it, and how sure that is.

    `names` gives what a version is called.
    """
    fold = track.rows.band(unit, 0).fold if on_fold else None
    if fold is not None:
        return tooltip(tr("Click to show or hide these paragraphs"), *_first_words(track, fold))
    row = track.rows.unit(unit)
    said = standing(row)
    lines = [tr("Row {row}", row=unit + 1), *([said] if said else [])]
    return tooltip(*lines, *(_numbers(names(version), cell) for version, cell in row.cells.items() if cell))


def _numbers(name: str, cell: Sequence[Segment]) -> Safe:
    """Which paragraphs of its text a cell holds, as they are gone to and cited: "German 12-14"."""
    first, last = cell[0].number + 1, cell[-1].number + 1
    if first == last:
        return tr("{version} {number}", version=name, number=first)
    return tr("{version} {first}–{last}", version=name, first=first, last=last)


def _first_words(track: Track, fold: Fold) -> list[str]:
    """The beginnings of the first paragraphs of a fold, and dots if there are more."""
    rows = range(fold.start, min(fold.stop, fold.start + _PARAGRAPHS))
    texts = [segment.text for row in rows for segment in track.rows.unit(row).cells.get(fold.version, ())]
    words = [beginning(text, _LETTERS) for text in texts[:_PARAGRAPHS]]
    more = ["…"] if fold.segments > len(words) else []
    return [*words, *more]
