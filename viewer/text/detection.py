"""Which language a text is in, and whether it bears out what a file name says.

The script decides first where it can (kana, Hangul, Thai, the letters of Urdu); py3langid, a naive Bayes classifier
over byte n-grams (Lui and Baldwin 2012), decides the rest from a sample. Its model takes most of a second to load, so
it is loaded when a text first needs it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from viewer.languages import UNKNOWN, language, primary

SAMPLE = 6_000
"""Code points that the classifier reads; more changes nothing but the time."""

_TOO_LITTLE = 0.25
"""A chance below this, in the one script of hundreds of languages, is no answer."""

_SCRIPTS = (
    "Latn Cyrl Grek Arab Hebr Hani Hira Kana Hang Deva Beng Taml Telu Knda Mlym Gujr Guru Orya Sinh Thai Laoo Khmr "
    "Mymr Tibt Geor Armn Ethi Syrc Thaa Copt Goth Cher Mong Bopo"
).split()
_LETTERS = {script: regex.compile(rf"\p{{Script={script}}}") for script in _SCRIPTS}
_LETTER = regex.compile(r"[\p{L}\p{M}]")

_ONE_LANGUAGE = {
    "Hang": "ko",
    "Thai": "th",
    "Laoo": "lo",
    "Khmr": "km",
    "Mymr": "my",
    "Tibt": "bo",
    "Geor": "ka",
    "Armn": "hy",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Gujr": "gu",
    "Guru": "pa",
    "Orya": "or",
    "Sinh": "si",
    "Syrc": "syc",
    "Thaa": "dv",
    "Copt": "cop",
    "Goth": "got",
    "Cher": "chr",
}
"""Scripts that as good as name their language."""

_WRITTEN_IN = {
    "Aran": {"Arab"},
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Hans": {"Hani", "Bopo"},
    "Hant": {"Hani", "Bopo"},
}
"""Scripts of Unicode by the ISO 15924 codes that stand for several or for a style."""

_ALSO_WRITTEN_IN = {
    **dict.fromkeys("sr bs sh ro mo".split(), frozenset({"Latn", "Cyrl"})),
    **dict.fromkeys("az kk ky tk tt ug uz tg ku ha ms".split(), frozenset({"Latn", "Cyrl", "Arab"})),
    **dict.fromkeys("pa sd ks".split(), frozenset({"Arab", "Guru", "Deva"})),
    **dict.fromkeys("sa pi".split(), frozenset(_SCRIPTS)),
    "mn": frozenset({"Cyrl", "Mong"}),
    "vi": frozenset({"Latn", "Hani"}),
    "und": frozenset(_SCRIPTS),
}

_URDU = regex.compile("[ٹڈڑںےہ]")

_SAME = {"arz": "ar", "ary": "ar", "wuu": "zh", "yue": "zh", "uzs": "uz", "ltg": "lv", "fuv": "ff", "gug": "gn"}
"""The classifier's finer distinctions, which a reader would not make."""

_RELATIVES = (
    {"no", "nb", "nn", "da"},
    {"sr", "hr", "bs", "sh", "cnr"},
    {"id", "ms", "jv", "su", "min", "ace"},
    {"ar", "arb", "arz", "ary", "apc", "ajp", "acm"},
    {"zh", "cmn", "yue", "wuu", "lzh", "hak", "nan"},
    {"he", "hbo", "iw"},
    {"el", "grc"},
    {"fil", "tl"},
    {"hi", "ne", "mr", "sa", "bho", "mai", "pi", "gom"},
    {"fa", "prs", "pes", "ps", "ckb", "sdh"},
    {"ur", "pnb", "skr"},
    {"cs", "sk"},
    {"de", "gsw", "bar", "lb", "nds", "ksh"},
    {"nl", "vls", "zea", "af", "fy"},
    {"it", "scn", "nap", "lij", "vec", "pms", "co", "lmo"},
    {"fr", "fro", "frm", "wa", "gcf", "gcr", "ht"},
    {"pt", "gl", "mwl"},
    {"es", "ast", "an", "ext", "lad"},
    {"ro", "mo"},
    {"en", "enm", "sco", "ang", "pcm"},
    {"ru", "be", "uk", "rue", "cu", "orv"},
    {"az", "azb", "azj"},
)
"""Languages that the classifier takes for one another in short, old or regional texts."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What the text itself says: a BCP 47 tag (`und` if nothing can be told) and how sure that is, 0 to 1."""

    language: str
    confidence: float


def guess(text: str) -> Guess:
    """The language of a text, from a sample of it."""
    part = sample(text)
    found = scripts(part)
    if not found:
        return Guess(UNKNOWN, 0.0)
    by_script = _by_script(part, found)
    if by_script:
        return Guess(by_script, 1.0)
    chances = _chances(part)
    best = max(chances, key=chances.__getitem__)
    doubtful = chances[best] < _TOO_LITTLE and max(found, key=found.__getitem__) == "Latn"
    return Guess(UNKNOWN if doubtful or best == "zxx" else best, chances[best])


def support(text: str, tag: str) -> float | None:
    """How far the text bears out that it is in `tag`, against its most likely language: 1 agrees, 0 contradicts.

    None where it cannot be told: there are no letters, or the script fits and the classifier does not know the tag.
    """
    part = sample(text)
    found = scripts(part)
    if not found:
        return None
    if sum(found.get(script, 0) for script in _scripts_of(tag)) * 3 < sum(found.values()):
        return 0.0
    base = primary(tag)
    relatives = {base}.union(*(group for group in _RELATIVES if base in group))
    by_script = _by_script(part, found)
    if by_script:
        return 1.0 if by_script in relatives else 0.0
    if not relatives & _known():
        return None
    chances = _chances(part)
    own = max(chances.get(name, 0.0) for name in relatives)
    return own / max(chances.values())


def is_foreign(paragraph: str, tag: str) -> bool:
    """Whether a paragraph of a text in `tag` is clearly in another language: at least 16 letters, and no doubt."""
    part = paragraph[:SAMPLE]
    if primary(tag) == UNKNOWN or len(_LETTER.findall(part)) < 16:
        return False
    held = support(part, tag)
    return held is not None and held < 0.001


def scripts(text: str) -> Mapping[str, int]:
    """Letters by script (ISO 15924), of the scripts known here; empty if there are none."""
    counts = {script: len(letters.findall(text)) for script, letters in _LETTERS.items()}
    return {script: count for script, count in counts.items() if count}


def sample(text: str) -> str:
    """At most `SAMPLE` code points: all of a short text, else five stretches from across it.

    Openings mislead (title pages, site headers), so none is taken from the first twentieth.
    """
    if len(text) <= SAMPLE:
        return text
    size = SAMPLE // 5
    first, last = len(text) // 20, len(text) - size
    starts = range(first, last + 1, (last - first) // 4)
    return "\n".join(text[start : start + size] for start in starts)[:SAMPLE]


def _by_script(text: str, found: Mapping[str, int]) -> str | None:
    total = sum(found.values())
    kana = found.get("Hira", 0) + found.get("Kana", 0)
    han = found.get("Hani", 0)
    if (kana + han) * 2 >= total:
        return "ja" if kana * 20 >= kana + han else "zh"
    dominant = max(found, key=found.__getitem__)
    if found[dominant] * 2 < total:
        return None
    if dominant == "Arab" and len(_URDU.findall(text)) * 25 >= found["Arab"]:
        return "ur"
    return _ONE_LANGUAGE.get(dominant)


def _scripts_of(tag: str) -> frozenset[str]:
    script = language(tag).script
    own = frozenset(_WRITTEN_IN.get(script, {script}))
    if any(len(subtag) == 4 and subtag.isalpha() for subtag in tag.split("-")[1:]):
        return own
    return own | _ALSO_WRITTEN_IN.get(primary(tag), frozenset())


@lru_cache(maxsize=64)
def _chances(text: str) -> dict[str, float]:
    with _CLASSIFIER_LOCK:
        ranking: Iterable[tuple[str, float]] = _classifier().rank(text)
    chances: dict[str, float] = {}
    for name, chance in ranking:
        same = _SAME.get(name, name)
        chances[same] = chances.get(same, 0.0) + chance
    return chances


_CLASSIFIER_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # slow to import, and not always needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    with _CLASSIFIER_LOCK:
        return frozenset(_classifier().labels)
