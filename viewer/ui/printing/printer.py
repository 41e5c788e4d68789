"""To the printer, page by page between other events, so that the window stays alive and can stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from viewer.errors import HexaplaError
from viewer.ui.printing.book import Book
from viewer.ui.printing.ink import paint
from viewer.ui.printing.pdf import page_layout


def has_printers() -> bool:
    """Whether the system knows of a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(book: Book, title: str) -> QPrinter:
    """The system's printer, set to the paper of the book."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("Hexapla")
    printer.setPageLayout(page_layout(book.sheet))
    printer.setFullPage(True)
    return printer


class Printing(QObject):
    """One run of the printer."""

    progressed = Signal(int)
    """So many pages are done."""
    ended = Signal(object)
    """None when all that was wanted is printed or it was stopped, else the HexaplaError."""

    def __init__(self, book: Book, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._printer = printer
        self._painter: QPainter | None = None
        self._number = max(0, printer.fromPage() - 1)
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._print_page)

    @property
    def last(self) -> int | None:
        """The last page wanted, from 0; None for all."""
        return self._printer.toPage() - 1 if self._printer.toPage() > 0 else None

    def start(self) -> bool:
        """Begins; whether the printer could be opened."""
        painter = QPainter()
        if not painter.begin(self._printer):
            return False
        self._painter = painter
        self._timer.start()
        return True

    def stop(self) -> None:
        """Prints nothing more."""
        self._printer.abort()
        self._end(None)

    def _print_page(self) -> None:
        try:
            self._find(self._number)
            if self._painter is None or self._number >= self._book.found or self._is_past(self._number):
                self._end(None)
                return
            if self._done:
                self._printer.newPage()
            self._paint(self._painter)
        except HexaplaError as error:
            self._printer.abort()
            self._end(error)
            return
        self._number += 1
        self._done += 1
        self.progressed.emit(self._done)

    def _paint(self, painter: QPainter) -> None:
        sheet = self._book.sheet
        scale = self._printer.resolution() / sheet.dots_per_inch
        painter.save()
        painter.scale(scale, scale)
        paint(painter, self._book.page(self._number), sheet)
        painter.restore()

    def _find(self, number: int) -> None:
        while self._book.found <= number and self._book.find_next():
            pass
        if self._book.found > number:
            self._book.page(number)

    def _is_past(self, number: int) -> bool:
        return self.last is not None and number > self.last

    def _end(self, error: HexaplaError | None) -> None:
        self._timer.stop()
        if self._painter is not None:
            self._painter.end()
            self._painter = None
            self.ended.emit(error)
