"""The page that asks what goes along in a copy for somebody else, and says what does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import listed, translator

tr = translator("Sharing")


class SharePage(Page):
    """Closes when a copy is asked for."""

    copy_requested = Signal(bool, bool)
    """Whether notes, and whether the history go along."""

    def __init__(self, title: str, *, has_notes: bool, has_history: bool, parent: QWidget | None = None) -> None:
        """What is not there cannot be chosen."""
        content = QWidget()
        super().__init__(
            tr("Save a copy to share"),
            content,
            parent,
            introduction=tr("A copy of {title} for somebody else, who opens it with Hexapla.", title=title),
        )
        self.notes = QCheckBox(tr("My bookmarks and &notes"))
        self.history = QCheckBox(tr("The &history: what was changed, removed and searched for"))
        for switch, there in ((self.notes, has_notes), (self.history, has_history)):
            switch.setEnabled(there)
            switch.setToolTip("" if there else tr("There is nothing of this in the corpus"))
            switch.toggled.connect(self._tell)
        self.along = QLabel()
        self.left = QLabel()
        for label in (self.along, self.left):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.left.setObjectName("quiet")
        self.save = QPushButton(tr("&Save the copy…"))
        self.save.setDefault(True)
        self.save.clicked.connect(self._ask)
        self.buttons.insertWidget(self.buttons.count() - 1, self.save)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for widget in (self.notes, self.history, self.along, self.left):
            layout.addWidget(widget)
        layout.addStretch()
        self._tell()
        self.resize(560, 360)
        (self.notes if has_notes else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        along = [
            tr("the texts and how they are aligned"),
            tr("titles and labels"),
            tr("the names of the files that were read, without their folders"),
        ]
        left = [tr("where the files and this corpus are"), tr("where you were reading")]
        (along if self.notes.isChecked() else left).append(tr("your bookmarks and notes"))
        (along if self.history.isChecked() else left).append(tr("what was there before, and your saved searches"))
        self.along.setText(tr("Goes along: {parts}.", parts=listed([*along])))
        self.left.setText(tr("Does not: {parts}.", parts=listed([*left])))

    def _ask(self) -> None:
        notes, history = self.notes.isChecked(), self.history.isChecked()
        self.close()
        self.copy_requested.emit(notes, history)
