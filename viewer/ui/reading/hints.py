"""Hints: what a tooltip says of a place on the page."""

from __future__ import annotations

from typing import Final

from viewer.ui.i18n import Safe, tooltip, translator
from viewer.ui.reading.folds import Fold
from viewer.ui.reading.track import Track

tr = translator("Page")

_PARAGRAPHS: Final = 3
"""Paragraphs of a fold whose first words are shown."""
_LETTERS: Final = 60
"""Code points of each."""


def hint(track: Track, unit: int, *, on_fold: bool) -> Safe:
    """What is worth saying of a row of a track: what its fold holds, or how sure its alignment is."""
    fold = track.rows.band(unit, 0).fold if on_fold else None
    if fold is not None:
        return tooltip(tr("Click to show or hide these paragraphs"), *_first_words(track, fold))
    confidence = track.rows.unit(unit).confidence
    if confidence is None:
        return Safe("")
    return tooltip(
        tr(
            "Row {row}: {percent} % sure that these paragraphs belong together",
            row=unit + 1,
            percent=round(confidence * 100),
        )
    )


def _first_words(track: Track, fold: Fold) -> list[str]:
    """The beginnings of the first paragraphs of a fold, and dots if there are more."""
    rows = range(fold.start, min(fold.stop, fold.start + _PARAGRAPHS))
    texts = [segment.text for row in rows for segment in track.rows.unit(row).cells.get(fold.version, ())]
    words = [" ".join(text[: 2 * _LETTERS].split()) for text in texts[:_PARAGRAPHS]]
    more = ["…"] if fold.segments > len(words) else []
    return [*(text if len(text) <= _LETTERS else f"{text[:_LETTERS].rstrip()}…" for text in words), *more]
