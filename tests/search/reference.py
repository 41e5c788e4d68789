"""The search once more, as slow and as plain as can be: every place of every text, by the rules as they are written.

Shares nothing with the program: folding is that of `reference_folding`, word boundaries are ICU's, and expressions are
matched by the `regex` module, once at every letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex
from icu4py.breakers import WordBreaker
from reference_folding import Letters, fold, fold_with_ranges, is_mark

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Asked:
    """A term, as it is typed, and the switches."""

    typed: str
    word: bool = False
    regex: bool = False
    exact: bool = False
    loose_arabic: bool = False
    kana: bool = False

    @cached_property
    def is_expression(self) -> bool:
        return self.regex or self._is_between("/")

    @cached_property
    def letters(self) -> str:
        """What is typed without its quotes or slashes."""
        enclosed = not self.regex and (self._is_between('"') or self._is_between("/"))
        return self.typed.strip()[1:-1] if enclosed else self.typed

    def _is_between(self, mark: str) -> bool:
        trimmed = self.typed.strip()
        return len(trimmed) > 2 and trimmed[0] == trimmed[-1] == mark

    @cached_property
    def is_loose(self) -> bool:
        return self.loose_arabic and not self.exact and not self.is_expression

    def fold(self, text: str) -> str:
        return text if self.exact else fold(text, kana=self.kana)

    @cached_property
    def pieces(self) -> list[str]:
        """The folded letters between the stars; none for an expression. An empty one is a star at an end."""
        if self.is_expression:
            return []
        if self._is_between('"'):
            return [self.fold(self.letters)]
        first, *others = map(self.fold, re.split(r"\*+", self.letters))
        return [first, *(piece for piece in others[:-1] if piece), *others[-1:]]

    @cached_property
    def pattern(self) -> regex.Pattern:
        return regex.compile(self.letters if self.exact else folded_expression(self.letters, kana=self.kana))

    @property
    def asks(self) -> bool:
        return self.is_expression or any(self.pieces)


class Text:
    """A text, folded in one way."""

    def __init__(self, text: str, asked: Asked) -> None:
        self.text = text
        self.letters: Letters
        if asked.exact:
            self.letters = [(letter, place, place + 1) for place, letter in enumerate(text)]
        else:
            self.letters = fold_with_ranges(text, kana=asked.kana)
        self.folded = "".join(letter for letter, _, _ in self.letters)

    @cached_property
    def boundaries(self) -> list[int]:
        """Of words, in code points."""
        ends = {0, *(stop for _, stop in WordBreaker(self.text, "root").segments())}
        units = [0]
        for letter in self.text:
            units.append(units[-1] + (2 if letter > "\uffff" else 1))
        return [place for place, unit in enumerate(units) if unit in ends]

    def is_word_letter(self, at: int) -> bool:
        return self.folded[at].isalnum() or is_mark(self.folded[at])

    def word_end(self, at: int) -> int:
        """Up to which letter the word goes on that was begun before letter `at`."""
        seam = self.letters[at - 1][2]
        if not self.is_word_letter(at - 1) and at < len(self.letters) and self.is_word_letter(at):
            seam = self.letters[at][2]  # after a space or a bracket a word has not begun yet
        end = min(place for place in self.boundaries if place >= seam)
        return max(at, sum(1 for _, start, _ in self.letters if start < end))

    @cached_property
    def word_begins(self) -> list[int]:
        """For each letter from which on the word goes that ends with it or later."""
        return [self._word_begin(at) for at in range(len(self.letters))]

    @cached_property
    def inside_letters(self) -> set[int]:
        """Places that are inside a letter that folding would compose."""
        return {place for _, start, stop in fold_with_ranges(self.text) for place in range(start + 1, stop)}

    def _word_begin(self, at: int) -> int:
        seam = self.letters[at][1]
        if not self.is_word_letter(at) and at and self.is_word_letter(at - 1):
            seam = self.letters[at - 1][1]
        begin = max(place for place in self.boundaries if place <= seam)
        return min(at, sum(1 for _, start, _ in self.letters if start < begin))


def spans(asked: Asked, text: str) -> Spans:
    """The matches in code points: leftmost, apart, whole letters, with the marks after them that fold to nothing."""
    if not asked.asks or not _may_have(asked, text):
        return []
    return spans_in(asked, Text(text, asked))


def spans_in(asked: Asked, row: Text) -> Spans:
    found: Spans = []
    for first, (_, start, _) in enumerate(row.letters):
        if found and start < found[-1][1]:
            continue
        for last in _ends(asked, row, first):
            stop = _reach(row, last)
            if last > first and _stands(asked, row, first, last, start, stop):
                found.append((start, stop))
                break
    return found


def _may_have(asked: Asked, text: str) -> bool:
    """A quick look, so that the many texts without a match cost little."""
    if asked.is_expression or asked.is_loose:
        return True
    folded = asked.fold(text)
    return all(piece in folded for piece in asked.pieces)


def _ends(asked: Asked, row: Text, first: int) -> list[int]:
    """Before which folded letters a match may end that begins with letter `first`; the best first."""
    if asked.is_expression:
        match = asked.pattern.match(row.folded, first)
        return [match.end()] if match else []
    return sorted(set(_ends_of_pieces(asked, row, first, asked.pieces)), reverse=True)


def _ends_of_pieces(asked: Asked, row: Text, first: int, pieces: list[str]) -> Iterator[int]:
    piece, *others = pieces
    if not piece:
        for place in _places(asked, row, first, others[0]):
            if row.word_begins[place] <= first:
                yield from _ends_of_pieces(asked, row, place, others)
        return
    for end in _ends_of_piece(asked, row, first, piece):
        if not others:
            yield end
            continue
        for place in range(end, row.word_end(end) + 1):
            if others == [""]:
                yield place
            else:
                yield from _ends_of_pieces(asked, row, place, others)


def _places(asked: Asked, row: Text, first: int, piece: str) -> list[int]:
    """Where a piece may begin; of literal letters no other places need be tried."""
    if asked.is_loose or not piece:
        return list(range(first, len(row.letters)))
    return [match.start() for match in re.finditer(f"(?={re.escape(piece)})", row.folded) if match.start() >= first]


def _ends_of_piece(asked: Asked, row: Text, first: int, piece: str) -> Iterator[int]:
    if not asked.is_loose:
        if row.folded.startswith(piece, first):
            yield first + len(piece)
        return
    wanted, bare = without_inner_alefs(piece), re.sub("[اء]", "", piece)
    if bare and not re.match(f"[اء]*{re.escape(bare[0])}", row.folded[first:]):
        return
    for end in range(first + 1, len(row.folded) + 1):
        if len(re.sub("[اء]", "", row.folded[first:end])) > len(bare):
            return
        if without_inner_alefs(row.folded[first:end]) == wanted:
            yield end


def without_inner_alefs(letters: str) -> tuple[str, ...]:
    """Letters without what loose Arabic lets come and go: alef, also after hamza, between two Arabic letters."""
    parts: list[str] = re.findall("ء?ا|.", letters)
    kept: list[str] = []
    for place, part in enumerate(parts):
        before = next((other for other in reversed(parts[:place]) if not other.endswith("ا")), " ")
        after = next((other for other in parts[place + 1 :] if not other.endswith("ا")), " ")
        if not part.endswith("ا"):
            kept.append(part)
        elif not (_is_arabic_letter(before) and _is_arabic_letter(after)):
            kept.append("ا")
    return tuple(kept)


def _is_arabic_letter(char: str) -> bool:
    return unicodedata.category(char) == "Lo" and "\u0620" <= char <= "\u06ff"


def _reach(row: Text, last: int) -> int:
    """Where a match ends whose last folded letter is the one before `last`."""
    stop = row.letters[last - 1][2]
    while (
        stop < len(row.text)
        and is_mark(row.text[stop])
        and not any(start <= stop < end for _, start, end in row.letters)
    ):
        stop += 1
    return stop


def _stands(asked: Asked, row: Text, first: int, last: int, start: int, stop: int) -> bool:
    if _is_part_of_letter(row.folded, first) or _is_part_of_letter(row.folded, last):
        return False
    if asked.exact and not row.inside_letters.isdisjoint((start, stop)):
        return False
    if not asked.word:
        return True
    # A boundary may stand anywhere in what folds to nothing before and after the match.
    before = max((end for _, _, end in row.letters if end <= start), default=0)
    after = min((begin for _, begin, _ in row.letters if begin >= stop), default=len(row.text))
    return any(before <= place <= start for place in row.boundaries) and any(
        stop <= place <= after for place in row.boundaries
    )


def _is_part_of_letter(folded: str, at: int) -> bool:
    """Whether folded letter `at` belongs to the one before it: a voicing mark or a jamo that found no syllable."""
    if not 0 < at < len(folded):
        return False
    name = unicodedata.name(folded[at], "")
    before = unicodedata.name(folded[at - 1], "")
    if name.startswith("COMBINING KATAKANA"):
        return True
    lead, vowel, tail, syllable = (
        before.startswith(f"HANGUL {kind}") for kind in ("CHOSEONG", "JUNGSEONG", "JONGSEONG", "SYLLABLE")
    )
    if name.startswith("HANGUL JUNGSEONG"):
        ends_in_vowel = syllable and len(unicodedata.normalize("NFD", folded[at - 1])) == 2
        return lead or vowel or ends_in_vowel
    if name.startswith("HANGUL JONGSEONG"):
        return vowel or tail or syllable
    return lead and name.startswith(("HANGUL CHOSEONG", "HANGUL SYLLABLE"))


_EXPRESSION = re.compile(
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<kept>\\[A-Za-z](?:\{\w+\})?|\(\?<?[:=!]|[()|.^$]|[*+?]|\{[\d,]+\})"
    r"|(?P<letters>(?:\\[^A-Za-z]|[^\\\[\](){}|.^$*+?])+)"
)


@lru_cache
def folded_expression(source: str, *, kana: bool = False) -> str:
    """The expression for folded letters, of what is written without flags, names and references.

    A repeat after several letters is about the last of them.
    """
    folded = ""
    tokens = list(_EXPRESSION.finditer(source))
    assert "".join(token[0] for token in tokens) == source
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        repeated = following is not None and following["kept"] is not None and following["kept"][0] in "*+?{"
        if token["set"]:
            folded += _folded_set(token["set"], kana)
        elif token["letters"]:
            letters = re.sub(r"\\(.)", r"\1", token["letters"])
            last = len(letters) - 1 if repeated else len(letters)
            while 0 < last < len(letters) and not fold(letters[last]):
                last -= 1
            folded += regex.escape(fold(letters[:last], kana=kana))
            if repeated:
                folded += f"(?:{regex.escape(fold(letters[last:], kana=kana))})"
        else:
            folded += token[0]
    return folded


def _folded_set(token: str, kana: bool) -> str:
    """`[aß]` as `(?:a|ss)`; `[^aß]` as what is neither a letter of its own nor one of those."""
    negated = token.startswith("[^")
    members = [
        re.sub(r"[^-\\]", lambda letter: fold(letter[0], kana=kana), part)
        if part[0] == "\\" or "-" in part[1:]
        else fold(part, kana=kana)
        for part in re.findall(r"\\.|[^\\]-[^\\]|[^\\]", token[2 if negated else 1 : -1])
    ]
    if negated:
        return f"[^{''.join(part for part in members if part[0] == chr(92) or '-' in part or len(part) == 1)}]"
    single = [f"[{part}]" if part[0] == "\\" or "-" in part[1:] else regex.escape(part) for part in members]
    return f"(?:{'|'.join(sorted(single, key=len, reverse=True))})"
