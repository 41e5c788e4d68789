"""Which new paragraphs of a draft take the place of old ones, so that notes on these find their way.

An old paragraph goes into its edit and into the other parts of it, where it was split; and, where it was joined with a
neighbour, into what that was edited into.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from viewer.changing.comparing import is_part, words_of

Succession = tuple[tuple[int, ...], tuple[int, ...]]
"""Old paragraphs that follow each other, and the new ones in their place."""


def successions(
    old: Sequence[str], draft: Sequence[str], origin: Mapping[int, int], staying: Collection[int]
) -> list[Succession]:
    """`origin` gives the old paragraph that a new one is the edit or a part of; those `staying` are what they were."""
    news_of: defaultdict[int, set[int]] = defaultdict(set)
    for new, before in origin.items():
        news_of[before].add(new)
    for before, news in sorted(news_of.items()):  # a list: more come in
        for step in (1, -1):
            new = max(news) if step > 0 else min(news)
            left = words_of(draft[new]) - words_of(old[before])
            other = before + step
            while 0 <= other < len(old) and other not in news_of and other not in staying:
                own = words_of(old[other])
                if not is_part(own, left):
                    break
                left -= own
                news_of[other].add(new)
                other += step
    return _grouped(news_of)


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
