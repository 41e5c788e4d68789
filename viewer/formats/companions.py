"""Other files that a file names, such as the texts of an alignment: found only within what was given.

An alignment is a file of unknown origin, and what it names would become visible in a corpus. So a name leads to a
regular file in the folder that was given (of a file given by itself: in its folder), or to another of the given files;
links are followed first and judged by where they end. Archives are laid out and unpacked in many ways: a name counts
from the folder of the file, from those above it, or by its end (`de/x.xml` for `OPUS/xml/de/x.xml.gz`).
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath

from viewer.errors import Unreadable
from viewer.formats.listing import listed
from viewer.formats.naming import is_well_known
from viewer.formats.source import SourceFile

_PACKED = ".gz"
_LONGEST = 1_000
"""Code points of a name; no file system has longer ones."""


class Companions:
    """What the files of one import may name."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)

    def open(self, name: str, beside: Path) -> SourceFile:
        """The file that `beside` calls `name`. Raises Unreadable if there is none, or several, and as SourceFile."""
        parts = _parts(name)
        if parts is None:
            raise Unreadable(name[:_LONGEST], "not a name within the folder")
        for candidate in self._in_folders(parts, beside):
            if self._is_allowed(candidate, beside) and os.path.isfile(candidate):
                return SourceFile.open(Path(os.path.normpath(candidate)))
        ending = self._ending(parts)
        if len(ending) > 1:
            raise Unreadable(name, "several files are called so")
        if not ending:
            raise Unreadable(name, "no such file")
        return SourceFile.open(ending[0])

    def siblings(self, path: Path, beginning: str) -> Iterator[Path]:
        """The given files in the folder of a file whose names begin so, perhaps the file itself among them."""
        known = self._by_folder.get(os.path.realpath(path.parent), [])
        for number in range(bisect_left(known, beginning, key=_name), len(known)):
            name, found = known[number]
            if not name.startswith(beginning):
                return
            yield found

    def _in_folders(self, parts: tuple[str, ...], beside: Path) -> Iterator[Path]:
        """Where the name may lead from the folder of the file, and from those above it up to the one that was given."""
        folder, top = beside.absolute().parent, self._top(beside)
        while True:
            for spelt in _spellings(parts[-1]):
                yield Path(folder, *parts[:-1], spelt)
            if folder in (top, folder.parent):
                return
            folder = folder.parent

    def _ending(self, parts: tuple[str, ...]) -> list[Path]:
        """The given files whose path ends as the name does, in as many parts as any."""
        parts = parts[len(parts) - parts[::-1].index("..") :] if ".." in parts else parts
        named = [path for spelt in _spellings(parts[-1]) for path in self._by_name.get(spelt, ())]
        known = [path for path in named if not _is_of_another_language(parts, path)]
        lengths = [_shared_end(parts, path) for path in known]
        return [path for path, length in zip(known, lengths, strict=True) if length == max(lengths)]

    def _is_allowed(self, candidate: Path, beside: Path) -> bool:
        real = os.path.realpath(candidate)
        return real in self._given or Path(real).is_relative_to(os.path.realpath(self._top(beside)))

    def _top(self, beside: Path) -> Path:
        """The folder that was given and in which the file was found, or its own."""
        absolute = beside.absolute()
        return next((folder for folder in self._folders if absolute.is_relative_to(folder)), absolute.parent)

    @cached_property
    def _folders(self) -> tuple[Path, ...]:
        """Those that were given."""
        return tuple(path.absolute() for path in self._paths if path.is_dir())

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        files = (file.path for file in listed(self._paths) if not file.refused and not file.skip)
        return tuple(path for path in files if path.is_file())

    @cached_property
    def _given(self) -> frozenset[str]:
        """The real paths of the given files, but for links that lead out of a given folder."""
        tops = [os.path.realpath(path) for path in self._paths]
        reals = (os.path.realpath(path) for path in self._files)
        return frozenset(real for real in reals if any(Path(real).is_relative_to(top) for top in tops))

    @cached_property
    def _by_folder(self) -> dict[str, list[tuple[str, Path]]]:
        """The given files of every folder by name, in the order of these."""
        found: dict[str, list[tuple[str, Path]]] = {}
        for path in self._files:
            found.setdefault(os.path.realpath(path.parent), []).append((path.name, path))
        for files in found.values():
            files.sort(key=_name)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in self._files:
            if os.path.realpath(path) in self._given:
                found.setdefault(path.name, []).append(path)
        return found


def _name(known: tuple[str, Path]) -> str:
    return known[0]


def _parts(name: str) -> tuple[str, ...] | None:
    """The parts of a relative name; None if it is absolute or names no file."""
    written = name.strip().replace("\\", "/")
    if not written or len(written) > _LONGEST or "\0" in written or ":" in PureWindowsPath(written).drive:
        return None
    path = PurePosixPath(written)
    if path.is_absolute() or path.name in ("", ".."):
        return None
    return path.parts


def _is_of_another_language(parts: tuple[str, ...], path: Path) -> bool:
    """Whether the folders say so: `en/a.xml` does not mean `de/a.xml`."""
    own, other = parts[-2] if len(parts) > 1 else "", path.absolute().parent.name
    return own != other and is_well_known(own) and is_well_known(other)


def _spellings(name: str) -> tuple[str, str]:
    """The name itself, and the same packed or unpacked."""
    return name, name.removesuffix(_PACKED) if name.endswith(_PACKED) else name + _PACKED


def _shared_end(parts: tuple[str, ...], path: Path) -> int:
    """How many of the folders before the name are the same, counted from the end."""
    count = 0
    for own, other in zip(reversed(parts[:-1]), reversed(path.absolute().parts[:-1]), strict=False):
        if own != other:
            break
        count += 1
    return count
