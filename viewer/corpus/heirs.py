"""Heirs: which segments took the place of others, and where in them the letters of the old ones are.

They are facts, written when segments give way to others, and never altered, also if that is undone: an undone change
leaves no segment in use, so that nothing is found on its way. So notes need not be touched by any edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from viewer.corpus.catalogue import verified
from viewer.corpus.connection import Connection

_ASKED_AT_ONCE = 500
_COMPARED = 250_000
"""Pairs of words up to which two runs are compared word by word."""


@dataclass(frozen=True, slots=True)
class Heir:
    """A stretch of an old segment that went into a new one. Positions are code points."""

    old: int
    new: int
    start: int
    """Where the stretch begins in the old segment."""
    stop: int
    new_start: int
    """Where it begins in the new one."""


def inherited(olds: Sequence[tuple[int, str]], news: Sequence[tuple[int, str]]) -> list[Heir]:
    """Where the letters of a run of segments are in the run, not empty, that takes its place; each an id and a text.

    White space apart, what the runs have in common at their beginning and end is found letter by letter, what they have
    in common between word by word. What is different belongs to all new segments that are different there, or to the
    one that would hold it.
    """
    before, after = _letters(olds), _letters(news)
    same = _common(before, after)
    found = list(_stretches(((before[a + n], after[b + n]) for a, b, size in same for n in range(size))))
    at = new_at = 0
    for a, b, size in same:
        if at < a:
            there = after[new_at:b] or after[max(0, new_at - 1) : new_at] or after[:1] or [(news[0][0], 0, "")]
            for old, start, stop in _parts(before[at:a]):
                found += [Heir(old, new, start, stop, new_start) for new, new_start, _ in _parts(there)]
        at, new_at = a + size, b + size
    return found


_Letter = tuple[int, int, str]
"""The id of a segment, a position in it, and what stands there."""


def _letters(run: Sequence[tuple[int, str]]) -> list[_Letter]:
    return [(id_, at, letter) for id_, text in run for at, letter in enumerate(text) if not letter.isspace()]


def _common(before: Sequence[_Letter], after: Sequence[_Letter]) -> list[tuple[int, int, int]]:
    """Runs of letters in common: where in the one, where in the other, how many. They rise; the last is at both ends
    and may be empty."""
    shortest = min(len(before), len(after))
    first = next((n for n in range(shortest) if before[n][2] != after[n][2]), shortest)
    rest = shortest - first
    last = next((n for n in range(rest) if before[-1 - n][2] != after[-1 - n][2]), rest)
    stop, new_stop = len(before) - last, len(after) - last
    words, new_words = _words(before, first, stop), _words(after, first, new_stop)
    between = []
    if len(words) * len(new_words) <= _COMPARED:
        matcher = SequenceMatcher(None, [word for _, word in words], [word for _, word in new_words], autojunk=False)
        for block in matcher.get_matching_blocks():
            matched = words[block.a : block.a + block.size]
            if matched:
                length = matched[-1][0] + len(matched[-1][1]) - matched[0][0]
                between.append((matched[0][0], new_words[block.b][0], length))
    return [(0, 0, first), *between, (stop, new_stop, last)]


def _words(letters: Sequence[_Letter], start: int, stop: int) -> list[tuple[int, str]]:
    """The words that letters make up, each with the place of its first letter."""
    found: list[tuple[int, str]] = []
    for place in range(start, stop):
        segment, at, letter = letters[place]
        if place > start and letters[place - 1][:2] == (segment, at - 1):
            found[-1] = found[-1][0], found[-1][1] + letter
        else:
            found.append((place, letter))
    return found


def _stretches(pairs: Iterable[tuple[_Letter, _Letter]]) -> Iterator[Heir]:
    """Pairs of equal letters as stretches, as long as both go on in one segment, white space included."""
    begun: Heir | None = None
    for (old, at, _), (new, new_at, _) in pairs:
        goes_on = begun and (begun.old, begun.new, begun.new_start - begun.start) == (old, new, new_at - at)
        if begun and goes_on:
            begun = Heir(old, new, begun.start, at + 1, begun.new_start)
            continue
        if begun:
            yield begun
        begun = Heir(old, new, at, at + 1, new_at)
    if begun:
        yield begun


def _parts(letters: Iterable[_Letter]) -> list[tuple[int, int, int]]:
    """The segments that letters are of, with the stretch of each."""
    found: dict[int, tuple[int, int]] = {}
    for id_, at, _ in letters:
        found[id_] = found.get(id_, (at, at))[0], at + 1
    return [(id_, start, stop) for id_, (start, stop) in found.items()]


def leave(database: Connection, heirs: Iterable[Heir]) -> None:
    """Writes heirs down. Within `Connection.atomic`."""
    ((highest,),) = database.rows("SELECT coalesce(max(id), 0) FROM heir")
    for number, heir in enumerate(heirs, highest + 1):
        database.insert("heir", (number, heir.old, heir.new, heir.start, heir.stop, heir.new_start))


def of(database: Connection, segment: int) -> list[Heir]:
    """The heirs of a segment, in the order of its text. Raises Damaged."""
    rows = verified(database, "SELECT * FROM heir WHERE old = ? ORDER BY old_start, id", (segment,))
    return [Heir(*row[1:]) for row in rows]


def ancestors(database: Connection, segments: Sequence[int]) -> set[int]:
    """These segments, and all whose place they have taken, at whatever remove. Raises Damaged."""
    found = set(segments)
    asked = sorted(found)
    while asked:
        olds: set[int] = set()
        for first in range(0, len(asked), _ASKED_AT_ONCE):
            part = asked[first : first + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(part))
            olds |= {row[1] for row in verified(database, f"SELECT * FROM heir WHERE new IN ({marks})", part)}
        asked = sorted(olds - found)
        found |= olds
    return found
