"""Where a needle stands in a text: leftmost, without overlaps, as an array, at the speed that the machine allows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

try:
    import stringzilla

    _stringzilla: ModuleType | None = stringzilla
except ImportError:  # no wheel for this system: slower, not worse
    _stringzilla = None

_WINDOW = 1 << 20
"""Bytes that are searched in one go, for which other threads may have to wait."""
_FEW = 32
"""Places in a window that are looked up one by one."""


def contains(text: memoryview, needle: bytes) -> bool:
    """Whether `needle` stands in `text` at all."""
    return (bytes(text) if _stringzilla is None else _stringzilla.Str(text)).find(needle) >= 0


def places(text: memoryview, needle: bytes) -> Iterator[NDArray[np.int64]]:
    """The places of `needle`, which is not empty, in bytes of `text`; rising, portion by portion.

    A portion may be empty. Nothing stands still for more than the few milliseconds from one to the next.
    """
    at = 0
    while at <= len(text) - len(needle):
        window = text[at : at + _WINDOW + len(needle)]
        found = _in_window(window, needle)
        found += at
        yield found
        # What is cut by the end of the window begins after all that was found.
        at = max(at + len(window) - len(needle) + 1, int(found[-1]) + len(needle) if len(found) else 0)


def _in_window(text: memoryview, needle: bytes) -> NDArray[np.int64]:
    if len(needle) == 1:
        return np.flatnonzero(np.frombuffer(text, np.uint8) == needle[0])
    if _stringzilla is None:
        return np.array(_one_by_one(bytes(text), needle), np.int64)
    haystack = _stringzilla.Str(text)
    first = np.array(_one_by_one(haystack, needle, _FEW), np.int64)
    if len(first) < _FEW:
        return first
    start = int(first[-1]) + len(needle)
    return np.concatenate((first, _all_at_once(_stringzilla.Str(text[start:]), needle) + start))


def _all_at_once(haystack: Any, needle: bytes) -> NDArray[np.int64]:
    """Splitting finds all places in one call, and copies the text, which pays where they are many.

    The parts are on a tape without the needles, in the layout of Apache Arrow; the offsets in it are what we are after.
    """
    parts = haystack.split(needle)
    found = np.arange(len(parts) - 1) * len(needle)
    if len(found) and parts.offsets_address:  # else there is nothing between the needles, and no tape
        offsets = ctypes.string_at(parts.offsets_address, parts.offsets_nbytes)
        found += np.frombuffer(offsets, np.uint64 if parts.offsets_are_large else np.uint32)[1:-1].astype(np.int64)
    return found


def _one_by_one(haystack: Any, needle: bytes, most: int | None = None) -> list[int]:
    found: list[int] = []
    at = haystack.find(needle)
    while at >= 0 and len(found) != most:
        found.append(at)
        at = haystack.find(needle, at + len(needle))
    return found
