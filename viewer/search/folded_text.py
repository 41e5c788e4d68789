"""A version's folded text as one file, mapped into memory: what the search scans.

Layout, little-endian: a header; the folded segments in reading order, each UTF-8 and ended by a line feed, which no
folded text holds; padding to 8 bytes; N + 1 offsets (int64) of the segments in the text; offsets (int64) of letters
that continue what the letter before them stands for; N flags (uint8). The header knows all sizes and a checksum of
itself and of what follows the text, so that a torn or foreign file is noticed and built anew.
The file can be lost at any time: it is made of the corpus, and named after what it was made of.
"""

from __future__ import annotations

import io
import struct
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import BinaryIO, ClassVar

import numpy as np
from numpy.typing import NDArray

from viewer.errors import Cancelled
from viewer.model import Kind, Segment
from viewer.search.cache_file import CacheFile
from viewer.text.composition import may_join
from viewer.text.folding import FOLD_VERSION, fold_traced

EXPANDS = 1
"""Flag: some letter of the segment folds to several; it has continuations."""
JOINS = 2
"""Flag: some folded letter may be `joined` to the one before it."""
FURNITURE = 4
"""Flag: the segment is furniture."""

_MAGIC = b"HXFOLD1\n"
_HEADER = struct.Struct("<8sQQQQII")  # magic, segments, characters, bytes of text, continuations, checksum, nothing
_BATCH = 512


class NotAFoldedText(Exception):
    """The file is torn, foreign, or of other text."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """N folded segments. Segment n is `text[offsets[n] : offsets[n + 1] - 1]`; a line feed follows it."""

    text: memoryview
    offsets: NDArray[np.int64]
    """Shape (N + 1,), in bytes of `text`."""
    continuations: NDArray[np.int64]
    """Where letters begin, in bytes of `text`, that belong to the same letter of the original as the one before."""
    flags: NDArray[np.uint8]
    """Shape (N,): EXPANDS, JOINS and FURNITURE, added."""
    characters: int
    """Code points of the original text."""
    corrected: Mapping[int, bytes] = field(default_factory=dict)
    """By rising ordinal: segments that stand here folded, with their line feeds, and not in `text` any more."""

    @property
    def segments(self) -> int:
        return len(self.flags)

    def segment(self, ordinal: int) -> str:
        """One folded segment."""
        (found,) = self.between(ordinal, ordinal + 1)
        return found

    def between(self, start: int, stop: int) -> list[str]:
        """The folded segments from ordinal `start` to `stop` (half-open, not empty)."""
        text = self.text[int(self.offsets[start]) : int(self.offsets[stop]) - 1]
        found = str(text, "utf-8", "replace").split("\n")
        for ordinal, line in self.corrected.items():
            if start <= ordinal < stop:
                found[ordinal - start] = line[:-1].decode()
        return found

    def with_corrections(self, segments: Mapping[int, Segment], characters: int) -> FoldedText:
        """The same text with other segments at some ordinals, which cost as much as they are long.

        `characters` are the code points of the original text with them.
        """
        flags = self.flags.copy()
        corrected = {}
        for ordinal, segment in sorted(segments.items()):
            corrected[ordinal], flags[ordinal], _ = _folded(segment)
        return replace(self, flags=flags, corrected=corrected, characters=characters)


@dataclass(frozen=True, slots=True)
class FoldedFile(CacheFile):
    """Where the folded text of one version, as it is in one revision, is kept."""

    FORM: ClassVar[str] = FOLD_VERSION
    SUFFIX: ClassVar[str] = "folded"

    def open(self) -> FoldedText:
        """Maps the file. Raises OSError where there is none, NotAFoldedText where it is damaged."""
        return _read(self.mapped())

    def build(
        self,
        segments: Callable[[], Iterable[Segment]],
        *,
        total: int,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> FoldedText:
        """Folds the segments into the file, which appears complete or not at all, and maps it.

        `progress` is told the part done, 0 to 1, of `total` segments. Where the folder cannot be written (a full disk,
        a read-only home), the text is kept in memory. Raises Cancelled.
        """
        try:
            self.write(lambda file: _write(file, segments(), total, progress, cancelled))
            return self.open()
        except (OSError, NotAFoldedText):
            memory = io.BytesIO()
            _write(memory, segments(), total, progress, cancelled)
            return _read(memory.getbuffer())


def _write(
    file: BinaryIO,
    segments: Iterable[Segment],
    total: int,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> None:
    file.write(bytes(_HEADER.size))
    lengths: list[NDArray[np.int64]] = []
    continuations = array("q")
    flags = bytearray()
    characters = 0
    size = 0
    for batch in _batches(segments):
        if cancelled():
            raise Cancelled
        lines = []
        for segment in batch:
            line, flag, continuing = _folded(segment)
            continuations.extend([size + place for place in continuing])
            flags.append(flag)
            characters += len(segment.text)
            size += len(line)
            lines.append(line)
        file.write(b"".join(lines))
        lengths.append(np.fromiter(map(len, lines), np.int64, len(lines)))
        progress(min(1.0, len(flags) / total) if total else 1.0)
    offsets = np.zeros(len(flags) + 1, "<i8")
    if lengths:
        np.cumsum(np.concatenate(lengths), out=offsets[1:])
    tail = offsets.tobytes() + np.array(continuations, "<i8").tobytes() + bytes(flags)
    file.write(bytes(-size % 8))
    file.write(tail)
    file.seek(0)
    file.write(_header(len(flags), characters, size, len(continuations), tail))


def _folded(segment: Segment) -> tuple[bytes, int, list[int]]:
    """A segment folded, with its line feed; its flags; and its continuations, in bytes."""
    folded, continuing = fold_traced(segment.text)
    flag = FURNITURE if segment.kind is Kind.FURNITURE else 0
    flag |= EXPANDS if continuing else 0
    flag |= JOINS if may_join(folded) else 0
    return folded.encode() + b"\n", flag, [len(folded[:place].encode()) for place in continuing]


def _header(segments: int, characters: int, size: int, continuations: int, tail: bytes | memoryview) -> bytes:
    known = (_MAGIC, segments, characters, size, continuations)
    return _HEADER.pack(*known, zlib.crc32(tail, zlib.crc32(_HEADER.pack(*known, 0, 0))), 0)


def _batches(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    remaining = iter(segments)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _read(data: memoryview) -> FoldedText:
    try:
        _, segments, characters, size, continuations, _, _ = _HEADER.unpack_from(data)
    except struct.error as error:
        raise NotAFoldedText from error
    tail = _HEADER.size + size + -size % 8
    flags = tail + 8 * (segments + 1 + continuations)
    if len(data) != flags + segments:
        raise NotAFoldedText
    if data[: _HEADER.size] != _header(segments, characters, size, continuations, data[tail:]):
        raise NotAFoldedText
    return FoldedText(
        text=data[_HEADER.size : _HEADER.size + size],
        offsets=np.frombuffer(data, "<i8", segments + 1, tail),
        continuations=np.frombuffer(data, "<i8", continuations, tail + 8 * (segments + 1)),
        flags=np.frombuffer(data, np.uint8, segments, flags),
        characters=characters,
    )
