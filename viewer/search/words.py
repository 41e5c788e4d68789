"""Where words begin and end, in every script: Chinese, Japanese, Thai, Khmer and Burmese by ICU's dictionaries."""

from __future__ import annotations

from icu4py.breakers import WordBreaker

from viewer.text.offsets import Utf16Map


def boundaries(text: str) -> list[int]:
    """The word boundaries of `text` in code points, rising, its beginning and end included (UAX #29).

    To be asked of an original text, never of a folded one: folding takes away what tells words apart.
    """
    if not text:
        return [0]
    ends = [stop for _, stop in WordBreaker(text, "root").segments()]
    units = Utf16Map(text)  # ICU counts in UTF-16
    return [0, *(ends if units.same else map(units.to_code_point, ends))]
