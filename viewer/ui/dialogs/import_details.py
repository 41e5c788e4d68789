"""What an import did with every file: one line for the message bar, and a page with the whole table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from viewer.formats.plan import Decision
from viewer.importing import Summary
from viewer.languages import language
from viewer.preparing import FileReport
from viewer.ui import messages
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, counter, isolate, number, tooltip, translator
from viewer.ui.messages import Answer, Level, Message

tr = translator("ImportDetails")
count = counter("ImportDetails")


def summed_up(summary: Summary, show_details: Callable[[], object]) -> Message:
    """The import in one line, with a way to the table."""
    refused = [file for file in summary.files if file.refused is not None]
    skipped = [file for file in summary.files if file.refused is None and file.skipped]
    warned = [file for file in summary.files if file.warnings]
    parts = [
        count("{n} version", "{n} versions", len(summary.versions)),
        count("{n} document", "{n} documents", summary.documents) if summary.documents > 1 else "",
        count("{n} row", "{n} rows", summary.units),
        count("{n} file could not be read", "{n} files could not be read", len(refused)) if refused else "",
        count("{n} file skipped", "{n} files skipped", len(skipped)) if skipped else "",
        count("{n} file with remarks", "{n} files with remarks", len(warned)) if warned else "",
    ]
    level = Level.WARNING if refused else Level.INFO
    text = Safe(", ".join(part for part in parts if part))
    return Message(level, text, (Answer(tr("Details"), show_details),), "import")


class ImportDetails(Page):
    """A line per file."""

    def __init__(self, summary: Summary, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(tr("What was imported"), content, parent, introduction=_introduction(summary))
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(
            [tr("File"), tr("Version"), tr("Format"), tr("Encoding"), tr("Segments"), tr("Remarks")]
        )
        self.tree.setRootIsDecorated(False)
        self.tree.setWordWrap(True)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setAccessibleName(tr("Files"))
        for file in summary.files:
            self._add(file, summary.decisions)
        for column in range(5):
            self.tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        self.resize(880, 460)

    def _add(self, file: FileReport, decisions: Sequence[Decision]) -> None:
        version = f"{isolate(language(file.language).own_name)} ({file.version})" if file.version else ""
        remark = remarks(file, decisions)
        cells = [isolate(file.file.name), version, "", "", "", remark]
        if file.version:
            cells[2:5] = [file.format, file.encoding, number(file.segments)]
        item = QTreeWidgetItem(self.tree, cells)
        item.setToolTip(5, tooltip(remark) if remark else "")


def remarks(file: FileReport, decisions: Sequence[Decision] = ()) -> Safe:
    """What is to be said about one file."""
    if file.refused is not None:
        return messages.word(file.refused)
    if file.skipped:
        return tr("Skipped: {reason}", reason=messages.translated(str(file.skipped)))
    own = [messages.decision(one) for one in decisions if one.file == file.file]
    return Safe("; ".join([*own, *map(messages.caution, file.warnings)]))


def _introduction(summary: Summary) -> Safe:
    saved = tr(
        "Saved as {file} in {folder}. Your files were not changed.",
        file=summary.path.name,
        folder=str(summary.path.parent),
    )
    about_all = [messages.decision(one) for one in summary.decisions if one.file is None]
    return Safe("\n".join([saved, *about_all, *map(messages.caution, summary.warnings)]))
