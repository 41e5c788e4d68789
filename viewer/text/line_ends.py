"""Where lines may end in scripts that put no space between words: Thai, Lao, Khmer, Burmese and their neighbours.

ICU knows their words by dictionaries (UAX #14, class SA); who does not, breaks lines anywhere or nowhere.
"""

from __future__ import annotations

import re
from typing import Final

from icu4py.breakers import LineBreaker

from viewer.text.offsets import Utf16Map

# Thai and Lao, Burmese, Khmer, Tai Le and New Tai Lue, Tai Tham, Burmese and Tai Viet extensions.
_WORDS_WITHOUT_SPACES: Final = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\ua9e0-\ua9fe\uaa60-\uaadf]"
)


def line_ends(text: str, language: str) -> list[int]:
    """Where a line may end, in code points, rising, the end included; empty for text without such words."""
    if not _WORDS_WITHOUT_SPACES.search(text):
        return []
    ends = [stop for _, stop in LineBreaker(text, language).segments()]
    units = Utf16Map(text)  # ICU counts in UTF-16
    return ends if units.same else [units.to_code_point(end) for end in ends]
