"""Documents are renamed, moved and removed where they stand in the outline: by key, by drag, and from a menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView

from viewer.ui.commands import Fact
from viewer.ui.outline.model import OutlineModel

_ALT_SHIFT: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_PLAIN: Final = Qt.KeyboardModifier.NoModifier


class Arranging(QObject):
    """Asks for changes of the documents; done by others, they come back as another outline."""

    rename_requested = Signal(int, str)
    """A document, and its new title."""
    naming_requested = Signal(int)
    """A document that is not listed: where else it has a name, that is to be written."""
    move_requested = Signal(int, int)
    """From where, and to where."""
    removal_requested = Signal(int)

    def __init__(
        self,
        *,
        tree: QTreeView,
        model: OutlineModel,
        menu: QMenu,
        documents: Callable[[], int],
        reading: Callable[[], int | None],
        open_outline: Callable[[], object],
        parent: QObject,
    ) -> None:
        """`menu` has the commands; `documents` tells how many there are, and `reading` which of them is being read."""
        super().__init__(parent)
        self._tree = tree
        self._model = model
        self._menu = menu
        self._documents = documents
        self._reading = reading
        self._open_outline = open_outline
        self._wanted: int | None = None
        """The document that is to have the keyboard when the outline is listed anew."""
        self._keys: dict[tuple[Qt.KeyboardModifier, int], Callable[[], object]] = {
            (_PLAIN, Qt.Key.Key_F2): self.rename,
            (_PLAIN, Qt.Key.Key_Delete): self.remove,
            (_ALT_SHIFT, Qt.Key.Key_Up): lambda: self.move(-1),
            (_ALT_SHIFT, Qt.Key.Key_Down): lambda: self.move(+1),
        }
        """Keys of the tree, whatever they do in the rest of the window."""
        tree.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        tree.setExpandsOnDoubleClick(False)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._pop_up)
        tree.installEventFilter(self)
        model.renamed.connect(self.rename_requested)
        model.moved.connect(self._move)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "rename_document": self.rename,
            "document_up": lambda: self.move(-1),
            "document_down": lambda: self.move(+1),
            "remove_document": self.remove,
        }

    def facts(self) -> set[Fact]:
        """Whether there is an order of documents."""
        return {Fact.DOCUMENTS} if self._documents() > 1 else set()

    def chosen(self) -> int | None:
        """The document that the keyboard is at in the outline, else the one that is being read."""
        entry = self._tree.currentIndex()
        if self._has_keyboard() and entry.isValid() and not self._model.flat:
            return self._model.document_of(entry)
        return self._reading()

    def rename(self) -> None:
        """Opens the name of the document for writing."""
        document = self.chosen()
        if document is None:
            return
        if not self._tree.isVisible() and self._documents() > 1:
            self._open_outline()
        entry = self._model.entry_of_document(document)
        if not entry.isValid() or not self._tree.isVisible():
            self.naming_requested.emit(document)
            return
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tree.setCurrentIndex(entry)
        self._wanted = document
        if self._tree.state() != self._tree.State.EditingState:
            self._tree.edit(entry)

    def move(self, by: int) -> None:
        """Moves the document up (-1) or down (+1)."""
        document = self.chosen()
        if document is not None and 0 <= document + by < self._documents():
            self._move(document, document + by)

    def remove(self) -> None:
        """Removes the document; that can be undone."""
        document = self.chosen()
        if document is not None:
            self._wanted = max(0, min(document, self._documents() - 2))
            self.removal_requested.emit(document)

    def about_to_list(self) -> None:
        """The outline is going to be listed anew: the keyboard stays with the document that it is at, or that was
        changed."""
        if self._wanted is None and self._has_keyboard():
            self._wanted = self.chosen()

    def listed(self) -> None:
        """The outline was listed anew."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self._has_keyboard():
            entry = self._model.entry_of_document(wanted)
            if entry.isValid():
                self._tree.setCurrentIndex(entry)

    def _move(self, document: int, to: int) -> None:
        self._wanted = to
        self.move_requested.emit(document, to)

    def _has_keyboard(self) -> bool:
        return self._tree.window().focusWidget() is self._tree

    def _pop_up(self, point: QPoint) -> None:
        entry = self._tree.indexAt(point)
        if entry.isValid() and not self._model.flat:
            self._tree.setFocus(Qt.FocusReason.MouseFocusReason)
            self._tree.setCurrentIndex(entry)
            self._menu.popup(self._tree.viewport().mapToGlobal(point))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not self._model.flat:
            act = self._keys.get((event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()))
            if act is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if act is not None and event.type() == QEvent.Type.KeyPress:
                act()
                return True
        return super().eventFilter(watched, event)
