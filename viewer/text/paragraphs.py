"""A decoded text becomes paragraphs: by line or by blank line, decided for the text as a whole.

Two habits exist. Either every line is a whole paragraph (articles, sentence lists, verse), with or without blank lines
between, or paragraphs are wrapped at some width and only a blank line ends one (mail, Project Gutenberg). They are told
apart by the width: in a wrapped text a line ends where the next word would not have fitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

import regex

from viewer.model import MAX_SEGMENT

NARROWEST_WRAP, WIDEST_WRAP = 20, 160
"""Code points; nobody wraps prose narrower or wider than this."""

_LINES_READ = 20_000
"""Lines that the decision looks at."""

_FEW_ENDS = 8
"""Line ends from which both habits in one text are worth a word."""
_WIDEST_VERSE = 45
"""Code points; where lines are no longer, equal ones are verse rather than wrapped."""

_LINE_END = regex.compile("\x0c*(?:\r\n|[\r\n\x0b\x85\u2028\u2029])\x0c*|\x0c+")
_VISIBLE = regex.compile(r"[^\s\p{Cf}\p{Zl}\p{Zp}]")
EDGES = " \t\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000\ufeff"
"""White space that is taken off both ends of a paragraph."""

UNSPACED = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}"
    r"\p{Script=Myanmar}\p{Script=Tibetan}\u3000-\u303f\uff01-\uff60]"
)
"""Scripts that put no space between words: joining two of their lines takes none either."""

_ENDS_IN_PUNCTUATION = regex.compile(r"\p{P}$")
_WORD = regex.compile(r"\S+")
_NO_SPACE_AFTER = ("-", "—", "\u2010", "\u00ad")


class Rule(StrEnum):
    """What ends a paragraph."""

    LINE = "line"
    BLANK = "blank"


def lines(text: str) -> list[str]:
    """The lines of a text, their ends taken off.

    What ends a line is Unicode's list (The Unicode Standard 5.8, Newline Guidelines): LF, CR, CR LF, VT, FF, NEL,
    U+2028 and U+2029. A form feed beside another end is part of it: a page break alone ends no paragraph.
    """
    if not any(end in text for end in "\r\x0b\x0c\x85\u2028\u2029"):
        return text.split("\n")
    return list(_LINE_END.splititer(text))


def is_blank(line: str) -> bool:
    """Whether there is nothing to see in a line: white space, marks of direction and the like."""
    if line[:1].isalnum():  # nearly always, and much faster than the rest
        return False
    return not line or line.isspace() or _VISIBLE.search(line) is None


def paragraphs(text: str, rule: Rule | None = None) -> tuple[list[str], Rule]:
    """The paragraphs of a text, none of them blank, and the rule that made them (decided here if not given).

    White space at the edges of a paragraph is taken off, the lines of a wrapped one are joined; all else is kept.
    """
    found = lines(text)
    rule = rule or rule_for(found)
    if rule is Rule.LINE:
        return [line.strip(EDGES) for line in found if not is_blank(line)], rule
    return [join_lines(block) for block in _blocks(found)], rule


def rule_for(found: Sequence[str]) -> Rule:
    """Whether lines or blank lines end the paragraphs of a text; in doubt, lines do.

    Blank lines do if most of the text stands in lines of a common width, at least two thirds of the line ends inside
    blocks are where the next word would have passed that width, and fewer than half of them follow punctuation (as in
    verse of equal lines).
    """
    evidence = _evidence(found)
    if evidence is None:
        return Rule.LINE
    _, wrapped, kept, punctuated = evidence
    return Rule.BLANK if wrapped >= 2 * kept and 2 * punctuated < wrapped + kept else Rule.LINE


def is_wrapped_in_part(found: Sequence[str]) -> bool:
    """Whether a good part of the lines ends where wrapped ones would, and a good part does not: both rules lose."""
    evidence = _evidence(found)
    if evidence is None:
        return False
    width, wrapped, kept, punctuated = evidence
    ends = wrapped + kept
    is_prose = width >= _WIDEST_VERSE and 2 * punctuated < ends
    return is_prose and ends >= _FEW_ENDS and 4 * min(wrapped, kept) >= ends


def _evidence(found: Sequence[str]) -> tuple[int, int, int, int] | None:
    """The common width, and of the line ends inside blocks those where the next word would have passed it, those where
    it would not, and those after punctuation.

    None where lines are not wrapped at all.
    """
    blocks = list(_blocks(found[:_LINES_READ]))
    if all(len(block) == 1 for block in blocks):
        return None
    width = _common_width([len(line) for block in blocks for line in block])
    if len(blocks) == 1 or not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    wrapped = kept = punctuated = 0
    for block in blocks:
        for line, following in pairwise(block):
            if len(line) + _first_word(following) > width:
                wrapped += 1
            else:
                kept += 1
            punctuated += _ENDS_IN_PUNCTUATION.search(line) is not None
    return width, wrapped, kept, punctuated


def join_lines(block: Sequence[str]) -> str:
    """The lines of one paragraph as one: with a space between them, where the script and the line's end want one."""
    joined = [block[0]]
    for before, line in pairwise(block):
        if not joins_without_space(before, line):
            joined.append(" ")
        joined.append(line)
    return "".join(joined)


def joins_without_space(before: str, line: str) -> bool:
    """Whether no space goes between two lines of a paragraph, neither of them empty."""
    if before.endswith(_NO_SPACE_AFTER):
        return len(before) > 1 and not before[-2].isspace()
    return UNSPACED.match(before[-1]) is not None and UNSPACED.match(line) is not None


def pieces(paragraph: str) -> Iterator[str]:
    """The paragraph in pieces of at most `MAX_SEGMENT` code points; joined, they are the paragraph.

    It is cut after a space if there is one in the last thousand code points of a piece, else between graphemes, and
    inside one only where a single grapheme is longer than that.
    """
    start = 0
    while len(paragraph) - start > MAX_SEGMENT:
        stop = start + MAX_SEGMENT
        tail = paragraph[stop - 1_000 : stop + 1]
        space = max(tail.rfind(" ", 0, 1_000), tail.rfind("\u3000", 0, 1_000))
        if space >= 0:
            cut = stop - 1_000 + space + 1
        else:
            graphemes = [match.start() for match in regex.finditer(r"\X", tail)]
            cut = stop - 1_000 + graphemes[-1] if len(graphemes) > 1 else stop
        yield paragraph[start:cut]
        start = cut
    yield paragraph[start:]


def _blocks(found: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in found:
        if not is_blank(line):
            block.append(line.strip(EDGES))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _common_width(widths: list[int]) -> int:
    """The width that holds 97 in 100 of the letters: a title page or one long address line does not set it."""
    widths.sort()
    left = 0.97 * sum(widths)
    for width in widths:
        left -= width
        if left <= 0:
            return width
    return 0


def _first_word(line: str) -> int:
    """Code points that the start of a line would have needed at the end of the one before, its space included."""
    if UNSPACED.match(line):
        return 1
    word = _WORD.match(line)
    return 1 + len(word.group()) if word else 0


def joined(before: str, line: str) -> str:
    """What stands between two lines that are joined: a space, or nothing."""
    if before[-1].isspace() or line[0].isspace() or joins_without_space(before, line):
        return ""
    return " "
