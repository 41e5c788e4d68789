"""Changes of what a corpus consists of: documents, versions and texts are added, replaced, renamed and removed.

The new state is made up beside the old one, in memory, except for new segments, which are written at once into texts
that are set aside. At the end the difference is written, and an image of what it replaces is logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from viewer import languages
from viewer.corpus import exchange
from viewer.corpus import heirs as inheritance
from viewer.corpus.chunks import Cells, Chunk, Ids, joined, segment_class, sequence_checksum, without_rows
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import ColumnRows, NewUnit, SegmentLike
from viewer.corpus.exchange import Image, Key, Row
from viewer.corpus.new_rows import NewText, chunked
from viewer.corpus.reader import Reader
from viewer.corpus.reshaping import cell_each, same_rows, with_version, without_version
from viewer.corpus.segment_rows import SegmentWriter, Written, free_id, link_rows, scalars
from viewer.errors import OutOfRange
from viewer.model import Change, Link, SegmentId, Source, VersionId

_TITLE = "title"

Succession = tuple[Sequence[SegmentId], Sequence[int]]
"""Segments that follow each other in a text, and the new ones in their place by their numbers in the draft."""


class Restructuring:
    """One change in the making, within `Connection.atomic`. Documents are called by their numbers at the time.

    Methods raise UnknownVersion and OutOfRange for what does not exist, and ValueError for what makes no corpus.
    """

    def __init__(self, database: Connection, reader: Reader) -> None:
        """For `Corpus.restructuring` only."""
        self.logged: Change | None = None
        """The entry of the log, once the change was made and something was different."""
        self._database = database
        self._reader = reader
        self._was = {table: exchange.table_rows(database, table) for table in exchange.TABLES}
        self._is = {table: dict(rows) for table, rows in self._was.items()}
        self._documents = list(reader.catalogue.document_keys)
        self._versions = {version: key for key, version in reader.catalogue.version_ids.items()}
        self._old_rows: dict[int, Chunk | None] = {}
        self._rows: dict[int, Chunk | None] = {}
        self._new_texts: dict[int, dict[VersionId, NewText]] = {}
        self._owners_were: dict[int, Ids] = {}
        self._owners: dict[int, Ids] = {}
        self._changed_versions: set[int] = set()
        counted = ("document", "version", "text")
        self._highest = {table: max(map(int, self._was[table]), default=0) for table in counted}
        self._writer: SegmentWriter | None = None
        self._first_made = 0
        database.run("PRAGMA defer_foreign_keys = ON")

    # What is called what.

    def rename(self, title: str) -> None:
        """Gives the corpus another title."""
        self._is["meta"][_TITLE] = (_TITLE, scalars(title))

    def rename_document(self, document: int, title: str) -> None:
        """Gives a document another title."""
        row = self._document_row(document)
        self._is["document"][row[0]] = (*row[:2], scalars(title), *row[3:])

    def rename_version(self, version: VersionId, label: str) -> None:
        """Gives a version another label."""
        row = self._row("version", self._version(version))
        self._is["version"][row[0]] = (*row[:4], scalars(label), *row[5:])

    def move_document(self, document: int, to: int) -> None:
        """Moves a document, so that it becomes number `to`."""
        key = self._document(document)
        self._document(to)
        positions = sorted(self._row("document", each)[1] for each in self._documents)
        self._documents.remove(key)
        self._documents.insert(to, key)
        for each, position in zip(self._documents, positions, strict=True):
            row = self._row("document", each)
            self._is["document"][each] = (row[0], position, *row[2:])
        self._changed_versions.update(self._versions.values())

    # What is added.

    def add_version(self, language: str, label: str = "", name: str = "") -> VersionId:
        """A column after the others; as `Builder.add_version`."""
        if not language or ":" in language + name:
            raise ValueError(f"not a language tag: {language!r}")
        id_ = free_id(name or language, self._versions)
        self._highest["version"] += 1
        key = self._highest["version"]
        position = max((row[1] for row in self._is["version"].values()), default=-1) + 1
        direction = str(languages.language(language).direction)
        self._is["version"][key] = (key, position, id_, language, scalars(label), direction, 0, 0)
        self._versions[id_] = key
        return id_

    def add_document(self, title: str) -> int:
        """A document after the others; its number."""
        self._highest["document"] += 1
        key = self._highest["document"]
        position = max((row[1] for row in self._is["document"].values()), default=-1) + 1
        self._is["document"][key] = (key, position, scalars(title), 0)
        self._old_rows[key], self._rows[key] = None, without_rows(())
        self._documents.append(key)
        self._new_texts[key] = {}
        return len(self._documents) - 1

    def add_text(self, document: int, version: VersionId, source: Source, segments: Iterable[SegmentLike]) -> int:
        """As `Builder.add_text`, for a document that was added just now; `add_units` follows."""
        key = self._document(document)
        new = self._new_texts.get(key)
        if new is None or version in new:
            raise ValueError(f"document {document} has its rows, or its {version}, already")
        text = NewText(self._version(version), self._written(key, self._version(version), source, segments))
        new[version] = text
        return len(text.written)

    def add_units(self, document: int, units: Iterable[NewUnit]) -> int:
        """As `Builder.add_units`."""
        key = self._document(document)
        if key not in self._new_texts:
            raise ValueError(f"document {document} has its rows already")
        new = self._new_texts.pop(key)
        parts = list(chunked(new, units))
        rows = joined(parts) if parts else without_rows(text.version for text in new.values())
        self._rows[key] = rows
        return rows.units

    def segment_id(self, document: int, version: VersionId, number: int) -> SegmentId:
        """The id of the segment with this number in a text."""
        key = self._document(document)
        new = self._new_texts.get(key)
        if new is not None:
            return SegmentId(new[version].written.first + number)
        return SegmentId(int(self._chunk(key).cells[self._version(version)].ids[number]))

    def add_links(self, links: Iterable[Link]) -> int:
        """As `Builder.add_links`."""
        ((before,),) = self._database.rows("SELECT coalesce(max(id), 0) FROM link")
        rows = link_rows(links, before + 1, self._writing().segments)
        self._database.run_many("INSERT INTO link VALUES (?, ?, ?, ?, ?)", rows)
        ((after,),) = self._database.rows("SELECT coalesce(max(id), 0) FROM link")
        return int(after - before)

    def put_text(
        self, document: int, version: VersionId, source: Source, segments: Iterable[SegmentLike], rows: ColumnRows
    ) -> int:
        """A text of a version that the document does not have yet, among its rows; how many segments there were."""
        key, column = self._document(document), self._version(version)
        chunk = self._chunk(key)
        if column in chunk.cells:
            raise ValueError(f"document {document} has its {version} already")
        written = self._written(key, column, source, segments)
        self._rows[key] = with_version(chunk, column, cell_each(written.ids(), *written.measures()), rows)
        return len(written)

    # What is replaced and removed.

    def replace_text(
        self,
        document: int,
        version: VersionId,
        source: Source,
        segments: Sequence[SegmentId | SegmentLike],
        rows: ColumnRows,
        *,
        heirs: Iterable[Succession] = (),
    ) -> None:
        """Another state of a text: those of its segments that stay, by their ids, and new ones between them.

        `rows` are made of the rows of the document without this version, also those that are empty then. What a segment
        that stays has - annotations, links, kind, exclusion - it keeps. Notes at others go to their `heirs`.
        """
        key, column = self._document(document), self._version(version)
        text = self._text(key, column)
        if text in self._owners:
            raise ValueError(f"{version} of document {document} was replaced already")
        old = self._chunk(key).cells[column].ids
        staying = np.array([segment for segment in segments if isinstance(segment, int)], np.int64)
        if len(np.unique(staying)) != len(staying) or not np.isin(staying, old).all():
            raise ValueError("a segment stays twice, or was not there")
        new = [segment for segment in segments if not isinstance(segment, int)]
        gone = np.sort(np.setdiff1d(old, staying))
        if new or len(gone):
            aside, written = self._laid_aside(source, new)
            row = self._row("text", aside)
            self._is["text"][aside] = (*row[:-2], len(gone), sequence_checksum([gone]))
            self._owners_were |= {text: gone, aside: written.ids()}
            self._owners |= {text: written.ids(), aside: gone}
            self._leave_heirs(segments, written, heirs)
        else:
            written = Written(0)
        cells = self._in_order(segments, staying, written)
        self._is["text"][text] = (text, key, column, *_origin(source), len(cells.ids), sequence_checksum([cells.ids]))
        if not np.array_equal(cells.ids, old):
            self._changed_versions.add(column)
        rest = without_version(self._chunk(key), column, keep_empty=True)
        self._rows[key] = with_version(rest, column, cells, rows)

    def remove_text(self, document: int, version: VersionId) -> None:
        """Sets a text aside, and leaves out the rows that hold nothing else."""
        key, column = self._document(document), self._version(version)
        self._set_aside(self._text(key, column), self._chunk(key).cells[column].ids)
        self._changed_versions.add(column)
        self._rows[key] = without_version(self._chunk(key), column)

    def remove_version(self, version: VersionId) -> None:
        """Removes a column, its texts, and the documents that have no other version."""
        column = self._version(version)
        for key in list(self._documents):
            here = self._texts(key)
            if not any(row[2] == column for row in here):
                continue
            number = self._documents.index(key)
            if len(here) == 1:
                self.remove_document(number)
            else:
                self.remove_text(number, version)
        self._is["version"].pop(column)
        self._changed_versions.discard(column)
        del self._versions[version]

    def remove_document(self, document: int) -> None:
        """Removes a document and its texts; versions stay, if only in name."""
        key = self._document(document)
        chunk = self._chunk(key)
        for text, _, column, *_ in self._texts(key):
            self._set_aside(text, chunk.cells[column].ids)
            self._changed_versions.add(column)
        self._rows[key] = None
        self._is["document"].pop(key)
        self._documents.remove(key)

    # Making it so.

    def finish(self) -> Image | None:
        """Writes the difference. Gives an image of what there was, or None if nothing is different."""
        if any(texts for texts in self._new_texts.values()):
            raise ValueError("a document has texts and no rows")
        self._complete_rows()
        for key, rows_now in list(self._rows.items()):
            if same_rows(self._old_rows[key], rows_now):
                del self._rows[key], self._old_rows[key]
        rows_were: dict[str, dict[Key, Row | None]] = {}
        rows: dict[str, dict[Key, Row | None]] = {}
        for table, was in self._was.items():
            now = self._is[table]
            changed = [key for key in {**was, **now} if was.get(key) != now.get(key)]
            rows_were[table] = {key: was.get(key) for key in changed}
            rows[table] = {key: now.get(key) for key in changed}
        if not self._rows and not any(rows.values()):
            return None
        made = (self._first_made, self._writer.segments + 1) if self._writer else (0, 0)
        there = Image(rows_were, self._old_rows, self._owners_were, made)
        exchange.put(self._database, there, Image(rows, self._rows, self._owners))
        if self._writer:
            self._writer.note_highest()
        return there

    def _complete_rows(self) -> None:
        """Notes in the rows of documents and versions how much they hold, and names the new state of each text."""
        for key, chunk in self._rows.items():
            if chunk is not None:
                row = self._row("document", key)
                self._is["document"][key] = (*row[:3], chunk.units)
        segments = dict.fromkeys(self._is["version"], 0)
        for _, document, version, *_, count, _ in self._is["text"].values():
            if document is not None:
                segments[version] += count
        state = self._reader.catalogue.next_state()
        for key in self._changed_versions & segments.keys():
            row = self._row("version", int(key))
            self._is["version"][key] = (*row[:6], segments[key], state)

    def _document(self, number: int) -> int:
        if not 0 <= number < len(self._documents):
            raise OutOfRange("document", number, len(self._documents))
        return self._documents[number]

    def _version(self, version: VersionId) -> int:
        if version not in self._versions:
            return self._reader.catalogue.version_key(version)  # raises
        return self._versions[version]

    def _row(self, table: str, key: int) -> Row:
        return self._is[table][key]

    def _document_row(self, number: int) -> Row:
        return self._row("document", self._document(number))

    def _texts(self, document: int) -> list[Row]:
        return [row for row in self._is["text"].values() if row[1] == document]

    def _text(self, document: int, version: int) -> int:
        for text, _, column, *_ in self._texts(document):
            if column == version:
                return int(text)
        raise ValueError(f"there is no such text: {version} of document {document}")

    def _chunk(self, document: int) -> Chunk:
        """The rows of a document as they shall be; they will be written."""
        if document not in self._rows:
            number = self._reader.catalogue.document_keys.index(document)
            self._old_rows[document] = self._rows[document] = self._reader.document(number)
        chunk = self._rows[document]
        assert chunk is not None
        return chunk

    def _writing(self) -> SegmentWriter:
        if self._writer is None:
            self._writer = SegmentWriter.following(self._database)
            self._first_made = self._writer.segments + 1
        return self._writer

    def _laid_aside(self, source: Source, segments: Iterable[SegmentLike]) -> tuple[int, Written]:
        """Writes segments into a new text, which is not in use yet; its key."""
        self._highest["text"] += 1
        key = self._highest["text"]
        written = self._writing().write(key, segments)
        row = (key, None, None, *_origin(source), len(written), sequence_checksum([written.ids()]))
        self._database.insert("text", row)
        self._was["text"][key] = self._is["text"][key] = row
        return key, written

    def _written(self, document: int, version: int, source: Source, segments: Iterable[SegmentLike]) -> Written:
        key, written = self._laid_aside(source, segments)
        self._is["text"][key] = (key, document, version, *self._row("text", key)[3:])
        self._changed_versions.add(version)
        return written

    def _leave_heirs(
        self, segments: Sequence[SegmentId | SegmentLike], written: Written, successions: Iterable[Succession]
    ) -> None:
        new = [(number, one.text) for number, one in enumerate(segments) if not isinstance(one, int)]
        made = {number: (id_, scalars(text)) for (number, text), id_ in zip(new, written.ids().tolist(), strict=True)}
        for olds, news in successions:
            texts = {row[0]: row[4] for row in self._reader.whole_rows(np.array(olds, np.int64))}
            found = inheritance.inherited([(old, texts[old]) for old in olds], [made[number] for number in news])
            inheritance.leave(self._database, found)

    def _set_aside(self, text: int, ids: Ids) -> None:
        row = self._row("text", text)
        self._is["text"][text] = (text, None, None, *row[3:-1], sequence_checksum([np.sort(ids)]))

    def _in_order(self, segments: Sequence[SegmentId | SegmentLike], staying: Ids, written: Written) -> Cells:
        new = np.array([not isinstance(segment, int) for segment in segments], np.bool_)
        ids = np.empty(len(new), np.int64)
        lengths, classes = np.empty(len(new), np.uint32), np.empty(len(new), np.uint8)
        known = self._reader.measures(staying)
        ids[new], ids[~new] = written.ids(), staying
        lengths[new], classes[new] = written.measures()
        lengths[~new] = [length for length, _, _ in known]
        classes[~new] = [segment_class(kind, excluded) for _, kind, excluded in known]
        return cell_each(ids, lengths, classes)


def _origin(source: Source) -> tuple[str, ...]:
    return tuple(scalars(name) for name in (source.name, source.format, source.encoding, source.digest))
