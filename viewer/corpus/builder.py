"""Writing a new corpus: texts as a stream of segments, then their rows; nothing has its name before all is there."""

from __future__ import annotations

import re
import uuid
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from viewer import languages
from viewer.corpus import chunk_rows
from viewer.corpus.chunks import CHUNK, Chunk, measured, segment_class, sequence_checksum
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import NewAnnotation, NewSegment, NewUnit
from viewer.corpus.schema import KIND_CODES, STATUS_CODES, checksum, segment_checksum
from viewer.corpus.staging import Staged
from viewer.model import Link, SegmentId, Source, VersionId

_BATCH = 4096
"""Segments that are handed to SQLite at once."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_CLASS = {(kind, excluded): segment_class(kind, excluded) for kind in KIND_CODES for excluded in (False, True)}


@dataclass(slots=True)
class _Text:
    """What has to be remembered of a text until its rows are there."""

    version: int
    first: int
    """Id of its first segment; the others follow."""
    lengths: array[int] = field(default_factory=lambda: array("I"))
    classes: bytearray = field(default_factory=bytearray)
    placed: int = 0
    """How many of its segments stand in a row."""


@dataclass(slots=True)
class _Document:
    title: str
    texts: dict[VersionId, _Text] = field(default_factory=dict)
    units: int | None = None


@dataclass(slots=True)
class _Version:
    id: VersionId
    language: str
    label: str
    segments: int = 0


class Builder:
    """A corpus in the making: `with Builder(path, title=...) as builder: ...; builder.commit()`.

    The rows of a document follow when all its texts are there. Lone surrogates, which UTF-8 cannot hold, become
    U+FFFD everywhere. Every method raises DiskFull when there is no more room, and ValueError for what is no corpus.
    """

    def __init__(self, path: Path, *, title: str, overwrite: bool = False) -> None:
        """Raises Exists, CorpusMissing (no such folder), NotACorpus (a folder is in the way), ReadOnly or DiskFull."""
        self._staged = Staged(path, overwrite=overwrite)
        try:
            self._database = Connection.create(self._staged.part, target=path)
        except BaseException:
            self._staged.discard()
            raise
        self._title = _scalars(title)
        self._versions: list[_Version] = []
        self._documents: list[_Document] = []
        self._segments = 0
        self._annotations = 0
        self._links = 0
        self._texts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.abort()

    def add_version(self, language: str, label: str = "", name: str = "") -> VersionId:
        """A column for a BCP 47 tag; its id is `name` (the tag), if that is taken with the first free number from 2."""
        if not language or ":" in language + name:
            raise ValueError(f"not a language tag: {language!r}")
        taken = {version.id.casefold() for version in self._versions}
        wanted = name = name or language
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}-{number}"
        self._versions.append(_Version(VersionId(name), language, _scalars(label)))
        return VersionId(name)

    def add_document(self, title: str) -> int:
        """A work; its number."""
        self._documents.append(_Document(_scalars(title)))
        return len(self._documents) - 1

    def add_text(self, document: int, version: VersionId, source: Source, segments: Iterable[NewSegment]) -> int:
        """The segments of a document in one version, read as a stream; how many there were."""
        parent = self._documents[document]
        if version in parent.texts or parent.units is not None:
            raise ValueError(f"document {document} has its {version} already")
        column = self._column(version)
        text = _Text(column, self._segments + 1)
        self._texts += 1
        with self._database.atomic():
            stream = iter(segments)
            while batch := list(islice(stream, _BATCH)):
                self._write_segments(text, batch)
            count = len(text.lengths)
            ids = np.arange(text.first, text.first + count)
            origin = [_scalars(name) for name in (source.name, source.format, source.encoding, source.digest)]
            self._database.insert("text", (self._texts, document, column, *origin, count, sequence_checksum([ids])))
        parent.texts[version] = text
        self._versions[column].segments += count
        return count

    def _column(self, version: VersionId) -> int:
        for number, candidate in enumerate(self._versions):
            if candidate.id == version:
                return number
        raise ValueError(f"no version {version}")

    def _write_segments(self, text: _Text, batch: list[NewSegment]) -> None:
        rows = []
        annotations: list[tuple[int, int, NewAnnotation]] = []
        number, of_text = self._segments, self._texts
        for segment in batch:
            number += 1
            content = segment.text
            try:
                encoded = content.encode()
            except UnicodeEncodeError:
                content = _scalars(content)
                encoded = content.encode()
            kind, excluded = KIND_CODES[segment.kind], int(segment.excluded)
            sum_ = segment_checksum(number, of_text, kind, excluded, encoded)
            rows.append((number, of_text, kind, excluded, content, sum_))
            text.lengths.append(len(content))
            text.classes.append(_CLASS[segment.kind, segment.excluded])
            annotations += ((number, len(content), annotation) for annotation in segment.annotations)
        self._segments = number
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
            row = (self._annotations, segment, note.start, note.stop, _scalars(note.kind), _scalars(note.value))
            yield *row, checksum(*row)

    def segment_id(self, document: int, version: VersionId, number: int) -> SegmentId:
        """The id of the segment with this number in a text that has been added."""
        text = self._documents[document].texts[version]
        return SegmentId(text.first + number)

    def add_link(self, source: SegmentId, target: SegmentId, kind: str) -> None:
        """Two segments that belong together across rows."""
        self.add_links([Link(source, target, kind)])

    def add_links(self, links: Iterable[Link]) -> int:
        """Pairs of segments that belong together across rows, read as a stream; how many there were."""
        before = self._links
        with self._database.atomic():
            self._database.run_many("INSERT INTO link VALUES (?, ?, ?, ?, ?)", self._link_rows(links))
        return self._links - before

    def _link_rows(self, links: Iterable[Link]) -> Iterator[tuple[int | str, ...]]:
        for link in links:
            if not (0 < link.source <= self._segments and 0 < link.target <= self._segments):
                raise ValueError(f"link between {link.source} and {link.target}: no such segments")
            self._links += 1
            row = (self._links, link.source, link.target, _scalars(link.kind))
            yield *row, checksum(*row)

    def add_units(self, document: int, units: Iterable[NewUnit]) -> int:
        """All rows of a document, read as a stream; how many there were.

        Raises ValueError unless every segment of its texts is in exactly one of them, in order.
        """
        parent = self._documents[document]
        if parent.units is not None:
            raise ValueError(f"document {document} has its rows already")
        stream = iter(units)
        total = 0
        with self._database.atomic():
            for position, batch in enumerate(iter(lambda: list(islice(stream, CHUNK)), [])):
                chunk_rows.insert(self._database, document, position, _chunk(parent, batch))
                total += len(batch)
        for version, text in parent.texts.items():
            if text.placed != len(text.lengths):
                raise ValueError(f"{len(text.lengths) - text.placed} segments of {version} are in no row")
            text.lengths, text.classes = array("I"), bytearray()
        parent.units = total
        return total

    def commit(self) -> None:
        """Makes the corpus durable and gives it its name. Raises Exists, Locked, ReadOnly or DiskFull."""
        try:
            self._write_directory()
            self._database.complete()
            self._staged.publish()
        finally:
            self.abort()

    def abort(self) -> None:
        """Leaves nothing behind of what was not committed. Idempotent."""
        self._database.close()
        self._staged.discard()

    def _write_directory(self) -> None:
        meta = {
            "uuid": str(uuid.uuid4()),
            "title": self._title,
            "revision": "0",
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        with self._database.atomic():
            for pair in meta.items():
                self._database.insert("meta", pair)
            for number, document in enumerate(self._documents):
                if document.units is None and document.texts:
                    raise ValueError(f"document {number} has texts and no rows")
                self._database.insert("document", (number, number, document.title, document.units or 0))
            for number, version in enumerate(self._versions):
                direction = languages.language(version.language).direction
                names = (version.id, version.language, version.label, str(direction))
                self._database.insert("version", (number, number, *names, version.segments, 0))


def _chunk(document: _Document, units: list[NewUnit]) -> Chunk:
    """The rows as a chunk. Moves `placed` of the document's texts on."""
    counts = {version: [0] * len(units) for version in document.texts}
    placed = {version: text.placed for version, text in document.texts.items()}
    for row, unit in enumerate(units):
        for version, (start, stop) in unit.cells.items():
            if version not in placed:
                raise ValueError(f"a row with {version}, which has no text in this document")
            if start != placed[version] or stop < start:
                raise ValueError(f"a row with {version} from {start} to {stop} where {placed[version]} is next")
            placed[version] = stop
            counts[version][row] = stop - start
    cells = {}
    for version, text in document.texts.items():
        start, stop = text.placed, placed[version]
        if stop > len(text.lengths):
            raise ValueError(f"a row with segment {stop - 1} of {version}, which has {len(text.lengths)}")
        cells[text.version] = measured(
            np.arange(text.first + start, text.first + stop),
            np.array(counts[version], np.uint32),
            np.array(text.lengths[start:stop], np.uint32),
            np.frombuffer(text.classes[start:stop], np.uint8),
        )
        text.placed = stop
    confidence = [np.nan if unit.confidence is None else unit.confidence for unit in units]
    status = [STATUS_CODES[unit.status] for unit in units]
    return Chunk(np.array(confidence, np.float32), np.array(status, np.uint8), cells)


def _scalars(text: str) -> str:
    """The text with U+FFFD for every lone surrogate (a name in bytes that are not UTF-8 holds some)."""
    return _SURROGATE.sub("\ufffd", text)
