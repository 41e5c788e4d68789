"""Texts as the aligner takes them: by when their segments are heard, by verses, or by what is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viewer.align import AlignedUnit, Paragraphs, align_by_time, align_by_verse
from viewer.formats.draft import DraftSegment, time_of, verse_of
from viewer.model import Kind, Segment

AnySegment = Segment | DraftSegment


def aligned_by_marks(
    texts: Sequence[Sequence[AnySegment]], *, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> list[AlignedUnit] | None:
    """By time where every segment says when it is heard, by verse where every text has verses; None elsewhere.

    Raises Cancelled.
    """
    times = [[time for segment in text if (time := time_of(segment))] for text in texts]
    if all(len(own) == len(text) for own, text in zip(times, texts, strict=True)):
        return align_by_time(times, progress=progress, cancelled=cancelled)
    verses = [[(verse_of(segment), segment.kind) for segment in text] for text in texts]
    if all(any(verse for verse, _ in text) for text in verses):
        return align_by_verse(verses, progress=progress, cancelled=cancelled)
    return None


def paragraphs(segments: Sequence[AnySegment], language: str) -> Paragraphs:
    """A text of which only what is written counts."""
    return Paragraphs(
        language=language,
        texts=[segment.text for segment in segments],
        headings=[segment.kind in (Kind.TITLE, Kind.HEADING) for segment in segments],
        furniture=[segment.kind is Kind.FURNITURE for segment in segments],
    )
