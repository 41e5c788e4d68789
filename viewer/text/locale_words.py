"""Words whose meaning the locale data (CLDR, through ICU) gives in every language: dates, units, number words.

They are a small dictionary that exists for some two hundred languages, so a Monday is recognised as `月曜日` without
anything having been learned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import regex
from icu4py.messageformat import MessageFormat

from viewer.text.stems import PREFIX, folded

_UNITS = ("year", "month", "week", "day", "hour", "minute", "second", "kilometer", "meter", "kilogram", "percent")
_COUNTS = (1, 2, 3, 5, 11, 21, 100)
"""One number for every plural category of CLDR."""
_MAGNITUDES = tuple(10**k for k in range(3, 13))
_RULES = ("", "%spellout-cardinal-masculine", "%spellout-cardinal-feminine", "%spellout-cardinal-neuter",
          "%spellout-ordinal", "%spellout-ordinal-masculine", "%spellout-ordinal-feminine")  # fmt: skip
_PACKED = regex.compile(r"[\p{Han}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Katakana}]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")


@dataclass(frozen=True, slots=True)
class LocaleWords:
    """What the locale data of one language knows. Words are folded as in `viewer.text.stems`."""

    concepts: dict[str, str]
    """First letters of a word -> the token of its meaning: `n12` for December, `cweekday:1`, `cyear`.

    Letters with two meanings are left out."""
    inside: regex.Pattern[str] | None
    """Finds such words within a run of a script that does not separate words."""
    numbers: dict[str, int]
    """Number word -> its value, from 2."""
    scales: dict[str, int]
    """Word after a number -> what it multiplies it by: `million` -> 1,000,000."""


def plain(text: str) -> str:
    """Compatibility-normalised, case-folded, without invisible characters (soft hyphens, direction marks)."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


@lru_cache(maxsize=64)
def locale_words(language: str) -> LocaleWords:
    """The words of `language` (a BCP 47 tag). A language that CLDR does not know has none."""
    meanings: dict[str, set[str]] = {}
    for concept, phrase in _concepts(language):
        word = max(_WORD.findall(plain(phrase)), key=len, default="")
        stem = word if _PACKED.match(word) else folded(word)[:PREFIX]
        meanings.setdefault(stem, set()).add(concept)
    numbers = dict(_numbers(language))
    scales = dict(_scales(language))
    concepts = {w: min(m) for w, m in meanings.items() if w and len(m) == 1 and w not in numbers}
    packed = sorted(filter(_PACKED.match, concepts), key=len, reverse=True)
    inside = regex.compile("|".join(packed)) if packed else None
    return LocaleWords(concepts, inside, numbers, scales)


def _format(pattern: str, language: str, values: Iterable[int | datetime]) -> Iterator[str]:
    try:
        template = MessageFormat(pattern, language)
        for value in values:
            yield template.format({"n": value})
    except (ValueError, RuntimeError):  # ICU has no such rule for the language
        return


def _concepts(language: str) -> Iterator[tuple[str, str]]:
    for width in ("MMMM", "LLLL"):
        for month in range(1, 13):
            for name in _format(f"{{n,date,{width}}}", language, [datetime(2023, month, 15, 12, tzinfo=UTC)]):
                yield f"n{month}", name
    for day in range(7):
        for name in _format("{n,date,EEEE}", language, [datetime(2024, 1, 1 + day, 12, tzinfo=UTC)]):
            yield f"cweekday:{day}", name
    for unit in _UNITS:
        skeleton = unit if unit == "percent" else f"unit/{unit}"
        for name in _format(f"{{n,number,::{skeleton} unit-width-full-name}}", language, _COUNTS):
            yield f"c{unit}", name


def _numbers(language: str) -> Iterator[tuple[str, int]]:
    """Number words from 2 to 31 and the tens; a language without rules of its own answers in English."""
    values = [*range(2, 32), *range(40, 100, 10)]
    borrowed = None if language.startswith("en") else list(_format("{n,spellout}", "en", values))
    if list(_format("{n,spellout}", language, values)) == borrowed:
        return
    seen: dict[str, int] = {}
    for rule in _RULES:
        pattern = f"{{n,spellout,{rule}}}" if rule else "{n,spellout}"
        for value, name in zip(values, _format(pattern, language, values), strict=False):
            word = folded(plain(name))
            if len(word) > 1 and _WORD.fullmatch(word):
                seen[word] = value if seen.get(word, value) == value else 0
    yield from ((word, value) for word, value in seen.items() if value)


def _scales(language: str) -> Iterator[tuple[str, int]]:
    for magnitude in _MAGNITUDES:
        for count in _COUNTS:
            for name in _format("{n,number,::compact-long}", language, [magnitude * count]):
                found = regex.fullmatch(r"\P{N}*(\p{Nd}+)\P{L}*(\p{L}[\p{L}\p{M}]*)\W*", plain(name))
                if found and magnitude * count % int(found[1]) == 0:
                    yield found[2], magnitude * count // int(found[1])
