"""TMX files for the tests, and what is read from them."""

from __future__ import annotations

from pathlib import Path

from viewer.formats.draft import Draft, DraftSegment
from viewer.formats.registry import read
from viewer.formats.source import SourceFile


def tmx(*units: str, header: str = 'srclang="en"', before: str = '<?xml version="1.0"?>\n') -> str:
    body = "".join(f"<tu>{unit}</tu>\n" for unit in units)
    return f'{before}<tmx version="1.4"><header {header}/><body>\n{body}</body></tmx>\n'


def tuv(language: str, text: str) -> str:
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


def draft(content: str | bytes, name: str = "memory.tmx") -> Draft:
    return read(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode()))


def columns(found: Draft) -> dict[str | None, list[str]]:
    return {text.language: [segment.text for segment in text.segments("")] for text in found.documents[0].texts}


def cells(found: Draft) -> list[tuple[tuple[int, int], ...]]:
    units = found.documents[0].units
    assert units is not None
    return [unit.cells for unit in units()]


def segment(content: str) -> DraftSegment:
    """The only segment of a file with one `seg` of this content."""
    (found,) = draft(tmx(tuv("en", content))).documents[0].texts[0].segments("")
    return found


def said(found: DraftSegment) -> list[tuple[str, str]]:
    return [(note.kind, note.value) for note in found.annotations]
