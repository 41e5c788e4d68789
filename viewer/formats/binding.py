"""Files that belong together whatever their names are like: an alignment and the texts that it names, Moses pairs.

They are found and read before the others are arranged: what was read along with one of them is no text of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import ImportFailed
from viewer.formats.draft import Draft
from viewer.formats.gzipped import unpacked
from viewer.formats.listing import same_file
from viewer.formats.registry import formats, recognise
from viewer.formats.source import SourceFile


@dataclass(frozen=True, slots=True)
class Bound:
    """What came of a file that others belong to; one of the two is there."""

    path: Path
    draft: Draft | None = None
    refused: ImportFailed | None = None


def bound(files: Sequence[Path], read: Callable[[Path], Draft]) -> Iterator[Bound]:
    """Reads those of the files that bind others; `read` gives a draft or raises ImportFailed.

    What turns out to bind nothing is left to be read as the others are.
    """
    used: set[str] = set()
    for path in files:
        if len(files) < 2 or same_file(path) in used or not _binds(path):
            continue
        try:
            draft = read(path)
        except ImportFailed as error:
            yield Bound(path, refused=error)
        else:
            if draft.used:
                used.update(map(same_file, draft.used))
                yield Bound(path, draft)


def _binds(path: Path) -> bool:
    try:
        file = unpacked(SourceFile.beginning(path))
        return any(one.binds(file) for one in formats()) and recognise(file).binds(file)
    except ImportFailed:
        return False  # it will be refused in its turn
