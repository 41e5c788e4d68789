"""Which new paragraphs of a draft take the place of old ones, so that notes on these find their way.

An old paragraph goes into its edit and into the other parts of it, where it was split; and, where it was joined with a
neighbour, into what that was edited into. What has too little of it does not count, though it has its row: a note is
better without a place than at a wrong one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

Succession = tuple[tuple[int, ...], tuple[int, ...]]
"""Old paragraphs that follow each other, and the new ones in their place."""

_ALIKE = 0.3
"""Share of the pieces of the shorter one that the other has, from which a new paragraph is credibly made of an old."""
_PART = 0.6
"""As before, for an old paragraph that was joined with its neighbour: of its own pieces."""
_LONG = 20
"""Letters of a word, on average, from which a script has no spaces."""


def successions(
    old: Sequence[str], draft: Sequence[str], origin: Mapping[int, int], staying: Collection[int]
) -> list[Succession]:
    """`origin` gives the old paragraph that a new one is the edit or a part of; those `staying` are what they were."""
    news_of: defaultdict[int, set[int]] = defaultdict(set)
    for new, before in origin.items():
        one, other = _pieces(old[before]), _pieces(draft[new])
        if (one & other).total() >= _ALIKE * min(one.total(), other.total()):
            news_of[before].add(new)
    for before, news in sorted(news_of.items()):  # a list: more come in
        for step in (1, -1):
            new = max(news) if step > 0 else min(news)
            left = _pieces(draft[new]) - _pieces(old[before])
            at = before + step
            while 0 <= at < len(old) and at not in news_of and at not in staying:
                own = _pieces(old[at])
                if (own & left).total() < _PART * own.total():
                    break
                left -= own
                news_of[at].add(new)
                at += step
    return _grouped(news_of)


def _pieces(text: str) -> Counter[str]:
    """What a paragraph is told by: its words, and pairs of letters for those that stand alone or have no spaces."""
    words = text.split()
    if len(words) > 1 and sum(map(len, words)) < _LONG * len(words):
        return Counter(words)
    letters = "".join(words)
    return Counter(map("".join, pairwise(letters))) if len(letters) > 1 else Counter([letters])


def _grouped(news_of: Mapping[int, set[int]]) -> list[Succession]:
    """Old paragraphs that share a new one go together."""
    groups: list[tuple[list[int], set[int]]] = []
    for before, news in sorted(news_of.items()):
        if groups and groups[-1][1] & news:
            groups[-1][0].append(before)
            groups[-1][1].update(news)
        else:
            groups.append(([before], set(news)))
    return [(tuple(olds), tuple(sorted(news))) for olds, news in groups]
