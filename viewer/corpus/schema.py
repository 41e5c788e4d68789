"""The tables of a corpus file, and the recorded steps that lead from one version of them to the next.

The text of a segment is a row of its own. The order of segments and their grouping into units lies in chunks of about
a thousand units, a column of small numbers for each version, so that an insertion in the middle of a million rows
rewrites one chunk and no row knows its own number. The directories of the chunks (`chunk`, `run`) are kept apart from
their contents (`mark`, `cell`, `member`), so that finding a row touches a few pages only.

Every row that says something ends with a checksum of its other columns; the directories repeat what the contents say.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from zlib import crc32

from viewer.model import Kind, Status

APPLICATION_ID = 0x48585041
"""`HXPA`, in bytes 68 to 71 of the file."""

KINDS = (Kind.BODY, Kind.TITLE, Kind.HEADING, Kind.CAPTION, Kind.VERSE, Kind.CUE, Kind.FURNITURE)
"""A kind is stored as its place here; new ones are added at the end."""

STATUSES = (Status.AUTOMATIC, Status.CONFIRMED, Status.EDITED, Status.IMPORTED, Status.REVIEW)
"""As KINDS, for the status of a unit."""

KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}
STATUS_CODES = {status: code for code, status in enumerate(STATUSES)}

CHECKED_TABLES = tuple(
    "meta setting document version text segment annotation link mark cell member change image note heir".split()
)
"""The tables whose last column is the checksum of the columns before it."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE document (
  id INTEGER PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, units INTEGER NOT NULL,
  checksum INTEGER NOT NULL) STRICT;
CREATE TABLE version (
  id INTEGER PRIMARY KEY, position INTEGER NOT NULL, tag TEXT NOT NULL UNIQUE, language TEXT NOT NULL,
  label TEXT NOT NULL, direction TEXT NOT NULL, segments INTEGER NOT NULL, revision INTEGER NOT NULL,
  checksum INTEGER NOT NULL) STRICT;
CREATE TABLE text (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document, version INTEGER NOT NULL REFERENCES version,
  name TEXT NOT NULL, format TEXT NOT NULL, encoding TEXT NOT NULL, digest TEXT NOT NULL,
  segments INTEGER NOT NULL, sequence INTEGER NOT NULL,
  checksum INTEGER NOT NULL, UNIQUE (document, version)) STRICT;
CREATE TABLE segment (
  id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text, kind INTEGER NOT NULL, excluded INTEGER NOT NULL,
  content TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE annotation (
  id INTEGER PRIMARY KEY, segment INTEGER NOT NULL REFERENCES segment, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  kind TEXT NOT NULL, value TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE INDEX annotation_of_segment ON annotation (segment);
CREATE TABLE link (
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES segment, target INTEGER NOT NULL REFERENCES segment,
  kind TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE chunk (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document, position INTEGER NOT NULL,
  units INTEGER NOT NULL) STRICT;
CREATE TABLE run (
  id INTEGER PRIMARY KEY, chunk INTEGER NOT NULL REFERENCES chunk, version INTEGER NOT NULL REFERENCES version,
  segments INTEGER NOT NULL, lowest INTEGER NOT NULL, highest INTEGER NOT NULL, UNIQUE (chunk, version)) STRICT;
CREATE TABLE mark (
  chunk INTEGER PRIMARY KEY REFERENCES chunk, confidence BLOB NOT NULL, status BLOB NOT NULL,
  checksum INTEGER NOT NULL) STRICT;
CREATE TABLE cell (
  run INTEGER PRIMARY KEY REFERENCES run, counts BLOB NOT NULL, lengths BLOB NOT NULL, classes BLOB NOT NULL,
  checksum INTEGER NOT NULL) STRICT;
CREATE TABLE member (
  run INTEGER PRIMARY KEY REFERENCES run, ids BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE change (
  number INTEGER PRIMARY KEY, action TEXT NOT NULL, at TEXT NOT NULL, fields TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document, start INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
  undone INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
"""


def _first_tables(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            connection.execute(statement.strip())


_TEXTS_SET_ASIDE = """
CREATE TABLE new_text (
  id INTEGER PRIMARY KEY, document INTEGER REFERENCES document, version INTEGER REFERENCES version,
  name TEXT NOT NULL, format TEXT NOT NULL, encoding TEXT NOT NULL, digest TEXT NOT NULL,
  segments INTEGER NOT NULL, sequence INTEGER NOT NULL,
  checksum INTEGER NOT NULL, UNIQUE (document, version)) STRICT;
INSERT INTO new_text SELECT * FROM text;
DROP TABLE text;
ALTER TABLE new_text RENAME TO text;
CREATE TABLE new_change (
  number INTEGER PRIMARY KEY, action TEXT NOT NULL, at TEXT NOT NULL, fields TEXT NOT NULL,
  document INTEGER, start INTEGER, before TEXT, after TEXT,
  undone INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
INSERT INTO new_change SELECT * FROM change;
DROP TABLE change;
ALTER TABLE new_change RENAME TO change;
CREATE TABLE image (
  change INTEGER PRIMARY KEY REFERENCES change, content BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE INDEX link_of_source ON link (source);
CREATE INDEX link_of_target ON link (target);
"""


def _texts_set_aside(connection: sqlite3.Connection) -> None:
    """A text may have no document and no version: it was removed, or its adding undone, and may come back.

    A change is a regrouping of rows, as before, or has an image of what else it touched; then it is of no document.
    """
    for statement in _TEXTS_SET_ASIDE.split(";"):
        if statement.strip():
            connection.execute(statement.strip())


_NOTES = """
CREATE TABLE note (
  id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  quote TEXT NOT NULL, content TEXT NOT NULL, made TEXT NOT NULL, changed TEXT NOT NULL,
  version TEXT NOT NULL, document TEXT NOT NULL, paragraph INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE INDEX note_of_segment ON note (segment);
CREATE TABLE heir (
  id INTEGER PRIMARY KEY, old INTEGER NOT NULL, new INTEGER NOT NULL, old_start INTEGER NOT NULL,
  old_stop INTEGER NOT NULL, new_start INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE INDEX heir_of_old ON heir (old);
CREATE INDEX heir_of_new ON heir (new);
"""


def _notes(connection: sqlite3.Connection) -> None:
    """Notes of the reader, and which segments took the place of others. Both outlive the segments that they name."""
    for statement in _NOTES.split(";"):
        if statement.strip():
            connection.execute(statement.strip())


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_tables, _texts_set_aside, _notes)
"""Each step is applied once, in order, and never altered after a release; `user_version` counts those applied.

What is read of a corpus stays where it was, so that an older one can be read where it cannot be written.
"""


def migrate(connection: sqlite3.Connection, version: int | None = None) -> None:
    """Applies the steps that are missing, up to `version` of them. The caller holds the transaction.

    Tables are replaced, so that foreign keys must not be enforced meanwhile.
    """
    steps = MIGRATIONS[:version]
    (applied,) = connection.execute("PRAGMA user_version").fetchone()
    for step in steps[applied:]:
        step(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def described(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """The tables and indexes of a database as it describes them; compared with those of a new one when it is opened."""
    return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()


@lru_cache
def expected(version: int) -> list[tuple[str, ...]]:
    """What `described` gives for a corpus of this program after so many steps."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, version)
        return described(connection)
    finally:
        connection.close()


def checksum(*values: int | str | bytes | None) -> int:
    """CRC-32 of the values of a row, without its own checksum."""
    parts = [value if isinstance(value, bytes) else str(value).encode() for value in values]
    return crc32(b",".join((b"", *parts)))


def segment_checksum(number: int, text: int, kind: int, excluded: int, content: bytes) -> int:
    """`checksum` of a segment's row, its text in UTF-8; told apart because there may be millions."""
    return crc32(content, crc32(b",%d,%d,%d,%d," % (number, text, kind, excluded)))


def annotation_checksum(number: int, segment: int, start: int, stop: int, kind: str, value: str) -> int:
    """`checksum` of an annotation's row. Raises UnicodeEncodeError where there are lone surrogates."""
    return crc32(f",{number},{segment},{start},{stop},{kind},{value}".encode())
