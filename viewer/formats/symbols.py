"""Characters that word processors write as positions in a symbol font, as the Unicode characters they look like."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)
"""Where Windows puts the 256 places of a symbol font."""

_GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)
_SYMBOL = _GREEK | {
    0x2D: "−",
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xCE: "∈",
    0xD6: "√",
    0xD7: "⋅",
    0xDB: "⇔",
    0xDC: "⇐",
    0xDE: "⇒",
    0xE5: "∑",
}
_WINGDINGS = {
    0x4A: "☺",
    0x4C: "☹",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x76: "❖",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, place: str) -> str:
    """The character at a place (hexadecimal) of a font; U+FFFD where that is no place at all.

    What the tables lack stays the private character that it is.
    """
    try:
        code = int(place, 16)
        known = _FONTS.get(font.casefold(), {})
        if code in _PRIVATE or code < 0x100:
            return known.get(code & 0xFF, chr(code))
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    except (ValueError, OverflowError):
        return "\ufffd"
