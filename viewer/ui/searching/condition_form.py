"""The conditions of a search as a form: a line for each version, and one more for each further condition.

It keeps nothing of its own: it shows the clauses that are read from the field, and says which of them a person has
changed. What stands in the line that is being typed in is never put in its place by what was read from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from viewer.model import Direction, Version, VersionId
from viewer.search.clauses import Clause, Presence
from viewer.search.wording import prefix_of, text_of
from viewer.ui.i18n import noop, translator
from viewer.ui.searching.wording import names_of
from viewer.ui.widgets.elided_label import ElidedLabel
from viewer.ui.widgets.yielding import YieldingArea

tr = translator("SearchForm")

_CHOICES: Final[dict[Presence | None, str]] = {
    None: noop("anything"),
    Presence.CONTAINS: noop("contains"),
    Presence.LACKS: noop("does not contain"),
    Presence.FILLED: noop("is not empty"),
    Presence.EMPTY: noop("is empty"),
}
_KINDS: Final = tuple(_CHOICES)
_WORDED: Final = (Presence.CONTAINS, Presence.LACKS)
_NAME_WIDTH: Final = 100
_LINES: Final = 6
"""Lines that are seen at once at most."""

Key = tuple[tuple[VersionId, ...], int]
"""The versions of a line, and how many lines above it are about the same."""


class ConditionForm(YieldingArea):
    """Lines of name, choice and text."""

    changed = Signal(object, object, str, str)
    """A Clause or None, the Presence that is wanted or None, its prefix, its text."""
    next_requested = Signal()
    """Enter was pressed in a text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._content = QWidget()
        super().__init__(self._content, parent)
        self._versions: tuple[Version, ...] = ()
        self.lines: dict[Key, Line] = {}
        """From top to bottom."""
        self._editing: Line | None = None
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(2, 2, 6, 2)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 2)

    def line(self, version: VersionId) -> Line:
        """The first line of a version."""
        return self.lines[(version,), 0]

    def show_clauses(self, clauses: Sequence[Clause], source: str, versions: Sequence[Version]) -> None:
        """Shows the clauses with a prefix that were read from `source`."""
        if tuple(versions) != self._versions:
            self._versions = tuple(versions)
            self._arrange(())
        wanted = _keyed(clauses, self._versions)
        self._arrange(tuple(wanted))
        for key, clause in wanted.items():
            self.lines[key].take(clause, source, keep=self.lines[key] is self._editing)

    def take_keyboard(self) -> None:
        """Puts the keyboard on the first line."""
        first = next(iter(self.lines.values()), None)
        if first is not None:
            first.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        each = next(iter(self.lines.values())).choice.sizeHint().height() + 3 if self.lines else 0
        return QSize(super().sizeHint().width(), min(len(self.lines), _LINES) * each + 4)

    def _arrange(self, keys: Sequence[Key]) -> None:
        """Has a line for each key, in this order; those that are there already are kept."""
        if tuple(self.lines) == tuple(keys):
            return
        self._grid.setRowStretch(len(self.lines), 0)
        before, self.lines = self.lines, {}
        for place, key in enumerate(keys):
            line = before.pop(key, None) or self._make(key)
            self.lines[key] = line
            for column, widget in enumerate((line.name, line.choice, line.text)):
                self._grid.addWidget(widget, place, column)
                widget.show()  # now: the keyboard may be wanted there at once
        self._grid.setRowStretch(len(keys), 1)
        for line in before.values():
            for widget in (line.name, line.choice, line.text):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for above, below in zip(self.lines.values(), list(self.lines.values())[1:], strict=False):
            QWidget.setTabOrder(above.choice, above.text)
            QWidget.setTabOrder(above.text, below.choice)
        self.updateGeometry()

    def _make(self, key: Key) -> Line:
        line = Line(key[0], self._versions, self._content)
        line.choice.activated.connect(lambda: self._edited(line, chosen=True))
        line.text.returnPressed.connect(self.next_requested)
        line.text.textEdited.connect(lambda: self._edited(line, chosen=False))
        return line

    def _edited(self, line: Line, *, chosen: bool) -> None:
        if chosen:
            line.settle_choice()
        else:
            line.settle_text()
        before, self._editing = self._editing, line
        try:
            self.changed.emit(line.clause, line.presence, line.prefix, line.text.text())
        finally:
            self._editing = before


class Line:
    """One condition: of which versions, of what kind, with which text."""

    def __init__(self, ids: tuple[VersionId, ...], versions: Sequence[Version], parent: QWidget) -> None:
        self.clause: Clause | None = None
        """What it shows."""
        self.prefix = prefix_of(ids, versions)
        names = names_of(ids, versions)
        self.name = ElidedLabel("", parent)
        self.name.setText(names)
        self.name.setMinimumWidth(_NAME_WIDTH)
        self.choice = QComboBox(parent)
        self.choice.addItems([tr(words) for words in _CHOICES.values()])
        self.choice.setAccessibleName(tr("Condition for {versions}", versions=names))
        self.text = QLineEdit(parent)
        self.text.setObjectName("filter")
        self.text.setAccessibleName(tr("Text of the condition for {versions}", versions=names))
        mirrored = all(one.direction is Direction.RTL for one in versions if one.id in ids)
        self.text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)

    @property
    def presence(self) -> Presence | None:
        return _KINDS[self.choice.currentIndex()]

    def take(self, clause: Clause | None, source: str, *, keep: bool) -> None:
        """Shows a clause, or none; with `keep` as little as possible, because it is being edited."""
        self.clause = clause
        asks = self.presence not in (None, *_WORDED) or bool(self.text.text().strip())
        if keep and asks == (clause is not None):
            return
        if clause is None:
            if asks:
                self._show(None, "")
        else:
            self._show(clause.presence, text_of(clause, source))

    def settle_choice(self) -> None:
        """Another kind was chosen: one without text forgets it."""
        if self.presence not in _WORDED:
            self._show(self.presence, "")
        else:
            self.text.setEnabled(True)
            if not self.text.text():
                self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle_text(self) -> None:
        """Something was typed: it is to be found, unless it was said that it must not."""
        if self.presence not in _WORDED:
            self.choice.setCurrentIndex(_KINDS.index(Presence.CONTAINS))

    def _show(self, presence: Presence | None, text: str) -> None:
        with QSignalBlocker(self.choice), QSignalBlocker(self.text):
            self.choice.setCurrentIndex(_KINDS.index(presence))
            if text.strip() != self.text.text().strip():
                self.text.setText(text)
        self.text.setEnabled(presence in (None, *_WORDED))


def _keyed(clauses: Sequence[Clause], versions: Sequence[Version]) -> dict[Key, Clause | None]:
    """The lines of the form: conditions in the order of the versions, those about several before those about one."""
    found: dict[Key, Clause | None] = {}
    for clause in clauses:
        if not clause.is_free:
            number = sum(key[0] == clause.versions for key in found)
            found[clause.versions, number] = clause
    for version in versions:
        found.setdefault(((version.id,), 0), None)
    order = [version.id for version in versions]
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0][0]), -len(item[0][0]), item[0][1])))
