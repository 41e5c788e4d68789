"""What the search is asked on the verses: plain terms of every frequency in each version, and all that takes more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from viewer.search.clauses import Mode, RowClass


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to be found."""

    text: str
    """With its version, if it is for one."""
    switches: dict[str, Any] = field(default_factory=dict)
    """Of `parse`."""


TERMS: dict[str, dict[str, str]] = {
    "absent": {"de": "Hexapla", "en": "Hexapla", "ar": "خخخخ", "ja": "電話", "ru": "телефон"},
    "rare": {"de": "Mesopotamien", "en": "Nebuchadnezzar", "ar": "ملكي صادق", "ja": "メルキゼデク", "ru": "Мелхиседек"},
    "phrase": {"de": "am Anfang", "en": "in the beginning", "ar": "في البدء", "ja": "天と地", "ru": "в начале"},
    "ordinary": {"de": "Wasser", "en": "water", "ar": "الماء", "ja": "水", "ru": "город"},
    "common": {"de": "Gott", "en": "king", "ar": "الله", "ja": "神", "ru": "сын"},
    "very common": {"de": "und", "en": "the", "ar": "ال", "ja": "の", "ru": "не"},
    "one letter": {"de": "e", "en": "s", "ar": "ا", "ja": "。", "ru": "о"},
}
"""By how often they stand there: for every version a term."""
MOSTLY = ("absent", "rare", "phrase", "ordinary", "common")
"""What is mostly asked for; the others are streamed."""

WHOLE = "hit here, none there"
"""Tells nothing before all is known."""
OTHERS: dict[str, Ask] = {
    "whole word": Ask("de:Gott", {"word": True}),
    "whole word, ja": Ask("ja:ダビデ", {"word": True}),
    "star": Ask("de:König*"),
    "exact": Ask("de:König", {"exact": True}),
    "expression with letters": Ask("de:/gott.{1,20}himmel/"),
    "expression without": Ask(r"de:/\b\w{16,}\b/"),
    "katakana is hiragana": Ask("ja:いすらえる", {"kana": True}),
    "loose Arabic": Ask("ar:ابرهيم", {"loose_arabic": True}),
    "with and without": Ask("de:Gott -en:god"),
    "with, in two versions": Ask("de:Wasser en:water"),
    "with, elsewhere empty": Ask("de:Wasser -ja:"),
    "all words": Ask("Himmel Erde", {"mode": Mode.ALL}),
    "any word": Ask("Himmel Erde", {"mode": Mode.ANY}),
    WHOLE: Ask("Jerusalem", {"rows": [RowClass.PARTIAL]}),
    "rows with gaps": Ask("", {"rows": [RowClass.GAPS]}),
}
