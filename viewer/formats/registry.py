"""Which formats there are, and which one a file is in.

Every module of this package that has a `FORMAT` is a format: a new one is a new module, and nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import viewer.formats
from viewer.errors import UnknownFormat, Unreadable
from viewer.formats.draft import Draft
from viewer.formats.gzipped import unpacked
from viewer.formats.source import SourceFile, Step, not_watched
from viewer.text.paragraphs import Rule


def _not_there(name: str) -> SourceFile:
    raise Unreadable(name, "no such file")


def _alone(_: str) -> Mapping[str, str | None]:
    return {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader may be told; it uses what concerns it."""

    language: str | None = None
    """BCP 47 tag that the user or the file's name gives."""
    paragraphs: Rule | None = None
    """What ends a paragraph, or None to decide by the text."""
    encoding: str | None = None
    """What the user says that the encoding is, by its name in Python; None to find out."""
    format: str | None = None
    """What the user says that the format is, by its name; None to find out."""
    step: Step = not_watched
    """Is told the bytes read so far, by the file that is handed to the reader; raises Cancelled."""
    siblings: Callable[[str], Mapping[str, str | None]] = _alone
    """The names that begin so of the given files in the folder of this one, its own among them, with the language
    (BCP 47) that the user says they are in."""
    beside: Callable[[str], SourceFile] = _not_there
    """Another file, by the name that this one gives it (relative to its folder): a text that an alignment names. Raises
    Unreadable where there is none, or where the name leads out of what was given."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    name: str
    """As the summary and `hexapla formats` call it."""
    suffixes: tuple[str, ...]
    """In lower case with the dot; the first is the usual one."""
    sniff: Callable[[SourceFile], float]
    """How surely a file is of this format, 0 (not at all) to 1, by its first bytes and its suffix. Never raises."""
    read: Callable[[SourceFile, Reading], Draft]
    """Raises ImportFailed: BadEncoding, Malformed, EmptyFile or UnknownFormat."""
    names_languages: bool = False
    """Whether its files say themselves which languages their rows are in, so that their names need not."""
    binds: Callable[[SourceFile], bool] = lambda _: False
    """Whether a file, of which only the beginning is there, may be read with others: then it is read before these are
    taken for texts of their own."""


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """All formats, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(viewer.formats.__path__))
    modules = [importlib.import_module(f"viewer.formats.{name}") for name in names]
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return tuple(sorted(found, key=lambda one: one.name))


def recognise(file: SourceFile) -> Format:
    """The format that is surest of the file, or of what is packed in it.

    Raises UnknownFormat if none claims it, and Malformed for a packed file that is damaged from the beginning.
    """
    file = unpacked(file)
    certainty, best = max(((one.sniff(file), one) for one in formats()), key=lambda pair: pair[0])
    if certainty <= 0:
        raise UnknownFormat(file.path)
    return best


def named(name: str) -> Format:
    """The format of this name. Raises ValueError if there is none."""
    for one in formats():
        if one.name.casefold() == name.casefold():
            return one
    raise ValueError(name)


def names_languages(path: Path) -> bool:
    """Whether a file says itself which languages are in it, by its suffix."""
    suffix = path.with_suffix("").suffix if path.suffix.lower() == ".gz" else path.suffix
    return any(one.names_languages and suffix.lower() in one.suffixes for one in formats())


def read(file: SourceFile, reading: Reading | None = None) -> Draft:
    """What the file holds; of a packed one, what is packed in it. Raises ImportFailed, and Cancelled."""
    reading = reading or Reading()
    file = unpacked(replace(file, encoding=reading.encoding, step=reading.step))
    return (named(reading.format) if reading.format else recognise(file)).read(file, reading)
