"""What a segment contains that can be recognised in another language: numbers, words, names, signs.

A `Bag` is one side as arrays: for every segment the numbers of its distinct tokens in the side's own vocabulary. The
first letter of a token tells its kind, so that tokens of two sides can be compared as they stand.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from icu4py.breakers import WordBreaker

from viewer.align.sparse import Bools, Floats, Ints, Sparse
from viewer.text.locale_words import LocaleWords, locale_words
from viewer.text.names import skeleton
from viewer.text.numerals import numerals
from viewer.text.stems import HANGUL_PREFIX, PREFIX, folded

NUMBER, CONCEPT, WORD = "n", "c", "w"
"""Kinds of tokens: a number, a word that the locale data explains, any other word."""

_RUN = regex.compile(
    r"(?P<unspaced>[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]+)"
    r"|(?P<hangul>\p{Hangul}+)|(?P<arabic>(?:(?=\p{L})\p{Arabic}|\p{M})+)|(?P<spaced>[\p{L}\p{M}]+)"
)
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{2,}")
_HAN = regex.compile(r"\p{Han}")
_NO_SENTENCE = regex.compile(r"(?<![\p{Sentence_Terminal}…:;,、،؛：；]\W*)$")
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
_SIGNS = ("?؟⸮", "!", '"“”„«»‟〝〞「」『』‘‹›', "()[]【】", ":", ";؛", "%٪", "$€£¥₹", "…")
"""Signs that translators keep; each string is one sign in the shapes of several scripts (after NFKC)."""
_AT_ONCE = 500
"""Segments, after which it is asked whether to go on."""
FURNITURE, HEADING = -2, -1
"""Columns behind those of the signs."""
_HEADING_LIMIT = 100
"""Code points."""


@dataclass(frozen=True, slots=True)
class Bag:
    """One side, tokenised."""

    tokens: Sparse
    """Segments x vocabulary: 1 where a segment holds a token."""
    vocabulary: tuple[str, ...]
    skeletons: tuple[str, ...]
    """The consonant skeleton of every word of the vocabulary that may be a name, else empty."""
    lengths: Floats
    """Code points of each segment, at least 1; a Han character counts twice, as it says about twice as much."""
    signs: Bools
    """Segments x signs, and what else the segments are: FURNITURE and HEADING."""
    kinds: Ints
    """For each segment a number: that of its text if it is repeated, else that of headings or of all the rest."""
    language: str
    """BCP 47 tag."""

    def __len__(self) -> int:
        return len(self.lengths)


def bag(
    texts: Sequence[str],
    language: str,
    headings: Sequence[bool] | None = None,
    furniture: Sequence[bool] | None = None,
    check: Callable[[], None] = lambda: None,
) -> Bag:
    """Tokenise one side. `headings` overrules the guess from the text's shape; without `furniture` there is none.

    `check` is called now and then and may raise.
    """
    words = locale_words(language)
    spaced = _Spaced(words)
    numbers: dict[str, int] = {}
    names: list[str] = []
    rows: list[int] = []
    columns: list[int] = []
    clean: list[str] = []
    for row, raw in enumerate(texts):
        if row % _AT_ONCE == 0:
            check()
        text = unicodedata.normalize("NFKC", raw).translate(_INVISIBLE)
        clean.append(text)
        here: set[int] = set()
        for token, name in _tokens(text, language, words, spaced):
            number = numbers.setdefault(token, len(numbers))
            if number == len(names):
                names.append(name)
            elif name and not names[number]:
                names[number] = name
            here.add(number)
        rows.extend([row] * len(here))
        columns.extend(here)
    check()
    shape = (len(texts), len(numbers))
    found = Sparse.of(shape, np.array(rows, np.int64), np.array(columns, np.int64), np.ones(len(rows)))
    lengths = np.array([max(1, len(t.strip()) + len(_HAN.findall(t))) for t in clean], dtype=np.float64)
    check()
    skeletons = tuple(skeleton(name) if name else "" for name in names)
    check()
    signs = _signs(clean, headings, furniture)
    return Bag(found, tuple(numbers), skeletons, lengths, signs, _kinds(clean, signs[:, HEADING]), language)


def is_heading(text: str) -> bool:
    """Whether a paragraph looks like a heading: short, and no sentence ends it."""
    text = text.rstrip()
    return len(text) <= _HEADING_LIMIT and bool(_NO_SENTENCE.search(text))


def _tokens(text: str, language: str, words: LocaleWords, spaced: _Spaced) -> Iterator[tuple[str, str]]:
    """Tokens of a text with, for possible names, the spelling that the skeleton is made from."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital that lowers to two letters; its capital is not worth two texts
        text = lower
    between = []
    position = 0
    for numeral in numerals(lower, words.scales):
        yield from ((NUMBER + value, "") for value in numeral.values)
        between.append(text[position : numeral.start])
        position = numeral.stop
    between.append(text[position:])
    for run in _RUN.finditer("\n".join(between)):
        piece = run[0]
        if run["unspaced"]:
            yield from _unspaced(piece, language)
        elif run["hangul"]:
            yield WORD + piece[:HANGUL_PREFIX], piece
        else:
            yield from spaced[piece]
        if words.inside and not run["spaced"]:
            yield from ((words.concepts[word], "") for word in words.inside.findall(piece))


def _unspaced(piece: str, language: str) -> Iterator[tuple[str, str]]:
    yield from ((WORD + word, word) for word in _KATAKANA.findall(piece))
    for start, stop in WordBreaker(piece, language).segments():
        word = piece[start:stop]
        if not _KATAKANA.fullmatch(word):
            yield WORD + word, ""


class _Spaced(dict[str, tuple[tuple[str, str], ...]]):
    """What is yielded for a word of a script with spaces; a text has each of its words many times."""

    def __init__(self, words: LocaleWords) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, piece: str) -> tuple[tuple[str, str], ...]:
        found = self[piece] = tuple(_spaced(piece, self._words))
        return found


def _spaced(piece: str, words: LocaleWords) -> Iterator[tuple[str, str]]:
    whole = folded(piece)
    stem = whole[:PREFIX]
    if whole in words.numbers:
        yield NUMBER + str(words.numbers[whole]), ""
    elif stem in words.concepts:
        yield words.concepts[stem], ""
    elif len(whole) > 1:
        yield WORD + stem, whole if piece[0] == piece[0].upper() else ""


def _kinds(texts: Sequence[str], headings: Bools) -> Ints:
    plain = [" ".join(text.split()).casefold() for text in texts]
    often = Counter(plain)
    numbers: dict[str | bool, int] = {}
    keys = [text if often[text] > 1 else bool(heading) for text, heading in zip(plain, headings, strict=True)]
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _signs(texts: Sequence[str], headings: Sequence[bool] | None, furniture: Sequence[bool] | None) -> Bools:
    table = np.zeros((len(texts), len(_SIGNS) + 2), dtype=np.bool_)
    for row, text in enumerate(texts):
        present = set(text)
        for column, shapes in enumerate(_SIGNS):
            table[row, column] = not present.isdisjoint(shapes)
    if furniture is not None:
        table[:, FURNITURE] = np.asarray(furniture, dtype=np.bool_)
    table[:, HEADING] = [is_heading(t) for t in texts] if headings is None else np.asarray(headings, dtype=np.bool_)
    return table
