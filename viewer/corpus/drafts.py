"""What is written to a corpus: new segments and units from an import, and rows regrouped by an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from viewer.model import Kind, SegmentId, Status, VersionId


@dataclass(frozen=True, slots=True)
class NewAnnotation:
    """As `Annotation`, of the segment it is handed over with. Code points, half-open."""

    start: int
    stop: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class NewSegment:
    """As `Segment`, before it has an id."""

    text: str
    kind: Kind = Kind.BODY
    excluded: bool = False
    annotations: tuple[NewAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
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
