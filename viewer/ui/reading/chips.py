"""Chips for the versions that are not on the screen: one line above the headers, absent while there are none.

At either end stand those beyond that side of the screen, in the middle those that are hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from viewer.model import Version, VersionId
from viewer.ui.i18n import Safe, counter, isolate, menu_text, number, tooltip, translator
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.names import short_name_of, title_of
from viewer.ui.reading.roving import Roving

tr = translator("ChipBar")
count = counter("ChipBar")

_SPACE = 6


class ChipBar(QWidget):
    """A button per version: a waiting one swaps in, a hidden one is shown again."""

    version_requested = Signal(str)
    """A version that waits for room."""
    show_requested = Signal(str)
    """A hidden version."""
    scroll_requested = Signal(int)
    """Panes to scroll by, towards the end if positive."""

    def __init__(self, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._versions: Mapping[VersionId, Version] = {}
        self._counts: Mapping[VersionId, int] | None = None
        self._shown: object = None
        self._back = self._arrow(-1)
        self._on = self._arrow(1)
        self._before = _Group("", "waiting", self.version_requested.emit, nearest_last=True)
        self._hidden = _Group(tr("Hidden:"), "hidden", self.show_requested.emit)
        self._after = _Group(tr("No room for:"), "waiting", self.version_requested.emit)
        self._roving = Roving(self, self._back)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(_SPACE)
        line.addWidget(self._back)
        line.addWidget(self._before)
        line.addWidget(self._hidden)
        line.addStretch(1)
        line.addWidget(self._after)
        line.addWidget(self._on)
        self.setAccessibleName(tr("Versions that are not on the screen"))
        self.hide()

    def set_counts(self, counts: Mapping[VersionId, int] | None) -> None:
        """Hits per version for the badges; None when nothing is searched for."""
        self._counts = counts
        self.refresh(self._versions)

    def refresh(self, versions: Mapping[VersionId, Version]) -> None:
        """Shows what is not on the screen now."""
        self._versions = versions
        columns = self._columns
        sides = (columns.before, columns.hidden, columns.after, columns.mirrored)
        state = (sides, self._counts, tuple(versions.values()))
        if state == self._shown:
            return
        self._shown = state
        way = Qt.LayoutDirection.RightToLeft if columns.mirrored else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(way)
        for group, group_versions, tip in (
            (self._before, columns.before, tr("Show {name} in place of the pane beside it")),
            (self._hidden, columns.hidden, tr("Show {name} again")),
            (self._after, columns.after, tr("Show {name} in place of the last pane")),
        ):
            group.show_versions([versions[one] for one in group_versions if one in versions], tip, self._text)
        for arrow, beyond in ((self._back, columns.before), (self._on, columns.after)):
            arrow.setVisible(bool(beyond))
            left = (arrow is self._back) != columns.mirrored
            arrow.setText("‹" if left else "›")
        chips = [self._back, *self._before.buttons(), *self._hidden.buttons(), *self._after.buttons(), self._on]
        self._roving.set_buttons(chips[::-1] if columns.mirrored else chips)
        self.setVisible(bool(columns.waiting or columns.hidden))

    def _text(self, version: Version) -> str:
        name = short_name_of(version, self._versions.values())
        hits = None if self._counts is None else self._counts.get(version.id)
        return name if hits is None else f"{name}  {number(hits)}"

    def _arrow(self, panes: int) -> QToolButton:
        arrow = QToolButton(self)
        arrow.setProperty("chip", "arrow")
        text = tr("Bring in the next version") if panes > 0 else tr("Bring in the previous version")
        arrow.setToolTip(text)
        arrow.setAccessibleName(text)
        arrow.clicked.connect(lambda: self.scroll_requested.emit(panes))
        return arrow


class _Group(QWidget):
    """Chips of one kind, as many as there is room for; the others are in a menu behind the last."""

    def __init__(
        self, label: str, kind: str, act: Callable[[VersionId], object], *, nearest_last: bool = False
    ) -> None:
        """`nearest_last`: whether the last chips matter more than the first ones."""
        super().__init__()
        self._kind = kind
        self._act = act
        self._nearest_last = nearest_last
        self._chips: dict[VersionId, QToolButton] = {}
        self._titles: dict[VersionId, str] = {}
        self._label = QLabel(label, self)
        self._label.setObjectName("quiet")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._more = self._button()
        self._more.setToolTip(tr("More versions"))
        self._menu = QMenu(self._more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.clicked.connect(lambda: pop_up(self._menu, self._more))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def buttons(self) -> list[QToolButton]:
        """What the keyboard can reach, in order."""
        chips = list(self._chips.values())
        return [self._more, *chips] if self._nearest_last else [*chips, self._more]

    def show_versions(self, versions: Sequence[Version], tip: Safe, text: Callable[[Version], str]) -> None:
        """A chip for each; `tip` says what a click does, with a place for the name."""
        before, self._chips = self._chips, {}
        self._titles = {version.id: title_of(version) for version in versions}
        for version in versions:
            chip = before.pop(version.id, None) or self._chip(version.id)
            chip.setText(text(version).replace("&", "&&"))
            chip.setAccessibleName(text(version))
            chip.setToolTip(tooltip(Safe(tip.format(name=isolate(title_of(version))))))
            self._chips[version.id] = chip
        for chip in before.values():
            chip.hide()
            chip.deleteLater()
        self.setVisible(bool(versions))
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        wide = sum(chip.sizeHint().width() + _SPACE for chip in self._chips.values())
        return QSize(self._label_width() + wide, self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        wide = self._label_width() + self._more.sizeHint().width() + _SPACE
        return QSize(wide if self._chips else 0, self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self._label_width()
        chips = list(self._chips.values())
        wanted = [chip.sizeHint().width() + _SPACE for chip in chips]
        if sum(wanted) <= room:
            fitting = len(wanted)
        else:
            ranked = wanted[::-1] if self._nearest_last else wanted
            self._more.setText(count("{n} more", "{n} more", len(wanted)))
            rest = room - self._more.sizeHint().width() - _SPACE
            fitting = sum(total <= rest for total in accumulate(ranked))
        first = len(wanted) - fitting if self._nearest_last else 0
        shown = chips[first : first + fitting]
        for chip in chips:
            chip.setVisible(chip in shown)
        all_fit = fitting == len(wanted)
        self._more.setText(count("{n} more", "{n} more", len(wanted) - fitting))
        self._more.setVisible(not all_fit)
        line: list[QWidget] = [*shown]
        if not all_fit:
            line.insert(0 if self._nearest_last else len(line), self._more)
        if self._label.text():
            line.insert(0, self._label)
        place = 0
        for widget in line:
            size = widget.sizeHint()
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = self.width() - place - size.width() if mirrored else place
            widget.setGeometry(x, 0, size.width(), self.height())
            place += size.width() + _SPACE

    def _label_width(self) -> int:
        return self._label.sizeHint().width() + _SPACE if self._label.text() else 0

    def _fill_menu(self) -> None:
        self._menu.clear()
        for version, chip in self._chips.items():
            if chip.isHidden():
                self._menu.addAction(menu_text(self._titles[version])).triggered.connect(chip.click)

    def _chip(self, version: VersionId) -> QToolButton:
        chip = self._button()
        chip.clicked.connect(lambda: self._act(version))
        return chip

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("chip", self._kind)
        return button


def pop_up(menu: QMenu, button: QWidget) -> None:
    """Opens a menu below its button, without waiting for it."""
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
