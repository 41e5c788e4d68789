"""Which file a corpus was opened from: who writes to it later looks whether that one is still there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from viewer.corpus.faults import translated
from viewer.errors import Replaced


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """A file, whatever it is called by now. SQLite writes into it and never puts another in its place."""

    path: Path
    device: int
    number: int

    @classmethod
    def of(cls, path: Path) -> FileIdentity:
        """The file that is at `path` now. Raises CorpusMissing."""
        with translated(path):
            status = os.stat(path)
        return cls(path, status.st_dev, status.st_ino)

    def is_at(self, path: Path) -> bool:
        """Whether it is what is found at `path`."""
        try:
            status = os.stat(path)
        except OSError:
            return False
        return (status.st_dev, status.st_ino) == (self.device, self.number)

    def require(self) -> None:
        """Raises Replaced unless it is still where it was."""
        if not self.is_at(self.path):
            raise Replaced(self.path)
