"""Numbers of every script as plain digits, so that `٢٠٢٣`, `二〇二三` and `2023` are one token.

Dates and times come apart (31.12.2023 is 31, 12 and 2023), thousands are joined whatever separates them, and a
following scale word or sign (Million, 万, لاکھ) multiplies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import regex

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}

_NUMBER = regex.compile(
    r"""
    (?P<digits> \p{Nd}{1,3} (?: (?P<mark>[.,٬'’ ]) \p{Nd}{3} (?: (?P=mark) \p{Nd}{3} )* (?!\p{Nd}) )
              | \p{Nd}+ )
    (?: [.,٫] (?P<fraction> \p{Nd}+ ) (?! [.,:/-]? \p{Nd} ) )?
    (?: [ ]? (?P<scale> [万萬만億亿억兆조千천]+ | (?<=[ ]) [\p{L}\p{M}]+ ) )?
  | (?P<kanji> [〇零一二三四五六七八九十百千万萬億亿兆两兩]{2,} )
    """,
    regex.VERBOSE,
)


class Numeral(NamedTuple):
    """A number and where it stands (code points, half-open)."""

    start: int
    stop: int
    values: tuple[str, ...]


def numerals(text: str, scales: Mapping[str, int]) -> Iterator[Numeral]:
    """The numbers of `text` (normalised NFKC, case-folded), in order; `scales` are the scale words of its language."""
    position = 0
    while found := _NUMBER.search(text, position):
        position = found.end()
        if found["kanji"]:
            value = _kanji(found["kanji"])
            if value is not None:
                yield Numeral(found.start(), found.end(), (str(value),))
            continue
        digits = "".join(str(int(c)) for c in found["digits"] if c.isdecimal())
        fraction = "".join(str(int(c)) for c in found["fraction"] or "")
        factor = _factor(found["scale"], scales)
        if factor is None:
            position = found.end("fraction") if fraction else found.end("digits")
            whole = str(int(digits))
            yield Numeral(found.start(), position, (whole, str(int(fraction))) if fraction else (whole,))
        else:
            exact = Decimal(f"{digits}.{fraction or 0}") * factor
            yield Numeral(found.start(), position, (str(int(exact)),))


def _factor(scale: str | None, scales: Mapping[str, int]) -> int | None:
    if not scale:
        return None
    if scale in scales:
        return scales[scale]
    factor = 1
    for sign in scale:
        one = _MYRIADS.get(sign) or (1000 if sign in "千천" else None)
        if one is None:
            return None
        factor *= one
    return factor


def _kanji(signs: str) -> int | None:
    """The value of a number in kanji, or None if these signs are no number (`万一` is a word)."""
    if all(c in _DIGITS for c in signs):
        return int("".join(str(_DIGITS[c]) for c in signs))
    total = section = 0
    digit: int | None = None
    for sign in signs:
        if sign in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[sign]
        elif sign in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[sign]
            digit = None
        else:
            section += digit or 0
            if section == 0:
                return None
            total += section * _MYRIADS[sign]
            section, digit = 0, None
    return total + section + (digit or 0)
