"""What SQLite and the operating system report, in the words of `viewer.errors`: the one place that translates."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from viewer.errors import (
    Cancelled,
    CorpusError,
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

# Python names no extended code before 3.11.
_DATABASE_MOVED = sqlite3.SQLITE_READONLY_DBMOVED
_WRITE_FAILURES = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
    }
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises what goes wrong inside as a CorpusError about `path`. Misuse of the sqlite3 module stays what it is."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise from_sqlite(path, error) from error
    except UnicodeDecodeError as error:
        # sqlite3 decodes messages and names strictly; a damaged schema puts other bytes in them.
        raise Damaged(path, "the database holds text that is not UTF-8") from error
    except OSError as error:
        raise from_os(path, error) from error


def from_sqlite(path: Path, error: sqlite3.Error) -> HexaplaError:
    """The error of ours that says what `error` means for the person whose corpus is at `path`."""
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    match extended & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return Locked(path)
        case sqlite3.SQLITE_FULL:
            return DiskFull(path)
        case sqlite3.SQLITE_READONLY:
            return Replaced(path) if extended == _DATABASE_MOVED else ReadOnly(path)
        case sqlite3.SQLITE_CANTOPEN:
            return ReadOnly(path) if path.exists() else CorpusMissing(path)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return Forbidden(path)
        case sqlite3.SQLITE_NOTADB:
            return NotACorpus(path)
        case sqlite3.SQLITE_INTERRUPT:
            return Cancelled()
        case sqlite3.SQLITE_IOERR if extended in _WRITE_FAILURES:
            return ReadOnly(path)
        case _:
            return Damaged(path, f"the database reports: {error}")


def from_os(path: Path, error: OSError) -> CorpusError:
    """As `from_sqlite`, for what the operating system refuses."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return DiskFull(path)
        case errno.ENOENT | errno.ENOTDIR | errno.ELOOP | errno.ENAMETOOLONG:
            return CorpusMissing(path)
        case errno.EACCES | errno.EPERM if os.name == "nt":
            return Locked(path)  # Windows refuses to replace a file that a program has open
        case _:
            return ReadOnly(path)
