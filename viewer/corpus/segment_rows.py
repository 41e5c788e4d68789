"""Segments, their annotations and links as rows of their tables: written as streams, measured on the way."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import numpy.typing as npt

from viewer.corpus.chunks import Ids, segment_class
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import NewAnnotation, NewSegment
from viewer.corpus.schema import KIND_CODES, checksum, segment_checksum
from viewer.model import Link, VersionId

_BATCH = 4096
"""Segments that are handed to SQLite at once."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_CLASS = {(kind, excluded): segment_class(kind, excluded) for kind in KIND_CODES for excluded in (False, True)}


@dataclass(slots=True)
class Written:
    """What rows have to know of n segments that were written; their ids follow each other."""

    first: int
    """Id of the first."""
    lengths: array[int] = field(default_factory=lambda: array("I"))
    """Code points."""
    classes: bytearray = field(default_factory=bytearray)
    """As `chunks.segment_class`."""

    def __len__(self) -> int:
        return len(self.lengths)

    def ids(self, start: int = 0, stop: int | None = None) -> Ids:
        """The ids from number `start` to `stop`."""
        return np.arange(self.first + start, self.first + (len(self) if stop is None else stop))

    def measures(self, start: int = 0, stop: int | None = None) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
        """Lengths and classes from number `start` to `stop`."""
        return np.array(self.lengths[start:stop], np.uint32), np.frombuffer(bytes(self.classes[start:stop]), np.uint8)


class SegmentWriter:
    """Gives new segments and annotations the ids that follow the highest ones so far."""

    def __init__(self, database: Connection, *, segments: int = 0, annotations: int = 0) -> None:
        self._database = database
        self.segments = segments
        """The highest id of a segment."""
        self._annotations = annotations

    def write(self, text: int, segments: Iterable[NewSegment]) -> Written:
        """The segments of a text, read as a stream. Raises ValueError for an annotation outside of its segment.

        Lone surrogates, which UTF-8 cannot hold, become U+FFFD.
        """
        written = Written(self.segments + 1)
        stream = iter(segments)
        while batch := list(islice(stream, _BATCH)):
            self._write(text, written, batch)
        return written

    def _write(self, text: int, written: Written, batch: list[NewSegment]) -> None:
        rows = []
        annotations: list[tuple[int, int, NewAnnotation]] = []
        number = self.segments
        for segment in batch:
            number += 1
            content = segment.text
            try:
                encoded = content.encode()
            except UnicodeEncodeError:
                content = scalars(content)
                encoded = content.encode()
            kind, excluded = KIND_CODES[segment.kind], int(segment.excluded)
            rows.append(
                (number, text, kind, excluded, content, segment_checksum(number, text, kind, excluded, encoded))
            )
            written.lengths.append(len(content))
            written.classes.append(_CLASS[segment.kind, segment.excluded])
            annotations += ((number, len(content), annotation) for annotation in segment.annotations)
        self.segments = number
        self._database.run_many("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?)", rows)
        if annotations:
            self._database.run_many(
                "INSERT INTO annotation VALUES (?, ?, ?, ?, ?, ?, ?)", self._annotation_rows(annotations)
            )

    def _annotation_rows(self, annotations: list[tuple[int, int, NewAnnotation]]) -> Iterator[tuple[int | str, ...]]:
        for segment, length, note in annotations:
            if not 0 <= note.start <= note.stop <= length:
                raise ValueError(f"annotation from {note.start} to {note.stop} of {length} code points")
            self._annotations += 1
            row = (self._annotations, segment, note.start, note.stop, scalars(note.kind), scalars(note.value))
            yield *row, checksum(*row)


def scalars(text: str) -> str:
    """The text with U+FFFD for every lone surrogate (a name in bytes that are not UTF-8 holds some)."""
    return _SURROGATE.sub("\ufffd", text)


def link_rows(links: Iterable[Link], first: int, highest: int) -> Iterator[tuple[int | str, ...]]:
    """Links as rows numbered from `first`, between segments up to `highest`. Raises ValueError for other segments."""
    for number, link in enumerate(links, first):
        if not (0 < link.source <= highest and 0 < link.target <= highest):
            raise ValueError(f"link between {link.source} and {link.target}: no such segments")
        row = (number, link.source, link.target, scalars(link.kind))
        yield *row, checksum(*row)


def free_id(wanted: str, taken: Iterable[str]) -> VersionId:
    """The id of a new version: `wanted`, if that is taken with the first free number from 2."""
    known = {name.casefold() for name in taken}
    name, number = wanted, 1
    while name.casefold() in known:
        number += 1
        name = f"{wanted}-{number}"
    return VersionId(name)
