"""Which words of a version may render a term: those that stand in its rows more than chance allows, form by form.

Two looks sort out what only keeps the term company. A word that goes with another word of the term's own version is
left to that: only what it still tells of the term once the other is known counts. And a word that stands beside a
likelier one, never instead of it, is no rendering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from viewer.search.association import Floats, log_likelihood, significant
from viewer.search.inflection import are_forms, stems
from viewer.search.word_index import Ints
from viewer.search.word_rows import Bools, WordRows

LIKELY = significant(5)
"""G² that a word needs to be counted as a form of a candidate, or to be its part."""

_POOL = 120
"""Words that are looked at more closely."""
_FAMILIES = 18
"""Candidates whose rows are looked up."""
_HEADS = 12
"""Candidates that go on to be compared with each other."""
_STRONG = 0.1
"""Part of the best ratio that such a word has to have: not every article that goes with a noun."""
_LEFT_OUT = 0.01
_RIVALS = 20
"""Other words of the term's rows that may explain a candidate."""
_RIVAL = significant(50)
_ODDS = 3
"""By how much the odds to meet a rendering must be better in the rows of the term."""
_PART = 0.9
"""A word of whose rows so many have the phrase is a part of it."""
_CLEARLY = 1.15
"""By how much a phrase must be likelier than a part of it that is also at home elsewhere."""
_SAMPLE = 20_000
"""Rows of a candidate that are compared with those of the rivals."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The rows with the term against those without."""

    chosen: Bools
    """Shape (U,): rows with the term."""
    compared: Bools
    """Shape (U,): rows that count at all; those chosen are among them."""
    sizes: tuple[int, int]
    """How many are chosen, and how many compared."""

    @staticmethod
    def of(chosen: Bools, compared: Bools) -> Contrast:
        chosen = chosen & compared
        return Contrast(chosen, compared, (int(np.count_nonzero(chosen)), int(np.count_nonzero(compared))))

    def ratio(self, rows: Ints) -> float:
        """G² of a word or phrase that stands in these rows."""
        size, total = self.sizes
        held = rows[self.compared[rows]]
        return float(log_likelihood(np.count_nonzero(self.chosen[held]), size, len(held), total))

    def prefers(self, rows: Ints) -> bool:
        """Whether what stands in these rows prefers the chosen ones clearly, and not only surely as *of* may."""
        size, total = self.sizes
        held = rows[self.compared[rows]]
        together = int(np.count_nonzero(self.chosen[held]))
        apart = len(held) - together
        return together * (total - size - apart) >= _ODDS * (size - together) * apart

    def ratios(self, words: WordRows) -> tuple[Floats, Ints]:
        """About G² of each word of a version, 0 where it is in no chosen row; and in how many of these it stands."""
        size, total = self.sizes
        together = np.minimum(words.count(self.chosen), size)
        met = np.flatnonzero(together)
        # Where hardly any row is left out there is no need to count all words once more.
        all_but = np.count_nonzero(words.filled & ~self.compared) > _LEFT_OUT * np.count_nonzero(words.filled)
        every = words.count(self.compared) if all_but else np.diff(words.index.starts)
        ratios = np.zeros(len(together))
        ratios[met] = log_likelihood(together[met], size, np.minimum(every[met], total - size + together[met]), total)
        return ratios, together


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may render a term."""

    text: str
    """As it is written most often."""
    forms: tuple[str, ...]
    """Folded; the commonest first."""
    rows: Ints
    """Those that are compared and hold it; rising."""
    ratio: float
    """G² with the term, once rivals had their share."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The words of a version that go with a term."""

    found: list[Candidate]
    """Forms of one together."""
    strong: frozenset[str]
    """Folded words fit to begin or end a phrase."""
    least: float
    """The G² from which a candidate is to be believed, as so many words were compared."""


def pool(target: WordRows, contrast: Contrast) -> Pool:
    """The words of a version that stand in the chosen rows more than chance allows."""
    ratios, together = contrast.ratios(target)
    order = np.argsort(-ratios, kind="stable")[:_POOL]
    likely = [int(word) for word in order if ratios[word] > LIKELY]
    found = []
    for family in _families(likely, target.index.words.__getitem__)[:_FAMILIES]:
        words = sorted(family, key=lambda word: -int(together[word]))
        rows = target.rows_of(words)
        rows = rows[contrast.compared[rows]]
        forms = tuple(target.index.words[word] for word in words)
        found.append(Candidate(target.index.forms[words[0]], forms, rows, contrast.ratio(rows)))
    strong = max(LIKELY, _STRONG * max((one.ratio for one in found), default=0))
    fit = frozenset(form for one in found if one.ratio > strong for form in one.forms)
    return Pool(found, fit, significant(int(np.count_nonzero(together))))


def _families(likely: Iterable[int], spelled: Callable[[int], str]) -> list[list[int]]:
    """Words that are forms of one, gathered round the likeliest of them."""
    families: list[list[int]] = []
    heads: list[str] = []
    by_stem: dict[str, list[int]] = {}
    for word in likely:
        letters = spelled(word)
        shared = stems(letters)
        near = sorted({place for stem in shared for place in by_stem.get(stem, ())})
        home = next((place for place in near if are_forms(heads[place], letters)), None)
        if home is not None:
            families[home].append(word)
            continue
        for stem in shared:
            by_stem.setdefault(stem, []).append(len(heads))
        heads.append(letters)
        families.append([word])
    return families


def rivals(source: WordRows, contrast: Contrast, own: Iterable[int]) -> Bools:
    """Shape (R, U): the rows of other words of the term's version that go with it; `own` are the words it is in."""
    ratios, _ = contrast.ratios(source)
    ratios[list(own)] = 0
    found = [word for word in np.argsort(-ratios, kind="stable")[:_RIVALS].tolist() if ratios[word] > _RIVAL]
    table = np.zeros((len(found), len(contrast.chosen)), np.bool_)
    for place, word in enumerate(found):
        table[place, source.rows_of((word,))] = True
    return table


def chosen(found: Iterable[Candidate], others: Bools, contrast: Contrast, least: float) -> list[Candidate]:
    """The renderings among the candidates, the likeliest first.

    `others` are the rivals, `least` is the G² from which a candidate is to be believed.
    """
    best = sorted(
        (one for one in found if one.ratio > least and contrast.prefers(one.rows)), key=lambda one: -one.ratio
    )[:_HEADS]
    left = _after_rivals(best, others & contrast.compared, contrast) if len(others) else best
    likely = sorted((one for one in left if one.ratio > least), key=lambda one: -one.ratio)
    return _instead(_whole(likely, contrast), contrast)


def _whole(found: Sequence[Candidate], contrast: Contrast) -> list[Candidate]:
    """Without words that are only parts of phrases, and without phrases that say little more than a part of them."""
    gone = set[str]()
    for long in found:
        for short in found:
            if short is long or not any(form in long.forms[0] for form in short.forms):
                continue
            own, all_ = (np.count_nonzero(contrast.chosen[one.rows]) for one in (long, short))
            if own >= _PART * all_:
                gone.add(short.text)
            elif long.ratio < _CLEARLY * short.ratio:
                gone.add(long.text)
    return [one for one in found if one.text not in gone]


def _after_rivals(found: Iterable[Candidate], others: Bools, contrast: Contrast) -> Iterator[Candidate]:
    """The candidates with what the rivals leave them, without those that belong to one of them."""
    size, total = contrast.sizes
    every = np.count_nonzero(others, axis=1)
    both = np.count_nonzero(others[:, contrast.chosen], axis=1)
    for one in found:
        rows = one.rows[:: -(-len(one.rows) // _SAMPLE)]
        scale = len(one.rows) / len(rows)
        there = others[:, rows]
        theirs = np.count_nonzero(there, axis=1) * scale
        mine = np.count_nonzero(there[:, contrast.chosen[rows]], axis=1) * scale
        held, together = len(one.rows), int(np.count_nonzero(contrast.chosen[one.rows]))
        left = _stratified((mine, both, theirs, every), (together, size, held, total))
        given = _stratified((mine, both, together, size), (theirs, every, held, total))
        # A rival that is always with the term tells nothing of it, and takes nothing.
        losing = left[given > np.maximum(left, LIKELY)]
        if not (losing < one.ratio / 2).any():
            yield replace(one, ratio=float(losing.min(initial=one.ratio)))


_Counts = tuple[Ints | Floats | int, Ints | Floats | int, Ints | Floats | int, Ints | Floats | int]


def _stratified(within: _Counts, every: _Counts) -> Floats:
    """G² summed over the rows with a third word and those without; `within` are the counts of the former."""
    without = (np.asarray(whole) - np.asarray(part) for part, whole in zip(within, every, strict=True))
    return log_likelihood(*within) + log_likelihood(*without)


def _instead(found: Iterable[Candidate], contrast: Contrast) -> list[Candidate]:
    """Those that stand in the place of the likelier ones, not only beside them.

    Where *lion* renders a term *roars* may go with it, but not where *lion* does not stand.
    """
    kept: list[Candidate] = []
    for one in found:
        if kept and contrast.ratio(one.rows) < LIKELY:
            continue
        kept.append(one)
        rest = contrast.compared.copy()
        rest[one.rows] = False
        contrast = Contrast.of(contrast.chosen, rest)
    return kept
