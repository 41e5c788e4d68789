"""A text as the shapes of its paragraphs: their lengths against its body, their last marks, traces of machines."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from viewer.languages import language as language_of
from viewer.text.detection import is_foreign

_DENSE = 2.2
"""Letters of an alphabet that say as much as one Han character, kana or Hangul syllable."""

_LEAST_BODY = 120.0
"""Letters; a text whose body paragraphs are shorter than this has no body to stand out from."""

LONGEST_HEADING = 120.0

_CLOSERS = r"[\p{Pe}\p{Pf}\p{Pi}\"'”’»」』）\]*_\s]*"
_STOPPED = regex.compile(rf"[.!?…。！？．؟۔।॥።։၊။៕᙮⁇‼:;,：；，、،؛\u2013\u2014\-–—|]{_CLOSERS}$")
HAS_LETTER = regex.compile(r"\p{L}")
STARTS_AS_TEXT = regex.compile(r"\s*[\p{Ll}\p{Pd}\p{Pi}\p{Ps}\"'*•·‣◦>「『«„“]")
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")
_CAPITALS = regex.compile(r"[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\p{Lu}[^\p{Ll}]*")

# "(Foto: dpa)", "（出典：共同）", at the end; a label of letters, so that no verse (Joh 3:16) is one.
_CREDIT = regex.compile(r"(?<=.{20})[(（][\p{L}\p{M}][\p{L}\p{M}\s.]{0,24}[:：]\s*[^()（）]{2,60}[)）][\s|.。۔·]*$")

_COUNTER = regex.compile(r"[(（\[]\p{Nd}{1,3}[)）\]]$")
_NUMBERED_LABEL = regex.compile(r"\[[^\[\]]*\p{L}[^\[\]]*\p{Nd}+\]$")
_GLUED_DATE = regex.compile(r"\p{L}\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}(?!\d)")
_GLUED_TWICE = regex.compile(r"(?P<name>\p{Lu}[^\n]{4,60}?\p{L})(?P=name)")
_DOMAIN = regex.compile(r"(?:^|[\s(/])(?:https?://\S+|(?:[\p{L}\d-]+\.)+[a-z]{2,}(?=$|[\s/)]))")


class Shape:
    """The paragraphs of one text, in its language (BCP 47)."""

    def __init__(self, paragraphs: Sequence[str], language: str) -> None:
        self.paragraphs = paragraphs
        self.language = language
        dense = language_of(language).script in {"Jpan", "Hans", "Hant", "Kore"}
        self.size = [len(paragraph) * (_DENSE if dense else 1.0) for paragraph in paragraphs]
        self.middle = self._middle_of_the_text()
        """Half of the letters stand in paragraphs at least this long."""
        least = max(self.middle / 4, 80.0)
        self.long = [size >= least for size in self.size]
        self.stopped = [_STOPPED.search(paragraph, max(0, len(paragraph) - 40)) is not None for paragraph in paragraphs]
        long_stops = [stop for stop, is_long in zip(self.stopped, self.long, strict=True) if is_long]
        self.uses_stops = sum(long_stops) >= 0.6 * len(long_stops)
        """Whether the missing stop of a line says anything: Thai has none at all."""

    @property
    def has_body(self) -> bool:
        return self.middle >= _LEAST_BODY and any(self.long)

    def _middle_of_the_text(self) -> float:
        left = sum(self.size) / 2
        for size in sorted(self.size, reverse=True):
            left -= size
            if left <= 0:
                return size
        return 0.0

    def captions(self) -> list[int]:
        """Paragraphs that end in a credit, unless that is how this text ends its paragraphs."""
        found = [
            number
            for number, paragraph in enumerate(self.paragraphs)
            if self.size[number] <= self.middle and _CREDIT.search(paragraph, max(0, len(paragraph) - 120))
        ]
        return found if 5 * len(found) <= len(self.paragraphs) or len(found) == 1 else []

    def is_label(self, number: int) -> bool:
        """Short, has letters, and does not end as a sentence does."""
        return (
            not self.long[number]
            and not self.stopped[number]
            and self.uses_stops
            and HAS_LETTER.search(self.paragraphs[number]) is not None
        )

    def is_machine_made(self, number: int) -> bool:
        """Short, and written by no person: a name glued to a date or to itself, a site's name in another language."""
        paragraph = self.paragraphs[number]
        if self.long[number]:
            return False
        if _GLUED_DATE.search(paragraph) or _GLUED_TWICE.match(paragraph):
            return True
        return _DOMAIN.search(paragraph) is not None and is_foreign(paragraph, self.language)

    def is_trace(self, number: int) -> bool:
        """Whether a machine has left it: a counter, a numbered label, or what `is_machine_made`."""
        paragraph = self.paragraphs[number]
        if _COUNTER.search(paragraph) or _NUMBERED_LABEL.match(paragraph):
            return True
        return self.is_machine_made(number)

    def is_doubled(self, number: int) -> bool:
        """A label that the line above is, too."""
        return number > 0 and self.paragraphs[number] == self.paragraphs[number - 1] and self.is_label(number)

    def is_heading(self, number: int) -> bool:
        """Short, set off by its capitals or its missing stop, and directly above longer text."""
        paragraph = self.paragraphs[number]
        if self.size[number] > min(LONGEST_HEADING, self.middle / 3) or STARTS_AS_TEXT.match(paragraph):
            return False
        if not self.leads_to_text(number):
            return False
        if is_in_capitals(paragraph):
            return True
        return self.uses_stops and not self.stopped[number]

    def leads_to_text(self, number: int) -> bool:
        """A paragraph of text follows, at once or after one more line of the kind."""
        for following in range(number + 1, min(number + 3, len(self.paragraphs))):
            if self.long[following]:
                return True
            if self.stopped[following] and not is_in_capitals(self.paragraphs[following]):
                return self.size[following] >= 1.5 * self.size[number]
        return False


def is_in_capitals(paragraph: str) -> bool:
    return _CASED.search(paragraph) is not None and _CAPITALS.fullmatch(paragraph) is not None
