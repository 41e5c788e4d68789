"""A corpus made of lists, as far as the search looks at one; and the seeds and Bible verses in such a corpus."""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.assets import seeds
from viewer.languages import language
from viewer.model import Kind, Segment, SegmentId, Status, Version, VersionId

Ints = NDArray[np.int64]


class ListedIndex:
    """The index of a `ListedCorpus`: as many segments in each unit as `cells` says."""

    def __init__(self, cells: Mapping[VersionId, Sequence[Sequence[str]]], documents: Sequence[int]) -> None:
        self.unit_count = sum(documents)
        self.document_starts = np.concatenate(([0], np.cumsum(documents))).astype(np.int64)
        self.lengths = {
            version: np.array([sum(map(len, cell)) for cell in rows], np.uint32) for version, rows in cells.items()
        }
        self.counts = {version: np.array([len(cell) for cell in rows], np.uint16) for version, rows in cells.items()}
        self._furniture = {
            version: np.array([bool(cell) and all(text.startswith("#") for text in cell) for cell in rows], np.bool_)
            for version, rows in cells.items()
        }
        self.statuses = [Status.AUTOMATIC] * self.unit_count
        self.confidence = np.ones(self.unit_count, np.float32)
        self._starts = {
            version: np.concatenate(([0], np.cumsum([len(cell) for cell in rows]))).astype(np.int64)
            for version, rows in cells.items()
        }

    def ordinal_starts(self, version: VersionId) -> Ints:
        return self._starts[version]

    def unit_of_ordinal(self, version: VersionId, ordinals: Ints) -> Ints:
        return np.searchsorted(self._starts[version], ordinals, side="right") - 1

    def is_furniture(self, version: VersionId) -> NDArray[np.bool_]:
        return self._furniture[version]

    def has_status(self, status: Status) -> NDArray[np.bool_]:
        return np.array([one is status for one in self.statuses], np.bool_)

    def doubtful(self, threshold: float) -> Ints:
        return np.flatnonzero((self.confidence < threshold) | self.has_status(Status.REVIEW))

    def document_of(self, unit: int) -> int:
        return int(np.searchsorted(self.document_starts, unit, side="right")) - 1


class ListedCorpus:
    """Versions with their texts, a cell a unit; a text in a cell that begins with `#` is furniture."""

    def __init__(
        self,
        cells: Mapping[str, Sequence[Sequence[str]]],
        *,
        documents: Sequence[int] | None = None,
        revision: int = 0,
        uuid: str = "c0ffee",
    ) -> None:
        self.uuid = uuid
        self.path = Path("listed")
        self.fetched = 0
        rows = {VersionId(version): list(texts) for version, texts in cells.items()}
        documents = documents or [max(map(len, rows.values()), default=0)]
        for texts in rows.values():
            texts += [()] * (sum(documents) - len(texts))
        self._index = ListedIndex(rows, documents)
        self._segments: dict[VersionId, list[Segment]] = {}
        for version, texts in rows.items():
            segments = self._segments[version] = []
            for first, last in pairwise(self._index.document_starts):
                for number, text in enumerate(text for cell in texts[first:last] for text in cell):
                    kind = Kind.FURNITURE if text.startswith("#") else Kind.BODY
                    segments.append(Segment(SegmentId(len(segments)), number, kind, text))
        self._versions = tuple(
            Version(
                id=version,
                language=version.removesuffix("-2"),
                label=version,
                direction=language(version).direction,
                segments=len(segments),
                revision=revision,
            )
            for version, segments in self._segments.items()
        )

    def versions(self) -> tuple[Version, ...]:
        return self._versions

    def index(self) -> ListedIndex:
        return self._index

    def segments(
        self, version: VersionId, start: int = 0, stop: int | None = None, *, revision: int | None = None
    ) -> Iterator[tuple[int, Segment]]:
        return iter(list(enumerate(self._segments[version]))[start:stop])

    def corrected_since(self, version: VersionId, revision: int) -> None:
        """Nobody knows."""

    def segments_at(self, version: VersionId, ordinals: Sequence[int]) -> list[Segment]:
        self.fetched += len(ordinals)
        return [self._segments[version][ordinal] for ordinal in ordinals]

    def texts(self, version: str) -> list[str]:
        return [segment.text for segment in self._segments[VersionId(version)]]


def lines(**versions: Sequence[str]) -> ListedCorpus:
    """One segment a unit."""
    return ListedCorpus({version: [[text] for text in texts] for version, texts in versions.items()})


def seed_corpus() -> ListedCorpus:
    """The five seeds, a paragraph a line that is not empty, not aligned."""
    return lines(
        **{
            path.stem: [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
            for path in sorted(seeds().glob("*.txt"))
        }
    )


def verses(shared_data: Path, version: str, count: int | None = None) -> list[str]:
    """The first verses of a Bible."""
    with lzma.open(shared_data / "bible" / f"{version}.tsv.xz", "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t")[1] for _, line in zip(range(count or 10**9), file, strict=False)]
