"""Documents that are imported together tell of each other what is furniture: see `text.repetition`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from viewer.errors import Cancelled
from viewer.formats.draft import DraftSegment
from viewer.formats.plain_text import FORMAT as PLAIN_TEXT
from viewer.formats.plan import PlannedDocument, PlannedText
from viewer.model import Kind
from viewer.text.repetition import FEWEST, Repetition

_MOST = 200
"""Documents that are looked at, evenly chosen."""

Repetitions = Mapping[int, Repetition]
"""By the column of a version."""


def repetitions(documents: Sequence[PlannedDocument], cancelled: Callable[[], bool]) -> Repetitions:
    """What the documents have in common, as far as their files do not say themselves what is in a row with what.

    Raises Cancelled.
    """
    texts = [text for document in documents if document.units is None for text in document.texts]
    counts = Counter(text.column for text in texts)
    found: dict[int, Repetition] = {}
    seen: Counter[int] = Counter()
    for text in texts:
        count, number = counts[text.column], seen[text.column]
        seen[text.column] += 1
        if count < FEWEST or number % -(-count // _MOST):
            continue
        if cancelled():
            raise Cancelled
        repetition = found.setdefault(text.column, Repetition(text.language))
        repetition.add([segment.text for segment in text.text.segments(text.language)])
    return found


def furnished(text: PlannedText, segments: list[DraftSegment], repeated: Repetitions) -> list[DraftSegment]:
    """The segments of a text, those that others have too being furniture. What a style says stays as it says."""
    if text.column not in repeated:
        return segments
    guessed = {Kind.BODY, Kind.HEADING, Kind.CAPTION} if text.draft.format == PLAIN_TEXT.name else {Kind.BODY}
    found = list(segments)
    for number in repeated[text.column].furniture([segment.text for segment in segments]):
        if segments[number].kind in guessed:
            found[number] = replace(segments[number], kind=Kind.FURNITURE)
    return found
