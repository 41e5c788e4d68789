"""Small corpora for the tests of the reading view, and of what moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.model import Kind, Source, Status, VersionId

SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)


def build(
    path: Path,
    rows: Sequence[Mapping[str, str | tuple[str, Kind]]],
    documents: int = 1,
    judged: Mapping[int, tuple[float | None, Status]] | None = None,
) -> Path:
    """A corpus with these rows, shared out evenly among the documents; a cell is a text or a text and its kind.

    `judged` gives confidence and status of some rows; the others are automatic, and right by 90 %.
    """
    judged = judged or {}
    tags = list(dict.fromkeys(tag for row in rows for tag in row))
    with Builder(path, title="made") as builder:
        versions = {tag: builder.add_version(tag, tag) for tag in tags}
        size = -(-len(rows) // documents)
        for first in range(0, len(rows), size):
            document = builder.add_document(f"Document {first // size}")
            part = rows[first : first + size]
            for tag in tags:
                cells = [row[tag] for row in part if tag in row]
                segments = [NewSegment(*cell) if isinstance(cell, tuple) else NewSegment(cell) for cell in cells]
                builder.add_text(document, versions[tag], SOURCE, segments)
            done = dict.fromkeys(tags, 0)
            units = []
            for number, row in enumerate(part, first):
                ranges: dict[VersionId, tuple[int, int]] = {}
                for tag in row:
                    ranges[versions[tag]] = (done[tag], done[tag] + 1)
                    done[tag] += 1
                units.append(NewUnit(ranges, *judged.get(number, (0.9, Status.AUTOMATIC))))
            builder.add_units(document, units)
        builder.commit()
    return path


def many_rows(count: int) -> list[dict[str, str | tuple[str, Kind]]]:
    """Rows of three versions with texts of different lengths and a gap now and then."""
    rows: list[dict[str, str | tuple[str, Kind]]] = []
    for number in range(count):
        row: dict[str, str | tuple[str, Kind]] = {"de": f"Absatz {number}. " + "Noch ein Satz. " * (number % 7)}
        if number % 5:
            row["ar"] = f"فقرة {number}. " + "جملة أخرى هنا. " * (number % 11)
        if number % 3:
            row["ja"] = f"段落{number}。" + "もう一つの文です。" * (number % 9)
        rows.append(row)
    return rows
