"""Files that belong together, written for a test, and what an import makes of them."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from viewer.corpus import Corpus
from viewer.formats.choices import FileChoice
from viewer.importing import Summary, import_files
from viewer.model import Status

Row = tuple[tuple[str, ...], ...]
"""For every version the texts of the segments in a row."""


def made(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files into a folder; what is called `.gz` is packed."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") and isinstance(content, str) else data)
    return folder


@dataclass(frozen=True, slots=True)
class Imported:
    """What is in a corpus."""

    versions: list[str]
    documents: list[str]
    """Their titles."""
    rows: list[Row]
    statuses: list[Status]
    confidences: list[float | None]
    links: list[tuple[str, str, str]]
    """Texts of both ends, and the kind."""
    summary: Summary

    @property
    def skipped(self) -> dict[str, str | None]:
        return {report.file.name: report.skipped for report in self.summary.files if report.skipped}

    @property
    def refused(self) -> list[str]:
        return [str(report.refused) for report in self.summary.files if report.refused]

    @property
    def warnings(self) -> dict[str, tuple[int, str]]:
        """Keys of warnings with their counts and places."""
        found = {one for report in self.summary.files for one in report.warnings}
        return {one.key: (one.count, one.place) for one in found}


def imported(target: Path, *paths: Path, languages: Mapping[Path, str] | None = None) -> Imported:
    choices = {path: FileChoice(language=tag) for path, tag in (languages or {}).items()}
    summary = import_files(paths, target, choices=choices)
    with Corpus.open(target, read_only=True) as corpus:
        versions = [version.id for version in corpus.versions()]
        units = corpus.units(0, corpus.unit_count)
        texts = {segment.id: segment.text for one in versions for _, segment in corpus.segments(one)}
        return Imported(
            versions=[str(one) for one in versions],
            documents=[document.title for document in corpus.documents()],
            rows=[tuple(tuple(seg.text for seg in unit.cells.get(one, ())) for one in versions) for unit in units],
            statuses=[unit.status for unit in units],
            confidences=[unit.confidence for unit in units],
            links=[(texts[link.source], texts[link.target], link.kind) for link in corpus.links()],
            summary=summary,
        )
