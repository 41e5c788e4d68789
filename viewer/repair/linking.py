"""Moved passages: paragraphs that belong together and stand in different rows, as the translator moved one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from viewer.corpus import Corpus
from viewer.errors import Unrepairable
from viewer.model import Link, SegmentId
from viewer.repair.actions import Action, Repaired, looked_at, repaired

MOVED: Final = "moved"
"""The kind of such a link."""


def link_moved(corpus: Corpus, segments: Sequence[SegmentId]) -> Repaired | None:
    """Links paragraphs of different versions, wherever they stand. None if they are linked already.

    Raises Unrepairable for paragraphs of one version, and OutOfRange.
    """
    with corpus.editing(Action.LINK, fields=looked_at(*segments)) as edit:
        if len({edit.place_of(segment).version for segment in segments}) < 2:
            raise Unrepairable(Unrepairable.ONE_VERSION)
        edit.link([Link(segments[0], other, MOVED) for other in segments[1:]])
    return repaired(edit, segments[0])


def link_passage(corpus: Corpus, pairs: Sequence[tuple[SegmentId, SegmentId]]) -> Repaired | None:
    """Links the paragraphs of a passage with their partners, pair by pair; one edit. None if all are linked already.

    Raises OutOfRange.
    """
    with corpus.editing(Action.LINK) as edit:
        for pair in pairs:
            for segment in pair:
                edit.place_of(segment)
        edit.link([Link(one, other, MOVED) for one, other in pairs])
    return repaired(edit, pairs[0][0] if pairs else None)


def unlink_moved(corpus: Corpus, segments: Sequence[SegmentId]) -> Repaired | None:
    """Removes such links of these paragraphs; None if they have none."""
    with corpus.editing(Action.UNLINK, fields=looked_at(*segments)) as edit:
        edit.unlink([link for link in edit.links_at(segments) if link.kind == MOVED])
    return repaired(edit, segments[0] if segments else None)
