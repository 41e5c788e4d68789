"""What the search asks of a corpus. `viewer.corpus` gives it; tests give it from lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.errors import Locked
from viewer.model import Segment, Status, Version, VersionId


class UnitIndex(Protocol):
    """Where the segments of every version stand in the rows; a snapshot."""

    @property
    def unit_count(self) -> int: ...

    @property
    def document_starts(self) -> NDArray[np.int64]:
        """Shape (D + 1,): units before each document."""

    @property
    def lengths(self) -> Mapping[VersionId, NDArray[np.uint32]]:
        """For each version shape (U,): code points per unit."""

    @property
    def counts(self) -> Mapping[VersionId, NDArray[np.unsignedinteger[Any]]]:
        """For each version shape (U,): segments per unit."""

    def is_furniture(self, version: VersionId) -> NDArray[np.bool_]:
        """Shape (U,): where the version has something, but nothing except page furniture."""

    def has_status(self, status: Status) -> NDArray[np.bool_]:
        """Shape (U,)."""

    def doubtful(self, threshold: float) -> NDArray[np.int64]:
        """The units, rising, that are up for review, or of less confidence than that and looked at by nobody."""

    def ordinal_starts(self, version: VersionId) -> NDArray[np.int64]:
        """Shape (U + 1,): segments of the version before each unit."""

    def unit_of_ordinal(self, version: VersionId, ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
        """The units that hold these segments."""

    def document_of(self, unit: int) -> int: ...


class TextSource(Protocol):
    """A corpus, as far as its text goes. An ordinal counts the segments of a version in reading order."""

    @property
    def uuid(self) -> str: ...

    @property
    def path(self) -> Path:
        """Where it is; for messages."""

    def versions(self) -> Sequence[Version]: ...

    def index(self) -> UnitIndex: ...

    def segments(
        self, version: VersionId, start: int = 0, stop: int | None = None, *, revision: int | None = None
    ) -> Iterator[tuple[int, Segment]]:
        """Ordinals and segments, rising. Raises Locked if the text is not, or not any more, in the state `revision`."""

    def corrected_since(self, version: VersionId, revision: int) -> Sequence[int] | None:
        """Ordinals, rising, of segments whose text may be another than in the state `revision`; all others are the
        same. None where nobody knows."""

    def segments_at(self, version: VersionId, ordinals: Sequence[int]) -> Sequence[Segment]:
        """The segments with these ordinals, in the order asked for."""


def known_version(corpus: TextSource, version: VersionId) -> Version:
    """The version as it is now. Raises Locked if there is none any more: the corpus was changed meanwhile."""
    found = next((known for known in corpus.versions() if known.id == version), None)
    if found is None:
        raise Locked(corpus.path)
    return found
