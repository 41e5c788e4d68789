"""The corpora on this computer: found in folders, and each looked at for what it holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from viewer.corpus import Corpus
from viewer.errors import Cancelled, CorpusMissing, HexaplaError
from viewer.model import Version

SUFFIX: Final = ".hexapla"
_PATIENCE: Final = 0.5
"""Seconds that one corpus may let the others wait for a lock."""
_DEEPEST: Final = 12
"""Folders within folders that are looked through."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A corpus as it is found on the shelf."""

    path: Path
    title: str
    """The name of the file where the corpus cannot be opened."""
    versions: tuple[Version, ...] = ()
    documents: int = 0
    units: int = 0
    size: int = 0
    """Bytes of the file."""
    error: HexaplaError | None = None
    """Why it could not be opened."""

    @property
    def gone(self) -> bool:
        """Whether there is no such file."""
        return isinstance(self.error, CorpusMissing)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the corpora of a reader are."""

    known: tuple[Path, ...]
    """Those that were open, still there or not; they come first."""
    folders: tuple[Path, ...]
    """What is looked through for more."""
    left_out: frozenset[str] = frozenset()
    """Paths of files in the folders that are not wanted."""

    def paths(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Path]:
        """Every corpus once, whatever ways lead to it. Goes through the folders meanwhile. Raises Cancelled."""
        seen: set[str] = set()
        wanted = (path for path in found(self.folders, cancelled) if str(path) not in self.left_out)
        for path in chain(self.known, wanted):
            file = os.path.realpath(path)
            if file not in seen:
                seen.add(file)
                yield path


def corpora_among(paths: Iterable[Path]) -> list[Path]:
    """The paths that are called as files of corpora are."""
    return [path for path in paths if path.suffix.lower() == SUFFIX and not path.is_dir()]


def look(path: Path) -> Shelved:
    """Opens the corpus at `path`, reads what it consists of, and closes it. Nothing is raised that is wrong with it."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    try:
        with Corpus.open(path, read_only=True, patience=_PATIENCE) as corpus:
            return Shelved(path, corpus.title, corpus.versions(), len(corpus.documents()), corpus.unit_count, size)
    except HexaplaError as error:
        return Shelved(path, path.stem, size=size, error=error)


def found(folders: Iterable[Path], cancelled: Callable[[], bool] = lambda: False) -> Iterator[Path]:
    """The files in these folders, and in the folders in them, that are called as corpora are; each once.

    What may not be read is passed over, and links to folders are not followed. Raises Cancelled.
    """
    seen: set[str] = set()
    for folder in folders:
        root = os.path.realpath(folder)
        for here, inside, files in os.walk(root):
            if cancelled():
                raise Cancelled
            depth = here.removeprefix(root).count(os.sep)
            inside[:] = sorted(name for name in inside if not name.startswith(".")) if depth < _DEEPEST else []
            for name in sorted(files):
                path = os.path.join(here, name)
                if name.lower().endswith(SUFFIX) and path not in seen:
                    seen.add(path)
                    yield Path(path)
