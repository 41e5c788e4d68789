"""Texts inside XML and HTML: what must be escaped, and what XML cannot hold at all.

XML 1.0 has no place for most control characters, not even as references. They become the pictures of themselves
(U+2400 and up), two noncharacters and halves of characters become U+FFFD, and a caution says so.
"""

from __future__ import annotations

import re

from viewer.formats.draft import Caution, Cautions

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\r]')
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_IN_ATTRIBUTES = str.maketrans({"\t": "&#9;", "\n": "&#10;"})
_PICTURES = 0x2400


def allowed(text: str, cautions: Cautions, place: str = "") -> str:
    """The text with nothing in it that XML forbids."""
    if not _FORBIDDEN.search(text):
        return text
    shown, count = _FORBIDDEN.subn(lambda match: _shown(match[0]), text)
    cautions.add(Caution.CONTROLS_SHOWN, count=count, place=place)
    return shown


def escaped(text: str) -> str:
    """What stands for the text between tags; of what XML forbids there must be nothing left."""
    return _SPECIAL.sub(lambda match: _REFERENCES[match[0]], text)


def quoted(text: str) -> str:
    """What stands for the text as the value of an attribute, with its quotes."""
    return f'"{escaped(text).translate(_IN_ATTRIBUTES)}"'


def with_code_points(text: str) -> str:
    """As `escaped`, with the element `cp` of XLIFF for every character that XML forbids."""
    pieces: list[str] = []
    last = 0
    for match in _FORBIDDEN.finditer(text):
        pieces += (escaped(text[last : match.start()]), f'<cp hex="{ord(match[0]):04X}"/>')
        last = match.end()
    return "".join((*pieces, escaped(text[last:])))


def _shown(letter: str) -> str:
    code = ord(letter)
    return chr(_PICTURES + code) if code < 0x20 else "\ufffd"
