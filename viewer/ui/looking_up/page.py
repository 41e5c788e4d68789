"""The page of dictionaries: for each language a web address or a program, with suggestions, and a way to try it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import LookupFailed
from viewer.languages import known_languages, primary
from viewer.lookups import OTHERS, lookup, suggested
from viewer.ui import messages
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, translator
from viewer.ui.importing.language_box import language_name
from viewer.ui.looking_up.asking import ask
from viewer.ui.settings import Settings
from viewer.ui.widgets import icons
from viewer.ui.widgets.wheel import leave_the_wheel
from viewer.ui.widgets.yielding import YieldingArea

tr = translator("LookingUp")

_TRIED: Final = "word"
"""What is looked up to try a dictionary where nothing is marked."""


class DictionaryRow(QWidget):
    """A language, and where its words are looked up."""

    changed = Signal()
    tried = Signal()
    removed = Signal()

    def __init__(self, tag: str, written: str, offered: Sequence[str], parent: QWidget | None = None) -> None:
        """`offered` are tags of languages that come first in the list."""
        super().__init__(parent)
        self.language = QComboBox()
        self.language.setAccessibleName(tr("Language"))
        self.language.addItem(tr("All other languages"), OTHERS)
        for one in dict.fromkeys((*offered, *([tag] if tag != OTHERS else []), *known_languages())):
            self.language.addItem(language_name(one), one)
        self.language.setCurrentIndex(max(0, self.language.findData(tag)))
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.language.setMinimumContentsLength(16)
        self.where = QComboBox()
        self.where.setEditable(True)
        self.where.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.where.setAccessibleName(tr("Web address or program"))
        self.where.lineEdit().setPlaceholderText(tr("Web address or program"))
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.where.setMinimumContentsLength(24)
        self.try_out = QPushButton(tr("Try"))
        self.try_out.setAutoDefault(False)
        self.remove = QToolButton()
        self.remove.setIcon(icons.icon("close", self.palette()))
        self.remove.setToolTip(tr("Remove this dictionary"))
        self.remove.setAccessibleName(self.remove.toolTip())
        self.trouble = QLabel()
        self.trouble.setObjectName("how")
        self.trouble.setProperty("refused", True)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.language)
        line.addWidget(self.where, 1)
        line.addWidget(self.try_out)
        line.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.trouble)
        leave_the_wheel(self.language)
        leave_the_wheel(self.where)
        self._suggest()
        self.where.setEditText(written)
        self.language.activated.connect(self._take_language)
        self.where.activated.connect(lambda _place: self._check())
        self.where.lineEdit().textEdited.connect(lambda _text: self.changed.emit())
        self.where.lineEdit().editingFinished.connect(self._check)
        self.try_out.clicked.connect(self.tried)
        self.remove.clicked.connect(self.removed)

    @property
    def tag(self) -> str:
        """The language, or what stands for all others."""
        return str(self.language.currentData())

    @property
    def written(self) -> str:
        """The address or the command line, as it is written."""
        return self.where.currentText().strip()

    def tell(self, text: Safe) -> None:
        """Says what is wrong; nothing if the text is empty."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _suggest(self) -> None:
        written = self.written
        self.where.clear()
        self.where.addItems(suggested(self.tag))
        self.where.setEditText(written)

    def _take_language(self) -> None:
        self._suggest()
        self.changed.emit()

    def _check(self) -> None:
        try:
            if self.written:
                lookup(self.written, _TRIED, self.tag)
            self.tell(Safe(""))
        except LookupFailed as error:
            self.tell(messages.word(error))
        self.changed.emit()


class LookupPage(Page):
    """What is written here counts at once. Nothing is asked of anybody but by *Try*."""

    def __init__(self, settings: Settings, tags: Sequence[str], word: str, parent: QWidget | None = None) -> None:
        """`tags` are the languages of the open corpus, `word` what is marked in it."""
        content = QWidget()
        super().__init__(
            tr("Dictionaries"),
            content,
            parent,
            introduction=tr(
                "Where a marked word is looked up. {word} stands for the word and {lang} for its language, in a web "
                "address or in the command line of a program. Nothing is sent anywhere until you choose.",
                word=Safe("{word}"),
                lang=Safe("{lang}"),
            ),
        )
        self._settings = settings
        self._tags = list(dict.fromkeys(map(primary, tags)))
        self.rows: list[DictionaryRow] = []
        self.word = QLineEdit(word)
        self.word.setPlaceholderText(_TRIED)
        self.word.setAccessibleName(tr("Word to try them with"))
        self.add = QPushButton(tr("Another Language"))
        self.add.clicked.connect(lambda: self._add(self._next_tag(), "").where.setFocus())
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._lay_out(content)
        for tag, written in settings["lookups"].items():
            self._add(tag, written)
        if not self.rows:
            self._add(OTHERS, "")
        self.rows[0].where.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(760, 480)

    def _lay_out(self, content: QWidget) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(self._list)
        column.addStretch()
        area = YieldingArea(inside)
        trying = QHBoxLayout()
        label = QLabel(tr("Word to try them with"))
        label.setBuddy(self.word)
        trying.addWidget(label)
        trying.addWidget(self.word, 1)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addLayout(trying)
        self.buttons.insertWidget(0, self.add)

    def _next_tag(self) -> str:
        """A language of the corpus that has no dictionary yet."""
        taken = {row.tag for row in self.rows}
        return next((tag for tag in (*self._tags, OTHERS, *known_languages()) if tag not in taken), OTHERS)

    def _add(self, tag: str, written: str) -> DictionaryRow:
        row = DictionaryRow(tag, written, self._tags)
        row.changed.connect(self._keep)
        row.tried.connect(partial(self._try, row))
        row.removed.connect(partial(self._remove, row))
        self.rows.append(row)
        self._list.addWidget(row)
        # The keyboard goes down the page, to the rows first.
        for before, after in pairwise((row.remove, self.word, self.add, self.close_button)):
            QWidget.setTabOrder(before, after)
        return row

    def _remove(self, row: DictionaryRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._keep()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        """Of two rows of one language the lower counts; what is empty is none."""
        self._settings.choose("lookups", {row.tag: row.written for row in self.rows if row.written})

    def _try(self, row: DictionaryRow) -> None:
        tag = row.tag if row.tag != OTHERS else (self._tags[0] if self._tags else "en")
        try:
            ask(row.written, self.word.text().strip() or _TRIED, tag)
            row.tell(Safe(""))
        except LookupFailed as error:
            row.tell(messages.word(error))
