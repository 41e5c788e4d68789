"""What stands in all versions in the row of a hit, one under the other, with the hits of the search marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from viewer.errors import QueryError
from viewer.model import Kind, Segment, Unit, VersionId
from viewer.search import Query
from viewer.ui.i18n import translator
from viewer.ui.reading.layouts import CellLayout, TextStyle
from viewer.ui.reading.painter import Mark, formats
from viewer.ui.theme import LIGHT, Theme

tr = translator("HitList")

_MARGIN: Final = 12
_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class _Block:
    version: VersionId
    name: str
    top: int
    text: CellLayout | None
    """None: the version has nothing here."""
    marks: tuple[tuple[Mark, ...], ...]
    """For each segment."""


class _Canvas(QWidget):
    """The blocks, as high as they are at its width."""

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self.blocks: Sequence[_Block] = ()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.theme.page)
        metrics = self.fontMetrics()
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        for block in self.blocks:
            painter.setPen(self.theme.muted)
            painter.setFont(self.font())
            wide = self.width() - 2 * _MARGIN
            name = block.name if block.text is not None else tr("{version}: nothing here", version=block.name)
            painter.drawText(_MARGIN, block.top, wide, metrics.height(), side, name)
            if block.text is None:
                continue
            top = block.top + metrics.height() + 2
            painter.setPen(self.theme.text)
            for laid, marks in zip(block.text.segments, block.marks, strict=True):
                for piece in laid.pieces:
                    piece.layout.draw(painter, QPointF(_MARGIN, top + piece.top), formats(piece, marks))
        painter.end()


class Beside(QScrollArea):
    """Shows one row. It is laid out when it is shown or has another width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = _Canvas()
        self._unit: Unit | None = None
        self._query: Query | None = None
        self._versions: Sequence[VersionId] = ()
        self._needed = 0
        """Pixels that the texts are high."""
        self.style_of: Callable[[VersionId], TextStyle] | None = None
        self.name_of: Callable[[VersionId], str] = str
        self.setWidget(self._canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("The row in all versions"))

    @property
    def unit(self) -> Unit | None:
        """The row that is shown."""
        return self._unit

    def set_theme(self, theme: Theme) -> None:
        self._canvas.theme = theme
        self.relay()

    def show_row(self, unit: Unit | None, query: Query | None, versions: Sequence[VersionId]) -> None:
        """Shows a row in these versions, in this order."""
        self._unit, self._query, self._versions = unit, query, versions
        self.relay()
        self.verticalScrollBar().setValue(0)

    def relay(self) -> None:
        """Lays the row out anew."""
        width = self.viewport().width()
        blocks: list[_Block] = []
        y = _GAP
        line = self._canvas.fontMetrics().height()
        for version in self._versions if self._unit is not None and self.style_of is not None else ():
            block = self._block(version, y, width - 2 * _MARGIN)
            blocks.append(block)
            y += line + 2 + _GAP + (round(block.text.height) if block.text is not None else 0)
        self._canvas.blocks = blocks
        self._needed = y
        self._canvas.resize(width, max(y, self.viewport().height()))
        self._canvas.setAccessibleDescription(self._said())
        self._canvas.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.relay()
        else:
            self._canvas.resize(event.size().width(), max(self._needed, event.size().height()))

    def sizeHint(self) -> QSize:
        return QSize(420, 200)

    def _block(self, version: VersionId, top: int, width: int) -> _Block:
        assert self._unit is not None
        assert self.style_of is not None
        segments = self._unit.cells.get(version, ())
        name = self.name_of(version)
        if not segments:
            return _Block(version, name, top, None, ())
        text = CellLayout(segments, self.style_of(version), width)
        return _Block(version, name, top, text, tuple(self._marks(version, one.segment) for one in text.segments))

    def _marks(self, version: VersionId, segment: Segment) -> tuple[Mark, ...]:
        query, theme = self._query, self._canvas.theme
        if query is None or (segment.kind is Kind.FURNITURE and not query.scope.furniture):
            return ()
        spans = query.matcher(version)
        try:
            found = spans.spans(segment.text) if spans is not None else []
        except QueryError:  # an expression that takes too long here; the search bar says so
            found = []
        return tuple(Mark(start, stop, theme.hit, theme.hit_text) for start, stop in found)

    def _said(self) -> str:
        cells = self._unit.cells if self._unit is not None else {}
        return "\n".join(
            f"{self.name_of(version)}: {' '.join(segment.text for segment in cells.get(version, ()))}"
            for version in self._versions
        )
