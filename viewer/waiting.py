"""Documents whose rows are provisional, as their alignment is still to come: which ones, as the corpus keeps it.

A document is named by its first segments, one of each text: these keep their ids whatever is moved, and a document that
is removed meanwhile is named by nothing any more.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import SegmentId

SETTING: Final = "waiting-for-alignment"

Name = tuple[SegmentId, ...]
"""The first segment of each text of a document."""


def noted(names: Iterable[Name]) -> str:
    """The setting that names these documents."""
    return json.dumps([list(name) for name in names])


def waiting(corpus: Corpus) -> dict[int, Name]:
    """The documents that wait, by their numbers, which rise. Those that are gone are left out."""
    found: dict[int, Name] = {}
    for name in _read(corpus):
        document = document_of(corpus, name)
        if document is not None:
            found.setdefault(document, name)
    return dict(sorted(found.items()))


def document_of(corpus: Corpus, name: Name) -> int | None:
    """The number of a document; None if it is gone."""
    for segment in name:
        try:
            return corpus.place_of(segment).document
        except OutOfRange:
            continue
    return None


def no_longer(corpus: Corpus, names: Collection[Name]) -> None:
    """Documents do not wait any more."""
    known = _read(corpus)
    left = [one for one in known if one not in names]
    if left != known:
        corpus.set_setting(SETTING, noted(left))


def _read(corpus: Corpus) -> Sequence[Name]:
    try:
        said = json.loads(corpus.setting(SETTING) or "[]")
        return [tuple(SegmentId(int(segment)) for segment in name) for name in said]
    except (ValueError, TypeError):
        return []
