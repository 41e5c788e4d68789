"""ZIP packages (EPUB, DOCX, ODT), read in memory and never extracted, so that no entry can hurt.

An entry that could not be extracted safely spoils the package: its name is absolute or leads upwards. So does one that
unpacks to far more than it is; small ones may, as real books have them. Names are read with `/` whatever wrote them.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from lzma import LZMAError

from viewer.errors import Malformed, Protected
from viewer.formats.source import SourceFile

_SMALL = 1 << 20
"""Bytes below which an entry may be packed as tightly as it likes."""
_RATIO = 100
"""How many times larger than packed a large entry may be."""
_TOTAL = 512 << 20
"""Bytes that may be read from one package, each entry counted once."""
_ENTRIES = 50_000
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1

_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
)
"""What zipfile raises for packages that are broken in one way or another."""


class Package:
    """An open ZIP file."""

    def __init__(self, file: SourceFile, archive: zipfile.ZipFile) -> None:
        self._file = file
        self._archive = archive
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in archive.infolist()}
        self._read: dict[str, int] = {}
        self._folded: dict[str, str] = {}

    @classmethod
    def open(cls, file: SourceFile) -> Package:
        """Raises Malformed if it is no ZIP file, or none that is safe."""
        if file.data.count(_ENTRY) > _ENTRIES:
            raise Malformed(file.path, "the package", f"it has more than {_ENTRIES} entries")
        try:
            archive = zipfile.ZipFile(io.BytesIO(file.data))
        except _BROKEN as error:
            raise Malformed(file.path, "the package", f"it is no complete ZIP file ({error})") from error
        package = cls(file, archive)
        for name in package._entries:
            if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
                raise Malformed(file.path, f"entry {name}", "its name leads out of the package")
        return package

    @property
    def names(self) -> tuple[str, ...]:
        """The entries, in their order."""
        return tuple(self._entries)

    def find(self, name: str) -> str | None:
        """The entry of that name, however its letters are cased."""
        if name in self._entries:
            return name
        if not self._folded:
            self._folded = {entry.casefold(): entry for entry in reversed(self._entries)}
        return self._folded.get(name.casefold())

    def read(self, name: str, limit: int) -> bytes:
        """An entry of at most `limit` bytes. Raises Malformed if it is missing, broken or too large, and Protected."""
        place = f"entry {name}"
        entry = self._entries.get(name)
        if entry is None:
            raise Malformed(self._file.path, place, "it is missing")
        if entry.flag_bits & _ENCRYPTED:
            raise Protected(self._file.path, "with a password")
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(min(limit, _SMALL) + 1)
                if len(data) > _SMALL and len(data) <= limit:
                    allowed = min(limit, max(_SMALL, _RATIO * min(entry.compress_size, len(self._file.data))))
                    data += stream.read(allowed + 1 - len(data)) if len(data) <= allowed else b""
                    if len(data) > allowed < limit:
                        raise Malformed(self._file.path, place, f"it unpacks to more than {_RATIO} times its size")
        except _BROKEN as error:
            raise Malformed(self._file.path, place, f"it is broken ({error})") from error
        if len(data) > limit:
            raise Malformed(self._file.path, place, f"it is larger than {limit} bytes")
        self._read[name] = len(data)
        if sum(self._read.values()) > _TOTAL:
            raise Malformed(self._file.path, place, f"the package unpacks to more than {_TOTAL} bytes")
        return data
