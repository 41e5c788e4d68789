"""Characters that Aozora Bunko describes because Shift_JIS lacks them, and accents that it takes apart.

A description names a Unicode code point (`U+6FF9`) or a place in JIS X 0213, plane, row and cell (`第3水準1-84-77`).
The codec of EUC-JIS-2004 knows these places.
"""

from __future__ import annotations

import re
import unicodedata

_CODE_POINT = re.compile(r"U\+([0-9A-Fa-f]{4,6})")
_PLACE = re.compile(r"(?<![0-9-])([12])-([0-9]{1,2})-([0-9]{1,2})(?![0-9-])")
_ROWS = range(1, 95)

_MARKS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", ":": "\u0308", "&": "\u030a", ",": "\u0327"}
_MARKS["_"] = "\u0304"
_WHOLE = {"AE&": "Æ", "ae&": "æ", "OE&": "Œ", "oe&": "œ", "s&": "ß", "!@": "¡", "?@": "¿"}
_WHOLE |= {"d/": "đ", "D/": "Đ", "h/": "ħ", "l/": "ł", "L/": "Ł", "o/": "ø", "O/": "Ø", "i/": "ɨ", "u/": "ʉ"}
_APART = re.compile("AE&|ae&|OE&|oe&|s&|[!?]@|[dDhlLoOiu]/|[A-Za-z][`'^~:&,_]")


def character(description: str) -> str:
    """The character that is described; empty if it is in no standard."""
    code = _CODE_POINT.search(description)
    if code:
        point = int(code[1], 16)
        return "" if 0xD800 <= point < 0xE000 or point > 0x10FFFF or point < 0x20 else chr(point)
    place = _PLACE.search(description)
    if not place or int(place[2]) not in _ROWS or int(place[3]) not in _ROWS:
        return ""
    shift = b"\x8f" if place[1] == "2" else b""
    try:
        return (shift + bytes((0xA0 + int(place[2]), 0xA0 + int(place[3])))).decode("euc_jis_2004")
    except UnicodeDecodeError:
        return ""


def accented(text: str) -> str:
    """The text with its accents put together: `cafe'` is `café`."""
    return _APART.sub(_together, text)


def _together(found: re.Match[str]) -> str:
    known = _WHOLE.get(found[0])
    if known:
        return known
    whole = unicodedata.normalize("NFC", found[0][0] + _MARKS[found[0][1]])
    return whole if len(whole) == 1 else found[0]
