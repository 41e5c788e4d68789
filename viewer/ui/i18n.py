"""Words of the window: every visible string goes through `tr`, every foreign one is made harmless on the way.

A file name or a title may hold line breaks, controls and letters of the other direction. `tr` isolates what is put
into a sentence (FSI ... PDI, UAX #9) and shows what would otherwise act unseen; numbers are written as the locale
writes them.
"""

from __future__ import annotations

import html
import unicodedata
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from viewer import assets

_FSI: Final = "\u2068"
_PDI: Final = "\u2069"
_TABLES: Final = "Tables"
"""The context of strings that `noop` marks: who reads a table need not know where it is written."""
_ESCAPE_BYTES: Final = range(0xDC80, 0xDD00)
"""Lone surrogates by which Python keeps the bytes of a file name that is not UTF-8 (PEP 383)."""
_JOINERS: Final = frozenset("\u200c\u200d\u00ad")
"""Invisible, harmless, and part of how Persian and Indic words are spelled."""


class Safe(str):
    """Text that is fit to be put into a sentence of the window as it stands."""

    __slots__ = ()


class Words(Protocol):
    """What `translator` returns."""

    def __call__(self, text: str, /, **fields: object) -> Safe: ...


def noop(text: str) -> str:
    """Marks a string of a table for translation; `tr` is called where the table is read."""
    return text


def visible(text: str) -> str:
    """`text` on one line, with a sign in place of every control character, so that nothing in it acts unseen."""
    return "".join(_sign(character) for character in text)


def isolate(text: str) -> Safe:
    """A foreign string as part of a sentence: its direction ends where it ends."""
    return text if isinstance(text, Safe) else Safe(f"{_FSI}{visible(text)}{_PDI}")


def listed(texts: list[str]) -> Safe:
    """Foreign strings in a row, each isolated."""
    return Safe(", ".join(isolate(text) for text in texts))


def number(value: int) -> Safe:
    """A number as the locale writes it."""
    return Safe(QLocale().toString(value))


def menu_text(text: str) -> Safe:
    """A foreign string as a menu entry, in which an ampersand would mark a letter."""
    return Safe(isolate(text).replace("&", "&&"))


def tooltip(*lines: str) -> Safe:
    """Foreign strings as lines of a tooltip: Qt guesses whether those are rich text, so this one says that it is."""
    return Safe(f"<qt>{'<br>'.join(html.escape(isolate(line)) for line in lines)}</qt>")


def translator(context: str) -> Words:
    """The `tr` of one module: `tr("{file} was skipped", file=name)`; strings among the fields are isolated."""

    def tr(text: str, /, **fields: object) -> Safe:
        translated = QCoreApplication.translate(context, text)
        if translated == text:
            translated = QCoreApplication.translate(_TABLES, text)
        return Safe(
            translated.format(**{name: _field(value) for name, value in fields.items()}) if fields else translated
        )

    return tr


class CountedWords(Protocol):
    """What `counter` returns."""

    def __call__(self, one: str, many: str, value: int, /, **fields: object) -> Safe: ...


def counter(context: str) -> CountedWords:
    """The plural of one module: `count("{n} row", "{n} rows", 3)`; other fields are put in as `tr` does.

    The second string is the one that is translated; a language with more forms than two tells them apart by Qt's
    numerus rules.
    """

    def count(one: str, many: str, value: int, /, **fields: object) -> Safe:
        translated = QCoreApplication.translate(context, many, None, value)
        if translated == many and value == 1:
            translated = one
        said = {name: _field(field) for name, field in fields.items()}
        return Safe(translated.format(n=number(value), **said))

    return count


def install(application: QCoreApplication, locale: QLocale | None = None) -> list[QTranslator]:
    """Loads the translation of the program for the user's language, if there is one, and with it that of Qt's dialogs.

    Without the first the second stays away: a window speaks one language.
    """
    locale = locale or QLocale()
    loaded: list[QTranslator] = []
    for name, folder in (
        ("hexapla", str(assets.resources() / "translations")),
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translation = QTranslator(application)
        if not Path(folder).is_dir() or not translation.load(locale, name, "_", folder):
            break
        application.installTranslator(translation)
        loaded.append(translation)
    return loaded


def _field(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return number(value)
    if isinstance(value, Safe | float):
        return value
    return isolate(str(value))


def _sign(character: str) -> str:
    point = ord(character)
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "\u2421"
    if point in _ESCAPE_BYTES:
        return f"\\x{point - 0xDC00:02x}"
    if character in _JOINERS or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn"}:
        return character
    return f"⟨U+{point:04X}⟩"
