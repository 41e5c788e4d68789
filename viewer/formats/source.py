"""A file to import, opened so that it can neither hurt nor be hurt: read-only, and looked at before it is opened.

Opening a pipe waits for a writer, opening a device may do anything; so only what is a regular file is opened at all.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from viewer.errors import EmptyFile, Unreadable

HEAD = 65_536
"""Bytes that formats are recognised by."""

_NOT_FILES = {
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}

_REASONS = {
    errno.ENOENT: "no such file",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.ELOOP: "a link that leads back to itself",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOTDIR: "no such folder",
}


@dataclass(frozen=True)
class SourceFile:
    """A regular file's name and bytes. The bytes are read once: what is imported is what its digest says."""

    path: Path
    data: bytes

    @classmethod
    def open(cls, path: Path, most: int = -1) -> Self:
        """The file, or its first bytes if `most` is not negative.

        Raises Unreadable for everything that is no file to read, and EmptyFile for one without a byte.
        """
        try:
            _check(path, os.stat(path))
            descriptor = os.open(path, os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_NOCTTY") | _flag("O_BINARY"))
            with open(descriptor, "rb") as file:
                _check(path, os.fstat(descriptor))  # it may have been replaced in between
                data = file.read(most)
        except OSError as error:
            reason = _REASONS.get(error.errno or 0, error.strerror or "input or output error")
            raise Unreadable(path, reason) from error
        except ValueError as error:  # a NUL in the name
            raise Unreadable(path, "no such file") from error
        if not data:
            raise EmptyFile(path)
        return cls(path, data)

    def part(self, data: bytes) -> SourceFile:
        """The same file, as if it held only these bytes."""
        return SourceFile(self.path, data)

    @property
    def suffix(self) -> str:
        """The last suffix in lower case with its dot; empty if there is none."""
        return self.path.suffix.lower()

    @cached_property
    def head(self) -> bytes:
        return self.data[:HEAD]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def _check(path: Path, status: os.stat_result) -> None:
    for is_kind, reason in _NOT_FILES.items():
        if is_kind(status.st_mode):
            raise Unreadable(path, reason)


def _flag(name: str) -> int:
    return int(getattr(os, name, 0))
