"""A long sequence held small: blocks of plain values, marshalled and compressed, read again from the beginning at will.

A file that names its languages unit by unit can be parsed once and still be read column by column, without its text
standing in memory as objects.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator
from typing import Generic, TypeVar, cast

Item = TypeVar("Item")

_BLOCK = 1_024
"""Items in a block."""
_FASTEST = 1


class Packed(Generic[Item]):
    """Strings, numbers, None and tuples of them, in the order they were appended."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._open: list[Item] = []

    def append(self, item: Item) -> None:
        block = self._open
        block.append(item)
        if len(block) == _BLOCK:
            self._blocks.append(zlib.compress(marshal.dumps(block), _FASTEST))
            self._open = []

    def __len__(self) -> int:
        return len(self._blocks) * _BLOCK + len(self._open)

    def __iter__(self) -> Iterator[Item]:
        for block in self._blocks:
            yield from cast("list[Item]", marshal.loads(zlib.decompress(block)))  # nothing but our own bytes
        yield from self._open
