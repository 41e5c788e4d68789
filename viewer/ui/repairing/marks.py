"""Marked paragraphs: what is done with several at once, pinning and linking, is done with these. No Qt.

They are named by their segments, so that they stay marked whatever becomes of the rows.
"""

from __future__ import annotations

from collections.abc import Callable

from viewer.model import SegmentId, VersionId


class Marks:
    """Paragraphs in the order in which they were marked."""

    def __init__(self) -> None:
        self._marked: dict[SegmentId, VersionId] = {}

    def __len__(self) -> int:
        return len(self._marked)

    @property
    def segments(self) -> tuple[SegmentId, ...]:
        return tuple(self._marked)

    @property
    def versions(self) -> int:
        """In how many versions something is marked."""
        return len(set(self._marked.values()))

    def toggle(self, version: VersionId, segment: SegmentId) -> None:
        """Marks a paragraph, or no longer."""
        if self._marked.pop(segment, None) is None:
            self._marked[segment] = version

    def number_of(self, segment: SegmentId) -> int | None:
        """Which of the marked ones it is, from 1; None if it is not marked."""
        return next((number for number, one in enumerate(self._marked, 1) if one == segment), None)

    def clear(self) -> None:
        """Nothing is marked any more."""
        self._marked.clear()

    def keep(self, exists: Callable[[SegmentId], bool]) -> None:
        """Forgets those that are gone."""
        self._marked = {segment: version for segment, version in self._marked.items() if exists(segment)}
