"""Small corpora for the tests of the window."""

from __future__ import annotations

from pathlib import Path

from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.model import Source, Status

TEXTS = {
    "de": ["Die Stadt Can Tho", "Der Fluss", "Nur hier", "Noch einmal Can Tho, und Cần Thơ", "Ende"],
    "en": ["The city of Can Tho", "The river", None, "Once more: can tho", "The end"],
    "ar": ["مدينة كان ثو", "النهر", None, "مرة أخرى", "النهاية"],
}
"""Row by row; None is a gap. `can tho` is found in rows 0 and 3: in German three times, in English twice."""


def build(path: Path, texts: dict[str, list[str | None]] | None = None, title: str = "Two rivers") -> Path:
    """A corpus of one document; row 1 is doubtful."""
    texts = texts or TEXTS
    rows = len(next(iter(texts.values())))
    with Builder(path, title=title) as builder:
        document = builder.add_document(title)
        numbers: dict[str, list[int | None]] = {}
        versions = {}
        for tag, column in texts.items():
            versions[tag] = builder.add_version(tag, "")
            filled = [text for text in column if text is not None]
            builder.add_text(
                document,
                versions[tag],
                Source(f"{tag}.txt", "text", "UTF-8", "0" * 64),
                [NewSegment(text) for text in filled],
            )
            found = iter(range(len(filled)))
            numbers[tag] = [None if text is None else next(found) for text in column]
        builder.add_units(
            document,
            [
                NewUnit(
                    {versions[tag]: (number, number + 1) for tag in texts if (number := numbers[tag][row]) is not None},
                    0.2 if row == 1 else 0.9,
                    Status.AUTOMATIC,
                )
                for row in range(rows)
            ],
        )
        builder.commit()
    return path


def many(rows: int) -> dict[str, list[str | None]]:
    """Two versions, long enough to scroll; `needle` is in every hundredth German row."""
    return {
        "de": [f"Zeile {row} {'needle' if row % 100 == 99 else 'Heu'}" for row in range(rows)],
        "en": [f"Row {row} of hay" for row in range(rows)],
    }
