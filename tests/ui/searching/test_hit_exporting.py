"""The list of hits is written as it stands, in the background, and never over a file that was not given up."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.ui.application import Program

TEXTS: dict[str, list[str | None]] = {
    "de": ["Die Stadt am Fluss", "Eine Stadt. Noch eine Stadt!", None, "Die Stadt am Fluss", "ohne"],
    "en": ["The town", "A town", "nothing", "The town", "none"],
}


@pytest.fixture
def listing(program: Program, tmp_path: Path, qtbot: QtBot) -> Program:
    assert program.library.open(build(tmp_path / "towns.hexapla", TEXTS))
    program.window.bar.open()
    with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
        program.window.bar.field.setText("de:stadt")
    return program


def choose(qtbot: QtBot, program: Program, file: Path, kind: str = "") -> None:
    qtbot.waitUntil(lambda: program.window.findChild(QFileDialog) is not None)
    dialog = program.window.findChild(QFileDialog)
    assert dialog is not None
    if kind:
        dialog.selectNameFilter(next(one for one in dialog.nameFilters() if kind in one))
    dialog.filesSelected.emit([str(file)])
    dialog.close()


def press_export(qtbot: QtBot, program: Program) -> None:
    page = program.window.findings.hits.page
    qtbot.waitUntil(page.export.isEnabled)
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)


def told(program: Program) -> str:
    message = program.window.messages.message
    return message.text if message is not None else ""


def test_the_command_opens_the_list_and_writes_it(listing: Program, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "hits.tsv"
    assert listing.window.commands["export_hits"].isEnabled()
    listing.window.commands["export_hits"].trigger()
    choose(qtbot, listing, file)
    qtbot.waitUntil(lambda: "hits.tsv" in told(listing))
    assert "Exported 4 lines" in told(listing)
    rows = file.read_text("utf-8").splitlines()
    assert len(rows) == 5
    assert "The town" in rows[1]
    assert listing.settings["export"]["hits"] == ".tsv"


def test_the_list_is_written_in_its_order_and_choice(listing: Program, tmp_path: Path, qtbot: QtBot) -> None:
    page = listing.window.findings.hits.page
    listing.window.findings.hits.show()
    for switch in (page.downwards, page.once):
        with qtbot.waitSignal(listing.window.findings.hits.shown):
            qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    press_export(qtbot, listing)
    choose(qtbot, listing, tmp_path / "hits", kind="*.tsv")
    qtbot.waitUntil(lambda: "Exported 3 lines" in told(listing))
    rows = [line.split("\t") for line in (tmp_path / "hits.tsv").read_text("utf-8").splitlines()]
    at = rows[0].index("row")
    assert [row[at] for row in rows[1:]] == ["4", "2", "2"]


def test_a_file_is_overwritten_only_after_asking(listing: Program, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "hits.html"
    file.write_text("kept")
    for answer, is_kept in (("Keep it", True), ("Overwrite", False)):
        listing.window.commands["export_hits"].trigger()
        choose(qtbot, listing, file)
        box = listing.window.findChild(QMessageBox)
        assert box is not None
        button = next(one for one in box.buttons() if one.text() == answer)
        with qtbot.waitSignal(box.destroyed):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda is_kept=is_kept: is_kept or "Exported" in told(listing))
        assert (file.read_text("utf-8") == "kept") is is_kept


def test_a_refusal_is_told(listing: Program, tmp_path: Path, qtbot: QtBot) -> None:
    listing.window.commands["export_hits"].trigger()
    choose(qtbot, listing, tmp_path / "hits.doc")
    qtbot.waitUntil(lambda: "hits.doc" in told(listing))
    assert not (tmp_path / "hits.doc").exists()


def test_nothing_found_is_not_exported(listing: Program, qtbot: QtBot) -> None:
    with qtbot.waitSignal(listing.session.found, check_params_cb=lambda results: results.complete):
        listing.window.bar.field.setText("zzz")
    assert not listing.window.commands["export_hits"].isEnabled()
    listing.window.bar.field.clear()
    assert not listing.window.commands["export_hits"].isEnabled()
