"""The panes: which versions are on the screen, in which order, how wide, and which of them has the keyboard."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from viewer.model import Direction, Version, VersionId
from viewer.ui.i18n import Safe, counter, menu_text, translator
from viewer.ui.reading.chips import ChipBar, pop_up
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.header import HeaderBar
from viewer.ui.reading.names import title_of
from viewer.ui.reading.sideways import Sideways
from viewer.ui.theme import Theme

tr = translator("Panes")
count = counter("Panes")

_STEP_EM = 2
"""By how much the keyboard widens a pane."""


class Panes(QObject):
    """Owns columns, headers and chips. What the reader does to them is done here; the page follows."""

    changed = Signal()
    """Widths, order or choice are others: the page has to be laid out anew."""
    shown_changed = Signal()
    """Other versions are on the screen, for whatever reason; the window may have been resized."""
    active_changed = Signal()
    """Another pane has the keyboard."""
    menu_requested = Signal(QPoint)
    """The menu of the active pane is to open at a point of the screen."""
    rename_requested = Signal(str, str)
    """A version and its new label."""
    addition_requested = Signal()
    """A version is to be added from a file."""
    keyboard_left = Signal()
    """The keyboard has left the headers, or they vanished under it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = Columns()
        self.chips = ChipBar(self.columns, parent)
        self.header = HeaderBar(self.columns, theme, parent)
        self._active: VersionId | None = None
        self._versions: Mapping[VersionId, Version] = {}
        self._shown: list[VersionId] = []
        self._menu = QMenu(self.header.add_button)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._connect_signals()

    def _connect_signals(self) -> None:
        header, chips = self.header, self.chips
        header.add_button.clicked.connect(lambda: pop_up(self._menu, header.add_button))
        header.border_dragged.connect(lambda number, x: self._change(self.columns.drag_border, number, x))
        header.equalise_requested.connect(self.equalise)
        header.activated.connect(self.activate)
        header.menu_requested.connect(self._ask_for_menu)
        header.rename_requested.connect(self.rename_requested)
        header.hide_requested.connect(lambda version: self.hide(VersionId(version)))
        header.move_requested.connect(lambda version, slot: self._change(self.columns.move_to_slot, version, slot))
        header.scroll_requested.connect(self._scroll_headers)
        header.keyboard_left.connect(self.keyboard_left)
        chips.version_requested.connect(self.swap_in)
        chips.show_requested.connect(lambda version: self.show(VersionId(version)))
        chips.scroll_requested.connect(self.scroll)

    def watch(self, viewport: QWidget) -> None:
        """Lets wheel and touchpad scroll sideways over the page."""
        for widget in (viewport, self.header, self.chips):
            Sideways(widget).scrolled.connect(self.scroll_right)

    # What the view tells

    def set_versions(self, versions: Mapping[VersionId, Version]) -> None:
        """Another corpus: all its versions, equally wide."""
        self._versions = versions
        self._active = None
        self.columns.set_versions(tuple(versions))

    def refresh(
        self,
        *,
        left: int,
        directions: Mapping[VersionId, Direction],
        unlinked: Collection[VersionId],
        shifts: Mapping[VersionId, int],
    ) -> None:
        """The columns were placed anew: headers and chips follow.

        `left` is where the page begins, pixels; `shifts` are the rows by which versions are ahead of the others.
        """
        notes: dict[VersionId, str] = {version: _shift_told(rows) for version, rows in shifts.items() if rows}
        notes |= dict.fromkeys(unlinked, tr("moves alone"))
        if self.columns.stacked:  # under one another all move together
            notes.clear()
        self.header.set_panes(left=left, directions=directions, notes=notes)
        self.header.set_active(self.active)
        self.chips.refresh(self._versions)
        shown = [column.version for column in self.columns.columns]
        if shown != self._shown:
            self._shown = shown
            self.shown_changed.emit()

    def set_counts(self, counts: Mapping[VersionId, int] | None) -> None:
        """Hits per version; None when nothing is searched for."""
        self.header.set_counts(counts)
        self.chips.set_counts(counts)

    # Which pane has the keyboard

    @property
    def active(self) -> VersionId | None:
        """The version that was clicked or gone to last, if it is on the screen, else the first."""
        shown = self.columns.columns
        if self._active is not None and self.columns.column(self._active) is not None:
            return self._active
        return shown[0].version if shown else None

    def activate(self, version: str) -> None:
        """Gives the keyboard to a pane."""
        if version == self._active:
            return
        self._active = VersionId(version)
        self.header.set_active(self.active)
        self.active_changed.emit()

    def next_pane(self, step: int) -> None:
        """Gives the keyboard to the next pane in the reader's order (+1) or the previous (-1); it is scrolled in."""
        order, active = self.columns.chosen, self.active
        if active is None:
            return
        version = order[(order.index(active) + step) % len(order)]
        focused = self._headers_have_keyboard()
        if self.columns.column(version) is None:
            self._change(self.columns.reveal, version)
        self.activate(version)
        if focused:
            self.header.focus_header(version)

    def ask_for_menu(self) -> None:
        """Opens the menu of the active pane."""
        if self.active is not None:
            self.header.ask_for_menu(self.active)

    def rename(self) -> None:
        """Lets the reader write another label for the active version."""
        if self.active is not None:
            self.header.edit_label(self.active)

    # What the reader does to them

    def choose(self, versions: Sequence[VersionId]) -> None:
        """Shows these versions in this order, and hides the others."""
        self._change(self.columns.choose, versions)

    def hide(self, version: VersionId | None = None) -> None:
        """Takes a version off the screen, the active one if none is named; its neighbour becomes active."""
        version = version or self.active
        order = self.columns.chosen
        if version is None or len(order) < 2:
            return
        place, focused = order.index(version), self._headers_have_keyboard()
        neighbour = order[place + 1] if place + 1 < len(order) else order[place - 1]
        self._change(self.columns.hide, version)
        if self._active in (None, version):
            self.activate(neighbour)
        if focused:
            self.header.focus_header(self.active or neighbour)

    def show(self, version: VersionId) -> None:
        """Shows a hidden version where it stood."""
        self._change(self.columns.show, version)

    def show_all(self) -> None:
        self._change(self.columns.show_all)

    def swap_in(self, version: str) -> None:
        """Brings a version that waits for room on the screen."""
        self._change(self.columns.swap_in, VersionId(version))

    def move_active(self, step: int) -> None:
        """Moves the active pane by that many places to the right, or to the left if negative."""
        active = self.active
        if active is not None:
            focused = self._headers_have_keyboard()
            self._change(self.columns.move, active, self.columns.chosen.index(active) + self._onward(step))
            self.activate(active)
            if focused:
                self.header.focus_header(active)

    def equalise(self) -> None:
        """Makes all panes equally wide."""
        self._change(self.columns.equalise)

    def widen_active(self, steps: int) -> None:
        """Makes the active pane wider, or narrower if `steps` is negative."""
        if self.active is not None:
            em = QFontMetrics(self.header.font()).horizontalAdvance("m")
            self._change(self.columns.widen, self.active, steps * _STEP_EM * em)

    def scroll(self, panes: int) -> None:
        """Brings in that many waiting versions in the reader's order, from the end if positive."""
        if self.columns.waiting:
            self._change(self.columns.scroll, panes)

    def scroll_right(self, panes: int) -> None:
        """Brings in versions from the right of the screen, or from the left if negative."""
        self.scroll(self._onward(panes))

    def freeze(self, frozen: bool) -> None:
        """Whether the first pane stays while the others are scrolled sideways."""
        self._change(self.columns.freeze, frozen)

    def mirror(self, mirrored: bool) -> None:
        """Whether the first pane is the rightmost."""
        self._change(self.columns.mirror, mirrored)

    def state(self) -> dict[str, Any]:
        """What the reader made of the panes, fit for JSON."""
        return self.columns.state() | {"active": self._active}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Takes up what `state` gave, as far as it fits this corpus."""
        self.columns.restore(state)
        active = state.get("active")
        self._active = VersionId(active) if isinstance(active, str) and active in self._versions else None
        self.changed.emit()

    # Inside

    def _change(self, what: Any, *arguments: Any) -> None:
        """Does something to the columns, and tells of it if anything looks different."""
        before = (self.columns.columns, self.columns.chosen, self.columns.frozen, self.columns.mirrored)
        what(*arguments)
        if before != (self.columns.columns, self.columns.chosen, self.columns.frozen, self.columns.mirrored):
            self.changed.emit()

    def _onward(self, right: int) -> int:
        """Steps to the right, in the reader's order."""
        return -right if self.columns.mirrored else right

    def _headers_have_keyboard(self) -> bool:
        focused = self.header.window().focusWidget()
        return focused is not None and self.header.isAncestorOf(focused)

    def _scroll_headers(self, right: int) -> None:
        """The arrow keys go beyond the last header on the screen."""
        shown = [column.version for column in self.columns.columns]
        self.scroll_right(right)
        after = [column.version for column in self.columns.columns]
        if after != shown and after:
            self.header.focus_header(after[-1 if self._onward(right) > 0 else 0])

    def _ask_for_menu(self, version: str, place: QPoint) -> None:
        self.activate(version)
        self.menu_requested.emit(place)

    def _fill_menu(self) -> None:
        """What the + offers: what is hidden, and what is not there yet."""
        self._menu.clear()
        for hidden in self.columns.hidden:
            action = self._menu.addAction(menu_text(title_of(self._versions[hidden])))
            action.triggered.connect(lambda _checked=False, hidden=hidden: self.show(hidden))
        if self.columns.hidden:
            self._menu.addSeparator()
        self._menu.addAction(tr("Add a version from files…")).triggered.connect(self.addition_requested)


def _shift_told(rows: int) -> Safe:
    """What the header says of a pane that follows at a distance."""
    if rows > 0:
        return count("{n} row ahead", "{n} rows ahead", rows)
    return count("{n} row behind", "{n} rows behind", -rows)
