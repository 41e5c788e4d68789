"""What is to be aligned anew, as who stands at a paragraph says it: around it, below it, its version, all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from viewer.corpus import Corpus
from viewer.model import SegmentId
from viewer.progress import Progress
from viewer.repair.actions import Repaired, Scope
from viewer.repair.realigning import around, below, between, realign


def realign_at(
    path: Path,
    segment: SegmentId,
    scope: Scope,
    *,
    progress: Callable[[Any], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Repaired | None:
    """Aligns that part of the corpus at `path` anew. None if nothing is different.

    Fit for `worker.run`. `progress` is told a Progress. Raises OutOfRange, Cancelled, and as `Corpus.open` and
    `Corpus.editing`.
    """
    with Corpus.open(path) as corpus:
        place = corpus.place_of(segment)
        title = corpus.documents()[place.document].title

        def share(part: float) -> None:
            progress(Progress("align", round(1000 * part), 1000, title))

        match scope:
            case Scope.HERE:
                return around(corpus, range(place.unit, place.unit + 1), cancelled=cancelled)
            case Scope.BETWEEN:
                return between(corpus, place.unit, progress=share, cancelled=cancelled)
            case Scope.BELOW:
                return below(corpus, place.unit, progress=share, cancelled=cancelled)
    versions = [place.version] if scope is Scope.VERSION else None
    found = realign(path, place.document, versions, progress=progress, cancelled=cancelled)
    return None if found is None else Repaired(found.change, segment)
