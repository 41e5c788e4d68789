"""Which of many texts are versions of one: those that are each other's likest between their languages.

A book and its translation are far more alike than any other pair, as long as both are there; so the likest pairs are
joined first, unless they are hardly more alike than others. A group has one text of a language, unless two of them
plainly are the same text again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from viewer.formats.likeness import MOST, Compared, Profile, are_alike, compared, likeness
from viewer.languages import UNKNOWN, primary

_LIKELY, _SURE = 0.35, 0.55
"""Likeness from which texts are joined, and from which nobody needs to look."""
_AHEAD, _FAR_AHEAD = 0.1, 0.15
"""How much likelier than any other pair of the two texts these are to be."""
_SAME_AGAIN = 1.0
"""Likeness from which two texts in one language are one text."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Texts that belong together, by their numbers."""

    members: tuple[int, ...]
    doubtful: tuple[int, ...] = ()
    """Those that might as well not."""

    @property
    def is_too_large(self) -> bool:
        """More than are aligned unasked."""
        return len(self.members) > MOST


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    likeness: float
    ahead: float
    """How much likelier it is than the next that has one of the two."""
    one: int
    other: int

    @property
    def is_sure(self) -> bool:
        return self.likeness >= _SURE and self.ahead >= _FAR_AHEAD


def grouped(profiles: Sequence[Profile]) -> list[Likely]:
    """Every text in exactly one group, in the order of their first texts. Time is by the square of their number."""
    texts = compared(profiles)
    group = list(range(len(profiles)))
    doubtful: set[int] = set()
    for first, second in combinations(range(len(profiles)), 2):
        if group[first] != group[second] and _is_same_again(texts[first], texts[second]):
            _join(group, first, second)
    for pair in sorted(_pairs(texts, list(group)), reverse=True):
        one, other = (_members(group, group[text]) for text in (pair.one, pair.other))
        if group[pair.one] == group[pair.other] or _languages(profiles, one) & _languages(profiles, other):
            continue
        if not pair.is_sure:
            doubtful.add(max(pair.one, pair.other))
        _join(group, pair.one, pair.other)
    found = [tuple(_members(group, number)) for number in dict.fromkeys(group)]
    return [Likely(members, tuple(text for text in members if text in doubtful)) for members in found]


def _pairs(texts: Sequence[Compared], same: Sequence[int]) -> Iterator[_Pair]:
    """The pairs of two languages that are each other's likest; texts of one number in `same` are no rivals."""
    by_language: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        by_language.setdefault(primary(text.profile.language), []).append(number)
    by_language.pop(UNKNOWN, None)
    for left, right in combinations(by_language.values(), 2):
        table = [[likeness(texts[one], texts[other]) for other in right] for one in left]
        for row, one in enumerate(left):
            best = max(range(len(right)), key=table[row].__getitem__)
            value = table[row][best]
            others = [other for place, other in enumerate(table[row]) if same[right[place]] != same[right[best]]]
            others += [line[best] for place, line in enumerate(table) if same[left[place]] != same[one]]
            ahead = value - max([0.0, *others])
            if value >= _LIKELY and ahead >= _AHEAD:
                yield _Pair(value, ahead, one, right[best])


def _is_same_again(one: Compared, other: Compared) -> bool:
    here, there = one.profile, other.profile
    if primary(here.language) != primary(there.language) or not are_alike(here, there):
        return False
    return here.words == there.words or likeness(one, other) >= _SAME_AGAIN


def _members(group: Sequence[int], number: int) -> list[int]:
    return [text for text, own in enumerate(group) if own == number]


def _languages(profiles: Sequence[Profile], texts: Sequence[int]) -> set[str]:
    return {primary(profiles[text].language) for text in texts}


def _join(group: list[int], one: int, other: int) -> None:
    kept, gone = sorted((group[one], group[other]))
    for text, own in enumerate(group):
        if own == gone:
            group[text] = kept
