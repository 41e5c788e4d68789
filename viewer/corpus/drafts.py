"""What is written to a corpus: new segments and units from an import, and rows regrouped by an edit.

Millions of them may be made in one import. So those of an import are not frozen, which alone would cost a third of its
time (a frozen dataclass sets its fields through `object.__setattr__`), and a corpus takes whatever has their fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from viewer.corpus.schema import STATUS_CODES
from viewer.model import Kind, SegmentId, Status, VersionId


class AnnotationLike(Protocol):
    """A `NewAnnotation`, or what has its fields."""

    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...


class SegmentLike(Protocol):
    """A `NewSegment`, or what has its fields."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def excluded(self) -> bool: ...
    @property
    def annotations(self) -> Sequence[AnnotationLike]: ...


@dataclass(slots=True, unsafe_hash=True)
class NewAnnotation:
    """As `Annotation`, of the segment it is handed over with. Code points, half-open."""

    start: int
    stop: int
    kind: str
    value: str


@dataclass(slots=True, unsafe_hash=True)
class NewSegment:
    """As `Segment`, before it has an id."""

    text: str
    kind: Kind = Kind.BODY
    excluded: bool = False
    annotations: tuple[NewAnnotation, ...] = ()


@dataclass(slots=True)
class NewUnit:
    """A row of an import: for each version the half-open range of its segments' numbers within their text."""

    cells: Mapping[VersionId, tuple[int, int]]
    confidence: float | None = None
    status: Status = Status.AUTOMATIC


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A row as an edit wants it: for each version the segments it holds, in order. Empty cells may be left out."""

    cells: Mapping[VersionId, tuple[SegmentId, ...]] = field(default_factory=dict)
    confidence: float | None = None
    status: Status = Status.EDITED


@dataclass(frozen=True, slots=True, eq=False)
class ColumnRows:
    """The m rows that come of the n rows of a document when the segments of one more text are put in.

    Each holds a run of the old rows, none for a row of its own, and a run of the segments.
    """

    stops: npt.NDArray[np.int64]
    """Shape (m,): how many of the old rows are used up with each; it never falls, and the last is n."""
    counts: npt.NDArray[np.uint32]
    """Shape (m,): segments of each."""
    confidence: npt.NDArray[np.float32]
    """Shape (m,); NaN where nothing was computed."""
    status: npt.NDArray[np.uint8]
    """Shape (m,); places in `schema.STATUSES`."""

    @classmethod
    def of(
        cls,
        stops: Sequence[int],
        counts: Sequence[int],
        confidence: Sequence[float | None],
        status: Sequence[Status],
    ) -> ColumnRows:
        """From lists; None where no confidence was computed."""
        return cls(
            np.array(stops, np.int64),
            np.array(counts, np.uint32),
            np.array([np.nan if value is None else value for value in confidence], np.float32),
            np.array([STATUS_CODES[value] for value in status], np.uint8),
        )
