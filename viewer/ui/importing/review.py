"""The review of an import: every file with what is thought of it, and a field for everything that can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.formats.choices import FileChoice
from viewer.importing.proposing import Proposal, ProposedFile
from viewer.languages import language
from viewer.model import Direction
from viewer.ui import messages
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, counter, isolate, number, tooltip, translator
from viewer.ui.importing.file_choice_form import FileChoiceForm
from viewer.ui.reading.fonts import font_for

tr = translator("Review")
count = counter("Review")

_REST: Final = 250
"""Milliseconds without a change after which it is found out what comes of the choices."""


class Column(IntEnum):
    """The columns of the table."""

    FILE = 0
    DOCUMENT = 1
    VERSION = 2
    FORMAT = 3
    ENCODING = 4
    SEGMENTS = 5
    REMARKS = 6


class ReviewPage(Page):
    """What an import would make of files, or has made of them."""

    choices_changed = Signal(object)
    """The `FileChoice`s by path: the page wants to know what would come of them."""
    import_requested = Signal(object)
    """The `FileChoice`s by path."""

    def __init__(
        self,
        proposal: Proposal,
        *,
        done: bool,
        choices: Mapping[Path, FileChoice] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`done`: the files have been imported so already, with these choices, and may be imported once more."""
        content = QWidget()
        super().__init__(tr("Review the import"), content, parent, introduction=_introduction(done))
        self.proposal = proposal
        self.choices = dict(choices or {})
        self.summary = _plain_label()
        self.remarks = _plain_label()
        self.tree = _tree()
        self.form = FileChoiceForm()
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(tr("How the file begins"))
        self.preview.setTabChangesFocus(True)
        self.import_button = QPushButton(tr("Import once more") if done else tr("Import"))
        self.import_button.setDefault(True)
        self.import_button.clicked.connect(self._import)
        self.buttons.insertWidget(1, self.import_button)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._lay_out(content)
        self._connect_signals()
        self.set_proposal(proposal)

    def _lay_out(self, content: QWidget) -> None:
        below = QWidget()
        side = QHBoxLayout(below)
        side.setContentsMargins(0, 12, 0, 0)
        side.setSpacing(20)
        side.addWidget(self.form, 2)
        look = QVBoxLayout()
        look.setSpacing(10)
        look.addWidget(self.remarks)
        look.addWidget(self.preview, 1)
        side.addLayout(look, 3)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.tree)
        halves.addWidget(below)
        halves.setStretchFactor(0, 1)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.summary)
        layout.addWidget(halves, 1)
        self.resize(1080, 760)

    def _connect_signals(self) -> None:
        self.tree.itemSelectionChanged.connect(self._show_selected)
        self.form.chosen.connect(self._choose)
        self._rest.timeout.connect(lambda: self.choices_changed.emit(dict(self.choices)))

    def set_proposal(self, proposal: Proposal) -> None:
        """Shows what would come of the choices."""
        selected = {file.path for file in self.selected()}
        self.proposal = proposal
        self.tree.clear()
        for file in proposal.files:
            item = QTreeWidgetItem(self.tree, list(_cells(file, proposal)))
            item.setData(Column.FILE, Qt.ItemDataRole.UserRole, str(file.path))
            item.setToolTip(Column.FILE, tooltip(str(file.path)))
            item.setTextAlignment(Column.SEGMENTS, Qt.AlignmentFlag.AlignRight)
            remarks = item.text(Column.REMARKS)
            item.setToolTip(Column.REMARKS, tooltip(Safe(remarks)) if remarks else "")
        self._select(selected)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """Whether what is shown is still that of the choices before."""
        self.import_button.setEnabled(not busy and bool(self.proposal.documents))
        self.summary.setText(tr("Looking at the files…") if busy else _summed_up(self.proposal))

    def selected(self) -> list[ProposedFile]:
        """The files whose choices are shown."""
        paths = {item.data(Column.FILE, Qt.ItemDataRole.UserRole) for item in self.tree.selectedItems()}
        return [file for file in self.proposal.files if str(file.path) in paths]

    def _select(self, paths: set[Path]) -> None:
        """These files, or else the first that somebody should look at."""
        items = [item for row in range(self.tree.topLevelItemCount()) if (item := self.tree.topLevelItem(row))]
        wanted = [item for item, file in zip(items, self.proposal.files, strict=True) if file.path in paths]
        if not wanted:
            doubtful = [item for item, file in zip(items, self.proposal.files, strict=True) if file.doubtful]
            wanted = (doubtful or items)[:1]
        for item in wanted:
            item.setSelected(True)
        if wanted:
            self.tree.setCurrentItem(wanted[0], Column.FILE, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._show_selected()

    def _show_selected(self) -> None:
        files = self.selected()
        self.form.show_files(files, self.choices, self.proposal)
        said = remarks(files[0]) if len(files) == 1 else ""
        self.remarks.setText(said)
        self.remarks.setVisible(bool(said))
        self.preview.setPlainText(files[0].preview if len(files) == 1 else "")
        texts = files[0].texts if len(files) == 1 else ()
        if texts:
            self._set_language(self.proposal.versions[texts[0].version].language)

    def _set_language(self, tag: str) -> None:
        """Sets the preview as the reading view would: the language says the direction, not the first letter."""
        self.preview.setFont(font_for(tag, scale=0.85))
        from_right = language(tag).direction is Direction.RTL
        option = QTextOption(Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
        self.preview.document().setDefaultTextOption(option)
        cursor = QTextCursor(self.preview.document())
        cursor.select(QTextCursor.SelectionType.Document)
        space = QTextBlockFormat()
        space.setBottomMargin(6)
        cursor.mergeBlockFormat(space)

    def _choose(self, choices: Mapping[Path, FileChoice]) -> None:
        self.choices.update(choices)
        self.choices = {path: choice for path, choice in self.choices.items() if choice != FileChoice()}
        self.set_busy(True)
        self._rest.start()

    def _import(self) -> None:
        self.import_requested.emit(dict(self.choices))
        self.close()


def remarks(file: ProposedFile) -> Safe:
    """What is to be said about one file."""
    if file.refused is not None:
        return messages.word(file.refused)
    if file.skipped:
        return tr("Skipped: {reason}", reason=messages.translated(file.skipped))
    own = [*map(messages.decision, file.decisions), *map(messages.caution, file.warnings)]
    return Safe("; ".join(own))


def _cells(file: ProposedFile, proposal: Proposal) -> Iterator[str]:
    versions = [proposal.versions[text.version] for text in file.texts]
    documents = dict.fromkeys(proposal.documents[text.document] for text in file.texts)
    mark = "● " if file.doubtful else ""
    yield f"{mark}{isolate(file.path.name)}"
    yield _few([isolate(name) for name in documents])
    yield _few(list(dict.fromkeys(_version(one.language, one.label) for one in versions)))
    yield file.format
    yield file.encoding
    yield number(sum(text.segments for text in file.texts)) if file.texts else ""
    yield remarks(file)


def _version(tag: str, label: str) -> Safe:
    own = language(tag).own_name
    return isolate(own) if label in ("", own) else Safe(f"{isolate(own)}, {isolate(label)}")


def _few(names: Sequence[Safe]) -> Safe:
    """The first of them, and how many more there are."""
    if len(names) <= 3:
        return Safe("; ".join(names))
    return tr("{first} and {others} more", first=Safe("; ".join(names[:2])), others=len(names) - 2)


def _summed_up(proposal: Proposal) -> Safe:
    refused = sum(file.refused is not None for file in proposal.files)
    skipped = sum(file.refused is None and bool(file.skipped) for file in proposal.files)
    doubtful = sum(bool(file.doubtful) for file in proposal.files)
    parts = [
        count("{n} document", "{n} documents", len(proposal.documents)),
        count("{n} version", "{n} versions", len(proposal.versions)),
        count("{n} file skipped", "{n} files skipped", skipped) if skipped else "",
        count("{n} file cannot be read", "{n} files cannot be read", refused) if refused else "",
        count("● {n} file to look at", "● {n} files to look at", doubtful) if doubtful else "",
    ]
    about_all = [messages.decision(one) for one in proposal.decisions if one.file is None]
    return Safe("\n".join([", ".join(part for part in parts if part), *about_all]))


def _introduction(done: bool) -> Safe:
    if done:
        return tr("Change what is wrong, and import once more: the new corpus takes the place of this one.")
    return tr("Not every guess is sure. Look at the files with a dot, change what is wrong, then import.")


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels(
        [tr("File"), tr("Document"), tr("Version"), tr("Format"), tr("Encoding"), tr("Segments"), tr("Remarks")]
    )
    tree.setRootIsDecorated(False)
    tree.setAllColumnsShowFocus(True)
    tree.setFrameShape(QTreeWidget.Shape.NoFrame)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.setAccessibleName(tr("Files"))
    tree.setUniformRowHeights(True)
    for column in (Column.FORMAT, Column.ENCODING, Column.SEGMENTS):
        tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    for column, width in ((Column.FILE, 220), (Column.DOCUMENT, 160), (Column.VERSION, 170)):
        tree.header().resizeSection(column, width)
    return tree


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
