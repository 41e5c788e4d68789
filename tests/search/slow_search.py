"""The search once more, as slow and as plain as can be: every place of every row, by the rules as they are written."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "text"))

from slow_folding import fold, fold_with_ranges, is_mark


def spans(query: str, text: str) -> list[tuple[int, int]]:
    """The matches of a literal query. Leftmost, apart, whole letters, with the marks that fold to nothing."""
    return spans_in(query, text, fold_with_ranges(text))


def spans_in(query: str, text: str, letters: list[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """`spans`, where `fold_with_ranges(text)` is known already."""
    wanted = fold(query)
    if wanted not in "".join(letter for letter, _, _ in letters):
        return []
    found: list[tuple[int, int]] = []
    for at in range(len(letters) - len(wanted) + 1):
        stretch = letters[at : at + len(wanted)]
        if not stretch or "".join(letter for letter, _, _ in stretch) != wanted:
            continue
        start, stop = stretch[0][1], stretch[-1][2]
        if _is_part_of_letter(letters, at) or _is_part_of_letter(letters, at + len(wanted)):
            continue
        while stop < len(text) and is_mark(text[stop]) and not any(a <= stop < b for _, a, b in letters):
            stop += 1
        if not found or start >= found[-1][1]:
            found.append((start, stop))
    return found


def _is_part_of_letter(letters: list[tuple[str, int, int]], at: int) -> bool:
    """Whether folded letter `at` belongs to the one before it: a voicing mark or a jamo that found no syllable."""
    if not 0 < at < len(letters):
        return False
    name = unicodedata.name(letters[at][0], "")
    before = unicodedata.name(letters[at - 1][0], "")
    if name.startswith("COMBINING KATAKANA"):
        return True
    lead, vowel, tail, syllable = (
        before.startswith(f"HANGUL {kind}") for kind in ("CHOSEONG", "JUNGSEONG", "JONGSEONG", "SYLLABLE")
    )
    if name.startswith("HANGUL JUNGSEONG"):
        ends_in_vowel = syllable and len(unicodedata.normalize("NFD", letters[at - 1][0])) == 2
        return lead or vowel or ends_in_vowel
    if name.startswith("HANGUL JONGSEONG"):
        return vowel or tail or syllable
    return lead and name.startswith(("HANGUL CHOSEONG", "HANGUL SYLLABLE"))
