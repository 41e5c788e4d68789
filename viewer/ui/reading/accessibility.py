"""The page as screen readers meet it: Qt's accessible interfaces for what is painted and has no widget of its own.

Interfaces are made on demand, for what is on the screen only. Qt's cache owns them once they are registered; Python
has to keep each alive until it is taken out there, as the cache knows nothing of Python's counting.
"""

from __future__ import annotations

from functools import cache
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QFocusEvent,
)

from viewer.ui.i18n import translator
from viewer.ui.reading.accessible_items import ItemInterface, PageInterface
from viewer.ui.reading.page import Page
from viewer.ui.reading.spoken import Item, SpokenPage

tr = translator("Accessibility")

_KEPT = 400
"""Interfaces that are kept though what they speak of has left the screen."""
_SETTLING = 300
"""Milliseconds of rest after which is said what is on the page now, and what is marked."""
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_LONGEST_SAID = 200
"""Code points of what is marked that are said."""


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
        _install()

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


@cache
def _install() -> None:
    """Once and for all: Qt keeps what it was given."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    """What Qt asks for every object and each of its classes."""
    known = _pages.get(thing) if isinstance(thing, Page) else None
    return known.interface() if known is not None else None


def _take_out(kept: dict[Item, ItemInterface], items: list[Item]) -> None:
    for item in items:
        interface = kept.pop(item)
        if shiboken6.isValid(interface):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(interface))
