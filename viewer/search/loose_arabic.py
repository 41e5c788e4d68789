"""Arabic letters, whether or not ا is written inside the words: ابرهيم is ابراهيم, القرآن is القرءان.

At the ends of what is typed alefs count: else ان would find every ن.
"""

from __future__ import annotations

import re

import regex

_ALEF = "(?:ء?ا)"


def loose_expression(folded: str) -> str:
    """An expression that finds letters folded by default, however their inner alefs are spelled."""
    out: list[str] = []
    inside = False  # whether a letter, and since then only alefs, came before in this word
    alefs = 0
    for part in re.findall("ء?ا|.", folded):
        if part.endswith("ا"):
            alefs += 1
            continue
        letter = "\u0620" <= part <= "\u06ff" and part.isalpha()
        out.append(f"{_ALEF}*" if inside and letter else _ALEF * alefs)
        out.append(regex.escape(part, literal_spaces=True))
        inside, alefs = letter, 0
    out.append(_ALEF * alefs)
    return "".join(out)
