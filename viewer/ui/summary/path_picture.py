"""The picture of a path: two versions of a document along its sides, and the way to every row by pointer and keyboard.

The first version runs to the right and the second down; a document that is the same in both is a diagonal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewer.alignment_path import AlignmentPath
from viewer.ui.i18n import Safe, translator
from viewer.ui.summary.path_ink import Frame, Points, paint_path
from viewer.ui.theme import Theme

tr = translator("Alignment")

_MARGIN: Final = 8
_PAGE: Final = 20
"""Rows that Page Up and Page Down go, at least."""


class PathPicture(QWidget):
    """By keyboard: arrows go along the path, with Ctrl to the next doubtful row; Enter goes to the row in the texts."""

    row_requested = Signal(int)
    """A row of the corpus."""
    told = Signal(int)
    """The row of the corpus at which the keyboard is; -1 when it has left."""

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """`theme` gives the colours of the moment."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Path of the alignment"))
        self._theme = theme
        self._path: AlignmentPath | None = None
        self._points = Points()
        self._names = (Safe(""), Safe(""))
        self._reader: int | None = None
        self._row = 0
        """Where the keyboard is, counted within the document."""
        self._pixmap: QPixmap | None = None
        self.tip_of: Callable[[int], Safe] = lambda row: Safe("")
        """What is told of a row of the corpus, as a tooltip."""

    def sizeHint(self) -> QSize:
        return QSize(360, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 90)

    @property
    def path(self) -> AlignmentPath | None:
        return self._path

    @property
    def points(self) -> Points:
        return self._points

    def show_path(self, path: AlignmentPath | None, across: Safe, down: Safe) -> None:
        """Shows this path, of versions that are called so."""
        self._path, self._names, self._points = path, (across, down), Points()
        self._row = max(0, min(self._row, path.rows - 1)) if path is not None else 0
        self._draw_anew()

    def show_points(self, points: Points) -> None:
        """Shows what lies beside the path."""
        self._points = points
        self._draw_anew()

    def set_reader(self, row: int | None) -> None:
        """The row of the corpus that is read."""
        if row != self._reader:
            self._reader = row
            if row is not None and self._path is not None and not self.hasFocus():
                self._row = max(0, min(row - self._path.start, self._path.rows - 1))
            self.update()

    def place_of(self, row: int) -> QPointF:
        """Where the middle of a row of the corpus is to be seen, in pixels."""
        assert self._path is not None
        return self._frame(self._path).at(*self._path.middle(row - self._path.start))

    def _draw_anew(self) -> None:
        self._pixmap = None
        self.update()

    def _frame(self, path: AlignmentPath) -> Frame:
        above = self.fontMetrics().height() + _MARGIN
        area = QRectF(self.rect()).adjusted(_MARGIN + above, above, -_MARGIN, -_MARGIN)
        return Frame(area, max(1, int(path.across[-1])), max(1, int(path.down[-1])))

    # Ink

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, path = self._theme(), self._path
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.field)
            if path is None or not path.rows:
                painter.setPen(theme.muted)
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Two versions are needed for a picture"))
                return
            painter.drawPixmap(0, 0, self._picture(path, theme))
            self._paint_places(painter, path, theme)

    def _picture(self, path: AlignmentPath, theme: Theme) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.deviceIndependentSize().toSize() != self.size():
            self._pixmap = QPixmap(self.size() * ratio)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(theme.field)
            frame = self._frame(path)
            with QPainter(self._pixmap) as painter:
                painter.setFont(self.font())
                paint_path(painter, frame, path, self._points, theme)
                self._paint_names(painter, frame, theme)
        return self._pixmap

    def _paint_names(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        painter.setPen(theme.muted)
        metrics, area = self.fontMetrics(), frame.area
        across, down = (
            metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(room))
            for name, room in zip(self._names, (area.width(), area.height()), strict=True)
        )
        painter.drawText(QPointF(area.left(), area.top() - metrics.descent() - 2), f"{across}  →")
        painter.save()
        painter.translate(area.left() - metrics.descent() - 3, area.top())
        painter.rotate(90)
        painter.drawText(QPointF(0, metrics.descent() + metrics.ascent()), f"{down}  →")
        painter.restore()

    def _paint_places(self, painter: QPainter, path: AlignmentPath, theme: Theme) -> None:
        """The reader as a cross of fine lines, the keyboard as a ring."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame(path)
        area = frame.area
        if self._reader is not None and 0 <= self._reader - path.start < path.rows:
            point = frame.at(*path.middle(self._reader - path.start))
            painter.setPen(QPen(theme.hit_mark, 1))
            painter.drawLine(QPointF(point.x(), area.top()), QPointF(point.x(), area.bottom()))
            painter.drawLine(QPointF(area.left(), point.y()), QPointF(area.right(), point.y()))
        if self.hasFocus():
            painter.setPen(QPen(theme.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(frame.at(*path.middle(self._row)), 6, 6)

    # Pointer and keyboard

    def _row_at(self, point: QPointF) -> int | None:
        path = self._path
        if path is None or not path.rows:
            return None
        frame = self._frame(path)
        return path.row_at(*frame.share(point)) if frame.area.adjusted(-4, -4, 4, 4).contains(point) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row is not None and self._path is not None:
            self._move(row)
            self.row_requested.emit(self._path.start + row)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_path = self._row_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_path else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        path, key = self._path, event.key()
        if path is None or not path.rows:
            super().keyPressEvent(event)
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        page = max(_PAGE, path.rows // 20)
        ways = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1,
            Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -path.rows, Qt.Key.Key_End: path.rows,
        }  # fmt: skip
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_requested.emit(path.start + self._row)
        elif key in ways and control:
            self._move(path.next_doubtful(self._row, 1 if ways[Qt.Key(key)] > 0 else -1))
        elif key in ways:
            self._move(self._row + ways[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _move(self, row: int) -> None:
        """Puts the keyboard on a row of the document, clamped, and tells of it."""
        assert self._path is not None
        self._row = max(0, min(row, self._path.rows - 1))
        self.told.emit(self._path.start + self._row)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(QPointF(event.pos()))
            said = self.tip_of(self._path.start + row) if row is not None and self._path is not None else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._draw_anew()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._path is not None and self._path.rows:
            self._move(self._row)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.told.emit(-1)
        self.update()
