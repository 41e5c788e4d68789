"""Names of chapter files: which book they belong to, and in which order they are read.

A chapter is called by a chapter word and a number (`ch01`, `kapitel_3`, `第3章`), or by a number and nothing else. It
may follow the name of the book (`faust_ch01`), a title may follow it (`ch01_loomings`), and parts may have chapters of
their own (`part2_ch01`). What stands before or after the chapters has words of its own (`prologue`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_PARTS = "part teil parte partie часть band الجزء جزء".split()
_CHAPTERS = (
    "chapter chap ch kapitel kap capítulo capitulo cap chapitre capitolo hoofdstuk hoofdst rozdział rozdzial kapitola "
    "kapitola kapittel kapitlet глава гл розділ bölüm bolum fejezet luku κεφάλαιο अध्याय पाठ الفصل فصل الباب باب"
).split()
_FRONT = (
    "prologue prolog prólogo prologo preface préface vorwort foreword introduction introdução introducción einleitung "
    "prefácio prefacio prefazione avant-propos пролог предисловие введение مقدمة المقدمة 序 序章 まえがき はじめに"
).split()
_BACK = (
    "epilogue epilog epílogo epilogo afterword nachwort posfácio postface postfazione appendix anhang эпилог "
    "послесловие خاتمة الخاتمة 終章 あとがき おわりに"
).split()


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SEPARATOR = r"[\s._\-–—,:()\[\]]"
_BOOK = rf"(?:(?P<book>.*?){_SEPARATOR}+)??"
_PART = rf"(?:(?:{_any(_PARTS)}){_SEPARATOR}*(?P<part>\d{{1,4}}){_SEPARATOR}+)?"
_NUMBER = rf"(?:{_SEPARATOR}*(?P<number>\d{{1,4}})|{_SEPARATOR}+(?P<roman>[ivxlc]{{1,8}}))"
_TITLE = rf"(?:{_SEPARATOR}+(?P<title>.*))?"
_KINDS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BOOK}{_PART}(?P<word>{_any(_CHAPTERS + _PARTS)}){_NUMBER}{_TITLE}",
        rf"{_BOOK}{_PART}(?P<number>\d{{1,4}}){_SEPARATOR}*(?P<word>{_any(_CHAPTERS + _PARTS)}){_TITLE}",
        rf"{_BOOK}(?P<word>第)?(?P<number>\d{{1,4}}|[〇零一二三四五六七八九十百]{{1,7}})(?:[章回話话節节部編])(?P<title>.*)",
        rf"{_BOOK}(?:(?P<front>{_any(_FRONT)})|(?P<back>{_any(_BACK)}))",
        r"(?P<number>\d{1,4})\.?",
    )
]
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HAN = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0}
_FRONT_PLACE, _BACK_PLACE = -1, 100_000

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the name of a file says, if it is one of a chapter."""

    book: str
    """What stands before; may be empty."""
    place: tuple[int, ...]
    """Part and chapter, or the chapter alone; compares in reading order."""
    word: str = ""
    """The chapter word in lower case; empty for a number alone and for what stands before and after the chapters."""
    is_bare: bool = False
    """The name is a number and nothing else."""


@dataclass(frozen=True, slots=True)
class Name(Generic[Item]):
    """A text and what its name says."""

    item: Item
    folder: str
    """Where its document is, among the folders that are left when those of languages are taken away."""
    document: str
    """The rest of the name, without suffix and language."""
    version: str
    is_tagged: bool = False
    """The file's own name names the language: of several documents called by numbers that is how they are called."""


@dataclass(frozen=True, slots=True)
class Book(Generic[Item]):
    """Chapter files that make up one document."""

    folder: str
    name: str
    """May be empty."""
    versions: dict[str, tuple[Item, ...]]
    """For every version its files in reading order; a single one may hold the whole book."""
    is_bare: bool
    """The files are called by numbers alone, so that they might be documents of their own."""


def chapter(name: str) -> Chapter | None:
    """What a name (without suffix and language) says of a chapter; None if it is not the name of one."""
    for kind in _KINDS:
        found = kind.fullmatch(name.strip())
        if not found:
            continue
        told = found.groupdict()
        book = (told.get("book") or "").strip(" ._-")
        if word := told.get("front"):
            return Chapter(book, (_FRONT_PLACE, _FRONT.index(_folded(word))))
        if word := told.get("back"):
            return Chapter(book, (_BACK_PLACE, _BACK.index(_folded(word))))
        number = _value(told.get("number") or told["roman"])
        if number is None:
            continue
        place = (int(told["part"]), number) if told.get("part") else (number,)
        return Chapter(book, place, (told.get("word") or "").casefold(), is_bare=kind is _KINDS[-1])
    return None


def books(names: Sequence[Name[Item]]) -> list[Book[Item]]:
    """Those of the names that are chapters of books, two or more in at least one version.

    The files of every version of a book must be chapters of it, each with a place of its own; or there is just one,
    which is no version of anything else, and so holds the whole book.
    """
    found: dict[tuple[str, str], _Gathered[Item]] = {}
    others: list[Name[Item]] = []
    for name in names:
        read = chapter(name.document)
        if read is None:
            others.append(name)
        else:
            found.setdefault((name.folder, read.book.casefold()), _Gathered(name.folder, read.book)).add(name, read)
    made = []
    for one in found.values():
        if one.is_book():
            versions = {version: tuple(own[place] for place in sorted(own)) for version, own in one.places.items()}
            versions |= _whole(others, one.folder, set(versions))
            made.append(Book(one.folder, one.name, versions, one.is_bare))
    return made


def numbered(names: Sequence[Name[Item]]) -> int:
    """How many documents are called by numbers alone that might be chapters of one, 0 if they hardly are."""
    places = {read.place for name in names if name.is_tagged and (read := chapter(name.document)) and read.is_bare}
    return len(places) if _is_series(places, is_bare=True) else 0


@dataclass(slots=True)
class _Gathered(Generic[Item]):
    """Chapters of one book while they are found."""

    folder: str
    name: str
    places: dict[str, dict[tuple[int, ...], Item]] = field(default_factory=dict)
    """For every version its files by their places."""
    is_bare: bool = False
    is_spoiled: bool = False
    """Two files have one place, or the numbers are names of documents."""

    def add(self, name: Name[Item], read: Chapter) -> None:
        places = self.places.setdefault(name.version, {})
        self.is_bare |= read.is_bare
        self.is_spoiled |= read.place in places or (read.is_bare and name.is_tagged)
        places[read.place] = name.item

    def is_book(self) -> bool:
        return not self.is_spoiled and any(_is_series(own, is_bare=self.is_bare) for own in self.places.values())


def _is_series(places: Iterable[tuple[int, ...]], *, is_bare: bool) -> bool:
    """Whether these are chapters of one book: at least two, and numbers alone must begin and go on as such."""
    numbers = sorted(place for place in places if place[0] not in (_FRONT_PLACE, _BACK_PLACE))
    if len(numbers) < 2:
        return False
    return not is_bare or (numbers[0][0] <= 1 and numbers[-1][0] <= 2 * len(numbers))


def _whole(others: Sequence[Name[Item]], folder: str, known: set[str]) -> dict[str, tuple[Item, ...]]:
    """Further versions that have one file beside the chapters of the others, and nothing else."""
    by_version: dict[str, list[Name[Item]]] = {}
    by_document: dict[str, int] = {}
    for name in others:
        if name.folder == folder:
            by_version.setdefault(name.version, []).append(name)
            by_document[name.document] = by_document.get(name.document, 0) + 1
    return {
        version: (own[0].item,)
        for version, own in by_version.items()
        if version not in known and len(own) == 1 and by_document[own[0].document] == 1
    }


def _folded(word: str) -> str:
    """In lower case; the two letters of Turkish that patterns take for an i, whatever the case, are one."""
    return word.translate({ord("ı"): "i", ord("İ"): "i"}).casefold()


def _value(number: str) -> int | None:
    """A number in digits of any script, in Roman or Chinese numerals."""
    if number.isdecimal():
        return int(number)
    if number[0] in _HAN or number[0] in "十百":
        return _han(number)
    value, before = 0, 0
    numeral = _folded(number)
    for letter in reversed(numeral):
        own = _ROMAN[letter]
        value += own if own >= before else -own
        before = max(before, own)
    return value if _roman(value) == numeral else None


def _roman(value: int) -> str:
    written = ""
    for worth, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv")):
        written += letters * (value // worth)
        value %= worth
    return written + "i" * value


def _han(number: str) -> int:
    total = digit = 0
    for letter in number:
        if letter in "十百":
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _HAN[letter]
    return total + digit
