"""A corpus of which one version has a paragraph in another place; each half of it stands alone in its row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reading_corpora import build

NAMES = "Obama Merkel Macron Putin Modi Erdogan Trudeau Bolsonaro Orban Kaczynski Sanchez Rutte".split()
FILLER = {"de": "haus baum hund katze wald feld berg " * 5, "en": "ship yard lion goose moor cliff road " * 5}
HERE, THERE = 2, 9
"""The rows of the German and of the English half."""


def text(tag: str, number: int) -> str:
    return f"{NAMES[number]} {1900 + 7 * number} {371 * number + 2500} {FILLER[tag]}"


def build_moved(path: Path) -> Path:
    """Thirteen rows; the third German paragraph comes ninth in English."""
    rows: list[Any] = [{tag: text(tag, number) for tag in FILLER} for number in range(len(NAMES))]
    moved = rows[HERE].pop("en")
    rows.insert(THERE, {"en": moved})
    return build(path, rows)


def moved_texts() -> tuple[list[str], list[str]]:
    """The paragraphs of both versions."""
    german, english = ([text(tag, number) for number in range(len(NAMES))] for tag in FILLER)
    english.insert(THERE - 1, english.pop(HERE))
    return german, english
