"""JSON Lines, as a corpus is exported: a line that describes it, then a row a line.

Versions, documents, rows, kinds, status and confidence come back as they were. The lines are read as a stream, once for
every text of a document: only the bytes are held.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from viewer import languages
from viewer.errors import EmptyFile, Malformed
from viewer.formats.decoding import Decoded, decode, decoded_head
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment, DraftText, DraftUnit
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.model import Kind, Status
from viewer.text.paragraphs import is_blank, pieces

_NAME = "JSON Lines"
_SAMPLED = 4_000
"""Code points from which a language is told."""
_STATUSES = tuple(Status)
_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class _Version:
    id: str
    language: str
    label: str


@dataclass(slots=True)
class _Document:
    """What has been counted of a document."""

    number: int
    title: str
    lines: range
    """Where its rows stand."""
    counts: list[array[int]]
    """For every version the number of segments in each row."""
    statuses: array[int] = field(default_factory=lambda: array("B"))
    confidences: array[float] = field(default_factory=lambda: array("f"))
    """NaN for none."""
    samples: list[list[str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len(self.statuses)


def _sniff(file: SourceFile) -> float:
    if file.suffix in FORMAT.suffixes:
        return 0.8
    if not file.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.0
    lines = decoded_head(file).lstrip("\ufeff").lstrip().split("\n", 1)
    try:
        info = json.loads(lines[0])
    except (ValueError, RecursionError):
        return 0.0
    return 0.9 if {"versions", "documents"} <= info.keys() else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode(file, cautions, language=reading.language)
    lines = _Lines(file, decoded, cautions)
    documents = lines.check()
    if not any(sum(counts) for document in documents for counts in document.counts):
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=tuple(map(lines.draft, documents)),
        warnings=cautions.all(),
    )


class _Lines:
    """The file, checked once and then read as often as there are texts."""

    def __init__(self, file: SourceFile, decoded: Decoded, cautions: Cautions) -> None:
        """Raises Malformed if the first line does not describe a corpus."""
        self._file = file
        self._decoded = decoded
        self._cautions = cautions
        _, info = next(self._objects(), (0, {}))
        self._versions = self._described(info)
        self._columns = {version.id: column for column, version in enumerate(self._versions)}
        titles = info.get("documents")
        if not isinstance(titles, list) or not all(isinstance(one, dict) for one in titles):
            raise self._malformed(1, "the first line must list the documents of the corpus")
        self._titles = [_clean(str(one.get("title") or "")) for one in titles]

    def check(self) -> list[_Document]:
        """Every document with what is in its rows, counted. Raises Malformed with the line."""
        found: list[_Document] = []
        rows = self._objects()
        next(rows)
        for line, one in rows:
            number = one.get("document")
            if type(number) is not int or not 0 <= number < len(self._titles):
                raise self._malformed(line, "the row is of no document that the first line lists")
            if not found or number > found[-1].number:
                found.append(
                    _Document(
                        number,
                        self._titles[number],
                        range(line, line + 1),
                        [array("I") for _ in self._versions],
                        samples=[[] for _ in self._versions],
                    )
                )
            elif number < found[-1].number:
                raise self._malformed(line, "the rows of a document must stand together")
            found[-1].lines = range(found[-1].lines.start, line + 1)
            self._count(found[-1], line, one)
        return found

    def draft(self, document: _Document) -> DraftDocument:
        """A document as it is handed on; a version that is not in it has no segments."""
        texts = (
            DraftText(
                segments=partial(self._segments, document, column),
                sample="\n".join(document.samples[column])[:_SAMPLED],
                size=sum(document.counts[column]),
                language=version.language,
                label=version.label,
            )
            for column, version in enumerate(self._versions)
        )
        return DraftDocument(texts=tuple(texts), title=document.title, units=partial(_units, document))

    def _segments(self, document: _Document, column: int, _language: str = "") -> Iterator[DraftSegment]:
        name = self._versions[column].id
        for _, one in self._objects(document.lines):
            for kind, text in _cell(one["cells"].get(name, ())):
                for piece in pieces(text):
                    yield DraftSegment(piece, kind)

    def _count(self, document: _Document, line: int, one: Mapping[str, Any]) -> None:
        cells = one.get("cells")
        if not isinstance(cells, dict):
            raise self._malformed(line, "the row has no cells")
        if unknown := cells.keys() - self._columns.keys():
            raise self._malformed(line, f"the first line does not list the version {min(unknown)}")
        for version, column in self._columns.items():
            count = 0
            cell = cells.get(version, ())
            if not isinstance(cell, list | tuple):
                raise self._malformed(line, "a cell must be a list of segments")
            for segment in cell:
                if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
                    raise self._malformed(line, "a segment has no text")
                self._warn(segment["text"], line)
            sample = document.samples[column]
            for _, text in _cell(cell):
                parts = sum(1 for _ in pieces(text))
                count += parts
                if parts > 1:
                    self._cautions.add(Caution.SEGMENTS_CUT, place=f"line {line}")
                if len(sample) < 50:
                    sample.append(text[:_SAMPLED])
            document.counts[column].append(count)
        status, confidence = one.get("status", Status.IMPORTED), one.get("confidence")
        if status not in _STATUSES:
            raise self._malformed(line, "the status is none that is known")
        if confidence is not None and (not isinstance(confidence, int | float) or not 0 <= confidence <= 1):
            raise self._malformed(line, "the confidence must be a number from 0 to 1")
        document.statuses.append(_STATUSES.index(status))
        document.confidences.append(math.nan if confidence is None else confidence)

    def _warn(self, text: str, line: int) -> None:
        if "\0" in text:
            self._cautions.add(Caution.NUL_REPLACED, count=text.count("\0"), place=f"line {line}")
        if (changed := sum("\ud800" <= letter <= "\udfff" for letter in text)) if not text.isascii() else 0:
            self._cautions.add(Caution.SURROGATES_REPLACED, count=changed, place=f"line {line}")

    def _described(self, info: Mapping[str, Any]) -> tuple[_Version, ...]:
        listed = info.get("versions")
        if not isinstance(listed, list) or not listed:
            raise self._malformed(1, "the first line must list the versions of the corpus")
        found: dict[str, _Version] = {}
        for one in listed:
            name, tag, label = (one.get(key) for key in ("id", "language", "label")) if isinstance(one, dict) else "   "
            if not isinstance(name, str) or not isinstance(tag, str) or name in found:
                raise self._malformed(1, "every version needs an id of its own and a language")
            if tag != languages.UNKNOWN and not languages.is_language(tag):
                raise self._malformed(1, f"{tag} is no language tag")
            tag = tag if tag == languages.UNKNOWN else languages.normalise(tag)
            found[name] = _Version(name, tag, _clean(label) if isinstance(label, str) else "")
        return tuple(found.values())

    def _objects(self, wanted: range | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every line that is not blank, or of those the `wanted`, with its number."""
        lines = enumerate(self._decoded.lines(), 1)
        for number, line in islice(lines, wanted.start - 1, wanted.stop - 1) if wanted else lines:
            if is_blank(line):
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise self._malformed(number, "the line is no JSON") from error
            if not isinstance(found, dict):
                raise self._malformed(number, "the line must be a JSON object")
            yield number, found

    def _malformed(self, line: int, reason: str) -> Malformed:
        return Malformed(self._file.path, f"line {line}", reason)


def _cell(segments: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Kind, str]]:
    """The segments of a cell that have something to see."""
    for segment in segments:
        text = _clean(segment["text"])
        if not is_blank(text):
            kind = segment.get("kind")
            yield Kind(kind) if isinstance(kind, str) and kind in _KINDS else Kind.BODY, text


def _clean(text: str) -> str:
    """A text without what no text holds: NULs and halves of characters."""
    if text.isascii():
        return text.replace("\0", "\ufffd")
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _units(document: _Document) -> Iterator[DraftUnit]:
    starts = [0] * len(document.counts)
    for row in range(document.rows):
        stops = [start + counts[row] for start, counts in zip(starts, document.counts, strict=True)]
        if stops != starts:
            confidence = document.confidences[row]
            yield DraftUnit(
                tuple(zip(starts, stops, strict=True)),
                _STATUSES[document.statuses[row]],
                None if math.isnan(confidence) else min(1.0, confidence),
            )
        starts = stops


FORMAT = Format(name=_NAME, suffixes=(".jsonl", ".ndjson"), sniff=_sniff, read=_read)
