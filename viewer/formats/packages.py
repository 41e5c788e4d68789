"""A ZIP package (DOCX, ODT, EPUB) read part by part in memory; nothing of it is ever written to a disk.

What makes archives dangerous is refused: names that lead outside, parts that unpack to a multiple of what anybody
writes, more parts than a book has, and parts under a password. Parts that nobody asks for, pictures and fonts, may be
of any size and may be broken.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from viewer.errors import Malformed
from viewer.formats.source import SourceFile

MOST_BYTES = 512 << 20
"""Bytes that all parts read of one package may unpack to."""

_MOST_PARTS = 100_000
_ENTRY = b"PK\x01\x02"
"""What begins each entry of the list at the end of an archive."""

_ALWAYS_FINE = 1 << 20
"""Bytes; real packages hold small parts that are packed better than 100 to 1."""

_MOST_PACKED = 250
"""Unpacked bytes for one packed byte, above that size. Deflate reaches 1,032."""

_OUTSIDE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|\0")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNDER_PASSWORD = 0x1
_CHUNK = 1 << 20

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
    OSError,
)
"""What zipfile raises over damaged archives; it reads from memory, so an OSError is a place that does not exist."""


class Package:
    """An archive whose list of parts is sound."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        self._path = path
        self._archive = archive
        self._entries = entries
        self._left = MOST_BYTES

    @classmethod
    def open(cls, file: SourceFile) -> Self:
        """Raises Malformed for what is no archive, is cut off, or has a part that would be unpacked elsewhere."""
        if file.data.count(_ENTRY) > _MOST_PARTS:
            raise Malformed(file.path, "the archive", f"it has more than {_MOST_PARTS} parts")
        try:
            archive = zipfile.ZipFile(io.BytesIO(file.data))
        except _BROKEN as error:
            whole = "it is no ZIP archive" if not file.data.startswith(b"PK") else "the archive is damaged or cut off"
            raise Malformed(file.path, "the archive", whole) from error
        entries = {}
        for entry in archive.infolist():
            name = entry.filename.replace("\\", "/")
            if _OUTSIDE.search(name) or "\0" in entry.orig_filename:
                raise Malformed(file.path, "the archive", "a name in it leads outside")
            entries[name] = entry
        return cls(file.path, archive, entries)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in their order in the archive, with `/` between folders."""
        return tuple(self._entries)

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of one part. Raises Malformed if it is missing, broken, encrypted or larger than `limit` bytes."""
        entry = self._entries.get(name)
        if entry is None:
            raise self.broken(name, "the part is missing")
        if entry.flag_bits & _UNDER_PASSWORD:
            raise self.broken(name, "it is under a password; save it without one")
        if entry.compress_type not in _METHODS:
            raise self.broken(name, "it is packed in a way that no document is")
        if entry.file_size > limit or entry.file_size > self._left:
            raise self.broken(name, "it is too large")
        if entry.file_size > _ALWAYS_FINE and entry.file_size > _MOST_PACKED * max(entry.compress_size, 1):
            raise self.broken(name, "it is packed too well to be a text")
        try:
            data = self._unpack(entry)
        except _BROKEN as error:
            raise self.broken(name, "it is damaged or cut off") from error
        self._left -= len(data)
        return data

    def broken(self, name: str, reason: str) -> Malformed:
        """The error that says what is wrong with a part."""
        return Malformed(self._path, name, reason)

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """Never more than the entry says, whatever the packed bytes hold."""
        with self._archive.open(entry) as part:
            data = bytearray()
            while piece := part.read(_CHUNK):
                data += piece
        return bytes(data)
