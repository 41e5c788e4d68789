"""The print preview, and printing itself onto a printer that writes a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer.ui.application import Program
from viewer.ui.exporting.print_page import PrintPage
from viewer.ui.printing.printer import Printing, printer_for


@pytest.fixture
def page(make_program: Callable[..., Program], tmp_path: Path) -> PrintPage:
    """The page over 200 rows, opened by its command."""
    program = make_program()
    assert program.library.open(build(tmp_path / "many.hexapla", many(200), title="Heu"))
    program.settings["export"] = {"folder": str(tmp_path)}
    program.window.commands["print"].trigger()
    found = program.window.exporting.page
    assert isinstance(found, PrintPage)
    return found


def counted(page: PrintPage, qtbot: QtBot) -> int:
    """How many pages there are, once they are counted."""
    qtbot.waitUntil(lambda: page.book is not None and page.book.complete)
    assert page.book is not None
    return page.book.found


def test_pages_are_counted_and_turned(page: PrintPage, qtbot: QtBot) -> None:
    pages = counted(page, qtbot)
    assert pages > 3
    assert page.pages.text() == f"of {pages}"
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.number.value() == 2
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert page.number.value() == pages
    assert not page.forward.isEnabled()
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.number.value() == pages
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert (page.number.value(), page.back.isEnabled()) == (1, False)


def test_the_paper_is_white_with_ink_on_it_and_fits(page: PrintPage, qtbot: QtBot) -> None:
    counted(page, qtbot)
    paper = page.view.paper().toRect()
    assert page.view.rect().contains(paper)
    assert paper.height() / paper.width() == pytest.approx(297 / 210, abs=0.02)
    picture = page.view.grab(paper).toImage()
    colours = {
        picture.pixelColor(x, y).lightness() for x in range(0, picture.width(), 3) for y in range(picture.height())
    }
    assert max(colours) == 255
    assert min(colours) < 128


def test_another_paper_gives_other_pages(page: PrintPage, qtbot: QtBot) -> None:
    before = counted(page, qtbot)
    page.setup.papers.setCurrentIndex(page.setup.papers.findText("A5"))
    page.weigh()
    assert counted(page, qtbot) > before
    page.form.last.setValue(3)
    page.weigh()
    assert counted(page, qtbot) == 1


def test_the_print_preview_says_what_does_not_go(page: PrintPage) -> None:
    for row in range(2):
        page.form.versions.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    page.weigh()
    assert page.state.text() == "Check at least one version."
    assert not page.print_button.isEnabled()


def test_without_a_printer_it_says_what_to_do(page: PrintPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr("viewer.ui.printing.printer.has_printers", lambda: False)
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    assert page.state.text().startswith("No printer is set up on this computer. Save the pages as PDF")


def test_all_pages_are_printed(page: PrintPage, qtbot: QtBot, tmp_path: Path) -> None:
    pages = counted(page, qtbot)
    assert page.book is not None
    printer = printer_for(page.book, "Heu")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing = Printing(page.book, printer, page)
    with qtbot.waitSignal(printing.ended) as ended:
        page._print(printing)
        assert page.print_button.text() == "Stop"
    assert ended.args == [None]
    assert page.print_button.text() == "Print…"
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == pages
        assert document[0].get_size() == pytest.approx((595, 842), abs=1)
        assert "Zeile 0 Heu" in document[0].get_textpage().get_text_range()


def test_a_range_of_pages_is_printed(page: PrintPage, qtbot: QtBot, tmp_path: Path) -> None:
    counted(page, qtbot)
    assert page.book is not None
    printer = printer_for(page.book, "Heu")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    printing = Printing(page.book, printer, page)
    with qtbot.waitSignal(printing.ended):
        assert printing.start()
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == 2
        assert document[0].get_textpage().get_text_range().rstrip().endswith("2")


def test_closing_the_corpus_ends_counting_and_printing(page: PrintPage, qtbot: QtBot, tmp_path: Path) -> None:
    assert page.book is not None
    assert not page.book.complete
    printer = printer_for(page.book, "Heu")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing = Printing(page.book, printer, page)
    page._print(printing)
    seen: list[str] = []
    printing.ended.connect(lambda _: seen.append("ended"))
    page.destroyed.connect(lambda: seen.append("gone"))
    page.parent().library.close()
    qtbot.waitUntil(lambda: seen == ["ended", "gone"])


def test_the_pages_are_saved_as_pdf(page: PrintPage, qtbot: QtBot, tmp_path: Path) -> None:
    control = page.parent().exporting
    with qtbot.waitSignal(control.told, timeout=20_000) as told:
        page.save_requested.emit(page.wish(tmp_path / "o.pdf"))
    assert told.args[0].text.startswith("Exported 200 rows")
    assert (tmp_path / "o.pdf").exists()
