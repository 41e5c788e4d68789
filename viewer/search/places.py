"""Where a needle stands in a text: leftmost, without overlaps, as an array, at the speed that the machine allows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

try:
    import stringzilla

    _stringzilla: ModuleType | None = stringzilla
except ImportError:  # no wheel for this system: slower, not worse
    _stringzilla = None

_WINDOW = 1 << 20
"""Bytes that are searched in one go, for which other threads may have to wait."""


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
        return _one_by_one(bytes(text), needle)
    # Splitting finds all of them in one call. Its parts are on a tape without the needles, in the layout of Apache
    # Arrow, and the offsets in it are what we are after.
    parts = _stringzilla.Str(text).split(needle)
    between = np.arange(len(parts) - 1) * len(needle)
    if len(between) and parts.offsets_address:  # else there is nothing between the needles, and no tape
        offsets = ctypes.string_at(parts.offsets_address, parts.offsets_nbytes)
        between += np.frombuffer(offsets, np.uint64 if parts.offsets_are_large else np.uint32)[1:-1].astype(np.int64)
    return between


def _one_by_one(text: bytes, needle: bytes) -> NDArray[np.int64]:
    found = []
    at = text.find(needle)
    while at >= 0:
        found.append(at)
        at = text.find(needle, at + len(needle))
    return np.array(found, np.int64)
