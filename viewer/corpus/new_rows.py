"""The rows of a new document: checked against the segments that were written, and turned into chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from viewer.corpus.chunks import CHUNK, Chunk, measured
from viewer.corpus.drafts import NewUnit
from viewer.corpus.schema import STATUS_CODES
from viewer.corpus.segment_rows import Written
from viewer.model import VersionId


@dataclass(slots=True)
class NewText:
    """What has to be remembered of a text until its rows are there."""

    version: int
    """Key of its version."""
    written: Written
    placed: int = 0
    """How many of its segments stand in a row."""


def chunked(texts: Mapping[VersionId, NewText], units: Iterable[NewUnit]) -> Iterator[Chunk]:
    """The rows of a document, read as a stream. What was remembered of the texts is let go of at the end.

    Raises ValueError unless every segment of the texts is in exactly one row, in order.
    """
    stream = iter(units)
    while batch := list(islice(stream, CHUNK)):
        yield _chunk(texts, batch)
    for version, text in texts.items():
        if text.placed != len(text.written):
            raise ValueError(f"{len(text.written) - text.placed} segments of {version} are in no row")
        text.written = Written(text.written.first)


def _chunk(texts: Mapping[VersionId, NewText], units: list[NewUnit]) -> Chunk:
    """The rows as a chunk. Moves `placed` of the texts on."""
    counts = {version: [0] * len(units) for version in texts}
    placed = {version: text.placed for version, text in texts.items()}
    for row, unit in enumerate(units):
        for version, (start, stop) in unit.cells.items():
            if version not in placed:
                raise ValueError(f"a row with {version}, which has no text in this document")
            if start != placed[version] or stop < start:
                raise ValueError(f"a row with {version} from {start} to {stop} where {placed[version]} is next")
            placed[version] = stop
            counts[version][row] = stop - start
    cells = {}
    for version, text in texts.items():
        start, stop = text.placed, placed[version]
        if stop > len(text.written):
            raise ValueError(f"a row with segment {stop - 1} of {version}, which has {len(text.written)}")
        lengths, classes = text.written.measures(start, stop)
        ids = text.written.ids(start, stop)
        cells[text.version] = measured(ids, np.array(counts[version], np.uint32), lengths, classes)
        text.placed = stop
    confidence = [np.nan if unit.confidence is None else unit.confidence for unit in units]
    status = [STATUS_CODES[unit.status] for unit in units]
    return Chunk(np.array(confidence, np.float32), np.array(status, np.uint8), cells)
