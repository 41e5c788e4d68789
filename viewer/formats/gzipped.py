"""A file packed by gzip, read as what is in it, whatever format that is (RFC 1952)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from viewer.errors import Malformed
from viewer.formats.source import CHUNK, SourceFile, Step

SUFFIX = ".gz"
_MARK = b"\x1f\x8b"
_MOST = 100
"""Times its own size that a file may be unpacked, ..."""
_ALWAYS = 32 << 20
"""... if it is more than these bytes at all."""


def unpacked(file: SourceFile) -> SourceFile:
    """The file as if it had never been packed; a file that is not packed is itself."""
    if not file.head.startswith(_MARK):
        return file
    name = file.path.name
    plain = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    return replace(file, content=_Unpacked(file), unpacked_name=plain)


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """Bytes that are unpacked anew each time. Raises Malformed where they are damaged, or far too many."""

    file: SourceFile

    @property
    def size(self) -> int:
        return self.file.size

    @property
    def digest(self) -> str:
        return self.file.digest

    def chunks(self, step: Step) -> Iterator[bytes]:
        most = max(_ALWAYS, _MOST * self.file.size)
        unpacker = zlib.decompressobj(wbits=31)
        total = packed = 0
        begun = False
        for pending in self.file.watched(step).chunks():
            packed += len(pending)
            while pending:
                if unpacker.eof:  # another member follows, or padding
                    if not pending.startswith(_MARK):
                        begun = False
                        break
                    unpacker = zlib.decompressobj(wbits=31)
                begun = True
                try:
                    chunk = unpacker.decompress(pending, CHUNK)
                except zlib.error as error:
                    raise Malformed(self.file.path, f"byte {packed}", "the packed file is damaged") from error
                pending = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                total += len(chunk)
                if total > most:
                    reason = f"it unpacks to more than {most >> 20} MB, far too much for its size"
                    raise Malformed(self.file.path, f"byte {packed}", reason)
                if chunk:
                    yield chunk
        if begun and not unpacker.eof:
            raise Malformed(self.file.path, f"byte {packed}", "the packed file ends too early")
