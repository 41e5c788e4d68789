"""A file that is made of one version in one revision and can be lost at any time: it appears complete or not at all.

Its name says what it was made of; the folder is the search's own.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, ClassVar, Self

_ABANDONED = 3600  # seconds without a write, after which nobody works on a .part file any more
_FRESH = 86_400  # seconds in which a file that was used is not removed
_ROOM = 4 << 30
"""Bytes that all files of the folder may take together: some thirty million paragraphs."""


@dataclass(frozen=True, slots=True)
class CacheFile:
    """Where it is kept, and how it comes and goes. What is in it, its kinds know."""

    FORM: ClassVar[str]
    """By what it is made, and in which layout; another form is another file."""
    SUFFIX: ClassVar[str]

    folder: Path
    uuid: str
    """Of the corpus."""
    version: str
    revision: int

    @property
    def path(self) -> Path:
        return self.folder / f"{self._stem}{self.revision}.{_file_safe(self.FORM)}.{self.SUFFIX}"

    @property
    def _stem(self) -> str:
        # The uuid comes from a file of unknown origin and must not reach the file system as it is.
        corpus = hashlib.sha256(self.uuid.encode("utf-8", "replace")).hexdigest()[:24]
        return f"{corpus}.{_file_safe(self.version)}."

    def mapped(self) -> memoryview:
        """The file, mapped into memory; empty if it is. Raises OSError where there is none."""
        with self.path.open("rb") as file:
            with suppress(OSError):
                os.utime(self.path)  # it is in use: see `make_room`
            if os.fstat(file.fileno()).st_size == 0:  # cannot be mapped
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def write(self, write: Callable[[BinaryIO], None]) -> None:
        """Makes the file. Raises OSError where the folder cannot be written, and what `write` raises."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=self._stem, suffix=".part", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, self.path)
        finally:
            with suppress(OSError):
                os.unlink(part)

    def earlier(self) -> list[Self]:
        """What is kept of other revisions of the version, the newest first."""
        found = []
        for file in self.folder.glob(f"{self._stem}*.{self.SUFFIX}"):
            revision = file.name.removeprefix(self._stem).split(".")[0]
            other = replace(self, revision=int(revision)) if revision.isdecimal() else self
            if other != self and other.path == file:
                found.append(other)
        return sorted(found, key=lambda other: other.revision, reverse=True)

    def remove(self) -> None:
        """Removes the file, as far as the system lets us."""
        with suppress(OSError):
            self.path.unlink()

    def remove_stale(self) -> None:
        """Removes the files of other revisions, and what a killed process left unfinished, of whatever corpus.

        As far as the system lets us: on Windows a mapped file stays until nobody has it open.
        """
        for part in self.folder.glob("*.part"):
            with suppress(OSError):
                if part.stat().st_mtime < time.time() - _ABANDONED:
                    part.unlink()
        for file in self.folder.glob(f"{self._stem}*.{self.SUFFIX}"):
            with suppress(OSError):
                if file != self.path:
                    file.unlink()


def make_room(folder: Path, room: int = _ROOM) -> None:
    """Removes the files that were used longest ago until all together take at most `room` bytes.

    Those that were used in the last day stay, and what is being written: a corpus may be larger than the room.
    So the files of corpora that were deleted go some day. Who has one of them open keeps what is in it: on Windows the
    file stays as long, elsewhere its name alone goes.
    """
    known = []
    for file in folder.glob("*"):
        with suppress(OSError):
            if file.suffix == ".part":
                continue
            found = file.stat()
            if stat.S_ISREG(found.st_mode):
                known.append((found.st_mtime, found.st_size, file))
    taken = sum(size for _, size, _ in known)
    for used, size, file in sorted(known):
        if taken <= room or used > time.time() - _FRESH:
            return
        with suppress(OSError):
            file.unlink()
            taken -= size


def _file_safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "_", name)
