"""More than five hundred queries over eleven Bibles, of every kind, with what they ask for spelled out.

Drawn from the texts by a fixed seed where they are many, and written down where they are delicate.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reference import Asked

EVERY = ("de", "de-elb", "en", "fr", "la", "nl", "pt-blivre", "ru", "ar", "hbo", "ja")


@dataclass(frozen=True)
class Clause:
    """What a row has to have in any of some versions, or must not: any of some terms, or, without terms, anything."""

    versions: tuple[str, ...]
    terms: tuple[Asked, ...] = ()
    negated: bool = False


@dataclass(frozen=True)
class BibleQuery:
    """A query as it is typed, and what it asks for."""

    typed: str
    clauses: tuple[Clause, ...]
    switches: Mapping[str, bool] = field(default_factory=dict)
    mode: str = "literal"


def queries(verses: Mapping[str, Sequence[str]]) -> list[BibleQuery]:
    """All of them, for texts by version; the same whatever the order of the versions."""
    drawn = random.Random(1611)
    found = [_single(typed) for typed in [*DELICATE, *EXPRESSIONS, *STARS]]
    found += [_single(word) for word in _words(verses, drawn)]
    found += [_single(letters) for letters in _short(verses, drawn)]
    found += [_single(f'"{phrase}"') for phrase in _phrases(verses, drawn)]
    for typed, names in SWITCHED.items():
        found += [_single(typed, **dict.fromkeys(switches.split(), True)) for switches in names]
    found += [_single(word, word=True) for word in _words(verses, drawn, each=3)]
    found += [_single(word, exact=True) for word in _words(verses, drawn, each=3)]
    found += list(_terms(verses, drawn))
    found += list(_conditions(verses, drawn))
    return found


def _single(typed: str, **switches: bool) -> BibleQuery:
    return BibleQuery(typed, (Clause(EVERY, (Asked(typed, **switches),)),), switches)


def _words(verses: Mapping[str, Sequence[str]], drawn: random.Random, each: int = 14) -> Iterator[str]:
    """Words as they stand there: rare ones and frequent ones, with their vowel signs and accents."""
    for version in EVERY:
        for verse in drawn.choices(verses[version], k=each):
            words = re.findall(r"\w[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0652]*", verse)
            if words:
                yield drawn.choice(words)[:6]


def _short(verses: Mapping[str, Sequence[str]], drawn: random.Random) -> Iterator[str]:
    """One and two characters of Japanese, and one letter of others."""
    for size in (1, 2):
        for verse in drawn.choices(verses["ja"], k=25):
            start = drawn.randrange(max(1, len(verse) - size))
            if verse[start : start + size].strip():
                yield verse[start : start + size]
    for version in ("hbo", "ar", "ru", "de"):
        yield from (letter for letter in drawn.choice(verses[version])[:2] if letter.strip())


def _phrases(verses: Mapping[str, Sequence[str]], drawn: random.Random) -> Iterator[str]:
    for version in EVERY:
        for verse in drawn.choices([one for one in verses[version] if '"' not in one and len(one) > 40], k=4):
            start = drawn.randrange(len(verse) - 20)
            phrase = verse[start : start + drawn.randint(6, 18)].strip()
            if len(phrase) > 3:
                yield phrase


def _terms(verses: Mapping[str, Sequence[str]], drawn: random.Random) -> Iterator[BibleQuery]:
    pool = [word for word in _words(verses, drawn, each=6) if not set(word) & set('/"*:')]
    for mode in ("all", "any"):
        for _ in range(25):
            words = tuple(drawn.sample(pool, drawn.choice((2, 2, 3))))
            asked = [Asked(word) for word in words]
            clauses = [Clause(EVERY, (one,)) for one in asked] if mode == "all" else [Clause(EVERY, tuple(asked))]
            yield BibleQuery(" ".join(words), tuple(clauses), mode=mode)


def _conditions(verses: Mapping[str, Sequence[str]], drawn: random.Random) -> Iterator[BibleQuery]:
    for _ in range(70):
        row = drawn.randrange(len(verses["de"]))
        parts: list[str] = []
        clauses: list[Clause] = []
        for version in drawn.sample(EVERY, drawn.choice((1, 2, 2, 3))):
            words = re.findall(r"\w{2,}", verses[version][row]) if version != "ja" else [verses["ja"][row][:2]]
            word = drawn.choice(words)[:5] if words else ""
            minus = drawn.random() < 0.35
            if drawn.random() < 0.15:
                word = ""
            parts.append(f"{'-' if minus else ''}{version}:{word}")
            named = tuple(one for one in EVERY if one == version or (version == "de" and one == "de-elb"))
            clauses.append(Clause(named, (Asked(word),) if word else (), minus))
        free = drawn.choice(("", "", "Gott", "神", "الله"))
        if free:
            parts.insert(0, free)
            clauses.insert(0, Clause(EVERY, (Asked(free),)))
        yield BibleQuery(" ".join(parts), tuple(clauses))


DELICATE = (
    # German and the like: sharp s, umlauts, compounds
    "ß", "ss", "straße", "strasse", "STRASSE", "weiß", "muß", "muss", "hütte", "hutte", "huette", "könig", "konig",
    "himmelreich", "reich", "gottes haus", "Gottes  Haus", "des herrn", " des ", "œ", "oe", "cœur", "coeur", "élie",
    "ÉLIE", "e\u0301lie", "naïf", "ijs", "zoë", "ço", "coração", "CORAÇÃO", "não", "nao", "æ", "ae", "caelum", "cælum",
    # Cyrillic
    "ё", "е", "всё", "все", "й", "и", "Иисус", "ИИСУС", "бог", "богъ",
    # Arabic, Persian and Urdu letters for the same, vowel signs, tatweel, alefs, hamza, presentation forms
    "الله", "اللّٰه", "ﷲ", "ابراهيم", "إبراهيم", "أبراهيم", "ابراہیم", "ابراهیم", "موسى", "موسی", "موسي", "مدينة",
    "مدینه", "مدینہ", "كتاب", "کتاب", "كـتـاب", "كِتَاب", "ملك", "ملک", "مَلِك", "سماء", "السماء", "على", "علی", "علي",
    "و", "وال", "لل", "بال", "ء", "آدم", "ادم", "أدم", "اسرائيل", "إسرائيل", "اسرائیل", "هـ", "ه", "ﻟﻠﻪ",
    "رؤيا", "رويا",
    # Hebrew: niqqud, cantillation, maqaf, final letters
    "אלהים", "אֱלֹהִים", "אֱלֹהִ֑ים", "בראשית", "בְּרֵאשִׁית", "על פני", "על־פני", "עַל־פְּנֵי", "יהוה", "יְהוָה", "שלום", "ש", "שׁ",
    "שׂ", "כל", "כָּל", "מלך", "מלכ", "ם", "מ", "׃", "־",
    # Japanese: kana with and without marks, half width, digits, one and two characters
    "か", "が", "か\u3099", "ガ", "ｶﾞ", "カ", "ｶ", "は", "ば", "ぱ", "神", "神は", "契約", "イエス", "ｲｴｽ", "いえす",
    "主", "王", "の",     "。", "、", "「", "イスラエル", "ｲｽﾗｴﾙ", "十二", "12", "１２", "ヤコブ", "ヤコフ", "天と地",
    # What is nowhere, and what must not match
    "하", "한", "™", "tm", "℃", "=", "≠", "a\u0338", "xyzzy", "\u200d", "ـ", "\u064e", "-", ".", "1", "١", "a", "е́",
    "http:", "10:30", "Gen:1",
)  # fmt: skip

EXPRESSIONS = tuple(
    f"/{one}/"
    for one in (
        "gott", "Gott", "k.nig", "h[aeu]us", r"\bund\b", "her+n?", "^und", r"erde\.$", "himmel|erde", "(gott|herr)es",
        "straß?e", "[ß]", "ß+", "wei[ßs]", r"\w{18,}", r"\d+", "m[uü]ß", "a.{3,6}z", "ابرا?ه", "ال[كم]", "^و", "מלך.",
        "[אב]ל", "神[はが]", "[一二三]", "[ァ-ヶ]{5,}", "か|が", "イ.ス", "^はじめ", "о[тд]ец", "[ёе]$", "cœ?ur",
        r"\bl'", "ij",
        r"(?:de|het) \w+heer", "não|nao", "deus (?:é|e)", r"\bet\b", "(?<=kön)ig", "gott(?=es)", "x{3}", "q[^u]",
        "[^a]ß",        r"\s{2}",
    )
)  # fmt: skip

STARS = (
    "gott*", "*gott", "*haus", "*haus*", "kö*", "him*reich", "got*s", "jeru*em", "ال*", "*اله", "מל*", "*ים", "神*",
    "イス*",     "бо*", "*ость", "de * gott", "c*r", "coraç*", "*ção", "*", "**", "und*und", "* und", "a*b*c",
    "straß*", "*ß", "le*",
    "Jo*s", "*a",
)  # fmt: skip

SWITCHED = {
    "Gott": ("exact", "word", "exact word"),
    "gott": ("exact", "word"),
    "herr": ("word",),
    "des": ("word",),
    "straße": ("word", "exact"),
    "weiß": ("word", "exact"),
    "king": ("word",),
    "un": ("word", "exact"),
    "não": ("word", "exact"),
    "nao": ("word", "exact"),
    "ابراهيم": ("word", "loose_arabic", "loose_arabic word", "exact"),
    "ابرهيم": ("word", "loose_arabic", "loose_arabic word"),
    "الاه": ("loose_arabic",),
    "ان": ("loose_arabic", "word"),
    "اسرائيل": ("loose_arabic", "exact"),
    "اسر*": ("loose_arabic",),
    "القران": ("loose_arabic",),
    "كِتَاب": ("exact", "word"),
    "كتاب": ("word", "exact"),
    "ملك": ("word",),
    "אֱלֹהִים": ("exact", "word"),
    "אלהים": ("word", "exact"),
    "מלך": ("word",),
    "על פני": ("word",),
    "神": ("word", "exact"),
    "王": ("word",),
    "いすらえる": ("kana", "kana word", "kana exact"),
    "イエス": ("kana", "word"),
    "いえす": ("kana",),
    "か": ("kana", "word", "exact"),
    "カ*": ("kana",),
    "/い.す/": ("kana",),
    "が": ("exact",),
    "か\u3099": ("exact",),
    "契約": ("word",),
    "主": ("word",),
    "Иисус": ("word", "exact"),
    "бог": ("word",),
    "всё": ("exact", "word"),
    "k.nig": ("regex", "regex word", "regex exact"),
    "[A-Z]ott": ("regex", "regex exact"),
}
"""With the switches, each several of which together."""
