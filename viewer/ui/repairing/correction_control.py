"""Where a correction stands: opens the field over the paragraph of the cursor, keeps it there, and closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, Signal

from viewer.model import SegmentId, VersionId
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.stage import Stage
from viewer.ui.repairing.correcting import Correction
from viewer.ui.repairing.cursor import RepairCursor, boxes

_SEEN: Final = 40
"""Pixels of the field that are always seen."""


class CorrectionControl(QObject):
    """At most one paragraph is being corrected."""

    taken = Signal(object, str)
    """A SegmentId and its new text."""
    split_requested = Signal(object, str, int)
    """A SegmentId, its text, and the code point before which it is to be divided."""
    unsaved = Signal()
    """The field was asked to end, and stays once: what is written would be lost."""
    changed = Signal()
    """A field was opened or closed."""

    def __init__(self, stage: Stage, cursor: RepairCursor, style: Callable[[VersionId], TextStyle]) -> None:
        super().__init__(cursor)
        self._stage = stage
        self._cursor = cursor
        self._style = style
        self.field: Correction | None = None
        """The field, while there is one."""
        stage.page.scrolled.connect(self.follow)
        stage.page.resized.connect(self.follow)

    def open(self, code_point: int | None = None) -> None:
        """Opens the field over the paragraph of the cursor, with the caret before a code point, or at the end."""
        spot, segment = self._cursor.spot, self._cursor.segment()
        if spot is None or segment is None or self.field is not None:
            return
        self._cursor.show()
        field = self.field = Correction(spot.version, segment, self._style(spot.version), self._stage.page.viewport())
        field.put_caret(len(segment.text) if code_point is None else code_point)
        field.taken.connect(lambda text: self._take(segment.id, text))
        field.split_requested.connect(lambda text, at: self._split(segment.id, text, at))
        field.unsaved.connect(self.unsaved)
        field.ended.connect(self.close)
        self.follow()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def leave(self) -> bool:
        """Asks the field to end; whether there is none any more."""
        if self.field is not None:
            self.field.leave()
        return self.field is None

    def take(self) -> None:
        """Takes what is written, and closes the field."""
        if self.field is not None:
            self.field.take()

    def close(self) -> None:
        """Closes the field, whatever is written in it."""
        field, self.field = self.field, None
        if field is None:
            return
        had_keyboard = field.hasFocus()
        field.hide()
        field.deleteLater()
        if had_keyboard:
            self._stage.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def follow(self) -> None:
        """Puts the field over its paragraph, wherever that is now; if that leaves the screen it waits at the edge."""
        field, geometry = self.field, self._stage.geometry()
        if field is None or geometry is None:
            return
        pane = next((one for one in geometry.spread.arrangement.panes if one.version == field.version), None)
        field.setVisible(pane is not None)
        if pane is None:
            return
        found, height = boxes(geometry, field.version, field.segment.id), self._stage.page.viewport().height()
        if found:
            top, bottom = round(found[0][0]), round(found[-1][1])
        else:
            top = -field.height() if field.y() < height / 2 else height
            bottom = top + field.height()
        top = max(_SEEN - bottom + top, min(top, height - _SEEN))
        field.put_over(QRect(pane.text_left, top, pane.text_width, bottom - top if found else 0))

    def keep_to(self, exists: Callable[[SegmentId], bool]) -> None:
        """The corpus has changed: a field whose paragraph is gone goes as well."""
        if self.field is not None and not exists(self.field.segment.id):
            self.close()
        self.follow()

    def _take(self, segment: SegmentId, text: str) -> None:
        self.close()
        self.taken.emit(segment, text)

    def _split(self, segment: SegmentId, text: str, at: int) -> None:
        self.close()
        self.split_requested.emit(segment, text, at)
