"""Bands: a row of the page cut across all its versions, so that a long one costs no more than a screen of it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viewer.model import Segment, Unit, VersionId


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points `start` to `stop` (half-open) of one segment of a cell."""

    place: int
    """Which segment of the cell, from 0."""
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Band:
    """What stands side by side in one band; versions with nothing here are left out."""

    stretches: Mapping[VersionId, tuple[Stretch, ...]]


def whole(segments: Sequence[Segment]) -> tuple[Stretch, ...]:
    """All of these segments."""
    return tuple(Stretch(place, 0, len(segment.text)) for place, segment in enumerate(segments))


def bands_of(unit: Unit, versions: Sequence[VersionId], tall: bool) -> tuple[Band, ...]:
    """The bands of a row, at least one. `tall` says that it is likely to be higher than half the window."""
    return (Band({version: whole(unit.cells[version]) for version in versions if version in unit.cells}),)
