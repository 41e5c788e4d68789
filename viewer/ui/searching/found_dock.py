"""The dock under the texts that tells more: of what a search found, and of the alignment. Others add its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QToolButton, QWidget

from viewer.ui.i18n import Safe, translator
from viewer.ui.widgets import icons
from viewer.ui.widgets.escape import keeps_escape

tr = translator("FoundDock")

_HEIGHT: Final = 280
"""Pixels that it has when it is opened for the first time."""


class FoundDock(QDockWidget):
    """Closed until it is asked for. A page that is not shown should compute nothing."""

    page_shown = Signal(str)
    """The page with this key can be seen from now on."""
    open_changed = Signal(bool)
    left = Signal()
    """The keyboard is wanted back in the texts."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(tr("More about the texts"), window)
        self.setObjectName("found")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget())
        self._window = window
        self._keys: list[str] = []
        self._staying: set[str] = set()
        """The pages that do not need a search."""
        self._wanted_open = False
        self._has_corpus = False
        self._sized = False
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("More about the texts"))
        self.tabs.currentChanged.connect(lambda _: self._tell())
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setIcon(icons.icon("close", self.palette()))
        self._close.setToolTip(tr("Close this panel"))
        self._close.setAccessibleName(tr("Close this panel"))
        self._close.clicked.connect(lambda: self.set_open(False))
        self.tabs.setCornerWidget(self._close)
        self.setWidget(self.tabs)
        self.hide()
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {"found": self.set_open}

    def add_page(self, key: str, title: Safe, widget: QWidget, tip: str = "", *, stays: bool = False) -> None:
        """Puts a page behind those that are there; one that `stays` does not need a search."""
        if stays:
            self._staying.add(key)
        self._keys.append(key)
        self.tabs.addTab(widget, title)
        self.tabs.setTabToolTip(len(self._keys) - 1, tip)

    def close_empty(self) -> None:
        """The search is over: the dock goes, unless a page is shown that tells of something else."""
        if self._shown() not in self._staying:
            self._set_wanted(False)

    def set_page_enabled(self, key: str, enabled: bool) -> None:
        """Shows the tab of a page, or leaves it out."""
        self.tabs.setTabVisible(self._keys.index(key), enabled)

    def set_corpus(self, has_corpus: bool) -> None:
        """Without a corpus there is nothing to be found, and no dock."""
        self._has_corpus = has_corpus
        self._refresh()

    def is_page_shown(self, key: str) -> bool:
        """Whether a page can be seen."""
        return not self.isHidden() and self._shown() == key

    def open(self, key: str) -> None:
        """Opens the dock at a page; the keyboard stays where it is."""
        self.tabs.setCurrentIndex(self._keys.index(key))
        self._set_wanted(True)

    def set_open(self, opened: bool) -> None:
        """Opens the dock and puts the keyboard into it, or closes it."""
        self._set_wanted(opened)
        page = self.tabs.currentWidget()
        if self.isHidden() or page is None:
            self.left.emit()
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._close.setIcon(icons.icon("close", self.palette()))
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where a page has no other use for it, gives the keyboard back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return keeps_escape(event) or super().event(event)

    def _set_wanted(self, opened: bool) -> None:
        if opened != self._wanted_open:
            self._wanted_open = opened
            self._refresh()
            self.open_changed.emit(opened)

    def _refresh(self) -> None:
        self.setVisible(self._wanted_open and self._has_corpus)
        if not self.isHidden() and not self._sized:
            self._sized = True
            self._window.resizeDocks([self], [_HEIGHT], Qt.Orientation.Vertical)
        self._tell()

    def _shown(self) -> str:
        place = self.tabs.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    def _tell(self) -> None:
        if not self.isHidden() and self._shown():
            self.page_shown.emit(self._shown())
