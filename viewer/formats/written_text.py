"""A segment while it is read from XML: white space is one space, words that are elements get the spaces of writing.

White space between words counts if it stands on a line; a file that has every word on a line of its own, or nothing
between words at all, leaves the spaces to the rules of writing (`spacing`).
"""

from __future__ import annotations

import re

from viewer.formats.draft import DraftAnnotation
from viewer.formats.spacing import spaced
from viewer.model import MAX_SEGMENT

_SENTENCE_ENDS = (".", "!", "?", "…", '"', "»", "”", "“", "؟", "۔", "।")
_SPACE = re.compile(r"[ \t\r\n]+")


class WrittenText:
    """What was written of a segment so far, and what is said at places of it."""

    def __init__(self, has_words: bool) -> None:
        self._has_words = has_words
        self._done: list[str] = []
        """Pieces of text that are as they will be."""
        self._length = 0
        self._notes: list[DraftAnnotation] = []
        self._pieces: list[tuple[bool, list[str]]] = []
        """Words and what stands between them, since the last note."""
        self._glued: set[int] = set()
        """Positions of words that belong to the one before."""
        self._is_glued = False

    def write(self, text: str) -> None:
        if not self._pieces:
            self._pieces.append((False, []))
        self._pieces[-1][1].append(text)

    def begin_word(self, *, joins: str, apart: bool) -> None:
        if self._is_glued or joins in ("left", "both"):
            self._glued.add(len(self._pieces))
        self._is_glued = joins in ("right", "both") or not apart
        self._pieces.append((True, []))

    def end_word(self) -> None:
        self._pieces.append((False, []))

    def end_sentence(self) -> None:
        """What follows is set off, even if the file has nothing in between."""
        last = next((letters[-1] for _, letters in reversed(self._pieces) if letters), "")
        if last.endswith(_SENTENCE_ENDS):
            self.write(" ")

    def annotate(self, kind: str, value: str) -> None:
        if value:
            self._settle()
            self._notes.append(DraftAnnotation(self._length, self._length, kind, value[:MAX_SEGMENT]))

    def is_blank(self) -> bool:
        """Whether there is nothing but white space, and nothing said of it."""
        if self._done or self._notes:
            return False
        return all(piece.isspace() for _, letters in self._pieces for piece in letters)

    def clear(self) -> None:
        """Forgets white space."""
        if self._pieces:
            self._pieces, self._glued, self._is_glued = [], set(), False

    def finished(self) -> tuple[str, tuple[DraftAnnotation, ...]]:
        """The text and what is said at places of it; starts anew."""
        self._settle()
        text, notes = "".join(self._done), tuple(self._notes)
        self._done, self._notes, self._length, self._is_glued = [], [], 0, False
        return text, notes

    def _settle(self) -> None:
        """Turns what was written since the last time into text."""
        if len(self._pieces) == 1 and not self._pieces[0][0]:
            self._append(_SPACE.sub(" ", "".join(self._pieces[0][1])))  # nearly always
            self._pieces = []
            return
        pieces = [(is_word, _SPACE.sub(" ", "".join(letters)), "".join(letters)) for is_word, letters in self._pieces]
        words = sum(is_word for is_word, _, _ in pieces)
        between = [raw for is_word, _, raw in pieces if not is_word and raw]
        is_literal = not words or (not self._has_words and any(not raw.isspace() or "\n" not in raw for raw in between))
        if is_literal:
            for _, text, _ in pieces:
                self._append(text)
        else:
            joined: list[str] = []
            for position, (is_word, text, _) in enumerate(pieces):
                for part in [text.strip()] if is_word else text.split():
                    if part and position in self._glued and joined:
                        joined[-1] += part
                    elif part:
                        joined.append(part)
            if (
                joined
                and self._done
                and not self._done[-1].endswith(" ")
                and spaced((self._done[-1][-1], joined[0]))[1] == " "
            ):
                self._append(" ")
            self._append(spaced(joined))
        self._pieces, self._glued = [], set()

    def _append(self, text: str) -> None:
        if text.startswith(" ") and (not self._done or self._done[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._done.append(text)
            self._length += len(text)
