"""Long texts with a known alignment, made of verses: their numbers dropped, cut finer on one side, joined, left out.

The numbering of verses differs between versions, so that only chapters with the same verses on both sides are taken.
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import regex

from viewer.align.rows_file import Row

_CLAUSE = regex.compile(r"(?<=[.!?;:。！？；：؟؛।]\W*)(?=\s*\p{L})")
_MISNAMED = "2Chr."
"""The Arabic version holds the first book of Chronicles under the name of the second."""
Groups = list[tuple[range, str]]
"""The segments of one side: of which verses each is made, and its text."""


@dataclass(frozen=True, slots=True)
class Case:
    """Two sides and the rows that are right."""

    tags: tuple[str, str]
    texts: tuple[list[str], list[str]]
    gold: list[Row]


def verses(data: Path, version: str) -> dict[str, str]:
    """Text by number."""
    text = lzma.decompress((data / "bible" / f"{version}.tsv.xz").read_bytes()).decode("utf-8")
    return dict(line.split("\t", 1) for line in text.split("\n") if "\t" in line)


def agreeing(data: Path, tags: tuple[str, str]) -> list[tuple[str, str]]:
    """The verses of two versions, without the chapters whose numbering differs."""
    sides = [_chapters(data, tag) for tag in tags]
    both = [(chapter, own, sides[1][chapter]) for chapter, own in sides[0].items() if chapter in sides[1]]
    return [
        (text, there[number])
        for chapter, here, there in both
        if not ("ar" in tags and chapter.startswith(_MISNAMED))
        and _numbered_alike(list(here.values()), list(there.values()))
        for number, text in here.items()
        if number in there
    ]


def _chapters(data: Path, tag: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, text in verses(data, tag).items():
        chapter, _, number = key.rpartition(".")
        found.setdefault(chapter, {})[number] = text
    return found


def _numbered_alike(here: list[str], there: list[str]) -> bool:
    """As many verses, whose lengths do not agree better one verse on: a title is a verse for some, for others not."""
    if len(here) != len(there):
        return False
    if len(here) < 4:
        return True
    x, y = (np.log([len(text) + 1 for text in side]) for side in (here, there))
    even, late, early = (np.corrcoef(a, b)[0, 1] for a, b in ((x, y), (x[1:], y[:-1]), (x[:-1], y[1:])))
    return bool(even > max(late, early))


def cut(data: Path, tags: tuple[str, str], size: int) -> Case:
    """The first `size` verses; those of the second version are cut at the ends of clauses, most of the time."""
    chance = random.Random(7)
    pairs = agreeing(data, tags)[:size]
    return _case(tags, _whole(a for a, _ in pairs), _cut((b for _, b in pairs), _CLAUSE, 0.8, chance))


def drifting(data: Path, tags: tuple[str, str], size: int) -> Case:
    """First the second version is cut finely, then the first; long stretches are lost, each from one side.

    So the way through the texts is far from straight, a thousand segments and more.
    """
    chance = random.Random(7)
    pairs = agreeing(data, tags)[:size]
    size = len(pairs)
    sides = []
    for side in (0, 1):
        groups: Groups = []
        for number, pair in enumerate(pairs):
            fine = (number < size // 2) == (side == 1)
            groups += _cut([pair[side]], _CLAUSE, 0.3 if fine else 0.0, chance, number)
        sides.append(groups)
    for place, length, side in ((0.1, 0.012, 0), (0.35, 0.01, 1), (0.6, 0.02, 0), (0.8, 0.006, 1)):
        lost = range(int(size * place), int(size * (place + length)))
        sides[side] = [group for group in sides[side] if group[0].start not in lost]
    return _case(tags, *sides)


def free(data: Path, tags: tuple[str, str], size: int) -> Case:
    """As novels are translated: on both sides runs of up to three verses are joined, and some are left out."""
    chance = random.Random(7)
    pairs = agreeing(data, tags)[:size]
    sides = []
    for side in (0, 1):
        groups: Groups = []
        number = 0
        while number < len(pairs):
            count = chance.choices((1, 2, 3), (0.6, 0.3, 0.1))[0]
            run = range(number, min(number + count, len(pairs)))
            number = run.stop
            if chance.random() < 0.97:
                groups.append((run, " ".join(pairs[k][side] for k in run)))
        sides.append(groups)
    return _case(tags, *sides)


CASES: dict[str, Callable[[Path, tuple[str, str], int], Case]] = {"cut": cut, "drifting": drifting, "free": free}


def _whole(texts: Iterable[str]) -> Groups:
    return [(range(number, number + 1), text) for number, text in enumerate(texts)]


def _cut(texts: Iterable[str], ends: regex.Pattern[str], share: float, chance: random.Random, first: int = 0) -> Groups:
    """Texts in pieces, cut at a `share` of these places."""
    groups: Groups = []
    for number, text in enumerate(texts, first):
        start = 0
        for end in ends.finditer(text):
            if text[start : end.start()].strip() and chance.random() < share:
                groups.append((range(number, number + 1), text[start : end.start()].strip()))
                start = end.start()
        groups.append((range(number, number + 1), text[start:].strip()))
    return groups


def _case(tags: tuple[str, str], source: Groups, target: Groups) -> Case:
    """The rows are the least groups of segments in which no verse is torn; what has no partner stands alone."""
    found: list[tuple[list[int], list[int]]] = []
    reach = -1
    every = [(run, side, k) for side, groups in enumerate((source, target)) for k, (run, _) in enumerate(groups)]
    for run, side, k in sorted(every, key=lambda segment: segment[0].start):
        if run.start > reach:
            found.append(([], []))
        found[-1][side].append(k)
        reach = max(reach, run.stop - 1)
    rows: list[Row] = []
    for here, there in found:
        if here and there:
            rows.append((tuple(here), tuple(there)))
        else:
            rows += [*(((k,), ()) for k in here), *(((), (k,)) for k in there)]
    return Case(tags, ([text for _, text in source], [text for _, text in target]), rows)
