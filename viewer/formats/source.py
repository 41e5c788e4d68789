"""A file to import, opened so that it can neither hurt nor be hurt: read-only, and looked at before it is opened.

Opening a pipe waits for a writer, opening a device may do anything; so only what is a regular file is opened at all.
What is imported is what the digest says: a file of usual size is read once, a large one is read in chunks as often as
its reader wants, and refused if it is not the same each time.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from viewer.errors import EmptyFile, Unreadable

HEAD = 65_536
"""Bytes that formats are recognised by."""
TAIL = 1 << 20
"""Bytes at the end, where archives list what is in them."""
CHUNK = 1 << 18
"""Bytes handled at once."""
HELD = 32 << 20
"""Bytes up to which a file is held in memory."""

Step = Callable[[int], None]
"""Is told the bytes read so far; raises Cancelled when the reading is to stop."""

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


def not_watched(_: int) -> None:
    """The step of a reading that nobody follows."""


class Stream(Protocol):
    """Bytes that are not held in memory."""

    @property
    def size(self) -> int:
        """How many bytes of the file on the disk they come from."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of the file on the disk, in hexadecimal."""
        ...

    def chunks(self, step: Step) -> Iterator[bytes]:
        """The bytes from the beginning; `step` is told how many of the file's bytes are done with."""
        ...


@dataclass(frozen=True)
class SourceFile:
    """A regular file's name and bytes."""

    path: Path
    content: bytes | Stream
    step: Step = not_watched
    """Is told how far the file is read, by whoever reads it."""
    encoding: str | None = None
    """What the user says that the encoding is, by its name in Python; None to find out."""
    unpacked_name: str = ""
    """Of a packed file, what it would be called if it were not."""

    @classmethod
    def open(cls, path: Path, *, step: Step = not_watched) -> SourceFile:
        """Raises Unreadable for everything that is no file to read, and EmptyFile for one without a byte."""
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size <= HELD:
                data = file.read(HELD + 1)
                if not data:
                    raise EmptyFile(path)
                if len(data) <= HELD:
                    return cls(path, data, step)
        return cls(path, _OnDisk.open(path, step), step)

    @classmethod
    def beginning(cls, path: Path) -> SourceFile:
        """As if the file held only what formats are recognised by. Raises as `open`."""
        with _opened(path) as file:
            data = file.read(HEAD)
        if not data:
            raise EmptyFile(path)
        return cls(path, data)

    def part(self, data: bytes) -> SourceFile:
        """The same file, as if it held only these bytes; how far they are read says nothing of the file."""
        return replace(self, content=data, step=lambda _: self.step(0))

    def repaired(self, data: bytes) -> SourceFile:
        """The same file with these bytes in place of its own."""
        return replace(self, content=data, step=lambda done: self.step(done * self.size // max(1, len(data))))

    def watched(self, step: Step) -> SourceFile:
        """The same file, whose readers report to `step`."""
        return replace(self, step=step)

    @property
    def ahead(self) -> SourceFile:
        """The same file for a look ahead of the reading, which counts as no progress but can be stopped."""
        return self.watched(lambda _: self.step(0))

    def reached(self, share: float) -> None:
        """Reports that so much of the file, from 0 to 1, is read. Raises Cancelled."""
        self.step(int(share * self.size))

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the beginning, `CHUNK` of them or fewer at a time; reports how far they are read.

        Raises Unreadable if the file changed since it was opened, and Cancelled.
        """
        if not isinstance(self.content, bytes):
            yield from self.content.chunks(self.step)
            return
        for at in range(0, len(self.content), CHUNK):
            yield self.content[at : at + CHUNK]
            self.step(min(at + CHUNK, len(self.content)))

    def reader(self) -> BinaryIO:
        """The bytes as a stream to seek in, for archives; reports how many have been read of it in all."""
        return _Reader(self)

    @property
    def size(self) -> int:
        """Bytes of the file on the disk."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.size

    @cached_property
    def data(self) -> bytes:
        """All bytes at once."""
        return self.content if isinstance(self.content, bytes) else b"".join(self.ahead.chunks())

    @property
    def suffix(self) -> str:
        """The last suffix in lower case with its dot; empty if there is none."""
        return PurePath(self.unpacked_name or self.path.name).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        return self.content[:HEAD] if isinstance(self.content, bytes) else next(self.ahead.chunks(), b"")[:HEAD]

    @cached_property
    def tail(self) -> bytes:
        if isinstance(self.content, bytes):
            return self.content[-TAIL:]
        last = b""
        for chunk in self.ahead.chunks():
            last = (last + chunk)[-TAIL:]
        return last

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes on the disk, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest() if isinstance(self.content, bytes) else self.content.digest


class _Reader(io.BytesIO):
    def __init__(self, file: SourceFile) -> None:
        super().__init__(file.data)
        self._file = file
        self._done = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self._done += len(data)
        self._file.step(min(self._done, self._file.size))
        return data


@dataclass(frozen=True, slots=True)
class _OnDisk:
    """A large file, which is read anew each time."""

    path: Path
    size: int
    digest: str

    @classmethod
    def open(cls, path: Path, step: Step) -> _OnDisk:
        size, hashed = 0, hashlib.sha256()
        for chunk in _chunks(path):
            size += len(chunk)
            hashed.update(chunk)
            step(0)
        return cls(path, size, hashed.hexdigest())

    def chunks(self, step: Step) -> Iterator[bytes]:
        done, hashed = 0, hashlib.sha256()
        for chunk in _chunks(self.path):
            hashed.update(chunk)
            yield chunk
            done += len(chunk)
            step(done)
        if hashed.hexdigest() != self.digest:
            raise Unreadable(self.path, "it changed while it was being read")


def _chunks(path: Path) -> Iterator[bytes]:
    with _opened(path) as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        _check(path, os.stat(path))
        descriptor = os.open(path, os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_NOCTTY") | _flag("O_BINARY"))
        with open(descriptor, "rb") as file:
            _check(path, os.fstat(descriptor))  # it may have been replaced in between
            yield file
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "input or output error")
        raise Unreadable(path, reason) from error
    except ValueError as error:  # a NUL in the name
        raise Unreadable(path, "no such file") from error


def _check(path: Path, status: os.stat_result) -> None:
    for is_kind, reason in _NOT_FILES.items():
        if is_kind(status.st_mode):
            raise Unreadable(path, reason)


def _flag(name: str) -> int:
    return int(getattr(os, name, 0))
