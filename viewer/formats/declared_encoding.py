"""What a file says of its own encoding, believed if it is true of all of it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from viewer.formats.decoding import Decoded
from viewer.formats.source import SourceFile

_CHUNK = 1 << 16
_NOT_OF_FILES = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "utf_7"}
_WRITTEN_UNTHINKINGLY = {"iso8859-1", "cp1252"}
"""Declared by habit; what is UTF-8 throughout is not in these."""


def decoded_as(file: SourceFile, declared: str) -> Decoded | None:
    """The text in the encoding that is declared; None if that is UTF-8, unknown, or not true."""
    name = declared.lower()
    if b"\0" in file.data or not _fits(file.data, name):
        return None
    return Decoded(name, lambda: _pieces(file.data, name))


def _fits(data: bytes, encoding: str) -> bool:
    try:
        known = codecs.lookup(encoding)
    except (LookupError, ValueError):
        return False
    if not known._is_text_encoding or known.name.replace("-", "_") in _NOT_OF_FILES | {"utf_8"}:
        return False
    if known.name in _WRITTEN_UNTHINKINGLY and not data.isascii() and _is_whole(data, "utf-8"):
        return False
    return _is_whole(data, encoding)


def _is_whole(data: bytes, encoding: str) -> bool:
    try:
        for _ in _pieces(data, encoding):
            pass
    except ValueError:
        return False
    return True


def _pieces(data: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    for at in range(0, len(data), _CHUNK):
        yield decoder.decode(view[at : at + _CHUNK], at + _CHUNK >= len(data))
