"""Moses: files of lines."""

from __future__ import annotations

from pathlib import Path

from written_rows import rows, written

from viewer.formats.draft import Caution


def test_a_file_for_each_version_and_a_line_for_each_row(tmp_path: Path) -> None:
    told = written(
        tmp_path / "stem", rows([{"de": ["a", "b"], "de-2": ["c"]}, {"de": ["d\u2028e\r\nf"]}]), ["de", "de-2"]
    )
    assert sorted(file.name for file in tmp_path.glob("stem*")) == ["stem.de", "stem.de-2"]
    assert (tmp_path / "stem.de").read_text("utf-8") == "a b\nd e f\n"
    assert (tmp_path / "stem.de-2").read_text("utf-8") == "c\n\n"
    assert [(one.key, one.count, one.place) for one in told.cautions.all()] == [(Caution.LINES_JOINED, 2, "row 1")]
