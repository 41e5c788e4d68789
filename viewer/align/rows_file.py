"""The rows file: alignment as tab-separated segment numbers, one row a line, for gold sets and answers alike.

The first line is `#` and the versions in order; then for each version the numbers of its segments joined by commas, or
`-`. Further columns are allowed and passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import Malformed, Unreadable

Row = tuple[tuple[int, ...], ...]
"""For each version the numbers of its segments, ascending; empty where it has none."""


@dataclass(frozen=True, slots=True)
class RowsFile:
    """What such a file says."""

    versions: tuple[str, ...]
    rows: tuple[Row, ...]


def write_rows(
    path: Path, versions: Sequence[str], rows: Iterable[Row], confidences: Iterable[float] | None = None
) -> None:
    """Writes a rows file, with a column of confidences (0 to 1) where they are given. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("#" + "\t".join([*versions, *(["confidence"] if confidences is not None else [])]) + "\n")
        if confidences is None:
            file.writelines("\t".join(map(_cell, row)) + "\n" for row in rows)
        else:
            for row, confidence in zip(rows, confidences, strict=True):
                file.write("\t".join([*map(_cell, row), f"{confidence:.4f}"]) + "\n")


def read_rows(path: Path, columns: int | None = None) -> RowsFile:
    """Reads a rows file; of each line only the first `columns`, by default all that hold segment numbers.

    Raises Unreadable, and Malformed with the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Malformed(path, f"byte {error.start}", "not UTF-8") from error
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error)) from error
    if not lines or not lines[0].startswith("#"):
        raise Malformed(path, "line 1", "a rows file begins with # and its versions")
    versions = tuple(lines[0][1:].split("\t"))
    if versions[-1] == "confidence":
        versions = versions[:-1]
    width = len(versions) if columns is None else columns
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) < width:
            raise Malformed(path, f"line {number}", f"{len(fields)} columns where {width} are needed")
        try:
            rows.append(tuple(_numbers(field) for field in fields[:width]))
        except ValueError as error:
            raise Malformed(path, f"line {number}", f"“{error}” is no list of segment numbers") from error
    return RowsFile(versions[:width], tuple(rows))


def _cell(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers)) or "-"


def _numbers(field: str) -> tuple[int, ...]:
    if field.strip() in ("", "-"):
        return ()
    parts = field.strip().split(",")
    if not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        raise ValueError(field)
    return tuple(map(int, parts))
