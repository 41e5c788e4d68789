"""Segments, their annotations and links as rows of their tables: written as streams, measured on the way."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import numpy.typing as npt

from viewer.corpus.catalogue import verified
from viewer.corpus.chunks import Ids, segment_class
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import SegmentLike
from viewer.corpus.schema import KIND_CODES, annotation_checksum, checksum, segment_checksum
from viewer.model import Link, VersionId

_BATCH = 512
"""Segments that are handed to SQLite at once. Of more objects at a time the garbage collector makes much work."""

_HIGHEST = "highest_segment"
"""In `meta`: the highest id that was ever given to a segment, so that none is given twice."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_STORED = {
    (kind, excluded): (code, int(excluded), segment_class(kind, excluded))
    for kind, code in KIND_CODES.items()
    for excluded in (False, True)
}
"""For what a segment is how the columns `kind` and `excluded` say it, and its class."""


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

    @classmethod
    def following(cls, database: Connection) -> SegmentWriter:
        """One that goes on in a corpus after all that was ever written there."""
        ((segment,),) = database.rows("SELECT coalesce(max(id), 0) FROM segment")
        ((annotation,),) = database.rows("SELECT coalesce(max(id), 0) FROM annotation")
        known = dict(verified(database, "SELECT * FROM meta WHERE key = ?", (_HIGHEST,)))
        return cls(database, segments=max(segment, int(known.get(_HIGHEST, 0))), annotations=annotation)

    def note_highest(self) -> None:
        """Notes in the corpus how far the ids of segments have come, also if these go."""
        self._database.run("DELETE FROM meta WHERE key = ?", (_HIGHEST,))
        self._database.insert("meta", (_HIGHEST, str(self.segments)))

    def write(self, text: int, segments: Iterable[SegmentLike]) -> Written:
        """The segments of a text, read as a stream. Raises ValueError for an annotation outside of its segment.

        Lone surrogates, which UTF-8 cannot hold, become U+FFFD.
        """
        written = Written(self.segments + 1)
        stream = iter(segments)
        while batch := list(islice(stream, _BATCH)):
            self._write(text, written, batch)
        return written

    def _write(self, text: int, written: Written, batch: list[SegmentLike]) -> None:
        rows = []
        notes = []
        number, note_number = self.segments, self._annotations
        for segment in batch:
            number += 1
            content = segment.text
            try:
                encoded = content.encode()
            except UnicodeEncodeError:
                content = scalars(content)
                encoded = content.encode()
            kind, excluded, class_ = _STORED[segment.kind, segment.excluded]
            sum_ = segment_checksum(number, text, kind, excluded, encoded)
            length = len(content)
            rows.append((number, text, kind, excluded, content, sum_))
            written.lengths.append(length)
            written.classes.append(class_)
            for note in segment.annotations:
                note_number += 1
                start, stop, of, value = note.start, note.stop, note.kind, note.value
                if not 0 <= start <= stop <= length:
                    raise ValueError(f"annotation from {start} to {stop} of {length} code points")
                try:
                    sum_ = annotation_checksum(note_number, number, start, stop, of, value)
                except UnicodeEncodeError:
                    of, value = scalars(of), scalars(value)
                    sum_ = annotation_checksum(note_number, number, start, stop, of, value)
                notes.append((note_number, number, start, stop, of, value, sum_))
        self.segments, self._annotations = number, note_number
        self._database.run_many("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._database.run_many("INSERT INTO annotation VALUES (?, ?, ?, ?, ?, ?, ?)", notes)


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
