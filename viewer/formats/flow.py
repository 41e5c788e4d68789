"""What has to be known of a stream of segments before it is written: how many, a sample, its titles, its language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from viewer.formats.draft import Caution, Cautions, DraftSegment
from viewer.model import Kind
from viewer.text.detection import sample, support

_SAMPLED = 200_000
"""Code points that a sample is taken from."""
_CLEAR = 200
"""Letters from which it can be told that a text is not in the language it is said to be in."""
_CONTRADICTED = 0.001
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Flow:
    """A stream that was read once."""

    size: int
    sample: str
    titles: tuple[str, ...]
    """The first two."""


def measured(segments: Iterable[DraftSegment]) -> Flow:
    """Reads the stream; none of it is held."""
    size = length = 0
    texts: list[str] = []
    titles: list[str] = []
    for segment in segments:
        size += 1
        if length < _SAMPLED:
            texts.append(segment.text)
            length += len(segment.text)
        if segment.kind is Kind.TITLE and len(titles) < 2:
            titles.append(segment.text)
    return Flow(size, sample("\n".join(texts)), tuple(titles))


def borne_out(tags: Sequence[str], flow: Flow, cautions: Cautions) -> str | None:
    """The first of the languages that the file names (BCP 47) and its text does not contradict."""
    if len(_LETTER.findall(flow.sample)) < _CLEAR:
        return tags[0] if tags else None
    for tag in tags:
        evidence = support(flow.sample, tag)
        if evidence is None or evidence >= _CONTRADICTED:
            return tag
    if tags:
        cautions.add(Caution.LANGUAGE_MISDECLARED, detail=tags[0])
    return None
