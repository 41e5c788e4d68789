"""JSON Lines, read back with the json module."""

from __future__ import annotations

import json
from pathlib import Path

from written_rows import COLUMNS, cells_of, rows, written

from viewer.formats.json_lines_writer import as_line


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


def test_an_object_is_one_line_whatever_a_reader_takes_for_its_end() -> None:
    value = {"text": "a\u2028b\u2029c\x85d\x1ce\r\nü"}
    assert len(as_line(value).splitlines()) == 1
    assert json.loads(as_line(value)) == value
    assert "ü" in as_line(value)
