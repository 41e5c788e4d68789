"""What the tests of Bible formats have in common: books as short lines."""

from __future__ import annotations

from pathlib import Path

from viewer.formats.draft import VERSE, Draft, DraftDocument, verse_of
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile
from viewer.model import Kind

SHORT = {Kind.TITLE: "T", Kind.HEADING: "H", Kind.BODY: "B", Kind.CAPTION: "C"}


def draft_of(content: str | bytes, name: str) -> Draft:
    return read(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode()))


def format_of(content: str | bytes, name: str) -> str:
    return recognise(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode())).name


def lines(document: DraftDocument) -> list[str]:
    """Every segment as its verse (or what it is) and its text: `1:1 In the beginning`, `H The creation`."""
    found = list(document.texts[0].segments("und"))
    assert len(found) == document.texts[0].size
    names = [(verse_of(one) or SHORT.get(one.kind, one.kind)).removeprefix(f"{document.key} ") for one in found]
    return [f"{name} {one.text}" for name, one in zip(names, found, strict=True)]


def notes(document: DraftDocument) -> list[tuple[str, str, str]]:
    """What stands beside the text but the verses: the letters, the kind, the value; `a|b` for a place after a."""
    return [
        (one.text[note.start : note.stop] or f"{one.text[: note.start][-6:]}|", note.kind, note.value)
        for one in document.texts[0].segments("und")
        for note in one.annotations
        if note.kind != VERSE
    ]
