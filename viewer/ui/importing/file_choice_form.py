"""What the user says of one file, or of several at once: a field for everything an import guesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFormLayout, QLabel, QWidget

from viewer.formats.choices import FileChoice
from viewer.formats.encoding_names import codec
from viewer.formats.registry import formats
from viewer.importing.proposing import Proposal, ProposedFile
from viewer.languages import is_language, known_languages, normalise
from viewer.text.paragraphs import Rule
from viewer.ui.i18n import Safe, noop, translator
from viewer.ui.importing.language_box import language_name
from viewer.ui.widgets.names import NameDelegate

tr = translator("FileChoiceForm")

_ENCODINGS: Final = (
    "utf-8 utf-16-le utf-16-be cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r iso8859-2 iso8859-15 "
    "cp932 euc_jp gb18030 big5hkscs cp949 cp874"
).split()


class _Box(QComboBox):
    """Enter ends what is being written, and does nothing else: it must not import."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class FileChoiceForm(QWidget):
    """Shows what holds for the files at hand, and which of it is a guess. Every field can be left to the program."""

    chosen = Signal(object)
    """A dictionary of `FileChoice`s by path: the new choices for all files at hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[ProposedFile] = ()
        self._choices: Mapping[Path, FileChoice] = {}
        self.taken = QCheckBox(tr("Import this file"))
        self.document = _box(tr("Document"), tr("Files of one document are its versions"), typed=True)
        self.language = _box(tr("Language"), tr("A language, or its tag such as pt-BR"), typed=True)
        self.version = _box(
            tr("Version"), tr("What tells two versions of one language apart, such as the translator"), typed=True
        )
        self.format = _box(tr("Format"), tr("How the file is read"))
        self.encoding = _box(tr("Encoding"), tr("Which letters its bytes mean"), typed=True)
        self.paragraphs = _box(tr("Paragraphs"), tr("Where a paragraph of a plain text ends"))
        for box in (self.document, self.version):
            box.setItemDelegate(NameDelegate(box))
            box.completer().popup().setItemDelegate(NameDelegate(box))
        self.trouble = QLabel()
        self.trouble.setObjectName("how")
        self.trouble.setProperty("refused", True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self._boxes = {
            "document": self.document,
            "language": self.language,
            "version": self.version,
            "format": self.format,
            "encoding": self.encoding,
            "paragraphs": self.paragraphs,
        }
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.taken)
        for box in self._boxes.values():
            label = QLabel(tr("{field}:", field=Safe(box.accessibleName())))
            label.setBuddy(box)
            form.addRow(label, box)
        form.addRow(self.trouble)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.taken.clicked.connect(lambda on: self._say(left_out=not on))
        for field, box in self._boxes.items():
            box.activated.connect(lambda _place, field=field, box=box: self._take(field, box))
            if box.lineEdit() is not None:
                box.lineEdit().editingFinished.connect(lambda field=field, box=box: self._take(field, box))

    def show_files(self, files: Sequence[ProposedFile], choices: Mapping[Path, FileChoice], proposal: Proposal) -> None:
        """Shows these files; what they do not agree on is left blank."""
        self._files, self._choices = files, choices
        self.setEnabled(bool(files))
        self.trouble.clear()
        self.trouble.hide()
        of = [choices.get(file.path, FileChoice()) for file in files]
        self.taken.setChecked(not all(choice.left_out for choice in of) if of else False)
        texts = [text for file in files for text in file.texts]
        versions = [proposal.versions[text.version] for text in texts]
        now: dict[str, Iterable[str]] = {
            "document": (proposal.documents[text.document] for text in texts),
            "language": (language_name(version.language) for version in versions),
            "version": (version.label for version in versions),
            "format": (file.format for file in files),
            "encoding": (file.encoding for file in files),
            "paragraphs": (tr(_RULES[Rule(file.paragraphs)]) if file.paragraphs else "" for file in files),
        }
        offers: dict[str, list[tuple[str, str]]] = {
            "document": [(name, name) for name in dict.fromkeys(proposal.documents)],
            "language": [(language_name(tag), tag) for tag in known_languages()],
            "version": [(label, label) for label in dict.fromkeys(one.label for one in proposal.versions)],
            "format": [(one.name, one.name) for one in formats()],
            "encoding": [(name, name) for name in _ENCODINGS],
            "paragraphs": [(tr(words), str(rule)) for rule, words in _RULES.items()],
        }
        for field, box in self._boxes.items():
            _fill(box, offers[field], set(now[field]), {getattr(choice, field) for choice in of})
        holds_many = any(len(file.texts) > 1 for file in files)
        for field in ("document", "language", "version"):
            self._boxes[field].setEnabled(not holds_many)

    def _take(self, field: str, box: QComboBox) -> None:
        """Takes what stands in a field, if it can be meant."""
        place, written = box.currentIndex(), box.currentText().strip()
        listed = box.itemText(place) == written if place >= 0 else False
        value = box.itemData(place) if listed else _understood(field, written)
        if value is _UNKNOWN:
            self._refuse(_TROUBLES[field], written)
            return
        if {getattr(self._choices.get(file.path, FileChoice()), field) for file in self._files} != {value}:
            self._say(**{field: value})

    def _refuse(self, text: str, written: str) -> None:
        self.trouble.setText(tr(text, written=written))
        self.trouble.show()

    def _say(self, **said: Any) -> None:
        self.chosen.emit(
            {file.path: replace(self._choices.get(file.path, FileChoice()), **said) for file in self._files}
        )


_UNKNOWN: Final = object()
_RULES: Final = {Rule.LINE: noop("every line is one"), Rule.BLANK: noop("a blank line ends one")}
_TROUBLES: Final = {
    "language": noop("There is no language {written}. Choose one from the list, or write its tag, such as pt-BR."),
    "encoding": noop("There is no encoding {written}. Choose one from the list, or write its name, such as cp1252."),
}


def _understood(field: str, written: str) -> object:
    """What is meant by what was written; None leaves it to the program."""
    if not written:
        return None
    if field == "language":
        return normalise(written) if is_language(written) else _UNKNOWN
    if field == "encoding":
        return codec(written.lower()) or _UNKNOWN
    return written


def _box(name: Safe, tip: Safe, *, typed: bool = False) -> QComboBox:
    box = _Box()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setMinimumContentsLength(14)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    if typed:
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        box.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def _fill(box: QComboBox, offers: Sequence[tuple[str, str]], now: set[str], chosen: set[str | None]) -> None:
    """First what the program thinks, then what else there is; what was chosen stands in the field."""
    thought = next(iter(now)) if len(now) == 1 else ""
    with QSignalBlocker(box):
        box.clear()
        box.addItem(thought if chosen == {None} and thought else tr("as it is found out"), None)
        for text, value in offers:
            box.addItem(text, value)
        if chosen == {None} and len(now) <= 1:
            box.setCurrentIndex(0)
        elif len(chosen) == 1 and (place := box.findData(next(iter(chosen)))) >= 0:
            box.setCurrentIndex(place)
        else:
            box.setCurrentIndex(-1)
            if box.isEditable():
                box.setEditText(str(next(iter(chosen)) or "") if len(chosen) == 1 else "")
