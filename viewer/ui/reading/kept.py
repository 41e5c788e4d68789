"""What a reader made of the texts of a corpus besides the place: panes that move alone, and folds that were opened.

All of it is fit for JSON, speaks of segments and paragraphs rather than of rows, and is limited in size. What does not
fit the corpus any more is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import OutOfRange
from viewer.model import VersionId
from viewer.ui.reading.folds import Fold, Folds
from viewer.ui.reading.place import described, found_again
from viewer.ui.reading.spread import Spread

_MOST_FOLDS: Final = 200
"""Opened folds that are kept, unless all are open."""


def kept(spread: Spread, index: CorpusIndex) -> dict[str, Any]:
    """Panes and folds as `restore_panes` and `restore_folds` take them."""
    return {"apart": _apart(spread), "open": _open(spread.folds, index)}


def restore_panes(spread: Spread, corpus: Corpus, state: Mapping[str, Any]) -> dict[VersionId, Mapping[str, Any]]:
    """Takes panes apart as they were; gives the places of those that move alone. Lay out anew, then `place_panes`."""
    apart = state.get("apart")
    known = {version.id for version in corpus.versions()}
    shifts: dict[VersionId, int | None] = {}
    places: dict[VersionId, Mapping[str, Any]] = {}
    for name, how in apart.items() if isinstance(apart, Mapping) else ():
        if name not in known or isinstance(how, bool) or not (how is None or isinstance(how, int | Mapping)):
            continue
        version = VersionId(name)
        shifts[version] = how if isinstance(how, int) else None
        if isinstance(how, Mapping):
            places[version] = how
    spread.set_apart(shifts)
    return places


def place_panes(spread: Spread, corpus: Corpus, places: Mapping[VersionId, Mapping[str, Any]]) -> None:
    """Moves panes that move alone to their places."""
    for version, place in places.items():
        track, found = spread.track_of(version), found_again(place, corpus)
        if track is not None and not track.follows and found is not None:
            track.restore(found[0])


def restore_folds(folds: Folds, index: CorpusIndex, state: Mapping[str, Any]) -> None:
    """Opens what was open. Lay out anew afterwards."""
    opened = state.get("open")
    if opened is True:
        folds.set_all_open(True)
    for paragraph in opened if isinstance(opened, list) else ():
        unit = _unit_of(paragraph, index)
        fold = folds.fold_of(unit) if unit is not None else None
        if fold is not None:
            folds.set_open(fold, True)


def _apart(spread: Spread) -> dict[str, Any]:
    """For each pane that does not share the others' rows how far it is ahead of them, or if it moves alone, where."""
    apart: dict[str, Any] = dict(spread.shifts().items())
    for version in spread.unlinked():
        track = spread.track_of(version)
        apart[version] = described(track.place, None, None) if track is not None else None
    return apart


def _open(folds: Folds, index: CorpusIndex) -> list[Any] | bool:
    """The first paragraph of every open fold as version, document and number; True if all are open."""
    opened = folds.opened(_MOST_FOLDS + 1)
    if opened and not folds.any_closed():
        return True
    return [_paragraph(fold, index) for fold in opened[:_MOST_FOLDS]]


def _paragraph(fold: Fold, index: CorpusIndex) -> list[Any]:
    ordinal = int(index.ordinal_starts(fold.version)[fold.start])
    return [fold.version, *index.number_of_ordinal(fold.version, ordinal)]


def _unit_of(paragraph: Any, index: CorpusIndex) -> int | None:
    if not isinstance(paragraph, list) or len(paragraph) != 3:
        return None
    version, document, number = paragraph
    if version not in index.versions or type(document) is not int or type(number) is not int:
        return None
    try:
        return index.unit_of_paragraph(version, document, number)
    except OutOfRange:
        return None
