from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from viewer.corpus.faults import from_os, from_sqlite, translated
from viewer.errors import (
    Cancelled,
    CorpusMissing,
    Damaged,
    DiskFull,
    Forbidden,
    HexaplaError,
    Locked,
    NotACorpus,
    ReadOnly,
    Replaced,
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY, Locked),
        (sqlite3.SQLITE_BUSY_RECOVERY, Locked),
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_READONLY, ReadOnly),
        (sqlite3.SQLITE_READONLY_DBMOVED, Replaced),
        (sqlite3.SQLITE_CORRUPT, Damaged),
        (sqlite3.SQLITE_NOTADB, NotACorpus),
        (sqlite3.SQLITE_IOERR_READ, Damaged),
        (sqlite3.SQLITE_IOERR_WRITE, ReadOnly),
        (sqlite3.SQLITE_CANTOPEN, CorpusMissing),
        (sqlite3.SQLITE_PERM, Forbidden),
        (sqlite3.SQLITE_INTERRUPT, Cancelled),
        (sqlite3.SQLITE_ERROR, Damaged),
    ],
)
def test_what_sqlite_reports_gets_our_word(tmp_path: Path, code: int, expected: type[HexaplaError]) -> None:
    error = sqlite3.OperationalError("reported")
    error.sqlite_errorcode = code
    assert type(from_sqlite(tmp_path / "c.hexapla", error)) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.ENOENT, CorpusMissing),
        (errno.ENAMETOOLONG, CorpusMissing),
        (errno.EROFS, ReadOnly),
    ],
)
def test_what_the_system_refuses_gets_our_word(number: int, expected: type[HexaplaError]) -> None:
    assert type(from_os(Path("c.hexapla"), OSError(number, "refused"))) is expected


def test_text_that_cannot_be_decoded_is_damage() -> None:
    with pytest.raises(Damaged), translated(Path("c.hexapla")):
        sqlite3.connect(":memory:").execute("SELECT CAST(X'FF' AS TEXT)").fetchone()


def test_misuse_stays_what_it_is() -> None:
    connection = sqlite3.connect(":memory:")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError), translated(Path("c.hexapla")):
        connection.execute("SELECT 1")
