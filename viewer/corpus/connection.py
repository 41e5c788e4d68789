"""An open corpus file: every check before it is trusted, and the transactions around every read and write.

Rollback journal (TRUNCATE) with synchronous=FULL: what a commit acknowledged survives a power cut. A file of unknown
origin may run nothing (https://www.sqlite.org/security.html).
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

from viewer.corpus import schema
from viewer.corpus.faults import translated
from viewer.errors import CorpusError, CorpusMissing, Damaged, Forbidden, NotACorpus, ReadOnly, TooNew

PATIENCE = 1.0
"""Seconds to wait for another program that is writing before saying Locked."""

_CACHE_KIB = 16_384
_READING_CACHE_KIB = 2_048
"""Who only reads goes through the file, or jumps about in it: what it needs again the system has."""


class Connection:
    """One connection to one corpus, for one thread. Raises only errors of `viewer.errors`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._sqlite = connection
        self._is_closed = False

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, patience: float = PATIENCE) -> Connection:
        """Raises CorpusMissing, NotACorpus, TooNew, Damaged, Locked, ReadOnly or Forbidden."""
        with translated(path):
            _check_file(path, read_only=read_only)
            opened = cls(path, _opened(path, read_only=read_only, patience=patience), read_only=read_only)
        try:
            opened._check_contents()
        except BaseException:
            opened.close()
            raise
        return opened

    @classmethod
    def create(cls, path: Path, *, target: Path) -> Connection:
        """A new corpus in the empty file at `path`, which will become `target`; that one is named in errors.

        It is locked until it is closed. There is no journal: what fails is thrown away.
        """
        return cls._unpublished(path, target)

    @classmethod
    def reopen(cls, path: Path, *, target: Path) -> Connection:
        """A whole corpus at `path` that will become `target` and is to be altered before; its tables are those of now.

        As with `create`, what fails is thrown away.
        """
        return cls._unpublished(path, target)

    @classmethod
    def _unpublished(cls, path: Path, target: Path) -> Connection:
        with translated(target):
            connection = sqlite3.connect(path, isolation_level=None)
            for setting in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"):
                connection.execute(f"PRAGMA {setting}")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute("BEGIN EXCLUSIVE")
            schema.migrate(connection)
        return cls(target, connection, read_only=False)

    def compact(self) -> None:
        """Ends what was begun by `reopen`: nothing that was deleted remains in the file, which is closed."""
        with translated(self.path):
            self._sqlite.execute("COMMIT")
            self._sqlite.execute("VACUUM")
            self.close()

    def complete(self) -> None:
        """Ends a new corpus: everything is in its file, which is closed."""
        with translated(self.path):
            self._sqlite.execute("COMMIT")
            self.close()

    def _check_contents(self) -> None:
        known = len(schema.MIGRATIONS)
        with self.reading():
            found = self._pragma("user_version")
            if self._pragma("application_id") != schema.APPLICATION_ID or found < 1:
                raise NotACorpus(self.path)
            if found > known:
                raise TooNew(self.path, found, known)
        if found < known and not self.read_only:
            self._migrate(found)
            found = known
        with self.reading():
            if schema.described(self._sqlite) != schema.expected(found):
                raise Damaged(self.path, "its tables are not those of a corpus")

    def _migrate(self, found: int) -> None:
        """Brings an older corpus up, after a copy of it was laid beside it."""
        backup = self.path.with_name(f"{self.path.name}.v{found}.bak")
        if not backup.exists():
            part = backup.with_name(f"{backup.name}.part")
            part.unlink(missing_ok=True)
            try:
                self.copy_to(part)
                with translated(self.path):
                    part.replace(backup)
            finally:
                part.unlink(missing_ok=True)
        self._sqlite.execute("PRAGMA foreign_keys = OFF")  # does nothing within a transaction
        try:
            with self.atomic():
                schema.migrate(self._sqlite)
        finally:
            self._sqlite.execute("PRAGMA foreign_keys = ON")

    def _pragma(self, name: str) -> int:
        (value,) = self._sqlite.execute(f"PRAGMA {name}").fetchone()
        return int(value)

    def data_version(self) -> int:
        """Changes when another connection has written."""
        return self._pragma("data_version")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the file for all reads inside. May be nested."""
        with translated(self.path):
            if self._sqlite.in_transaction:
                yield
                return
            self._sqlite.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All writes inside, or none: one transaction. A new corpus is one as a whole.

        Raises ReadOnly, Locked, DiskFull, Replaced or Damaged.
        """
        if self.read_only:
            raise ReadOnly(self.path)
        with translated(self.path):
            if self._sqlite.in_transaction:
                yield
                return
            self._sqlite.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._sqlite.execute("COMMIT")
            finally:
                self._roll_back()

    def _roll_back(self) -> None:
        # After a commit, and after some errors, a full disk among them, there is nothing left to take back. Nor is
        # there after closing: an interruption may leave a read to the garbage collector, which ends it then.
        if not self._is_closed and self._sqlite.in_transaction:
            self._sqlite.execute("ROLLBACK")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Call within `reading` or `atomic`."""
        return self._sqlite.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """As `rows`, one at a time; to be used up within the same `reading`."""
        return self._sqlite.execute(sql, values)

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """One writing statement within `atomic`; the id of the row it inserted."""
        return self._sqlite.execute(sql, values).lastrowid or 0

    def insert(self, table: str, row: Sequence[int | str | bytes | None]) -> None:
        """A whole row of one of the tables that end with a checksum, which is added. Within `atomic`."""
        marks = ", ".join("?" * (len(row) + 1))
        self._sqlite.execute(f"INSERT INTO {table} VALUES ({marks})", (*row, schema.checksum(*row)))

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One writing statement for many rows, within `atomic`."""
        self._sqlite.executemany(sql, rows)

    def copy_to(
        self,
        path: Path,
        *,
        target: Path | None = None,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """The corpus as it is now, written to a new file at `path`, without free pages.

        Errors name the `target` that the file will become. `progress` is told the part done, 0 to 1; raises Cancelled.
        """
        with translated(target or path):
            size = self._pragma("page_size") * max(1, self._pragma("page_count") - self._pragma("freelist_count"))

            def stops() -> bool:
                with suppress(OSError):
                    progress(min(1.0, path.stat().st_size / size))
                return cancelled()

            with self.interruptible(stops):
                self._sqlite.execute("VACUUM INTO ?", (str(path),))

    @contextmanager
    def interruptible(self, cancelled: Callable[[], bool]) -> Iterator[None]:
        """Long statements inside end with Cancelled soon after `cancelled()` says so."""
        self._sqlite.set_progress_handler(lambda: int(cancelled()), 100_000)
        try:
            yield
        finally:
            if not self._is_closed:
                self._sqlite.set_progress_handler(None, 0)

    def close(self) -> None:
        """Idempotent."""
        self._is_closed = True
        self._sqlite.close()


def is_corpus(path: Path) -> bool:
    """Whether the file at `path` calls itself a corpus; it may still be damaged or too new. Nothing is written.

    Reads by way of SQLite: POSIX drops all locks of a process on a file when the process closes any descriptor of it
    (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_), so
    that a plain look at a corpus could hurt whoever is writing to it.
    """
    try:
        with translated(path):
            _check_file(path, read_only=True)
    except CorpusError:
        return False
    return True


def _check_file(path: Path, *, read_only: bool) -> None:
    """Raises what can be known before the file is opened in earnest, which could wait for ever or leave traces."""
    try:
        status = os.stat(path)
    except OSError as error:
        raise CorpusMissing(path) from error
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        raise NotACorpus(path)
    if not os.access(path, os.R_OK):
        raise Forbidden(path)
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)):
        raise ReadOnly(path)
    with closing(sqlite3.connect(_uri(path, "ro&immutable=1"), uri=True)) as connection:
        try:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise NotACorpus(path) from error
            return  # read without a lock: what is wrong, if anything, shows when it is opened with one
    if found != schema.APPLICATION_ID:
        raise NotACorpus(path)


def _opened(path: Path, *, read_only: bool, patience: float) -> sqlite3.Connection:
    try:
        return _connected(path, "ro" if read_only else "rw", patience)
    except sqlite3.OperationalError as error:
        if not read_only or error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    # Another program died while writing: only a connection that may write can take its half change back.
    _connected(path, "rw", patience).close()
    return _connected(path, "ro", patience)


def _connected(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(_uri(path, mode), uri=True, timeout=patience, isolation_level=None)
    try:
        if hasattr(connection, "setconfig"):  # Python 3.12
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # type: ignore[attr-defined]
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB if mode == 'rw' else _READING_CACHE_KIB}")
        if mode == "rw":
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    """A `file:` URI that SQLite takes for any name, with bytes that are no UTF-8 and on a Windows share too."""
    name = path.absolute().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote_from_bytes(os.fsencode(name))}?mode={mode}"
