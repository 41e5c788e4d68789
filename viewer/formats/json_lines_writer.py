"""JSON Lines: an object that describes the whole, then one for every row; the same objects that the commands print.

In a file a segment may say more: `"excluded": true`, and in `annotations` what stands beside it (see `beside`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from viewer.formats.beside import Ends, entries
from viewer.formats.writing import Context, Writer
from viewer.model import Document, Unit, Version

_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def as_line(value: Mapping[str, object]) -> str:
    """The object as one line, whatever a reader takes for the end of one; without its own end."""
    text = json.dumps(value, ensure_ascii=False)
    return _OTHER_LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def info(title: str, units: int, documents: Sequence[Document], versions: Sequence[Version]) -> dict[str, object]:
    """The object that describes a corpus, or what is exported of it."""
    return {
        "title": title,
        "units": units,
        "documents": [{"title": document.title, "units": document.units} for document in documents],
        "versions": [
            {
                "id": version.id,
                "language": version.language,
                "label": version.label,
                "direction": version.direction,
                "segments": version.segments,
            }
            for version in versions
        ],
    }


def row(unit: Unit) -> dict[str, object]:
    """The object that describes a row."""
    return {
        "unit": unit.number,
        "document": unit.document,
        "confidence": None if unit.confidence is None else round(unit.confidence, 4),
        "status": unit.status,
        "cells": {
            version: [{"segment": one.number, "kind": one.kind, "text": one.text} for one in segments]
            for version, segments in unit.cells.items()
        },
    }


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    head = info(context.title, context.units, context.documents, context.versions)
    with open(files[0], "w", encoding="utf-8", newline="\n") as file:
        file.write(as_line(head) + "\n")
        for unit in rows:
            file.write(as_line(_told(unit, context.ends)) + "\n")


def _told(unit: Unit, ends: Ends) -> dict[str, object]:
    """The object that describes a row, with what else a segment says."""
    cells = {
        version: [
            {
                "segment": one.number,
                "kind": one.kind,
                "text": one.text,
                **({"excluded": True} if one.excluded else {}),
                **({"annotations": [entry[1:] for entry in found]} if (found := entries([one], ends)) else {}),
            }
            for one in segments
        ]
        for version, segments in unit.cells.items()
    }
    return {**row(unit), "cells": cells}


WRITERS = (Writer("json lines", (".jsonl",), _write),)
