"""The headers of the panes: a row of them in step with the page, borders to drag between them, and a + at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QToolTip, QWidget

from viewer.model import Direction, Version, VersionId
from viewer.ui.i18n import translator
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.header_look import BORDER, Looks, Told, header_height
from viewer.ui.reading.label_edit import LabelEdit
from viewer.ui.reading.names import short_name_of
from viewer.ui.reading.pane_header import PaneHeader
from viewer.ui.reading.reordering import Reordering
from viewer.ui.reading.roving import Roving
from viewer.ui.theme import Theme

tr = translator("HeaderBar")

_ADD = 30
"""Width of the + behind the last header, pixels."""
_LEAST_EDIT = 160
_LEAST_COMPACT = 36


class HeaderBar(QWidget):
    """A header per column; where the versions stand under one another, small buttons in a row."""

    border_dragged = Signal(int, int)
    """Number of the column before the border, and the border's new x in pixels."""
    equalise_requested = Signal()
    activated = Signal(str)
    """A header was pressed, or has the keyboard."""
    menu_requested = Signal(str, QPoint)
    """For a version, at a point of the screen."""
    rename_requested = Signal(str, str)
    """A version and its new label."""
    hide_requested = Signal(str)
    move_requested = Signal(str, int)
    """A version, and the number of the pane on the screen before which it is to stand; their count is the end."""
    scroll_requested = Signal(int)
    """The keyboard wants to go on to the left (-1) or to the right (1) of the screen."""
    keyboard_left = Signal()

    def __init__(self, columns: Columns, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._looks = Looks(theme)
        self._versions: Mapping[VersionId, Version] = {}
        self._directions: Mapping[VersionId, Direction] = {}
        self._counts: Mapping[VersionId, int] | None = None
        self._notes: Mapping[VersionId, str] = {}
        self._left = 0
        self._active: VersionId | None = None
        self._headers: dict[VersionId, PaneHeader] = {}
        self._shown: list[VersionId] = []
        self._border: int | None = None
        self.add_button = QToolButton(self)
        self.add_button.setText("+")
        self.add_button.setToolTip(tr("Show a hidden version, or add one from a file"))
        self.add_button.setAccessibleName(tr("Add a version"))
        self.add_button.hide()
        self._reordering = Reordering(self)
        self._reordering.set_colour(theme.accent)
        self._reordering.dropped.connect(self.move_requested)
        self._roving = Roving(self, self.add_button)
        self._roving.passed_end.connect(self.scroll_requested)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Versions"))

    def sizeHint(self) -> QSize:
        return QSize(400, header_height(self.font()))

    # What is shown

    def set_versions(self, versions: Sequence[Version], margin: int) -> None:
        """`margin` is that of the text in its column, so that names stand above the text."""
        self._versions = {version.id: version for version in versions}
        self._looks = replace(self._looks, margin=margin)
        self.columns_changed()

    def set_panes(
        self, *, left: int, directions: Mapping[VersionId, Direction], notes: Mapping[VersionId, str]
    ) -> None:
        """The columns stand elsewhere now, or others do. The page, from which they count, begins at `left` pixels.

        `directions` say which way lines run; `notes` are a word on how a pane moves, if not as the others.
        """
        self._left, self._directions, self._notes = left, directions, notes
        self.columns_changed()

    def set_theme(self, theme: Theme) -> None:
        self._looks = replace(self._looks, theme=theme)
        self._reordering.set_colour(theme.accent)
        self._tell()
        self.update()

    def set_counts(self, counts: Mapping[VersionId, int] | None) -> None:
        """Hits per version for the badges; None when nothing is searched for."""
        self._counts = counts
        self._arrange()

    def set_active(self, version: VersionId | None) -> None:
        """Which pane has the keyboard."""
        self._active = version
        if version in self._headers and not any(header.hasFocus() for header in self._headers.values()):
            self._roving.set_stop(self._headers[version])
        self._tell()

    def columns_changed(self) -> None:
        """The columns stand elsewhere now, or others do."""
        wanted = [column.version for column in self._columns.columns if column.version in self._versions]
        if wanted != self._shown:
            self._shown = wanted
            for edit in self.findChildren(LabelEdit):
                edit.take()
        for version in [version for version in self._headers if version not in wanted]:
            header = self._headers.pop(version)
            if header.hasFocus():
                self.keyboard_left.emit()
            header.hide()
            header.deleteLater()
        for version in wanted:
            if version not in self._headers:
                self._headers[version] = self._header(self._versions[version])
        self._looks = replace(self._looks, compact=self._columns.stacked)
        self._arrange()
        in_order = [self._headers[version] for version in wanted]
        self._reordering.set_headers(in_order, mirrored=self._columns.mirrored)
        order = sorted(in_order, key=lambda header: header.x())
        self._roving.set_buttons([self.add_button, *order] if self._columns.mirrored else [*order, self.add_button])
        self.updateGeometry()
        self.update()

    def header(self, version: VersionId) -> PaneHeader | None:
        """The header of a version, if it is on the screen."""
        return self._headers.get(version)

    def focus_header(self, version: VersionId) -> None:
        """Puts the keyboard on a header."""
        header = self._headers.get(version)
        if header is not None:
            self._roving.focus(header)

    def ask_for_menu(self, version: VersionId) -> None:
        """Opens the menu of a pane, as a click on its arrow does."""
        header = self._headers.get(version)
        if header is not None:
            header.click()

    def edit_label(self, version: VersionId) -> None:
        """Lets the reader write another label where it stands."""
        header, known = self._headers.get(version), self._versions.get(version)
        if header is None or known is None:
            return
        box = header.label_rect()
        if box.isEmpty():
            box = QRect(QPoint(self._looks.margin, 0), QSize(0, header.height()))
        box = QRect(box.topLeft() - QPoint(9, -4), QSize(max(box.width() + 40, _LEAST_EDIT), header.height() - 9))
        box.translate(header.pos())
        box.moveLeft(max(4, min(box.left(), header.geometry().right() - box.width())))
        focused = header.hasFocus()
        LabelEdit(
            known.label,
            box=box,
            name=tr("New name for {name}", name=known.label),
            done=lambda label: self.rename_requested.emit(version, label),
            leave=lambda: self.focus_header(version) if focused else self.keyboard_left.emit(),
            parent=self,
        )

    # Inside

    def _header(self, version: Version) -> PaneHeader:
        header = PaneHeader(version, self._looks, self)
        key = version.id
        header.activated.connect(lambda: self.activated.emit(key))
        header.menu_requested.connect(lambda place: self.menu_requested.emit(key, place))
        header.rename_requested.connect(lambda: self.edit_label(key))
        header.hide_requested.connect(lambda: self.hide_requested.emit(key))
        header.drag_moved.connect(lambda place: self._reordering.drag(header, place))
        header.drag_ended.connect(self._reordering.drop)
        header.keyboard_left.connect(self.keyboard_left)
        header.show()
        return header

    def _tell(self) -> None:
        several = len(self._columns.chosen) > 1
        for place, column in enumerate(self._columns.columns):
            version = self._versions.get(column.version)
            if version is not None and version.id in self._headers:
                told = Told(
                    hits=None if self._counts is None else self._counts.get(version.id),
                    note=self._notes.get(version.id, ""),
                    direction=self._directions.get(version.id, version.direction),
                    active=several and version.id == self._active,
                    place=(place, len(self._columns.columns)),
                    twin=short_name_of(version, self._versions.values()) != short_name_of(version, ()),
                )
                self._headers[version.id].show_state(version, self._looks, told)

    def _arrange(self) -> None:
        """Puts the headers where their columns are, or one behind the other."""
        self._tell()
        mirrored = self._columns.mirrored
        headers = [self._headers[one.version] for one in self._columns.columns if one.version in self._headers]
        if self._columns.stacked:
            end = self._line_up(headers)
        else:
            for header, column in zip(headers, self._columns.columns, strict=False):
                header.setGeometry(self._left + column.left + BORDER, 0, column.width - 2 * BORDER, self.height())
            end = (min if mirrored else max)((self._end(header) for header in headers), default=0)
            if headers and not mirrored:
                end = min(end, self.width() - _ADD)
                headers[-1].setGeometry(headers[-1].geometry().adjusted(0, 0, end - self._end(headers[-1]), 0))
            elif headers:
                end = max(end, _ADD)
                headers[-1].setGeometry(headers[-1].geometry().adjusted(end - self._end(headers[-1]), 0, 0, 0))
        self.add_button.setGeometry(end - _ADD if mirrored else end, 4, _ADD, max(10, self.height() - 9))
        self.add_button.setVisible(bool(headers))

    def _line_up(self, headers: Sequence[PaneHeader]) -> int:
        """Small headers behind one another, narrower where there is no room; returns where they end."""
        room = self.width() - 2 * self._looks.margin - _ADD
        wanted = [header.sizeHint().width() for header in headers]
        least = [header.least_width() for header in headers]
        room -= 6 * len(headers)
        # First what stands beside the names gives way, then the names.
        share = max(0.0, min(1.0, (room - sum(least)) / max(1, sum(wanted) - sum(least))))
        shrink = min(1.0, room / max(1, sum(least)))
        place = self._looks.margin
        for header, most, name in zip(headers, wanted, least, strict=True):
            wide = max(_LEAST_COMPACT, int((name + (most - name) * share) * shrink))
            x = self.width() - place - wide if self._columns.mirrored else place
            header.setGeometry(x, 0, wide, self.height())
            place += wide + 6
        return self.width() - place if self._columns.mirrored else place

    def _end(self, header: PaneHeader) -> int:
        """Where a header ends, in the reader's order."""
        return header.x() if self._columns.mirrored else header.x() + header.width()

    # Dragging a border

    def _border_at(self, x: int) -> int | None:
        if self._columns.stacked:
            return None
        inner = range(len(self._columns.columns) - 1)
        return next((number for number in inner if abs(x - self._border_x(number)) <= BORDER), None)

    def _border_x(self, number: int) -> int:
        return self._left + self._columns.border(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._looks.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.page)
            for number in range(len(self._columns.columns) - 1 if not self._columns.stacked else 0):
                x = self._border_x(number)
                # The others go out of sight behind a first pane that stays.
                hides = number == 0 and self._columns.frozen and self._columns.before
                painter.setPen(QPen(theme.muted, 2) if hides else QPen(theme.hairline, 1))
                painter.drawLine(x, 2 if hides else 12, x, self.height() - (2 if hides else 12))
            painter.setPen(QPen(theme.hairline, 1))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._border = self._border_at(round(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = round(event.position().x())
        if self._border is not None:
            self.border_dragged.emit(self._border, x - self._left)
        over = self._border is not None or self._border_at(x) is not None
        self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._border = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._border_at(round(event.position().x())) is not None:
            self.equalise_requested.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            over = self._border_at(event.pos().x()) is not None
            text = tr("Drag to resize, double-click to make all panes equal") if over else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
