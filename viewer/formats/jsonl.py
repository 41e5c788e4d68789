"""JSON Lines, as a corpus is exported: a line that describes it, then a row a line.

Versions, documents, rows, kinds, status and confidence come back as they were, and so does what stands beside a
segment: annotations and the ends of links.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from viewer import languages
from viewer.errors import EmptyFile, Malformed
from viewer.formats import beside
from viewer.formats.beside import End
from viewer.formats.decoding import Decoded, decode, decoded_head
from viewer.formats.draft import Caution, Cautions, Draft, DraftSegment
from viewer.formats.exported import Cell, Exported
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.model import Kind, Status
from viewer.text.paragraphs import is_blank

_NAME = "JSON Lines"
_STATUSES = frozenset(Status)
_KINDS = frozenset(Kind)


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
    rows = Exported(cautions)
    _Lines(file, decoded, cautions).read(rows)
    documents = rows.documents()
    if not documents:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=documents,
        warnings=cautions.all(),
        title=rows.title,
    )


class _Lines:
    """The file while it is read."""

    def __init__(self, file: SourceFile, decoded: Decoded, cautions: Cautions) -> None:
        self._file = file
        self._decoded = decoded
        self._cautions = cautions

    def read(self, rows: Exported) -> None:
        """Hands over every row. Raises Malformed with the line."""
        objects = self._objects()
        _, info = next(objects, (0, {}))
        versions = self._described(info, rows)
        documents = info.get("documents")
        if not isinstance(documents, list) or not all(isinstance(one, dict) for one in documents):
            raise self._malformed(1, "the first line must list the documents of the corpus")
        for number, one in enumerate(documents):
            rows.entitle(number, _clean(str(one.get("title") or "")))
        title = info.get("title")
        rows.title = _clean(title) if isinstance(title, str) else ""
        last = 0
        for line, one in objects:
            document = one.get("document")
            if type(document) is not int or not 0 <= document < len(documents):
                raise self._malformed(line, "the row is of no document that the first line lists")
            if document < last:
                raise self._malformed(line, "the rows of a document must stand together")
            last = document
            status, confidence = one.get("status", Status.IMPORTED), one.get("confidence")
            if not isinstance(status, str) or status not in _STATUSES:
                raise self._malformed(line, "the status is none that is known")
            if confidence is not None and (not isinstance(confidence, int | float) or not 0 <= confidence <= 1):
                raise self._malformed(line, "the confidence must be a number from 0 to 1")
            rows.add(
                self._cells(line, one, versions),
                f"line {line}",
                document=document,
                status=Status(status),
                confidence=None if confidence is None else float(confidence),
            )

    def _cells(self, line: int, one: Mapping[str, Any], versions: Sequence[str]) -> dict[str, Cell]:
        cells = one.get("cells")
        if not isinstance(cells, dict):
            raise self._malformed(line, "the row has no cells")
        if unknown := cells.keys() - set(versions):
            raise self._malformed(line, f"the first line does not list the version {min(unknown)}")
        return {version: self._cell(line, cells[version]) for version in versions if version in cells}

    def _cell(self, line: int, cell: object) -> Cell:
        if not isinstance(cell, list):
            raise self._malformed(line, "a cell must be a list of segments")
        segments: list[DraftSegment] = []
        ends: list[tuple[int, End]] = []
        for segment in cell:
            text = segment.get("text") if isinstance(segment, dict) else None
            if not isinstance(text, str):
                raise self._malformed(line, "a segment has no text")
            self._warn(text, line)
            text = _clean(text)
            kind = segment.get("kind")
            told = segment.get("annotations")
            entries = [[0, *entry] for entry in told if isinstance(entry, list)] if isinstance(told, list) else ()
            (notes,), own = beside.read(entries, [len(text)])
            ends += ((len(segments), end) for _, end in own)
            segments.append(
                DraftSegment(
                    text,
                    Kind(kind) if isinstance(kind, str) and kind in _KINDS else Kind.BODY,
                    segment.get("excluded") is True,
                    tuple(notes),
                )
            )
        return Cell(segments, ends)

    def _warn(self, text: str, line: int) -> None:
        if "\0" in text:
            self._cautions.add(Caution.NUL_REPLACED, count=text.count("\0"), place=f"line {line}")
        if (changed := sum("\ud800" <= letter <= "\udfff" for letter in text)) if not text.isascii() else 0:
            self._cautions.add(Caution.SURROGATES_REPLACED, count=changed, place=f"line {line}")

    def _described(self, info: Mapping[str, Any], rows: Exported) -> list[str]:
        """The ids of the versions."""
        listed = info.get("versions")
        if not isinstance(listed, list) or not listed:
            raise self._malformed(1, "the first line must list the versions of the corpus")
        found: list[str] = []
        for one in listed:
            name, tag, label = (one.get(key) for key in ("id", "language", "label")) if isinstance(one, dict) else "   "
            if not isinstance(name, str) or not isinstance(tag, str) or name in found:
                raise self._malformed(1, "every version needs an id of its own and a language")
            if tag != languages.UNKNOWN and not languages.is_language(tag):
                raise self._malformed(1, f"{tag} is no language tag")
            tag = tag if tag == languages.UNKNOWN else languages.normalise(tag)
            rows.describe(name, tag, _clean(label) if isinstance(label, str) else "")
            found.append(name)
        return found

    def _objects(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every line that is not blank, with its number."""
        for number, line in enumerate(self._decoded.lines(), 1):
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


def _clean(text: str) -> str:
    """A text without what no text holds: NULs and halves of characters."""
    if text.isascii():
        return text.replace("\0", "\ufffd")
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


FORMAT = Format(name=_NAME, suffixes=(".jsonl", ".ndjson"), sniff=_sniff, read=_read, names_languages=True)
