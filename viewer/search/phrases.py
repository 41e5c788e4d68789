"""Stretches of several words that go with a term, found in samples of rows with it and without it.

They are names and notions of several words, Vietnamese words, and what ICU cuts up in scripts without spaces: there a
stretch is an n-gram that puts a word together again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import regex

from viewer.search.association import log_likelihood
from viewer.search.candidates import LIKELY
from viewer.search.counted_words import counted_words
from viewer.text.folding import Folding

SAMPLE = 80
"""Segments of each kind that are read."""
_WORDS = 5
"""Longest stretch."""
_LETTERS = 24
_COMMONEST = 100
"""Stretches that are looked for in the texts without the term."""
_MOST = 4
"""Stretches that are worth a search."""
_BETWEEN = frozenset(("", " ", "'", "\u2019"))
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]")
_FOLDING = Folding()


def phrases(having: Sequence[str], lacking: Sequence[str], strong: Collection[str]) -> list[str]:
    """The likeliest stretches of several words in texts with the term, against texts without it; as written.

    `strong` are folded words that go with the term: a stretch begins and ends with one. Where no space tells words
    apart it may also be a strong word alone, which may be part of others, or have none: ICU has cut it up beyond
    recognition.
    """
    written: dict[str, Counter[str]] = {}
    here = Counter[str]()
    for text in having:
        found = dict(_stretches(text, strong))
        here.update(found.keys())
        for folded, original in found.items():
            written.setdefault(folded, Counter())[original] += 1
    several = {folded: count for folded, count in here.most_common(_COMMONEST) if count > 1}
    if not several:
        return []
    others = [_FOLDING.fold(text) for text in lacking]
    together = np.array(list(several.values()))
    held = together + np.array([sum(folded in other for other in others) for folded in several])
    ratios = log_likelihood(together, len(having), held, len(having) + len(lacking))
    best = sorted(zip(-ratios, several, strict=True))[:_MOST]
    return [written[folded].most_common(1)[0][0] for ratio, folded in best if -ratio > LIKELY]


def _stretches(text: str, strong: Collection[str]) -> Iterable[tuple[str, str]]:
    """Folded and as written; neighbours have nothing, a space or an apostrophe between them."""
    if not _UNSPACED.search(text):
        letters = _FOLDING.fold(text)  # far faster than telling the words of every text
        if sum(letters.count(word) for word in strong) < 2:
            return
    spans = counted_words(text)
    words = [_FOLDING.fold(text[start:stop]) for start, stop in spans]
    for first, (start, end) in enumerate(spans):
        unspaced = _is_unspaced(text[start])
        begins = words[first] in strong
        if not begins and not unspaced:
            continue
        folded, known = words[first], begins
        if begins and unspaced:
            yield folded, text[start:end]
        for last in range(first + 1, min(first + _WORDS, len(spans))):
            between = text[end : spans[last][0]]
            if between not in _BETWEEN:
                break
            end = spans[last][1]
            if end - start > _LETTERS:
                break
            folded += between + words[last]
            ends = words[last] in strong
            known = known or ends
            if (begins and ends) or not known:
                yield folded, text[start:end]


def _is_unspaced(letter: str) -> bool:
    return letter > "\u0e00" and bool(_UNSPACED.match(letter))
