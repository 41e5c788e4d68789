"""Documents that are imported together tell of each other what is furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.corpus import Corpus
from viewer.importing import import_files
from viewer.model import Kind

FOOTER = ["Impressum", "Datenschutz", "Kontakt", "Alle Rechte vorbehalten."]
PROSE = (
    "Am Morgen ging er mit {} noch einmal durch die Stadt, sah die Brücken und den Fluss und dachte an alles, was er "
    "in den letzten Jahren gesehen hatte, und an die Menschen, denen er begegnet war."
)


def pages(folder: Path, count: int, suffix: str = ".txt", mark: str = "") -> Path:
    folder.mkdir()
    for number in range(count):
        lines = [PROSE.format(f"{chr(97 + number)}{chr(97 + k)}") for k in range(8)] + FOOTER
        text = "\n\n".join(mark + line if line in FOOTER else line for line in lines)
        (folder / f"page{chr(97 + number)}.de{suffix}").write_text(text, encoding="utf-8")
    return folder


def furniture(path: Path) -> list[list[str]]:
    with Corpus.open(path, read_only=True) as corpus:
        found: list[list[str]] = [[] for _ in corpus.documents()]
        for unit in corpus.all_units():
            texts = (one.text for cell in unit.cells.values() for one in cell if one.kind is Kind.FURNITURE)
            found[unit.document] += texts
        return found


def test_a_footer_that_all_documents_have_is_furniture(tmp_path: Path) -> None:
    import_files([pages(tmp_path / "in", 4)], tmp_path / "c.hexapla", search=False)
    assert furniture(tmp_path / "c.hexapla") == [FOOTER] * 4


@pytest.mark.parametrize(("count", "suffix", "mark"), [(2, ".txt", ""), (4, ".md", "## ")])
def test_few_documents_and_what_has_a_style_stay_as_they_are(
    tmp_path: Path, count: int, suffix: str, mark: str
) -> None:
    import_files([pages(tmp_path / "in", count, suffix, mark)], tmp_path / "c.hexapla", search=False)
    assert not any(furniture(tmp_path / "c.hexapla"))
