"""Whether several texts look like versions of one: their length, their numbers, their names, and where these stand.

Between languages the benefit of the doubt is theirs (who gives two texts in two languages has a reason); two texts in
the same language must show what they share. Which of many texts belong together is another question (`grouping`); it
asks how much likelier a pair is than others, and for that there is a number.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import StatisticsError, correlation

import regex
from anyascii import anyascii

from viewer.languages import language as language_of
from viewer.languages import primary

MOST = 12
"""Files given one by one that can be versions of one document."""

_SEGMENTS_READ, _LETTERS_READ = 5_000, 2_000_000
_DENSE = {"Jpan": 2.2, "Hans": 2.6, "Hant": 2.6, "Kore": 1.8}
"""Letters of an alphabet for one character."""

_NUMBER = regex.compile(r"\p{Nd}{2,}")
_NAME = regex.compile(r"(?<=[\p{Ll},;] )\p{Lu}\p{L}{3,}")
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{3,}")
_WORD = regex.compile(r"\p{L}{5,}")
_SKELETON = str.maketrans({**dict.fromkeys("bpfvw", "P"), **dict.fromkeys("kgqcxj", "K"), **dict.fromkeys("td", "T")})
_FEW_NUMBERS, _FEW_NAMES = 4, 8

_RARE = 4
"""Times that a sign may stand in a text for its places to tell anything."""
_NEAR = 0.04
"""Share of a text within which two places are the same."""
_FEW_SEGMENTS = 5
_OWN = 0.4
"""Weight of a sign that is in one language only."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a text can be compared across languages."""

    language: str
    weight: float
    """Length in letters of an alphabet."""
    numbers: frozenset[int]
    names: frozenset[str]
    """Capitalised words inside sentences and words in katakana, as their consonants; none in other scripts."""
    words: frozenset[str]
    places: Mapping[str, tuple[float, ...]]
    """Where numbers and names stand, as shares of the text, for all that are in it."""
    lengths: tuple[int, ...]
    """Code points of the segments that were read."""


def profile(language: str, paragraphs: Iterable[str]) -> Profile:
    """The profile of a text in `language` (BCP 47), from its first thousands of paragraphs and the length of all."""
    rest = iter(paragraphs)
    read: list[str] = []
    length = 0
    for paragraph in islice(rest, _SEGMENTS_READ):
        read.append(paragraph)
        length += len(paragraph)
        if length >= _LETTERS_READ:
            break
    length += sum(map(len, rest))
    numbers: set[int] = set()
    names: set[str] = set()
    words: set[str] = set()
    places: dict[str, list[float]] = {}
    before = 0
    for paragraph in read:
        for found in _NUMBER.finditer(paragraph):
            if len(found[0]) <= 18:
                numbers.add(int(found[0]))
                places.setdefault(str(int(found[0])), []).append((before + found.start()) / length)
        for pattern in (_NAME, _KATAKANA):
            for found in pattern.finditer(paragraph):
                name = _skeleton(found[0])
                if len(name) >= 3:
                    names.add(name)
                    places.setdefault(name, []).append((before + found.start()) / length)
        words.update(word.casefold() for word in _WORD.findall(paragraph))
        before += len(paragraph)
    return Profile(
        language=language,
        weight=float(length) * _DENSE.get(language_of(language).script, 1.0),
        numbers=frozenset(numbers),
        names=frozenset(names),
        words=frozenset(words),
        places={sign: tuple(own) for sign, own in places.items()},
        lengths=tuple(map(len, read)),
    )


def look_alike(profiles: Sequence[Profile]) -> bool:
    """Whether these can all be versions of one text, which is taken to be the longest of them."""
    if not 1 < len(profiles) <= MOST:
        return False
    longest = max(profiles, key=lambda one: one.weight)
    return all(are_alike(longest, one) for one in profiles if one is not longest)


def are_alike(one: Profile, other: Profile) -> bool:
    """Whether two texts can be versions of one."""
    shorter, longer = sorted((one, other), key=lambda each: each.weight)
    if shorter.weight * (4.0 if longer.weight < 400 else 2.5) < longer.weight:
        return False
    numbers = _overlap(longer.numbers, shorter.numbers, _FEW_NUMBERS)
    names = _overlap(longer.names, shorter.names, _FEW_NAMES)
    if primary(longer.language) == primary(shorter.language):
        words = _overlap(longer.words, shorter.words, _FEW_NAMES) or 0.0
        return words >= 0.5 or (words >= 0.35 and (numbers or 0.0) >= 0.5)
    if numbers is not None and numbers >= 0.4:
        return True
    against = (numbers is not None and numbers <= 0.15) + (names is not None and names <= 0.05)
    told = (numbers is not None) + (names is not None)
    return against == 0 or against < told


@dataclass(frozen=True, slots=True)
class Compared:
    """A text among others, ready to be compared with each of them."""

    profile: Profile
    weights: Mapping[str, float]
    """Of its numbers and names: the more, the fewer texts of its language have them (inverse document frequency). Less
    where no text in another language has them, as most nouns of German."""
    norm: float
    rare: Mapping[str, tuple[float, ...]]
    """The places of those that it has but a few times."""


def compared(profiles: Sequence[Profile]) -> list[Compared]:
    """The texts, each with the weights that its signs have among those of its language."""
    texts = Counter(primary(one.language) for one in profiles)
    counts = Counter((primary(one.language), sign) for one in profiles for sign in one.places)
    languages = Counter(sign for _, sign in counts)
    found = []
    for one in profiles:
        tag = primary(one.language)
        weights = {
            sign: (math.log((texts[tag] + 1) / counts[tag, sign]) + 0.1) * (1.0 if languages[sign] > 1 else _OWN)
            for sign in one.places
        }
        norm = math.sqrt(sum(weight**2 for weight in weights.values()))
        rare = {sign: own for sign, own in one.places.items() if len(own) <= _RARE}
        found.append(Compared(one, weights, norm, rare))
    return found


def likeness(one: Compared, other: Compared) -> float:
    """How much speaks for two texts being versions of one: nothing at 0, and at 1 beyond doubt; it may be less or more.

    What they share of numbers and names, the more the rarer these are; that what is rare in both stands in the same
    places, beyond chance; that their segments, if they are as many, are long and short alike; less what their lengths
    differ.
    """
    apart = abs(math.log(max(one.profile.weight, 1.0) / max(other.profile.weight, 1.0))) / math.log(2)
    in_place = min(1.0, max(0.0, _in_place(one, other)) / 8)
    in_step = min(1.0, max(0.0, _in_step(one.profile.lengths, other.profile.lengths)) / 6)
    return _shared(one, other) + in_place / 2 + in_step / 2 - 0.3 * apart**2


def _shared(one: Compared, other: Compared) -> float:
    """Cosine of the two texts' signs by their weights, 0 to 1."""
    common = one.weights.keys() & other.weights.keys()
    product = sum(one.weights[sign] * other.weights[sign] for sign in common)
    return product / (one.norm * other.norm) if common else 0.0


def _in_place(one: Compared, other: Compared) -> float:
    """By how many standard deviations more of what is rare in both stands in the same places than by chance."""
    found = expected = variance = 0.0
    for sign in one.rare.keys() & other.rare.keys():
        own, others = one.rare[sign], other.rare[sign]
        chance = min(0.9, 2 * _NEAR * len(own) * len(others))
        found += any(abs(here - there) < _NEAR for here in own for there in others)
        expected += chance
        variance += chance * (1 - chance)
    return (found - expected) / math.sqrt(variance) if variance else 0.0


def _in_step(one: Sequence[int], other: Sequence[int]) -> float:
    """How surely the lengths of as many segments go together (Fisher's z of their correlation, in deviations)."""
    if len(one) != len(other) or len(one) < _FEW_SEGMENTS:
        return 0.0
    try:
        together = correlation(one, other)
    except StatisticsError:  # all segments of one are of the same length
        return 0.0
    return math.atanh(max(-0.999, min(0.999, together))) * math.sqrt(len(one) - 3)


def _overlap(one: frozenset[object], other: frozenset[object], few: int) -> float | None:
    """Share of the smaller set that is in the other; None if it is too small to say anything."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= few else None


def _skeleton(name: str) -> str:
    letters = anyascii(name).lower()
    return "".join(letter for letter in letters if letter not in "aeiouyh'").translate(_SKELETON)
