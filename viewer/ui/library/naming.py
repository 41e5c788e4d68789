"""What a new corpus is called: a title from the files, and a file name that is free and that every system accepts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final

from viewer.languages import is_language

SUFFIX: Final = ".hexapla"

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_RESERVED: Final = frozenset(
    "con prn aux nul".split() + [f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10)]
)
_LONGEST: Final = 120
"""Bytes of UTF-8; file systems take 255, and a number and a suffix follow."""


def title_of(paths: Sequence[Path]) -> str:
    """A title for what is imported: the folder's name, or that of the files as far as they agree.

    >>> title_of([Path("Alice.de.txt"), Path("Alice.en.txt")])
    'Alice'
    >>> title_of([Path("poems/de.txt"), Path("poems/fr.txt")])
    'poems'
    """
    if not paths:
        return ""
    if len(paths) == 1 and paths[0].is_dir():
        return paths[0].resolve().name
    stems = [_without_tag(path.name) for path in paths]
    start = _common_start(stems).strip(" ._-")
    if all(stems) and (len(start) >= 3 or len(set(stems)) == 1):
        return start
    if len(set(stems)) > 1 and all(stems):
        return stems[0]
    return paths[0].absolute().parent.name


def free_path(folder: Path, title: str) -> Path:
    """A path in `folder` that does not exist yet, named after `title`."""
    name = file_name(title)
    for number in count(1):
        path = folder / (f"{name}{SUFFIX}" if number == 1 else f"{name} {number}{SUFFIX}")
        if not path.exists() and not path.is_symlink():
            return path
    raise AssertionError("unreachable")


def file_name(title: str) -> str:
    """`title` as a file name without suffix, in letters that every file system takes."""
    kept = "".join(
        " " if character in _FORBIDDEN or unicodedata.category(character).startswith(("C", "Z")) else character
        for character in title
    )
    name = " ".join(kept.split()).strip(" .").lstrip("-")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    name = name.strip(" .")
    if not name or name.partition(".")[0].casefold() in _RESERVED:
        name = f"Corpus {name}".strip()
    return name


def _common_start(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)
    length = next(
        (place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first)
    )
    return first[:length]


def _without_tag(name: str) -> str:
    """The file's name without suffix and language: what is left of `Alice.de.txt` is `Alice`, of `de.txt` nothing."""
    stem = Path(name).stem
    for separator in ("_", "."):
        head, found, tail = stem.rpartition(separator)
        if found and head and is_language(tail):
            return head
    return "" if is_language(stem) else stem
