"""JSON Lines, read back with the json module."""

from __future__ import annotations

import json
from pathlib import Path

from written_rows import COLUMNS, cells_of, rows, written


def test_first_the_whole_then_every_row(tmp_path: Path) -> None:
    units = rows()
    written(tmp_path / "t.jsonl", units)
    text = (tmp_path / "t.jsonl").read_bytes().decode("utf-8")
    head, *lines = [json.loads(line) for line in text.rstrip("\n").split("\n")]
    assert (head["title"], head["units"], len(head["documents"])) == ("Title <&>", 6, 1)
    assert [version["id"] for version in head["versions"]] == list(COLUMNS)
    for unit, line in zip(units, lines, strict=True):
        assert (line["unit"], line["document"], line["status"]) == (unit.number, unit.document, unit.status)
        assert line["confidence"] == (None if unit.confidence is None else round(unit.confidence, 4))
        cells = {version: [(one["kind"], one["text"]) for one in cell] for version, cell in line["cells"].items()}
        assert cells == cells_of(unit)
