"""The page for printing: shows the pages as they will be, and gives them to a printer or saves them as PDF."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import HexaplaError
from viewer.exporting import plan
from viewer.formats.page_setup import PageSetup
from viewer.ui import messages
from viewer.ui.dialogs.page import Page
from viewer.ui.exporting.choice_form import ChoiceForm, Scope
from viewer.ui.exporting.export_page import Wish
from viewer.ui.exporting.offers import offers
from viewer.ui.exporting.setup_form import SetupForm
from viewer.ui.i18n import translator
from viewer.ui.library.naming import file_name
from viewer.ui.printing.book import Book
from viewer.ui.printing.paper_view import PaperView
from viewer.ui.widgets import icons

if TYPE_CHECKING:
    from viewer.ui.printing.printer import Printing

tr = translator("PrintPage")

_MOST_COUNTED: Final = 2000
"""Pages that are counted ahead; further ones are found when they are turned to."""


class PrintPage(Page):
    """Works on the open corpus, in the window's thread, a page at a time."""

    save_requested = Signal(object)
    """A Wish for a PDF file; what is there already may be overwritten."""

    def __init__(
        self,
        scope: Scope,
        *,
        folder: Path,
        setup: PageSetup | None = None,
        furniture: bool = True,
        notes: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        content = QWidget()
        super().__init__(tr("Print"), content, parent)
        self._scope = scope
        self._folder = folder
        self._printing: Printing | None = None
        self.book: Book | None = None
        """What is shown; None while there is nothing to print."""
        self.view = PaperView()
        self.back = self._button("up", tr("Previous page"))
        self.forward = self._button("down", tr("Next page"))
        self.number = QSpinBox()
        self.number.setAccessibleName(tr("Page"))
        self.number.setMinimumWidth(90)
        self.pages = self._label()
        self.form = ChoiceForm(scope)
        self.form.no_furniture.setChecked(not furniture)
        self.form.notes.setChecked(notes)
        self.setup = SetupForm()
        self.setup.set_setup(setup or PageSetup())
        self.state = self._label("state")
        self.print_button = QPushButton(tr("Print…"))
        self.print_button.setDefault(True)
        self.save_button = QPushButton(tr("Save as PDF…"))
        self._lay_out(content)
        self._weighing = self._timer()
        self._counting = self._timer()
        self._connect_signals()
        self.weigh()
        for one, following in pairwise((self.setup.turns, self.save_button, self.print_button, self.close_button)):
            self.setTabOrder(one, following)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def weigh(self) -> None:
        """Lays out anew what is chosen, and shows the page that was shown, or the last there is."""
        number = self.number.value() - 1
        self.book, problem = self._bind()
        self._say(problem)
        for widget in (self.print_button, self.save_button, self.number):
            widget.setEnabled(self.book is not None)
        self._turn_to(min(number, self.book.found - 1) if self.book is not None else 0)
        if self.book is not None:
            self._counting.start()

    def wish(self, target: Path) -> Wish:
        """The pages as a file."""
        pdf = next(offer for offer in offers() if offer.writer.name == "pdf")
        return Wish(self.form.choice(), self.setup.setup(), pdf, target, (target,))

    def _lay_out(self, content: QWidget) -> None:
        turning = QHBoxLayout()
        turning.addStretch()
        for widget in (self.back, self.number, self.pages, self.forward):
            turning.addWidget(widget)
        turning.addStretch()
        left = QVBoxLayout()
        left.addWidget(self.view, 1)
        left.addLayout(turning)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.form)
        right.addWidget(self.setup)
        right.addStretch()
        self.buttons.insertWidget(0, self.state, 1)
        for button in (self.save_button, self.print_button):
            self.buttons.insertWidget(self.buttons.count() - 1, button)
        side = QWidget()
        side.setLayout(right)
        side.setMaximumWidth(380)
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addLayout(left, 1)
        layout.addWidget(side)
        self.resize(1080, 760)

    def _connect_signals(self) -> None:
        self.form.changed.connect(self._weighing.start)
        self.setup.changed.connect(self._weighing.start)
        self._weighing.timeout.connect(self.weigh)
        self._counting.timeout.connect(self._count)
        self.number.valueChanged.connect(lambda value: self._turn_to(value - 1))
        self.back.clicked.connect(lambda: self._step(-1))
        self.forward.clicked.connect(lambda: self._step(1))
        self.view.step_requested.connect(self._step)
        self.view.end_requested.connect(self._go_to_end)
        self.print_button.clicked.connect(self._print_or_stop)
        self.save_button.clicked.connect(self._save)
        self.finished.connect(self._rest)

    def _bind(self) -> tuple[Book | None, str | None]:
        """Lays out what is chosen; without a book, why there is none, in words."""
        choice, setup = self.form.choice(), self.setup.setup()
        if not choice.versions:
            return None, tr("Check at least one version.")
        try:
            made = plan(self._scope.corpus, choice, setup)
            if not made.context.units:
                return None, tr("There is no row to print. Choose other rows or versions.")
            self.wish(Path()).offer.writer.check(made.context)
            book = Book(self._scope.corpus, made)
            book.page(0)
        except HexaplaError as error:
            return None, messages.word(error)
        return book, None

    def _say(self, problem: str | None) -> None:
        self.state.setText(problem or "")
        self.state.setProperty("refused", problem is not None)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)

    # Turning pages

    def _step(self, by: int) -> None:
        self._turn_to(self.number.value() - 1 + by)

    def _go_to_end(self, last: bool) -> None:
        self._turn_to(self.book.found - 1 if last and self.book is not None else 0)

    def _turn_to(self, number: int) -> None:
        book = self.book
        if book is not None:
            number = max(0, min(number, book.found - 1))
            try:
                book.page(number)
            except HexaplaError as error:
                self._fail(error)
                return
        self.view.show_page(book, number)
        self._show_number(number)

    def _show_number(self, number: int) -> None:
        found = self.book.found if self.book is not None else 0
        self.number.blockSignals(True)
        self.number.setRange(1, max(1, found))
        self.number.setValue(number + 1)
        self.number.blockSignals(False)
        whole = self.book is None or self.book.complete
        self.pages.setText(tr("of {pages}", pages=found) if whole else tr("of {pages} or more", pages=found))
        self.back.setEnabled(number > 0)
        self.forward.setEnabled(number + 1 < found)

    def _count(self) -> None:
        """Finds one page more, and goes on with that when nothing else is to do."""
        if self.book is None:
            return
        try:
            more = self.book.find_next()
        except HexaplaError as error:
            self._fail(error)
            return
        self._show_number(self.number.value() - 1)
        if more and self.book.found < _MOST_COUNTED:
            self._counting.start()

    def _rest(self) -> None:
        """Lets go of the corpus, which may be closed as soon as the page is."""
        self._weighing.stop()
        self._counting.stop()
        if self._printing is not None:
            self._printing.stop()
        self.book = None
        self.view.show_page(None, 0)

    def _fail(self, error: HexaplaError) -> None:
        self.book = None
        self._say(messages.word(error))
        self.view.show_page(None, 0)

    # Printing and saving

    def _print_or_stop(self) -> None:
        if self._printing is not None:
            self._printing.stop()
            return
        try:
            from viewer.ui.printing import printer as printers
        except ImportError:  # a build of Qt without support for printers
            self._tell_no_printer()
            return
        if not printers.has_printers():
            self._tell_no_printer()
        elif self.book is not None:
            self._ask_printer(printers)

    def _tell_no_printer(self) -> None:
        self._say(tr("No printer is set up on this computer. Save the pages as PDF, and print that file elsewhere."))

    def _ask_printer(self, printers: ModuleType) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        assert self.book is not None
        printer = printers.printer_for(self.book, self._scope.corpus.title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.book.complete:
            dialog.setMinMax(1, self.book.found)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, self.book.complete)
        dialog.accepted.connect(lambda: self._print(printers.Printing(self.book, printer, self)))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _print(self, printing: Printing) -> None:
        self._printing = printing
        printing.progressed.connect(lambda done: self.state.setText(tr("Printing page {page}", page=done)))
        printing.ended.connect(self._printed)
        self.print_button.setText(tr("Stop"))
        if not printing.start():
            self._printed(None)
            self._say(tr("The printer cannot be reached. Look whether it is switched on, or save the pages as PDF."))

    def _printed(self, error: HexaplaError | None) -> None:
        self._printing = None
        self.print_button.setText(tr("Print…"))
        self._say(messages.word(error) if error is not None else None)

    def _save(self) -> None:
        dialog = QFileDialog(self, tr("Save as PDF"), str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter(f"{tr('PDF')} (*.pdf)")
        dialog.selectFile(f"{file_name(self._scope.corpus.title)}.pdf")
        # The dialog has asked before a file is overwritten.
        dialog.filesSelected.connect(lambda names: self.save_requested.emit(self.wish(Path(names[0]))))
        dialog.open()

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon, self.palette()))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _label(self, name: str = "") -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(bool(name))
        return label

    def _timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(0)
        return timer
