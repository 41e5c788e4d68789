"""Where a word is looked up: a web address or a program, for each language. Nothing is asked of anybody here.

What is written for a language has `{word}` where the word goes, and may have `{lang}` for its language: an address, in
which both are escaped (RFC 3986), or a command line as a shell would split it. No shell ever sees it: a word of a text
that anybody may have written is one argument, whatever is in it.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from viewer.errors import LookupFailed
from viewer.languages import primary

OTHERS: Final = "*"
"""Stands for all languages that have nothing of their own."""
LONGEST: Final = 200
"""Code points of a word, or of a few, that are looked up."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_SUGGESTED: Final = {
    OTHERS: (
        "https://{lang}.wiktionary.org/wiki/{word}",
        "https://en.wiktionary.org/wiki/{word}",
        "https://{lang}.wikipedia.org/w/index.php?search={word}",
        "goldendict {word}",
    ),
    "de": ("https://www.dwds.de/wb/{word}",),
    "es": ("https://dle.rae.es/{word}",),
    "fr": ("https://www.cnrtl.fr/definition/{word}",),
    "ja": ("https://jisho.org/search/{word}",),
    "pt": ("https://dicionario.priberam.org/{word}",),
}


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is to be opened: an address, or a program with its arguments."""

    address: str = ""
    program: tuple[str, ...] = ()


def chosen(lookups: Mapping[str, str], tag: str) -> str:
    """What was written for a language, by its whole tag, its language alone, or for all others; empty if nothing."""
    return lookups.get(tag) or lookups.get(primary(tag)) or lookups.get(OTHERS, "")


def suggested(tag: str) -> tuple[str, ...]:
    """What may be written for a language, the nearest first. None is asked unless somebody chooses it."""
    return (*_SUGGESTED.get(primary(tag), ()), *_SUGGESTED[OTHERS])


def lookup(written: str, word: str, tag: str) -> Lookup:
    """What looks up a word of a language. Raises LookupFailed."""
    written = written.strip()
    word = " ".join(word.split())[:LONGEST]
    if "{word}" not in written:
        raise LookupFailed(written, LookupFailed.NO_WORD)
    if _SCHEME.match(written):
        return Lookup(address=_address(written, word, primary(tag)))
    try:
        arguments = shlex.split(written)
    except ValueError:
        raise LookupFailed(written, LookupFailed.QUOTES) from None
    program = shutil.which(arguments[0])
    if program is None:
        raise LookupFailed(arguments[0], LookupFailed.PROGRAM)
    # A word that began with a hyphen would be an option of the program.
    fields = {"{word}": word.lstrip("-"), "{lang}": primary(tag)}
    return Lookup(program=(program, *(_filled(argument, fields) for argument in arguments[1:])))


def _address(written: str, word: str, tag: str) -> str:
    address = _filled(written, {"{word}": quote(word, safe=""), "{lang}": quote(tag, safe="")})
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        raise LookupFailed(written, LookupFailed.ADDRESS) from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise LookupFailed(parts.scheme, LookupFailed.SCHEME)
    # Of the place that is asked no text decides.
    if not host or "{word}" in urlsplit(written).netloc or re.search(r"[\s\x00-\x1f\\]", address):
        raise LookupFailed(written, LookupFailed.ADDRESS)
    return address


def _filled(text: str, fields: Mapping[str, str]) -> str:
    """At once, so that what is put in is not looked at again."""
    return re.sub("|".join(map(re.escape, fields)), lambda found: fields[found[0]], text)
