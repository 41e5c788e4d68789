"""A draft compared with the text before it, paragraph by paragraph, by content.

Paragraphs are the same if their letters are; white space and the way letters are composed do not count. What stands in
the same order in both is found by patience: paragraphs that occur once in both, or equally often, are put in their
longest rising order, and the stretches between them are compared in the same way (B. Cohen's patience diff).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SMALL = 250_000
"""Pairs of paragraphs that are compared each with each, where no paragraph tells a stretch apart."""
_PAIRED = 400
"""Pairs of an old and a new paragraph that are looked at for one being an edit of the other."""
_ALIKE = 0.5
"""Share of words in common from which one paragraph is an edit of the other."""
_OFTEN = 64


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the n old and m new paragraphs."""

    kept: tuple[int | None, ...]
    """For every new paragraph the old one that it is and that stands in the same order, which rises."""
    moved: dict[int, int]
    """New paragraphs that stood elsewhere, and the old ones that they are."""
    edited: dict[int, int]
    """New paragraphs that are edits of old ones in the same place; they rise together, and with those kept."""


def compare(old: Sequence[str], new: Sequence[str], check: Callable[[], None] = lambda: None) -> Comparison:
    """`check` is called now and then and may raise to stop the work."""
    left, right = _numbered(old, new)
    kept: list[int | None] = [None] * len(new)
    for a, b in _in_order(left, right):
        kept[b] = a
    check()
    moved = _moved(left, right, kept)
    edited: dict[int, int] = {}
    taken = set(moved.values())
    for number, (olds, news) in enumerate(_gaps(kept, len(old))):
        if number % _OFTEN == 0:
            check()
        edited.update(_edited(old, new, [a for a in olds if a not in taken], [b for b in news if b not in moved]))
    return Comparison(tuple(kept), moved, edited)


def _numbered(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """Equal numbers for paragraphs with the same letters."""
    numbers: dict[str, int] = {}

    def number(text: str) -> int:
        letters = " ".join(unicodedata.normalize("NFC", text).split())
        return numbers.setdefault(letters, len(numbers))

    return [number(text) for text in old], [number(text) for text in new]


def _in_order(left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of places with equal numbers that rise on both sides together; in no order."""
    todo = [(0, len(left), 0, len(right))]
    while todo:
        a, a_stop, b, b_stop = todo.pop()
        while a < a_stop and b < b_stop and left[a] == right[b]:
            yield a, b
            a, b = a + 1, b + 1
        while a < a_stop and b < b_stop and left[a_stop - 1] == right[b_stop - 1]:
            a_stop, b_stop = a_stop - 1, b_stop - 1
            yield a_stop, b_stop
        here, there = left[a:a_stop], right[b:b_stop]
        if not here or not there:
            continue
        anchors = _anchors(here, there)
        if anchors:
            x, y = a, b
            for next_x, next_y in anchors:
                todo.append((x, a + next_x, y, b + next_y))
                x, y = a + next_x + 1, b + next_y + 1
                yield x - 1, y - 1
            todo.append((x, a_stop, y, b_stop))
        elif len(here) * len(there) <= _SMALL:
            for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
                yield from ((a + block.a + step, b + block.b + step) for step in range(block.size))
        else:
            yield from ((a + x, b + y) for x, y in _rising(_pairs(here, there, lambda one, other: True)))


def _anchors(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Places of what is there once in both, or else equally often, in the longest rising order."""
    once = _rising(_pairs(left, right, lambda one, other: one == other == 1))
    return once or _rising(_pairs(left, right, lambda one, other: one == other))


def _pairs(left: Sequence[int], right: Sequence[int], wanted: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Places of equal numbers, the n-th with the n-th, of those whose counts on both sides are `wanted`."""
    here, there = Counter(left), Counter(right)
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(left):
        if there[number] and wanted(here[number], there[number]):
            places[number].append(place)
    used: Counter[int] = Counter()
    found = []
    for place, number in enumerate(right):
        if used[number] < len(places.get(number, ())):
            found.append((places[number][used[number]], place))
            used[number] += 1
    return found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, given by their second places, whose first places rise too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (place, _) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            ends.append(number)
        else:
            tops[pile], ends[pile] = place, number
    found = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _moved(left: Sequence[int], right: Sequence[int], kept: Sequence[int | None]) -> dict[int, int]:
    """What is left over once on each side: the same paragraph in another place."""
    staying = set(kept)
    gone = [place for place in range(len(left)) if place not in staying]
    come = [place for place, old in enumerate(kept) if old is None]
    lost, found = Counter(left[place] for place in gone), Counter(right[place] for place in come)
    place_of = {left[place]: place for place in gone if lost[left[place]] == 1}
    return {place: place_of[right[place]] for place in come if found[right[place]] == 1 and right[place] in place_of}


def _gaps(kept: Sequence[int | None], olds: int) -> Iterator[tuple[range, range]]:
    """Old and new paragraphs between two that are kept; both sides have some."""
    a = b = 0
    for place, old in enumerate([*kept, olds]):
        if old is not None:
            if a < old and b < place:
                yield range(a, old), range(b, place)
            a, b = old + 1, place + 1


def _edited(old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int]) -> dict[int, int]:
    """Pairs of an old and a new paragraph that are alike, in order, with most in common."""
    if not olds or not news or len(olds) * len(news) > _PAIRED:
        return {}
    words = [(old[a].split() or [""]) for a in olds], [(new[b].split() or [""]) for b in news]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    alike = [[_likeness(one, other) for other in words[1]] for one in words[0]]
    for x in range(len(olds) - 1, -1, -1):
        for y in range(len(news) - 1, -1, -1):
            together = best[x + 1][y + 1] + alike[x][y] if alike[x][y] >= _ALIKE else 0.0
            best[x][y] = max(best[x + 1][y], best[x][y + 1], together)
    found = {}
    x = y = 0
    while x < len(olds) and y < len(news):
        if alike[x][y] >= _ALIKE and best[x][y] == best[x + 1][y + 1] + alike[x][y]:
            found[news[y]] = olds[x]
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return found


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of words in common, or of letters where there are few words, as in scripts without spaces."""
    if min(len(one), len(other)) < 4:
        one, other = " ".join(one), " ".join(other)
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other))
