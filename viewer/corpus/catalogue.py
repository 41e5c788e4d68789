"""What a corpus consists of - its documents, versions and texts - and which version answers to a name."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from viewer import languages
from viewer.corpus.connection import Connection
from viewer.corpus.schema import checksum
from viewer.errors import Damaged, UnknownVersion
from viewer.model import Direction, Document, Source, Text, Version, VersionId


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The small tables of a corpus, verified. The numbers in the file are keys and say nothing about order."""

    uuid: str
    title: str
    created: str
    """UTC, ISO 8601."""
    revision: int
    """Counts the changes of rows."""
    documents: tuple[Document, ...]
    document_keys: tuple[int, ...]
    """For each document."""
    versions: tuple[Version, ...]
    version_ids: dict[int, VersionId]
    """By the version's key, in the order of the versions."""
    texts: tuple[Text, ...]
    """By document, then in the order of the versions."""
    text_places: dict[int, tuple[int, VersionId]]
    """The document and version of each text, by its key; a text that is set aside is not among them."""

    def next_state(self) -> int:
        """The revision of a version whose text a change makes another one.

        The number of the corpus' revision rises; the rest tells copies of one corpus apart that were changed each in
        its way.
        """
        return (self.revision + 1) << 32 | secrets.randbits(32)

    def version_key(self, version: VersionId) -> int:
        """Raises UnknownVersion unless `version` is the id of one."""
        for key, candidate in self.version_ids.items():
            if candidate == version:
                return key
        raise UnknownVersion(version, self._known())

    def version(self, version: VersionId) -> Version:
        """Raises UnknownVersion unless `version` is the id of one."""
        for candidate in self.versions:
            if candidate.id == version:
                return candidate
        raise UnknownVersion(version, self._known())

    def find(self, name: str) -> Version:
        """The version with this id, else the only one with this label, this tag, or this language or its name.

        Raises UnknownVersion where there is none, or more than one.
        """
        for version in self.versions:
            if version.id == name:
                return version
        wanted = name.strip().casefold().replace("_", "-")
        for matching in (
            [version for version in self.versions if name and version.label == name],
            [version for version in self.versions if version.id.casefold() == wanted],
            [version for version in self.versions if version.language.casefold() == wanted],
            [version for version in self.versions if languages.primary(version.language).casefold() == wanted],
            [version for version in self.versions if name.strip().casefold() in _names(version)],
        ):
            if len(matching) == 1:
                return matching[0]
            if matching:
                break
        raise UnknownVersion(name, self._known())

    def _known(self) -> tuple[str, ...]:
        return tuple(self.version_ids.values())


def _names(version: Version) -> tuple[str, ...]:
    """What people call a version, whatever the capitals: "deutsch" is the only German one."""
    known = languages.language(version.language)
    return tuple(name.casefold() for name in (version.label, known.name, known.own_name) if name)


def read(database: Connection) -> Catalogue:
    """The catalogue as it is now. Raises Damaged."""
    meta = dict(verified(database, "SELECT * FROM meta"))
    documents = verified(database, "SELECT * FROM document ORDER BY position, id")
    versions = verified(database, "SELECT * FROM version ORDER BY position, id")
    texts = verified(database, "SELECT * FROM text WHERE document IS NOT NULL")
    try:
        document_number = {row[0]: number for number, row in enumerate(documents)}
        version_number = {row[0]: number for number, row in enumerate(versions)}
        tags = {key: VersionId(tag) for key, _, tag, *_ in versions}
        texts.sort(key=lambda row: (document_number[row[1]], version_number[row[2]]))
        return Catalogue(
            uuid=meta["uuid"],
            title=meta["title"],
            created=meta["created"],
            revision=int(meta["revision"]),
            documents=tuple(Document(number, title, units) for number, (_, _, title, units) in enumerate(documents)),
            document_keys=tuple(document_number),
            versions=_versions(versions),
            version_ids=tags,
            texts=tuple(
                Text(document_number[document], tags[version], Source(*source), segments)
                for _, document, version, *source, segments, _ in texts
            ),
            text_places={row[0]: (document_number[row[1]], tags[row[2]]) for row in texts},
        )
    except (KeyError, ValueError) as error:
        raise Damaged(database.path, f"the catalogue contradicts itself: {error!r}") from error


def patched(database: Connection, known: Catalogue, documents: range) -> Catalogue:
    """The catalogue as it is now, if nothing but rows of these documents is another than in `known`. Raises Damaged."""
    keys = known.document_keys[documents.start : documents.stop]
    marks = ", ".join("?" * len(keys))
    units = {row[0]: row[3] for row in verified(database, f"SELECT * FROM document WHERE id IN ({marks})", keys)}
    texts = verified(database, f"SELECT * FROM text WHERE document IN ({marks})", keys)
    try:
        segments = {known.text_places[row[0]]: row[-2] for row in texts}
        return replace(
            known,
            revision=revision(database),
            documents=tuple(
                replace(document, units=units.get(key, document.units))
                for key, document in zip(known.document_keys, known.documents, strict=True)
            ),
            versions=_versions(verified(database, "SELECT * FROM version ORDER BY position, id")),
            texts=tuple(
                replace(text, segments=segments[place])
                if (place := (text.document, text.version)) in segments
                else text
                for text in known.texts
            ),
        )
    except (KeyError, ValueError) as error:
        raise Damaged(database.path, f"the catalogue contradicts itself: {error!r}") from error


def revision(database: Connection) -> int:
    """The revision of the corpus, without a look at anything else. Raises Damaged."""
    try:
        ((_, found),) = verified(database, "SELECT * FROM meta WHERE key = 'revision'")
        return int(found)
    except ValueError as error:
        raise Damaged(database.path, f"the catalogue contradicts itself: {error!r}") from error


def _versions(rows: Sequence[tuple[Any, ...]]) -> tuple[Version, ...]:
    return tuple(
        Version(VersionId(tag), language, label, Direction(direction), segments, revision)
        for _, _, tag, language, label, direction, segments, revision in rows
    )


def verified(database: Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query for whole rows, without their checksums. Raises Damaged where one does not fit."""
    rows = database.rows(sql, values)
    for row in rows:
        if checksum(*row[:-1]) != row[-1]:
            raise Damaged(database.path, f"an entry does not match its checksum: {row[0]}")
    return [row[:-1] for row in rows]
