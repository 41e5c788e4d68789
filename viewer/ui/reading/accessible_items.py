"""Qt's accessible interfaces for a page and for what is painted on it: cells, gaps, titles, folds.

They answer from `SpokenPage`, and only put it into Qt's terms. Offsets are UTF-16, points and rectangles those of the
screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleTextInterface,
    QWindow,
)

from viewer.ui.reading.page import Page
from viewer.ui.reading.spoken import Item, Kind

if TYPE_CHECKING:
    from viewer.ui.reading.accessibility import Accessibility

_ROLES = {
    Kind.TEXT: QAccessible.Role.Paragraph,
    Kind.GAP: QAccessible.Role.StaticText,
    Kind.TITLE: QAccessible.Role.Heading,
    Kind.FOLD: QAccessible.Role.Button,
}
_NOTHING = shiboken6.VoidPtr(0)


class PageInterface(QAccessibleObject):
    """The page: a document whose children are what is on the screen."""

    def __init__(self, owner: Accessibility) -> None:
        super().__init__(owner.page)
        self._owner = owner

    def isValid(self) -> bool:
        return shiboken6.isValid(self._owner) and shiboken6.isValid(self._owner.page)

    def parent(self) -> QAccessibleInterface | None:
        holder = self._owner.page.parentWidget()
        return QAccessible.queryAccessibleInterface(holder) if holder is not None else None

    def window(self) -> QWindow | None:
        return self._owner.page.window().windowHandle()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Document

    def rect(self) -> QRect:
        return QRect(self._owner.page.mapToGlobal(QPoint(0, 0)), self._owner.page.size())

    def text(self, which: QAccessible.Text) -> str:
        if which == QAccessible.Text.Name:
            return self._owner.page.accessibleName()
        return self._owner.page.accessibleDescription() if which == QAccessible.Text.Description else ""

    def state(self) -> QAccessible.State:
        page, state = self._owner.page, QAccessible.State()
        state.focusable, state.focused = True, page.hasFocus()
        state.readOnly, state.multiLine = True, True
        state.invisible = not page.isVisible()
        return state

    def childCount(self) -> int:
        return len(self._owner.spoken.items())

    def child(self, index: int) -> QAccessibleInterface | None:
        items = self._owner.spoken.items()
        return self._owner.item(items[index]) if 0 <= index < len(items) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        item = self._owner.spoken.item_at(self._owner.page.viewport().mapFromGlobal(QPoint(x, y)))
        return self._owner.item(item) if item is not None else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        items = self._owner.spoken.items()
        return items.index(child.item) if isinstance(child, ItemInterface) and child.item in items else -1

    def focusChild(self) -> QAccessibleInterface | None:
        item = self._owner.spoken.current() if self._owner.page.hasFocus() else None
        return self._owner.item(item) if item is not None else None


class ItemInterface(QAccessibleInterface):
    """A cell, a gap, a title or the line of a fold."""

    def __init__(self, owner: Accessibility, item: Item) -> None:
        super().__init__()
        self._owner = owner
        self.item = item
        self._text = ItemText(owner, item)
        self._action = FoldAction(owner, item)

    def isValid(self) -> bool:
        return shiboken6.isValid(self._owner)

    def object(self) -> QObject | None:
        return None

    def parent(self) -> QAccessibleInterface | None:
        return QAccessible.queryAccessibleInterface(self._owner.page)

    def window(self) -> QWindow | None:
        return self._owner.page.window().windowHandle()

    def role(self) -> QAccessible.Role:
        return _ROLES[self.item.kind]

    def rect(self) -> QRect:
        return _on_screen(self._owner.page, self._owner.spoken.rect(self.item))

    def text(self, which: QAccessible.Text) -> str:
        if which == QAccessible.Text.Name:
            return self._owner.spoken.name(self.item)
        if which == QAccessible.Text.Description:
            return self._owner.spoken.description(self.item)
        return self._owner.spoken.text(self.item).text if which == QAccessible.Text.Value else ""

    def setText(self, which: QAccessible.Text, text: str) -> None:
        """Nothing: what is read cannot be written here."""

    def state(self) -> QAccessible.State:
        state, is_text = QAccessible.State(), self.item.kind is Kind.TEXT
        state.readOnly, state.multiLine, state.selectableText = True, is_text, is_text
        state.focusable = True
        state.focused = self._owner.page.hasFocus() and self._owner.spoken.current() == self.item
        state.offscreen = self.rect().isEmpty()
        if self.item.kind is Kind.FOLD:
            state.expandable = True
            state.collapsed = self._owner.spoken.is_closed(self.item)
            state.expanded = not state.collapsed
        return state

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def focusChild(self) -> QAccessibleInterface | None:
        return None

    def interface_cast(self, which: QAccessible.InterfaceType) -> Any:
        # The binding wants the object itself: a pointer, as its signature has it, crashes, and so does None.
        if which == QAccessible.InterfaceType.TextInterface and self.item.kind is Kind.TEXT:
            return self._text
        if which == QAccessible.InterfaceType.ActionInterface and self.item.kind is Kind.FOLD:
            return self._action
        return _NOTHING


class ItemText(QAccessibleTextInterface):
    """The text of a cell with its caret and selection. Offsets are UTF-16, points those of the screen."""

    def __init__(self, owner: Accessibility, item: Item) -> None:
        super().__init__()
        self._owner = owner
        self._spoken = owner.spoken
        self._item = item

    def characterCount(self) -> int:
        return self._spoken.text(self._item).units.length16

    def text(self, start: int, stop: int) -> str:
        return self._spoken.text(self._item).slice(start, stop)

    def characterRect(self, offset: int) -> QRect:
        return _on_screen(self._owner.page, self._spoken.letter_rect(self._item, offset))

    def offsetAtPoint(self, point: QPoint) -> int:
        return self._spoken.offset_at(self._item, self._owner.page.viewport().mapFromGlobal(point))

    def cursorPosition(self) -> int:
        return self._spoken.caret(self._item)

    def setCursorPosition(self, offset: int) -> None:
        self._spoken.put_caret(self._item, offset)

    def selectionCount(self) -> int:
        """None, whatever is marked: the binding lets nobody say where a selection ends, and Qt would read memory that
        was never set. What is marked is announced instead."""
        return 0

    def addSelection(self, start: int, stop: int) -> None:
        self._spoken.mark(self._item, start, stop)

    def setSelection(self, _number: int, start: int, stop: int) -> None:
        self._spoken.mark(self._item, start, stop)

    def removeSelection(self, _number: int) -> None:
        self._spoken.unmark()

    def scrollToSubstring(self, start: int, _stop: int) -> None:
        self._spoken.show(self._item, start)


class FoldAction(QAccessibleActionInterface):
    """Opening and closing a fold."""

    def __init__(self, owner: Accessibility, item: Item) -> None:
        super().__init__()
        self._spoken = owner.spoken
        self._item = item

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()]

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.pressAction():
            self._spoken.toggle(self._item)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


def _on_screen(page: Page, rect: QRect) -> QRect:
    return rect.translated(page.viewport().mapToGlobal(QPoint(0, 0))) if not rect.isEmpty() else QRect()
