"""A language that nobody speaks: written from right to left, in Hebrew letters, and a third longer than English.

What still has Latin letters in it has not been translated; what does not fit its widget would not fit in German either.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QTranslator

_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד", strict=True))
_KEPT = re.compile(r"\{[^}]*\}|<[^>]*>|&(?:amp|lt|gt|quot|#\d+);|%\w+")
"""Fields and markup."""
_WORD = re.compile(r"&?[A-Za-z](?:[A-Za-z'’]|&(?=[A-Za-z]))*")


class Pseudo(QTranslator):
    """Translates every text of the program's own, and remembers the texts by context."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def translate(self, context: str, text: str, disambiguation: str | None = None, number: int = -1) -> str:
        self.asked.add((context, text))
        return pseudo(text)

    def isEmpty(self) -> bool:
        return False


def pseudo(text: str) -> str:
    """The text in that language; fields and markup stay."""
    parts, place = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_WORD.sub(_word, text[place : kept.start()]), kept[0]]
        place = kept.end()
    return "".join([*parts, _WORD.sub(_word, text[place:])])


def _word(found: re.Match[str]) -> str:
    word = "".join(_LETTERS.get(letter.lower(), letter) for letter in found[0])
    return word + "ו" * (len(found[0]) // 3)
