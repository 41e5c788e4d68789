"""A file that is made of one version in one revision and can be made again: it appears complete or not at all.

Its name says what it was made of; the folder is the search's own.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_ABANDONED = 3600  # seconds without a write, after which nobody works on a .part file any more


@dataclass(frozen=True, slots=True)
class CacheFile:
    """Where it is kept, and how it comes and goes."""

    folder: Path
    uuid: str
    """Of the corpus."""
    version: str
    revision: int
    form: str
    """What it is made by, in which layout; another one makes another file."""
    suffix: str

    @property
    def path(self) -> Path:
        return self.folder / f"{self._stem}{self.revision}.{_file_safe(self.form)}.{self.suffix}"

    @property
    def _stem(self) -> str:
        # The uuid comes from a file of unknown origin and must not reach the file system as it is.
        corpus = hashlib.sha256(self.uuid.encode("utf-8", "replace")).hexdigest()[:24]
        return f"{corpus}.{_file_safe(self.version)}."

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

    def others(self) -> list[Path]:
        """Its like of other revisions that are still there, the latest first."""
        found = []
        for path in self.folder.glob(f"{self._stem}*.{_file_safe(self.form)}.{self.suffix}"):
            with suppress(OSError):
                if path != self.path:
                    found.append((path.stat().st_mtime, path))
        return [path for _, path in sorted(found, reverse=True)]

    def remove(self) -> None:
        """Removes the file, as far as the system lets us."""
        with suppress(OSError):
            self.path.unlink()

    def remove_stale(self) -> None:
        """Removes its like of other revisions, and what a killed process left unfinished, of whatever corpus.

        As far as the system lets us: on Windows a mapped file stays until nobody has it open.
        """
        for part in self.folder.glob("*.part"):
            with suppress(OSError):
                if part.stat().st_mtime < time.time() - _ABANDONED:
                    part.unlink()
        for file in self.folder.glob(f"{self._stem}*.{self.suffix}"):
            with suppress(OSError):
                if file != self.path:
                    file.unlink()


def _file_safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "_", name)
