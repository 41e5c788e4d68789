"""What the file of a new corpus is called: a name that is free, and that every system accepts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final

from viewer.shelf import SUFFIX

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_RESERVED: Final = frozenset(
    "con prn aux nul".split() + [f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10)]
)
_LONGEST: Final = 120
"""Bytes of UTF-8; file systems take 255, and a number and a suffix follow."""


def working_title(paths: Sequence[Path]) -> str:
    """What an import is called until the texts have given a title: the folder's name, or the first file's."""
    first = paths[0].absolute()
    return first.name if first.is_dir() else first.stem


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
