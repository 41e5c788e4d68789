"""Which words may be forms of one: a guess by their letters, safe for words that render one term and not at large.

European languages inflect at the end, so forms share their first letters; Korean words take particles there. Arabic
and Hebrew write the article, conjunctions and prepositions in front and pronouns behind (the prefixes are those of the
light stemmer of Larkey, Ballesteros and Connell, 2002). Words of Han, kana, Thai and the like are what they are.
"""

from __future__ import annotations

import regex

_INFLECTED = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}\p{Georgian}\p{Devanagari}\p{Bengali}]")
_SHORT, _SAFE = 3, 5
"""Letters that two forms must share where little follows, and where much may."""
_SHORT_ENDING, _ENDING = 2, 4
"""Letters that may follow them."""

_FRONT = {
    "Arabic": regex.compile("^(?:[وف]?(?:[بك]?ال|لل)|[وف]?[بلكس]|[وف])(?=..)"),
    "Hebrew": regex.compile("^ו?(?:[מבלכש]?ה|[מבלכש])?(?=..)"),
}
_BEHIND = {
    "Arabic": regex.compile("(?<=..)(?:هما|كما|هم|هن|كم|نا|ها|ان|ين|ون|ات|ه|ك|ي|ا|ت)$"),
    "Hebrew": regex.compile("(?<=..)(?:יהם|יכם|ינו|ים|ות|הם|כם|נו|יו|יך|יה|[הוךיתםן])$"),
}
_SCRIPTS = {name: regex.compile(rf"\p{{{name}}}") for name in (*_FRONT, "Hangul")}


def stems(word: str) -> frozenset[str]:
    """What a folded word shares with its other forms; `are_forms` has the last word on two that share a stem."""
    for name, front in _FRONT.items():
        if _SCRIPTS[name].match(word):
            return _bare(word, front, _BEHIND[name])
    if _SCRIPTS["Hangul"].match(word):
        return frozenset(word[: stop + 1] for stop in range(len(word)))
    return frozenset((word[:_SHORT],)) if len(word) >= _SHORT and _INFLECTED.match(word) else frozenset()


def are_forms(one: str, other: str) -> bool:
    """Whether two different folded words that share a stem may be forms of one."""
    if any(script.match(one) for script in map(_SCRIPTS.__getitem__, _FRONT)):
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    shortest, longest = sorted((len(one) - shared, len(other) - shared))
    if _SCRIPTS["Hangul"].match(one):
        return shared == min(len(one), len(other)) and longest <= _SHORT_ENDING
    if shared < _SAFE:
        return shared >= _SHORT and shortest <= 1 and longest <= _SHORT_ENDING
    return longest <= _ENDING


def _bare(word: str, front: regex.Pattern[str], behind: regex.Pattern[str]) -> frozenset[str]:
    """What the word may be once what is written to it is taken off."""
    starts = {word, front.sub("", word)}
    return frozenset(stem for start in starts for stem in (start, behind.sub("", start)) if len(stem) > 1)
