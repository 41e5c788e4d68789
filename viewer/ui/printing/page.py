"""One page: all on it but header and foot, and where the next begins. Dots from the upper left corner of the paper."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from viewer.model import VersionId
from viewer.ui.reading.layouts import Piece


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: what is before it is on pages before it."""

    place: int = 0
    """Place of the row among those to print, from 0."""
    band: int = 0
    lines: tuple[int, ...] = ()
    """For each cell of the band how many of its lines are done; empty where none is begun."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a piece of text."""

    version: VersionId
    piece: Piece
    first: int
    stop: int
    x: float
    y: float
    """Where the piece's own upper edge would be."""
    quiet: bool

    @property
    def numbers(self) -> range:
        """The numbers of the lines within the piece."""
        return range(self.first, self.stop)


@dataclass(frozen=True, slots=True)
class Words:
    """A line that is not text of the corpus: a title, or the name of a version beside its lines."""

    text: str
    box: QRectF
    size: float
    """Relative to body text."""
    bold: bool = False
    quiet: bool = False
    wraps: bool = False
    tag: str = "en"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a document or a chapter begins."""

    title: str
    y: float
    is_document: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on one page but header and foot."""

    number: int
    """From 0."""
    lines: tuple[Lines, ...]
    words: tuple[Words, ...]
    gaps: tuple[QRectF, ...]
    rules: tuple[float, ...]
    """Hairlines between rows, dots from the upper edge."""
    anchors: tuple[Anchor, ...]
    rows: int
    """How many rows have begun by its end."""
    after: Start | None
    """Where the next page begins; None after the last."""


def wrapped(text: str, font: QFont, width: float) -> QTextLayout:
    """Words that are not text of the corpus, in lines; their direction is that of their first letter."""
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout
