"""Which files the given paths mean: a file itself, of a folder all that is in it, in the order of their names."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from viewer.errors import Unreadable

_DIGITS = re.compile(r"([0-9]+)")


class Skip(StrEnum):
    """Why a file was left out, though nothing is wrong with it: the value completes "skipped: ..."."""

    ABOUT_THE_FOLDER = "it tells about the folder"
    """README, LICENSE and the like, in a folder."""
    NAMES_NO_LANGUAGE = "its name names no language that its text is in"
    """Other files of the folder do."""
    LINKED_FOLDER = "a link to a folder"
    """Links inside a folder are not followed, they may lead back."""
    READ_ALONG = "it was read along with a file that it belongs to"
    """An alignment is imported together with its texts, a Moses file with its siblings."""
    GIVEN_TWICE = "the same file was given before"
    LEFT_OUT = "you left it out"


@dataclass(frozen=True, slots=True)
class Listed:
    """One file to look at, or to list as skipped or refused."""

    path: Path
    folder: Path | None = None
    """The folder that was given and in which it was found; None for a file that was given itself."""
    skip: Skip | None = None
    refused: Unreadable | None = None

    @property
    def size(self) -> int:
        """Bytes that are read of it."""
        return 0 if self.skip or self.refused else size_of(self.path)


def listed(paths: Sequence[Path]) -> Iterator[Listed]:
    """The files of the given paths. What cannot be looked at is listed as refused; nothing is opened."""
    seen: set[tuple[int, int]] = set()
    for path in paths:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            yield Listed(path)  # opening it will say why
            continue
        if not stat.S_ISDIR(status.st_mode):
            identity = (status.st_dev, status.st_ino)
            yield Listed(path, skip=Skip.GIVEN_TWICE if identity in seen else None)
            seen.add(identity)
            continue
        yield from _inside(path, path)


def same_file(path: Path) -> str:
    """What a file is the same by, whatever path leads to it. Never raises."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a NUL in the name
        return str(path)


def size_of(path: Path) -> int:
    """Bytes of a regular file; 0 for what is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key by which `2.txt` comes before `10.txt`."""
    return tuple((0, int(part)) if part.isdecimal() else (1, part.casefold()) for part in _DIGITS.split(name) if part)


def _inside(folder: Path, top: Path) -> Iterator[Listed]:
    """Without recursion: folders may be nested deeper than functions."""
    open_folders: list[Iterator[Listed | Path]] = [iter([folder])]
    while open_folders:
        found = next(open_folders[-1], None)
        if found is None:
            open_folders.pop()
        elif isinstance(found, Listed):
            yield found
        else:
            open_folders.append(iter(_entries(found, top)))


def _entries(folder: Path, top: Path) -> list[Listed | Path]:
    """What is in a folder, by name: files as they are listed, folders as their paths."""
    found: list[Listed | Path] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: natural(entry.name))
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                found.append(path)
            elif entry.is_symlink() and path.is_dir():
                found.append(Listed(path, top, skip=Skip.LINKED_FOLDER))
            else:
                found.append(Listed(path, top))
    except OSError as error:
        return [Listed(folder, top, refused=Unreadable(folder, error.strerror or "no permission"))]
    return found
