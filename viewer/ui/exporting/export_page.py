"""The page that asks what to export, as what, and where to. It says what does not go before anything is begun."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import HexaplaError
from viewer.exporting import Choice, Plan, plan
from viewer.formats.page_setup import PageSetup
from viewer.model import RowLevel
from viewer.ui import messages
from viewer.ui.dialogs.page import Page
from viewer.ui.exporting.choice_form import ChoiceForm, Scope
from viewer.ui.exporting.offers import Offer, offers
from viewer.ui.exporting.setup_form import SetupForm
from viewer.ui.i18n import counter, translator
from viewer.ui.library.naming import file_name

tr = translator("ExportPage")
count = counter("ExportPage")
words = translator("Offers")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page was asked to do."""

    choice: Choice
    setup: PageSetup
    offer: Offer
    target: Path
    files: tuple[Path, ...]
    """The files that the target stands for."""


class ExportPage(Page):
    """Closes when its wish is taken."""

    export_requested = Signal(object)
    """A Wish."""

    def __init__(
        self,
        scope: Scope,
        *,
        folder: Path,
        format_name: str = "",
        setup: PageSetup | None = None,
        furniture: bool = True,
        notes: bool = False,
        sentences: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        content = QWidget()
        super().__init__(tr("Export"), content, parent)
        self._scope = scope
        self._offers = offers()
        self._plan: Plan | None = None
        self._stem = file_name(scope.corpus.title)
        self.formats = QComboBox()
        self.formats.setAccessibleName(tr("Format"))
        for offer in self._offers:
            self.formats.addItem(words(offer.title), offer.writer.name)
        self.use = QLabel()
        self.use.setObjectName("quiet")
        self.form = ChoiceForm(scope)
        self.form.no_furniture.setChecked(not furniture)
        self.form.notes.setChecked(notes)
        self.sentences = QCheckBox(tr("Cut the rows into sentences"))
        self.sentences.setToolTip(tr("Write a row for each sentence and what belongs to it in the other versions"))
        self.sentences.setChecked(sentences)
        self.setup = SetupForm()
        self.setup.set_setup(setup or PageSetup())
        self.target = QLineEdit()
        self.target.setObjectName("filter")
        self.target.setAccessibleName(tr("File"))
        self.choose = QPushButton(tr("Choose…"))
        self.state = QLabel()
        self.state.setObjectName("state")
        for label in (self.use, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.export_button = QPushButton(tr("Export"))
        self.export_button.setDefault(True)
        self._lay_out(content)
        place = self.formats.findData(format_name)
        self.formats.setCurrentIndex(max(0, place))
        self.target.setText(str(folder / f"{self._stem}{self.offer.suffix}"))
        # Choices come in bursts, and each is weighed once: the plan is made when the hands rest.
        self._weighing = QTimer(self)
        self._weighing.setSingleShot(True)
        self._weighing.setInterval(0)
        self._connect_signals()
        self._format_changed()
        self.weigh()
        self.setTabOrder(self.choose, self.export_button)
        self.setTabOrder(self.export_button, self.close_button)
        self.formats.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def offer(self) -> Offer:
        """The format that is chosen."""
        return self._offers[self.formats.currentIndex()]

    def weigh(self) -> None:
        """Looks whether what is chosen can be exported, and says how much it is or why not."""
        problem = self._problem()
        if problem is None and self._plan is not None:
            units, versions = self._plan.context.units, len(self._plan.versions)
            parts = [count("{n} row", "{n} rows", units), count("{n} version", "{n} versions", versions)]
            self.state.setText(", ".join(parts))
        else:
            self.state.setText(problem or "")
        self.state.setProperty("refused", problem is not None)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.export_button.setEnabled(problem is None)

    def wish(self) -> Wish | None:
        """What is asked for; None while it cannot be done."""
        self.weigh()
        if self._plan is None or not self.export_button.isEnabled():
            return None
        files = self.offer.writer.files(self._plan.context, self._path())
        return Wish(self._choice(), self._setup(), self.offer, self._path(), files)

    def _lay_out(self, content: QWidget) -> None:
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        what = QVBoxLayout()
        what.setSpacing(4)
        what.addWidget(self.formats)
        what.addWidget(self.use)
        what.addWidget(self.sentences)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.target, 1)
        where.addWidget(self.choose)
        self.buttons.insertWidget(0, self.state, 1)
        self.buttons.insertWidget(self.buttons.count() - 1, self.export_button)
        parts = (
            (tr("Format"), what),
            (tr("What"), self.form),
            (tr("Pages"), self.setup),
            (tr("File"), where),
        )
        self._labels = {}
        for row, (name, part) in enumerate(parts):
            label = QLabel(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(0, 5, 0, 0)
            self._labels[name] = label
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            if isinstance(part, QWidget):
                grid.addWidget(part, row, 1)
            else:
                grid.addLayout(part, row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self.resize(660, 640)

    def _connect_signals(self) -> None:
        self.formats.currentIndexChanged.connect(self._format_changed)
        self.form.changed.connect(self._weighing.start)
        self.setup.changed.connect(self._weighing.start)
        self.target.textChanged.connect(lambda _: self._weighing.start())
        self._weighing.timeout.connect(self.weigh)
        self.finished.connect(self._weighing.stop)
        self.choose.clicked.connect(self._choose)
        self.export_button.clicked.connect(self._export)

    def _format_changed(self) -> None:
        writer = self.offer.writer
        self.use.setText(words(self.offer.use))
        self.sentences.setVisible(writer.takes_sentences)
        self.setup.show_parts(layout=bool(writer.layouts), pages=writer.has_pages)
        self._labels[tr("Pages")].setVisible(bool(writer.layouts))
        path = self._path()
        known = {suffix for offer in self._offers for suffix in offer.writer.suffixes}
        stem = path.name.removesuffix(path.suffix) if path.suffix.lower() in known else path.name
        self.target.setText(str(path.with_name(f"{stem or self._stem}{self.offer.suffix}")))
        self._weighing.start()

    def _choice(self) -> Choice:
        """What is chosen, as far as the format knows it."""
        cut = self.sentences.isChecked() and self.offer.writer.takes_sentences
        return replace(self.form.choice(), level=RowLevel.SENTENCE if cut else RowLevel.PARAGRAPH)

    def _setup(self) -> PageSetup:
        """The setup as far as the format knows one."""
        writer, setup = self.offer.writer, self.setup.setup()
        if writer.has_pages:
            return setup
        return PageSetup(setup.layout) if writer.layouts else PageSetup()

    def _path(self) -> Path:
        return Path(os.path.expanduser(self.target.text().strip())).absolute()

    def _problem(self) -> str | None:
        """Why it cannot be done, in words; None if it can."""
        self._plan = None
        choice = self._choice()
        if not choice.versions:
            return tr("Check at least one version.")
        try:
            made = plan(self._scope.corpus, choice, self._setup())
            if not made.context.units:
                return tr("There is no row to export. Choose other rows or versions.")
            self.offer.writer.check(made.context)
        except HexaplaError as error:
            return messages.word(error)
        path = self._path()
        if not self.target.text().strip() or os.path.isdir(path):
            return tr("Give the file a name.")
        if not os.path.isdir(path.parent):
            return tr("There is no folder {folder}. Choose another.", folder=str(path.parent))
        self._plan = made
        return None

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Export as"), str(self._path().parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Overwriting is asked for once, when it is to happen.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
        if self.offer.suffix:
            dialog.setDefaultSuffix(self.offer.suffix[1:])
            dialog.setNameFilter(f"{words(self.offer.title)} (*{self.offer.suffix})")
        dialog.selectFile(self._path().name)
        dialog.filesSelected.connect(lambda names: self.target.setText(names[0]))
        dialog.open()

    def _export(self) -> None:
        wish = self.wish()
        if wish is not None:
            self.export_requested.emit(wish)
