"""The page about the program: versions of what it is made of, and under which licences."""

from __future__ import annotations

import platform
import sqlite3
from functools import cached_property
from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import viewer
from viewer.licences import Part, parts
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import noop, translator

tr = translator("About")

_LICENCE: Final = noop(
    "Parallel texts, side by side and in step. Hexapla is free software under the MIT licence: use it, change it and "
    "pass it on, as long as the notice of the licence stays with it. It comes without any warranty."
)
_MARKS: Final = 500
"""Findings in one text that are marked: a single letter stands in some of them tens of thousands of times."""


class AboutPage(Page):
    """A table of all parts, and below it the licence of the one that is chosen; a field looks through all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(tr("About Hexapla"), content, parent, introduction=tr(_LICENCE))
        self._parts = parts()
        self.filter = QLineEdit()
        self.filter.setObjectName("filter")
        self.filter.setPlaceholderText(tr("Find in names and licences"))
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self.find_next)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr("Part"), tr("Version"), tr("Licence")])
        self.tree.setRootIsDecorated(False)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.setAccessibleName(tr("Parts of the program"))
        self._items = [QTreeWidgetItem(self.tree, [part.name, part.version, part.licence]) for part in self._parts]
        self.tree.currentItemChanged.connect(self._show)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setAccessibleName(tr("Text of the licence"))
        copy = QPushButton(tr("Copy &versions"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.versions()))
        self.buttons.insertWidget(0, copy)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.filter)
        layout.addWidget(self.tree, 2)
        layout.addWidget(self.text, 3)
        self.resize(760, 760)
        self.tree.setCurrentItem(self._items[0])

    def versions(self) -> str:
        """One line per part: what a report of a fault needs first."""
        named = [part for part in self._parts if part.version and part.name not in ("Hexapla", "Python")]
        return "\n".join(
            [
                f"Hexapla {viewer.__version__}",
                f"Python {platform.python_version()}, {platform.platform()}",
                f"Qt {qVersion()}, SQLite {sqlite3.sqlite_version}",
                *(f"{part.name} {part.version} ({part.licence})" for part in named),
            ]
        )

    def find_next(self) -> None:
        """Goes on to where the words in the field stand next, in this text or in that of a part below."""
        words = self.filter.text()
        if not words or self.text.find(words):
            return
        left = [item for item in self._items if not item.isHidden()]
        current = self.tree.currentItem()
        if current not in left:
            return
        following = left[(left.index(current) + 1) % len(left)]
        if following is current:
            self._to_first(words)
        else:
            self.tree.setCurrentItem(following)

    @cached_property
    def _texts(self) -> list[str]:
        """What is searched of each part."""
        return [f"{part.name} {part.licence} {part.text()}".casefold() for part in self._parts]

    def _narrow(self, words: str) -> None:
        wanted = words.casefold()
        for item, text in zip(self._items, self._texts, strict=True):
            item.setHidden(wanted not in text)
        left = [item for item in self._items if not item.isHidden()]
        current = self.tree.currentItem()
        if left and (current is None or current.isHidden()):
            self.tree.setCurrentItem(left[0])
        else:
            self._mark()

    def _show(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.text.setPlainText(self._part(item).text())
            self._mark()

    def _part(self, item: QTreeWidgetItem) -> Part:
        return self._parts[self.tree.indexOfTopLevelItem(item)]

    def _mark(self) -> None:
        """Marks the words of the field in the text, and shows the first of them."""
        words = self.filter.text()
        selections: list[QTextEdit.ExtraSelection] = []
        if words:
            document: QTextDocument = self.text.document()
            found = document.find(words, 0)
            while not found.isNull() and len(selections) < _MARKS:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = found
                selection.format.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
                selection.format.setForeground(self.palette().color(QPalette.ColorRole.HighlightedText))
                selections.append(selection)
                found = document.find(words, found)
        self.text.setExtraSelections(selections)
        self._to_first(words)

    def _to_first(self, words: str) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if words:
            self.text.find(words)
