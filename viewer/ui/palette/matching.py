"""Which entries a few typed letters mean, and in which order: words in any order, letters alike as in the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viewer.text.folding import folded

_FIRST, _WORD, _INSIDE, _ELSEWHERE = 4, 3, 2, 1
"""What a typed word counts that begins the name, begins a word of it, is inside it, or is in what else is said."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is compared of an entry, folded once."""

    name: str
    rest: str
    able: bool
    """Whether it can be run now: of what fits alike, that comes first."""


def wording(name: str, rest: str, *, able: bool) -> Wording:
    """The texts of an entry as they are compared."""
    return Wording(folded(name), folded(rest), able)


def ranked(typed: str, wordings: Sequence[Wording], used: Sequence[int] = ()) -> list[int]:
    """The places of those that have every typed word, the best first; among the like the last `used` first.

    Nothing typed fits everything.
    """
    words = folded(typed).split()
    recency = {place: rank for rank, place in enumerate(used)}
    scored = [(place, _score(words, one)) for place, one in enumerate(wordings)]
    return [
        place
        for place, _ in sorted(
            ((place, score) for place, score in scored if score is not None),
            key=lambda pair: (
                -pair[1],
                recency.get(pair[0], len(recency)),
                bool(words) and not wordings[pair[0]].able,
                pair[0],
            ),
        )
    ]


def _score(words: Sequence[str], one: Wording) -> int | None:
    """None if a word is nowhere."""
    total = 0
    for word in words:
        if one.name.startswith(word):
            total += _FIRST
        elif f" {word}" in one.name:
            total += _WORD
        elif word in one.name:
            total += _INSIDE
        elif word in one.rest:
            total += _ELSEWHERE
        else:
            return None
    return total
