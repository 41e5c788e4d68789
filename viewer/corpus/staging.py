"""A file that takes its name only when it is whole: written beside its target, made durable, renamed.

Whatever kills the program, the target is what it was before or what it should become. What a killed program left
beside it is removed by the next one that writes there.
"""

from __future__ import annotations

import glob
import os
import secrets
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from viewer.corpus.faults import from_os, translated
from viewer.errors import CorpusMissing, Exists, NotACorpus, ReadOnly

_SUFFIX = ".part"
_NAME_KEPT = 40
"""Characters; the name of the part must not exceed the 255 bytes that file systems allow."""

_GRACE = 60.0
"""Seconds; a part as young as this may be one that its writer has not locked yet."""


class Staged:
    """The part file of `target`. `publish` or `discard` ends it."""

    def __init__(self, target: Path, *, overwrite: bool) -> None:
        """Raises Exists, NotACorpus (a folder is in the way), CorpusMissing (no such folder), ReadOnly or DiskFull."""
        self._begun = False
        self._held: sqlite3.Connection | None = None
        self.target = Path(os.path.realpath(target))  # a link keeps pointing where it points
        self._overwrite = overwrite
        self._check_target()
        folder = self.target.parent
        if not folder.is_dir():
            raise CorpusMissing(folder)
        if not os.access(folder, os.W_OK):
            raise ReadOnly(target)
        stem = self.target.name[:_NAME_KEPT]
        _remove_abandoned(folder, stem)
        self.part = folder / f"{stem}.{secrets.token_hex(4)}{_SUFFIX}"
        self._begun = True
        try:
            os.close(os.open(self.part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
        except OSError as error:
            raise from_os(target, error) from error

    def __del__(self) -> None:
        # Ctrl+C may come at any step, before whoever staged this could promise to end it.
        if self._begun:
            self.discard()

    def hold(self) -> None:
        """Keeps the part, which is whole and only read from now on, from being taken for abandoned."""
        with translated(self.target):
            self._held = sqlite3.connect(self.part, isolation_level=None)
            self._held.execute("BEGIN")
            self._held.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()

    def publish(self) -> None:
        """Gives the part, closed by now, the name of its target. Raises as the constructor, and Locked."""
        self._release()
        self._check_target()
        with translated(self.target):
            with open(self.part, "rb+") as file:
                os.fsync(file.fileno())
            _settle(self.target)
            os.replace(self.part, self.target)
            self._begun = False  # nothing is left to discard
            _sync_folder(self.target.parent)

    def discard(self) -> None:
        """Removes the part. Idempotent."""
        self._release()
        with suppress(OSError):
            self.part.unlink()
        self._begun = False

    def _release(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def _check_target(self) -> None:
        if self.target.is_dir():
            raise NotACorpus(self.target) if self._overwrite else Exists(self.target)
        if self.target.exists() and not self._overwrite:
            raise Exists(self.target)


def _settle(target: Path) -> None:
    """Lets SQLite take back the half change of a killed program.

    Its journal would otherwise be played back into the file that replaces this one.
    """
    journal = target.with_name(f"{target.name}-journal")
    if not journal.exists() or not journal.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(target, timeout=1.0)) as connection:
            connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
    journal.unlink(missing_ok=True)


def _remove_abandoned(folder: Path, stem: str) -> None:
    for part in folder.glob(f"{glob.escape(stem)}.*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _GRACE and not _is_locked(part):
                part.unlink()


def _is_locked(part: Path) -> bool:
    try:
        with closing(sqlite3.connect(part, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there, and renames are journalled
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
