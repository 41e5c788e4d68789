"""Which paragraphs of a page are furniture: by how its parts are named, by lists of links, and by where these stand.

In doubt a paragraph is content: furniture is folded away, and content never must be. So what is likely furniture is
taken for it only while it is short, links in the midst of a text only where they read as headlines of other texts; and
where so much would be furniture that little is left, names are not believed at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from viewer.formats.page_names import Said
from viewer.model import Kind

MOST = 50_000
"""Paragraphs of a page that are looked at."""
PROSE = 80
"""Letters outside links from which a paragraph is one, and no label."""
_HEADLINE = 22
"""Letters from which the words of a link are those of a headline."""
_RUN = 3
"""Links in a row that are a list of them."""
_WIDE = "\u2e80"
"""Code point from which letters are words rather than letters (Chinese, Japanese, Korean)."""
_WIDE_LETTERS = 2.5
"""Letters of other scripts that one of these is worth."""


@dataclass(frozen=True, slots=True)
class Trait:
    """What is known of a paragraph besides its text and kind."""

    said: Said
    letters: int
    linked: int
    """How many of them stand in links."""
    proper: bool
    """It stands in what is the text by its element (`article`, `main`)."""
    cell: bool
    """It stands in a table or a list of terms."""
    item: bool
    """It stands in a list."""
    led_in: bool
    """A colon stands before the only link."""


def weight(text: str) -> int:
    """The letters of a text, so that scripts can be compared."""
    letters = "".join(text.split())
    wide = sum(letter >= _WIDE for letter in letters) if letters and max(letters) >= _WIDE else 0
    return len(letters) + int((_WIDE_LETTERS - 1) * wide)


def folded(kinds: Sequence[Kind], traits: Sequence[Trait]) -> frozenset[int]:
    """The numbers of the paragraphs that are furniture, though their elements do not say so.

    None if not all of them have traits: what is so long is no page of a site.
    """
    if len(traits) < len(kinds):
        return frozenset()
    found = {
        number
        for number, trait in enumerate(traits)
        if trait.said is Said.SURELY or (trait.said is Said.LIKELY and trait.letters - trait.linked < PROSE)
    }
    if not _leaves_most(kinds, traits, found):
        found = set()
    links = {number for number in _lists_of_links(kinds, traits) if number not in found}
    if _leaves_most(kinds, traits, found | links):
        found |= links
    found |= set(_headings_of(kinds, found))
    return frozenset(number for number in found if kinds[number] not in (Kind.FURNITURE, Kind.TITLE))


def _leaves_most(kinds: Sequence[Kind], traits: Sequence[Trait], found: Collection[int]) -> bool:
    """Whether what is left is more than what would be taken away, or is a text by itself."""
    there = [(number in found, trait.letters) for number, trait in enumerate(traits) if kinds[number] is Kind.BODY]
    gone = sum(letters for taken, letters in there if taken)
    left = sum(letters for taken, letters in there if not taken)
    return left >= gone or (left >= 4 * PROSE and 4 * left >= gone)


def _lists_of_links(kinds: Sequence[Kind], traits: Sequence[Trait]) -> Iterator[int]:
    prose = [
        number
        for number, trait in enumerate(traits)
        if kinds[number] is Kind.BODY and trait.letters - trait.linked >= PROSE and trait.said is Said.NOTHING
    ]
    first, last = (prose[0], prose[-1]) if prose else (0, len(traits))
    for is_links, run in groupby(range(len(traits)), lambda number: _is_link(kinds[number], traits[number])):
        members = list(run)
        if not is_links:
            yield from (number for number in members if _leads_elsewhere(kinds[number], traits[number]))
        elif len(members) >= _RUN:
            reads_as_headlines = sum(traits[number].letters for number in members) >= _HEADLINE * len(members)
            is_outside = not (first < members[0] < last) and not any(traits[number].proper for number in members)
            if reads_as_headlines or is_outside:
                yield from members


def _is_link(kind: Kind, trait: Trait) -> bool:
    return kind is Kind.BODY and not trait.cell and trait.linked > 0 and 10 * trait.linked >= 9 * trait.letters


def _leads_elsewhere(kind: Kind, trait: Trait) -> bool:
    """`Read also: a headline`, between paragraphs."""
    is_paragraph = kind is Kind.BODY and not trait.cell and not trait.item
    return is_paragraph and trait.led_in and trait.linked >= _HEADLINE and 2 * trait.linked > trait.letters


def _headings_of(kinds: Sequence[Kind], found: Collection[int]) -> Iterator[int]:
    """Headings below which there is nothing but furniture."""
    empty = False
    """Whether there is some furniture, and nothing else, from here to the next heading."""
    begun = False
    for number in range(len(kinds) - 1, -1, -1):
        if kinds[number] is Kind.HEADING and number not in found:
            if empty and begun:
                yield number
            empty = begun = False
        elif number in found or kinds[number] is Kind.FURNITURE:
            empty = empty or not begun
            begun = True
        else:
            empty, begun = False, True
