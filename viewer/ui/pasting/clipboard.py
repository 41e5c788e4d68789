"""What the clipboard holds, as far as it can be read: a text, files, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from viewer.importing.pasting import Clip

_HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Contents:
    """One moment of the clipboard."""

    clip: Clip | None = None
    """A text, which may turn out to hold no words."""
    files: tuple[Path, ...] = ()
    """Files of this computer. They are read as what they are; their names are no text."""
    is_picture: bool = False
    """There is nothing but a picture."""


def contents() -> Contents:
    """What the clipboard holds now."""
    return contents_of(QGuiApplication.clipboard().mimeData())


def contents_of(data: QMimeData | None) -> Contents:
    """What is in some data that were copied or dragged."""
    if data is None:
        return Contents()
    files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files:
        return Contents(files=files)
    # As bytes: browsers leave it in encodings that Qt takes for others.
    html = bytes(data.data(_HTML).data()) if data.hasFormat(_HTML) else b""
    text = data.text() if data.hasText() else ""
    if html or text.strip():
        return Contents(clip=Clip(html, text))
    return Contents(is_picture=data.hasImage())
