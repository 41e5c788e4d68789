"""What was pasted becomes a text like one that was read from a file: by the same readers, with nothing but its text.

There is no file. What is pasted has a name, and its bytes are handed along with that; so an import, a proposal and a
change of a corpus treat it as they treat a file of that name, but nobody looks for it on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from viewer.errors import EmptyFile, ImportFailed
from viewer.formats.arrangement import SURE
from viewer.formats.choices import FileChoice
from viewer.formats.clipboard_page import page
from viewer.formats.draft import Draft, DraftSegment
from viewer.formats.html import FORMAT as HTML
from viewer.formats.plain_text import FORMAT as PLAIN_TEXT
from viewer.formats.registry import Reading, named
from viewer.formats.source import SourceFile
from viewer.languages import UNKNOWN
from viewer.model import Kind
from viewer.text.detection import guess

PREVIEW = 1_200
"""Code points of a text that are shown before it is imported."""
_FEWEST = 24
"""Letters below which no guess of a language is sure."""
_SHARE = 0.2
"""Of the letters of the plain text, those that the page has at least if it is the same text."""

Pasted: TypeAlias = Mapping[Path, bytes]
"""The bytes of what was pasted, by its name, which is that of no file."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What the clipboard holds, in the two shapes that are read; either may be empty."""

    html: bytes = b""
    """As the program that copied it left it there."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a pasted text is, as far as can be seen before it is imported. Can be pickled."""

    path: Path
    """Its name."""
    data: bytes
    """What the reader of `format` reads."""
    format: str
    title: str
    """The title found in it; may be empty."""
    language: str
    """BCP 47 tag; `und` if it cannot be told."""
    is_sure: bool
    """Whether nobody needs to look at the language."""
    opening: tuple[str, ...]
    """Its first paragraphs, without page furniture, together no more than `PREVIEW` code points."""
    paragraphs: int
    furniture: int
    """How many of the paragraphs are page furniture, which folds."""

    def choice(self, language: str = "", label: str = "", document: str = "") -> FileChoice:
        """What is said of it to an import; what is empty is left to be found out."""
        return FileChoice(
            format=self.format, language=language or None, version=label or None, document=document or None
        )


def look(name: str, clip: Clip) -> Look:
    """Reads what was pasted; of a page and a plain text that say the same, the page.

    Raises ImportFailed: EmptyFile where there is no text in it.
    """
    path = Path(name)
    plain = clip.text.encode("utf-8", "replace")
    letters = sum(map(str.isalnum, clip.text))
    data = page(clip.html)
    if data:
        try:
            found = _looked_at(path, data, HTML.name)
        except ImportFailed:
            found = None
        if found is not None and found[1] >= max(1, _SHARE * letters):
            return found[0]
    if not letters:
        raise EmptyFile(path)
    is_source = HTML.sniff(SourceFile(path, plain)) > PLAIN_TEXT.sniff(SourceFile(path, plain))
    return _looked_at(path, plain, HTML.name if is_source else PLAIN_TEXT.name)[0]


def _looked_at(path: Path, data: bytes, name: str) -> tuple[Look, int]:
    """The look, and how many letters and digits the text has. Raises ImportFailed."""
    draft = named(name).read(SourceFile(path, data), Reading())
    text = draft.documents[0].texts[0]
    language, is_sure = text.language or "", True
    if not language:
        told = guess(text.sample)
        language = told.language
        is_sure = told.confidence >= SURE and sum(map(str.isalpha, text.sample)) >= _FEWEST
    segments = list(text.segments(language))
    letters = sum(sum(map(str.isalnum, segment.text)) for segment in segments)
    if not letters:
        raise EmptyFile(path)
    content = [segment for segment in segments if segment.kind is not Kind.FURNITURE]
    found = Look(
        path=path,
        data=data,
        format=name,
        title=_title(draft, segments),
        language=language,
        is_sure=is_sure and language != UNKNOWN,
        opening=tuple(_opening(content or segments)),
        paragraphs=len(segments),
        furniture=len(segments) - len(content),
    )
    return found, letters


def _title(draft: Draft, segments: list[DraftSegment]) -> str:
    """What the text calls itself: its title, or a heading that it begins with."""
    titles = (segment.text for segment in segments if segment.kind is Kind.TITLE)
    content = (segment for segment in segments if segment.kind is not Kind.FURNITURE)
    first = next(content, None)
    heading = first.text if first is not None and first.kind is Kind.HEADING else ""
    return next(titles, "") or heading or draft.documents[0].title


def _opening(segments: list[DraftSegment]) -> Iterator[str]:
    left = PREVIEW
    for segment in segments:
        yield segment.text[:left]
        left -= len(segment.text)
        if left <= 0:
            return
