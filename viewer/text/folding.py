"""Folding: the spelling under which letters that readers take for the same are the same, with the way back.

Every letter is folded by itself, through one table (casefold, NFKD, casefold, then the rules below), so that folding is
fast and knows where each folded letter came from. Only marks that the table keeps and conjoining jamo look at their
neighbours: they are put into canonical order and composed with the letter before them (Unicode Standard Annex #15), so
that か never finds が, 하 never 한, = never ≠ and Bengali কে never কো, whichever way a text spells them.

What the table does beside that:

* Marks of Latin, Greek, Cyrillic, Arabic, Hebrew and Syriac go. To need no context, a mark goes by its own block: the
  general combining blocks and those of the six scripts. Marks of all other scripts stay; Thai and Lao sara am is not
  taken apart. U+0338, the stroke of ≠, composes with a symbol and goes after a letter.
* Latin letters with a stroke, hook or the like lose it, æ œ ß þ are spelled out, ı is i.
* Arabic ى ی ے are ي, ک is ك, ہ ھ ة ۃ ە are ه, alef with hamza, madda or wasla is ا.
* Digits of all scripts are ASCII, all white space and the Hebrew maqaf are a space. So is a line break, hence no
  folded text has a line feed in it.
* What cannot be seen goes: tatweel, joiners, bidi marks, soft hyphen, zero width space, variation selectors.
* Compatibility jamo (ㅋㅋㅋ) are letters of their own and join to no syllable.

Folding a folded text changes nothing.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from viewer.text.composition import STROKE, Letter, composed, is_mark, looks_back, may_compose, may_grow

FOLD_VERSION = f"1-{unicodedata.unidata_version}"
"""Names the outcome of the default folding; what is stored folded is valid for one such name only."""

_MARK_RANGES = (
    (0x0300, 0x036F),  # general
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
    (0x0483, 0x0489),  # Cyrillic
    (0x2DE0, 0x2DFF),
    (0xA66F, 0xA67D),
    (0xA69E, 0xA69F),
    (0x1E08F, 0x1E08F),
    (0x0591, 0x05C7),  # Hebrew
    (0xFB1E, 0xFB1E),
    (0x0610, 0x061A),  # Arabic
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0897, 0x08FF),
    (0x10EC0, 0x10EFF),
    (0x0711, 0x0711),  # Syriac
    (0x0730, 0x074A),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xE0100, 0xE01EF),
    (0x180B, 0x180D),
    (0x180F, 0x180F),
)

_INVISIBLE = frozenset(
    "\u0640"  # tatweel
    "\u00ad"  # soft hyphen
    "\u200b\u200c\u200d\u2060\ufeff"  # zero width space, joiners
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # bidi
)

_SPELLED = {
    "ı": "i", "ȷ": "j", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
    "ى": "ي", "ی": "ي", "ے": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه", "ۃ": "ه", "ە": "ه",
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "\u05be": " ",  # maqaf
    "\t": " ", "\n": " ", "\v": " ", "\f": " ", "\r": " ", "\x85": " ", "\u1680": " ", "\u2028": " ", "\u2029": " ",
}  # fmt: skip

_PLAIN = frozenset(("Lo", "Cn", "Co", "So"))  # categories without marks, digits, capitals and what is invisible
_WHOLE = frozenset("\u0e33\u0eb3")  # sara am, Thai and Lao
_MODIFIED_LATIN = re.compile("LATIN SMALL LETTER ([A-Z]) WITH .*")
_TABLE_LIMIT = 1 << 16


def _is_stripped(char: str) -> bool:
    if not is_mark(char):
        return False
    code = ord(char)
    return any(first <= code <= last for first, last in _MARK_RANGES)


def _spell(char: str) -> str:
    """One letter of a decomposed, casefolded text under the rules of the module."""
    if char in _SPELLED:
        return _SPELLED[char]
    if char in _INVISIBLE or (char != STROKE and _is_stripped(char)):
        return ""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Cs":
        return "\ufffd"
    if category == "Ll" and (modified := _MODIFIED_LATIN.fullmatch(unicodedata.name(char, ""))):
        return modified[1].lower()
    return char


def _fold_letter(char: str) -> str:
    if char == STROKE or char in _WHOLE or "\u3131" <= char <= "\u318e":
        return char
    if "\uffa0" <= char <= "\uffdc" and unicodedata.decomposition(char):  # half-width jamo
        return chr(int(unicodedata.decomposition(char).split()[1], 16))
    decomposed = unicodedata.normalize("NFKD", char.casefold()).casefold()
    if decomposed == char and unicodedata.category(char) in _PLAIN:
        return _SPELLED.get(char, char)
    spelled = "".join(map(_spell, decomposed))
    return _compose_letters(spelled) if len(spelled) > 1 else spelled


class _Patterns(NamedTuple):
    """What needs a second look, made of the letters met so far: most texts hold none of them. None matches nothing."""

    mark: re.Pattern[str] | None
    """Folded letters that look at the one before them."""
    cluster: re.Pattern[str] | None
    """Such letters together with the one before them, where there is something to order or to compose."""
    uneven: re.Pattern[str] | None
    """Letters of the original that fold to none or to several."""
    expanding: re.Pattern[str] | None
    """Those that fold to several."""


class _Table(dict[int, str]):
    """Code point -> its folded letters, worked out when first met. A property of letters, so shared by all threads."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._marks: set[str] = set()
        self._uneven: set[str] = set()
        self._expanding: set[str] = set()
        self._patterns: _Patterns | None = None

    @property
    def patterns(self) -> _Patterns:
        """For texts whose letters are in the table already."""
        patterns = self._patterns
        if patterns is None:
            with self._lock:
                patterns = self._patterns = _Patterns(
                    mark=_class_of(self._marks),
                    cluster=_cluster_of(self._marks),
                    uneven=_class_of(self._uneven),
                    expanding=_class_of(self._expanding),
                )
        return patterns

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _fold_letter(char)
        marks = set(filter(looks_back, folded))
        with self._lock:
            if len(folded) != 1 or marks:
                self._marks |= marks
                self._uneven.update(char if len(folded) != 1 else "")
                self._expanding.update(char if len(folded) > 1 else "")
                self._patterns = None
            if len(self) >= _TABLE_LIMIT:
                self.clear()
            self[code] = folded
        return folded


def _cluster_of(marks: set[str]) -> re.Pattern[str] | None:
    if not marks:
        return None
    every = _escaped(marks)
    composing = _escaped(set(filter(may_compose, marks)))
    alone = f"|[{composing}]" if composing else ""
    return re.compile(f"[^{every}]?(?:[{every}]{{2,}}{alone})", re.DOTALL)


def _class_of(chars: set[str]) -> re.Pattern[str] | None:
    """Finds at least `chars`. Python looks letters beyond U+FFFF up one by one; one range of all is fast."""
    if not chars:
        return None
    plane = _escaped({char for char in chars if char <= "\uffff"})
    astral = "\U00010000-\U0010ffff" if max(chars) > "\uffff" else ""
    return re.compile(f"[{plane}{astral}]")


def _escaped(chars: set[str]) -> str:
    """The inside of a character class. Neighbours become ranges, which are found faster than letters."""
    runs: list[list[str]] = []
    for char in sorted(chars):
        if runs and ord(char) == ord(runs[-1][-1]) + 1:
            runs[-1][1:] = [char]
        else:
            runs.append([char])
    return "".join("-".join(map(re.escape, run)) for run in runs)


_TABLE = _Table()


class _Refinement(dict[int, int]):
    """A further table for letters that are folded already. Other letters stay, and are not looked up in vain twice."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


_KANA = _Refinement(
    {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
    | {0x1B121: 0x1B001, 0x1B122: 0x1B11F, 0x1B164: 0x1B150, 0x1B165: 0x1B151, 0x1B166: 0x1B152}  # archaic
)
_KATAKANA = "".join(map(chr, _KANA))
_LOOSE_LETTERS = "اء"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Its letter n stands for code points `starts[n]` to `stops[n]` (half-open) of the original.

    Both rise; letters that one letter of the original expanded to (ß to ss) have the same range, and letters of
    the original that fold to nothing are in no range, or inside that of the letter they were composed with.
    """

    text: str
    starts: Sequence[int]
    stops: Sequence[int]


@dataclass(frozen=True, slots=True)
class Folding:
    """One way of folding: the default, or by the reader's switches."""

    exact: bool = False
    """Nothing is folded; overrides the others."""
    loose_arabic: bool = False
    """ا and ء are left out: what remains is common to spellings with and without them (ابرهيم, ابراهيم)."""
    kana: bool = False
    """Katakana is hiragana."""

    def fold(self, text: str) -> str:
        if self.exact:
            return text
        folded = text.translate(_TABLE)
        if not folded.isascii():
            mark, cluster, _, _ = _TABLE.patterns
            if mark and cluster and mark.search(folded):
                folded = cluster.sub(_compose_match, folded)
        return self.refine(folded)

    def refine(self, folded: str) -> str:
        """From the default folding to this one: `fold(text)` is `refine(Folding().fold(text))`, unless exact."""
        if self.kana:
            folded = folded.translate(_KANA)
        if self.loose_arabic:
            for letter in _LOOSE_LETTERS:
                folded = folded.replace(letter, "")
        return folded

    @property
    def refined(self) -> str:
        """Letters without which `refine` leaves a text as it is; empty where it always does."""
        return (_KATAKANA if self.kana else "") + (_LOOSE_LETTERS if self.loose_arabic else "")

    def fold_with_map(self, text: str) -> Folded:
        """`fold`, with the place in `text` of every folded letter."""
        if self.exact:
            return Folded(text, range(len(text)), range(1, len(text) + 1))
        letters = text.translate(_TABLE)
        starts: Sequence[int] = range(len(text))
        stops: Sequence[int] = range(1, len(text) + 1)
        mark, cluster, uneven, _ = _TABLE.patterns
        if uneven and not text.isascii() and uneven.search(text):
            starts = _starts(text, uneven)
            stops = [start + 1 for start in starts]
        if mark and cluster and mark.search(letters):
            letters, starts, stops = _compose_clusters(cluster, letters, starts, stops)
        if self.kana:
            letters = letters.translate(_KANA)
        if self.loose_arabic:
            kept = [place for place, letter in enumerate(letters) if letter not in _LOOSE_LETTERS]
            letters = "".join(letters[place] for place in kept)
            starts = [starts[place] for place in kept]
            stops = [stops[place] for place in kept]
        return Folded(letters, starts, stops)


def _starts(text: str, uneven: re.Pattern[str]) -> list[int]:
    """For every folded letter, before any are composed, the place of the letter it comes from."""
    starts: list[int] = []
    at = 0
    for match in uneven.finditer(text):
        place = match.start()
        starts += range(at, place)
        starts += [place] * len(_TABLE[ord(match[0])])
        at = place + 1
    starts += range(at, len(text))
    return starts


_DEFAULT = Folding()


def folded(text: str) -> str:
    """The text on one line as it is compared: letters that readers take for the same are the same."""
    return _DEFAULT.fold(" ".join(text.split()))


def has_words(text: str, wanted: str) -> bool:
    """Whether every word of `wanted` is somewhere in the text, as both are compared."""
    whole = folded(text)
    return all(word in whole for word in folded(wanted).split())


def fold_traced(text: str) -> tuple[str, list[int]]:
    """The default folding of `text`, and the places in it of letters that go on what the one before them stands for.

    Those are the second s of ß, and all but the first letter of ﷺ.
    """
    folded = text.translate(_TABLE)
    if text.isascii():
        return folded, []
    mark, cluster, uneven, expanding = _TABLE.patterns
    if mark and cluster and mark.search(folded):
        composed = cluster.sub(_compose_match, folded)
        if composed != folded:
            starts = _DEFAULT.fold_with_map(text).starts
            return composed, [place for place in range(1, len(starts)) if starts[place] == starts[place - 1]]
    continuing: list[int] = []
    if uneven and expanding and expanding.search(text):
        at = place = 0
        for match in uneven.finditer(text):
            place += match.start() - at
            size = len(_TABLE[ord(match[0])])
            if size > 1:
                continuing += range(place + 1, place + size)
            at, place = match.end(), place + size
    return folded, continuing


def settled(text: str) -> str:
    """The part of `text` whose default folding stands in that of every text that has it, whatever is around it.

    Off its ends go marks, and letters that a mark beyond them could join.
    """
    start, stop = 0, len(text)
    while start < stop and (attaches(text[start]) or not _TABLE[ord(text[start])]):
        start += 1
    while start < stop and _looks_ahead(text[stop - 1]):
        stop -= 1
    return text[start:stop]


def attaches(char: str) -> bool:
    """Whether what a letter folds to may change places or compose with what stands before it."""
    first = _TABLE[ord(char)][:1]
    return bool(first) and looks_back(first)


def _looks_ahead(char: str) -> bool:
    last = _TABLE[ord(char)][-1:]
    return not last or looks_back(last) or may_grow(last)


@lru_cache(maxsize=4096)
def _compose_letters(letters: str) -> str:
    return "".join(letter for letter, _, _ in composed([(letter, 0, 0) for letter in letters]))


def _compose_match(match: re.Match[str]) -> str:
    return _compose_letters(match[0])


def _compose_clusters(
    cluster: re.Pattern[str], letters: str, starts: Sequence[int], stops: Sequence[int]
) -> tuple[str, list[int], list[int]]:
    items: list[Letter] = []
    done = 0
    for match in cluster.finditer(letters):
        first, last = match.span()
        items += zip(letters[done:first], starts[done:first], stops[done:first], strict=True)
        items += composed(list(zip(letters[first:last], starts[first:last], stops[first:last], strict=True)))
        done = last
    items += zip(letters[done:], starts[done:], stops[done:], strict=True)
    return "".join(item[0] for item in items), [item[1] for item in items], [item[2] for item in items]
