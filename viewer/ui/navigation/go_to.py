"""A small page that asks for a row or a paragraph, and says while one types what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.model import Unit, VersionId
from viewer.ui import messages
from viewer.ui.i18n import Safe, isolate, translator
from viewer.ui.navigation import reference
from viewer.ui.reading.names import title_of
from viewer.ui.reading.wording import beginning

tr = translator("GoTo")

_LETTERS: Final = 90
"""Code points of a paragraph that are shown."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A row, or a paragraph in it. Numbers count from 0."""

    unit: int
    version: VersionId | None = None
    """That of the paragraph; None where a row is meant."""
    ordinal: int = 0
    """Place of the paragraph over its version."""


class GoToPage(QDialog):
    """Counts rows and paragraphs from 1, as people do. Not modal; deleted when closed."""

    chosen = Signal(object)
    """A Destination."""

    def __init__(
        self, corpus: Corpus, *, here: Callable[[], tuple[int, VersionId | None]], parent: QWidget | None = None
    ) -> None:
        """`here` gives the row that is read and the version that is active. The corpus must stay as it is."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Go to row or paragraph"))
        self._corpus = corpus
        self._index = corpus.index()
        self._here = here
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(tr("What the number counts"))
        self.chooser.addItem(tr("Row"), None)
        for version in corpus.versions():
            self.chooser.addItem(tr("Paragraph in {version}", version=title_of(version)), version.id)
        self.field = QLineEdit()
        self.field.setObjectName("filter")
        self.field.setAccessibleName(tr("Row or paragraph"))
        self.field.setPlaceholderText(tr("214, or {example}", example=self._example()))
        self.field.setMinimumWidth(180)
        self.go = QPushButton(tr("Go"))
        self.go.setDefault(True)
        self.told = QLabel()
        self.told.setObjectName("state")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing() * 3)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.chooser)
        row.addWidget(self.field, 1)
        row.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self.told)
        self.setMinimumWidth(520)
        self.field.setText(str(here()[0] + 1))
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._connect_signals()
        self._tell()

    def _connect_signals(self) -> None:
        self.field.textChanged.connect(self._tell)
        self.chooser.currentIndexChanged.connect(self._choose)
        self.go.clicked.connect(self._go)

    def _choose(self) -> None:
        """Another count: the number that was meant for the old one says nothing in it."""
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _go(self) -> None:
        found, _ = self._look()
        if found is not None:
            self.chosen.emit(found)
            self.close()

    def _tell(self) -> None:
        found, told = self._look()
        self.told.setText(told)
        self.go.setEnabled(found is not None)
        refused = found is None and bool(self.field.text().strip())
        if self.told.property("refused") != refused:
            self.told.setProperty("refused", refused)
            self.told.style().polish(self.told)

    def _look(self) -> tuple[Destination | None, Safe]:
        """What is there, and what is said of it."""
        try:
            if not self.field.text().strip():
                return None, self._range()
            return self._find()
        except HexaplaError as error:
            return None, messages.word(error)

    def _find(self) -> tuple[Destination | None, Safe]:
        row, active = self._here()
        wanted = reference.read(
            self.field.text(),
            self._corpus.version,
            version=self.chooser.currentData(),
            active=active or self._index.versions[0],
            document=self._index.document_of(row),
        )
        if wanted is None:
            return None, tr(
                "Type the number of a row, such as 214, or a version and the number of a paragraph, such as {example}.",
                example=self._example(),
            )
        version = wanted.version
        if version is not None and not self._paragraphs(version, wanted.document):
            return None, self._no_text(version, wanted.document)
        unit = self._corpus.units(at := reference.unit_of(wanted, self._index), at + 1)[0]
        if version is None:
            text = self._text_of(unit, active)
            told = tr("Row {row}: {text}", row=at + 1, text=text)
            return Destination(at), self._with_document(told, unit.document)
        ordinal = self._index.ordinal_of_paragraph(version, wanted.document, wanted.number)
        number = wanted.number
        text = next(one.text for one in unit.cells[version] if one.number == number)
        told = tr(
            "Paragraph {number} in {version}, row {row}: {text}",
            number=number + 1,
            version=title_of(self._corpus.version(version)),
            row=at + 1,
            text=beginning(text, _LETTERS),
        )
        return Destination(at, version, ordinal), self._with_document(told, unit.document)

    def _range(self) -> Safe:
        """Which numbers there are to choose from."""
        version = self.chooser.currentData()
        if version is None:
            return tr("Rows 1 to {rows}", rows=self._index.unit_count)
        document = self._index.document_of(self._here()[0])
        count = self._paragraphs(version, document)
        if not count:
            return self._no_text(version, document)
        return self._with_document(tr("Paragraphs 1 to {count}", count=count), document)

    def _paragraphs(self, version: VersionId, document: int) -> int:
        return self._index.paragraph_count(version, document)

    def _no_text(self, version: VersionId, document: int) -> Safe:
        return tr(
            "{document} has no text in {version}.",
            document=self._corpus.documents()[document].title,
            version=title_of(self._corpus.version(version)),
        )

    def _with_document(self, told: Safe, document: int) -> Safe:
        """The title is said where there are several."""
        documents = self._corpus.documents()
        return told if len(documents) < 2 else Safe(f"{isolate(documents[document].title)} ▸ {told}")

    def _text_of(self, unit: Unit, active: VersionId | None) -> Safe | str:
        order = [active, *self._index.versions]
        cell = next((unit.cells[version] for version in order if version is not None and unit.cells.get(version)), None)
        return beginning(cell[0].text, _LETTERS) if cell else tr("nothing")

    def _example(self) -> str:
        version = next(iter(self._corpus.versions()), None)
        return "214" if version is None else f"{version.id} 12"
