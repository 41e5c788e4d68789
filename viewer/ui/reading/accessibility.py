"""The page as screen readers meet it: Qt's accessible interfaces for what is painted and has no widget of its own.

Interfaces are made on demand, for what is on the screen only. Qt's cache owns them once they are registered; Python
has to keep each alive until it is taken out there, as the cache knows nothing of Python's counting.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QFocusEvent,
    QWindow,
)

from viewer.ui.i18n import translator
from viewer.ui.reading.page import Page
from viewer.ui.reading.spoken import Item, Kind, SpokenPage

tr = translator("Accessibility")

_KEPT = 400
"""Interfaces that are kept though what they speak of has left the screen."""
_SETTLING = 300
"""Milliseconds of rest after which is said what is on the page now, and what is marked."""
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_LONGEST_SAID = 200
"""Code points of what is marked that are said."""
_ROLES = {
    Kind.TEXT: QAccessible.Role.Paragraph,
    Kind.GAP: QAccessible.Role.StaticText,
    Kind.TITLE: QAccessible.Role.Heading,
    Kind.FOLD: QAccessible.Role.Button,
}


_NOTHING = shiboken6.VoidPtr(0)


class Accessibility(QObject):
    """Gives a page its interfaces, and says when caret, current row or contents have changed."""

    def __init__(self, page: Page, spoken: SpokenPage) -> None:
        super().__init__(page)
        self.page = page
        self.spoken = spoken
        self._interface: PageInterface | None = None
        self._items: dict[Item, ItemInterface] = {}
        self._told: tuple[Item | None, int, tuple[int, int] | None] = (None, -1, None)
        self._said: tuple[Item | None, tuple[int, int] | None] = (None, None)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settled.timeout.connect(self._rested)
        kept = self._items  # not self, which is gone by then
        page.destroyed.connect(lambda: _take_out(kept, list(kept)))
        page.installEventFilter(self)
        _pages[page] = self
        if len(_pages) == 1:
            QAccessible.installFactory(_interface_of)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            if event.reason() in _BY_KEYBOARD:
                self.spoken.take_current()
            self._told = (None, -1, None)
            self.follow()
        return False

    def interface(self) -> PageInterface:
        """That of the page."""
        if self._interface is None or not shiboken6.isValid(self._interface):
            self._interface = PageInterface(self)
        return self._interface

    def item(self, item: Item) -> ItemInterface:
        """That of something on the page."""
        found = self._items.get(item)
        if found is None or not shiboken6.isValid(found):
            if len(self._items) > _KEPT:
                there = {*self.spoken.items(), item}
                _take_out(self._items, [one for one in self._items if one not in there])
            found = self._items[item] = ItemInterface(self, item)
            QAccessible.registerAccessibleInterface(found)
        return found

    def forget(self) -> None:
        """Other texts are shown from now on."""
        self._told = (None, -1, None)
        _take_out(self._items, list(self._items))

    def follow(self) -> None:
        """Says where the reader is now, if that has changed and anybody listens."""
        if not QAccessible.isActive():
            return
        spoken = self.spoken
        item = spoken.current()
        caret = spoken.caret(item) if item is not None else -1
        marked = spoken.marked(item) if item is not None else None
        before, self._told = self._told, (item, caret, marked)
        self._settled.start()
        if item is None or before == self._told:
            return
        interface = self.item(item)
        if item != before[0] and self.page.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(interface, QAccessible.Event.Focus))
        if caret >= 0 and (item, caret) != before[:2]:
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(interface, caret))

    def _rested(self) -> None:
        """What need not be said at every step."""
        QAccessible.updateAccessibility(QAccessibleEvent(self.interface(), QAccessible.Event.ObjectReorder))
        item, _, marked = self._told
        if item is not None and marked is not None and (item, marked) != self._said:
            said = tr("Marked: {text}", text=self.spoken.text(item).slice(*marked)[:_LONGEST_SAID])
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.page, said))
        self._said = (item, marked)


_pages: WeakKeyDictionary[Page, Accessibility] = WeakKeyDictionary()


def _interface_of(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    """What Qt asks for every object and each of its classes."""
    known = _pages.get(thing) if isinstance(thing, Page) else None
    return known.interface() if known is not None else None


def _take_out(kept: dict[Item, ItemInterface], items: list[Item]) -> None:
    for item in items:
        interface = kept.pop(item)
        if shiboken6.isValid(interface):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(interface))


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
