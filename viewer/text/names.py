"""Names across scripts: `トランプ`, `ترامب` and `Trump` have one skeleton of consonants.

A word is written in Latin letters (anyascii) and its consonants are put into seven classes; vowels, h, y and inner w
go, because scripts disagree on them. Two names are alike if their skeletons are the same or one consonant apart.
"""

from __future__ import annotations

from functools import lru_cache

import regex
from anyascii import anyascii

MIN_CLASSES = 3
"""A shorter skeleton says too little."""
MAX_CLASSES = 9

_CLASSES = {
    letter: name
    for name, letters in {"P": "bpfv", "K": "gkqcj", "T": "td", "S": "sz", "M": "m", "N": "n", "R": "lr"}.items()
    for letter in letters
}
_GROUPS = (("sch", "s"), ("sh", "s"), ("ts", "s"), ("tz", "s"), ("ph", "f"), ("x", "ks"), ("th", "t"))
_REPEATED = regex.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Classes of the consonants of `word`, at most MAX_CLASSES; empty if it has fewer than MIN_CLASSES."""
    letters = anyascii(word).lower()
    for group, single in _GROUPS:
        letters = letters.replace(group, single)
    first = "P" if letters.startswith("w") else ""
    classes = _REPEATED.sub(r"\1", first + "".join(_CLASSES.get(c, "") for c in letters))
    return classes[:MAX_CLASSES] if len(classes) >= MIN_CLASSES else ""


def near(classes: str) -> tuple[str, ...]:
    """Keys under which a skeleton one class apart is found: two skeletons within one edit share a key.

    Leaving out one class finds substitutions, insertions and deletions alike (the deletion neighbourhood of SymSpell).
    """
    if len(classes) <= MIN_CLASSES:
        return ()
    return tuple(dict.fromkeys(classes[:k] + classes[k + 1 :] for k in range(len(classes))))
