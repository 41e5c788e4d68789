"""Writing a new corpus: texts as a stream of segments, then their rows; nothing has its name before all is there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from viewer import languages
from viewer.corpus import chunk_rows
from viewer.corpus.chunks import sequence_checksum
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import NewUnit, SegmentLike
from viewer.corpus.new_rows import NewText, chunked
from viewer.corpus.segment_rows import SegmentWriter, free_id, link_rows, scalars
from viewer.corpus.staging import Staged
from viewer.model import Link, SegmentId, Source, VersionId


@dataclass(slots=True)
class _Document:
    title: str
    texts: dict[VersionId, NewText] = field(default_factory=dict)
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
        self._title = scalars(title)
        self._versions: list[_Version] = []
        self._documents: list[_Document] = []
        self._writer = SegmentWriter(self._database)
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
        id_ = free_id(name or language, (version.id for version in self._versions))
        self._versions.append(_Version(id_, language, scalars(label)))
        return id_

    def add_document(self, title: str) -> int:
        """A work; its number."""
        self._documents.append(_Document(scalars(title)))
        return len(self._documents) - 1

    def add_text(self, document: int, version: VersionId, source: Source, segments: Iterable[SegmentLike]) -> int:
        """The segments of a document in one version, read as a stream; how many there were."""
        parent = self._documents[document]
        if version in parent.texts or parent.units is not None:
            raise ValueError(f"document {document} has its {version} already")
        column = self._column(version)
        self._texts += 1
        with self._database.atomic():
            written = self._writer.write(self._texts, segments)
            count = len(written)
            origin = [scalars(name) for name in (source.name, source.format, source.encoding, source.digest)]
            sequence = sequence_checksum([written.ids()])
            self._database.insert("text", (self._texts, document, column, *origin, count, sequence))
        parent.texts[version] = NewText(column, written)
        self._versions[column].segments += count
        return count

    def _column(self, version: VersionId) -> int:
        for number, candidate in enumerate(self._versions):
            if candidate.id == version:
                return number
        raise ValueError(f"no version {version}")

    def segment_id(self, document: int, version: VersionId, number: int) -> SegmentId:
        """The id of the segment with this number in a text that has been added."""
        text = self._documents[document].texts[version]
        if not 0 <= number < max(len(text.written), text.placed):
            raise ValueError(f"document {document} has no segment {number} of {version}")
        return SegmentId(text.written.first + number)

    def add_link(self, source: SegmentId, target: SegmentId, kind: str) -> None:
        """Two segments that belong together across rows."""
        self.add_links([Link(source, target, kind)])

    def add_links(self, links: Iterable[Link]) -> int:
        """Pairs of segments that belong together across rows, read as a stream; how many there were."""
        before = self._links
        rows = link_rows(links, before + 1, self._writer.segments)
        with self._database.atomic():
            self._database.run_many("INSERT INTO link VALUES (?, ?, ?, ?, ?)", rows)
            ((self._links,),) = self._database.rows("SELECT coalesce(max(id), 0) FROM link")
        return self._links - before

    def add_units(self, document: int, units: Iterable[NewUnit]) -> int:
        """All rows of a document, read as a stream; how many there were.

        Raises ValueError unless every segment of its texts is in exactly one of them, in order.
        """
        parent = self._documents[document]
        if parent.units is not None:
            raise ValueError(f"document {document} has its rows already")
        total = 0
        with self._database.atomic():
            for position, chunk in enumerate(chunked(parent.texts, units)):
                chunk_rows.insert(self._database, document, position, chunk)
                total += chunk.units
        parent.units = total
        return total

    def set_setting(self, key: str, value: str) -> None:
        """As `Corpus.set_setting`."""
        with self._database.atomic():
            self._database.insert("setting", (key, value))

    def commit(self) -> None:
        """Makes the corpus durable and gives it its name. Raises Exists, Locked, ReadOnly or DiskFull."""
        self.complete()
        self.publish()

    def complete(self) -> Path:
        """Ends the writing: all of the corpus is in the file that is returned, where it can be read before it is
        published. Raises DiskFull."""
        try:
            self._write_directory()
            self._database.complete()
            self._staged.hold()
        except BaseException:
            self.abort()
            raise
        return self._staged.part

    def publish(self) -> None:
        """Makes a completed corpus durable and gives it its name. Raises Exists, Locked, ReadOnly or DiskFull."""
        try:
            self._staged.publish()
        finally:
            self.abort()

    def abort(self) -> None:
        """Leaves nothing behind of what was not published. Idempotent."""
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
