"""What has to be known of a stream of segments before it is written: how many, a sample, its titles, its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from viewer.formats.draft import Caution, Cautions, DraftSegment
from viewer.formats.markup import LANGUAGE
from viewer.formats.packed import Column
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
    held: Column
    names_languages: bool
    """Whether some words are said to be in a language; which of them are foreign depends on that of the text."""

    def segments(self, anew: Callable[[], Iterator[DraftSegment]]) -> Iterator[DraftSegment]:
        """The stream again, now that the language of the text is decided; read `anew` only where that matters."""
        return anew() if self.names_languages else self.held.segments()


def measured(segments: Iterable[DraftSegment]) -> Flow:
    """Reads the stream, which is held packed."""
    size = length = 0
    texts: list[str] = []
    titles: list[str] = []
    held = Column()
    names_languages = False
    for segment in segments:
        size += 1
        held.append(segment)
        names_languages = names_languages or any(note.kind == LANGUAGE for note in segment.annotations)
        if length < _SAMPLED:
            texts.append(segment.text)
            length += len(segment.text)
        if segment.kind is Kind.TITLE and len(titles) < 2:
            titles.append(segment.text)
    return Flow(size, sample("\n".join(texts)), tuple(titles), held, names_languages)


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
