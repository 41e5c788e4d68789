"""Exporting from the window, from the command to the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.exporting import writers
from viewer.formats.page_setup import Layout
from viewer.model import Source, Status, VersionId
from viewer.ui.application import Program
from viewer.ui.exporting.export_page import ExportPage
from viewer.ui.exporting.offers import offers
from viewer.ui.messages import Level
from viewer.ui.reading.selection import Caret, Selection


@pytest.fixture
def page(reading: Program, tmp_path: Path) -> ExportPage:
    """The page, opened by its command, with a file in a folder of the test."""
    reading.settings["export"] = {"folder": str(tmp_path)}
    reading.window.commands["export"].trigger()
    found = reading.window.exporting.page
    assert isinstance(found, ExportPage)
    return found


def choose(page: ExportPage, name: str) -> None:
    page.formats.setCurrentIndex(page.formats.findData(name))
    page.weigh()


def said(page: ExportPage) -> str:
    page.weigh()
    return page.state.text().replace("\u2068", "").replace("\u2069", "")


def run(page: ExportPage, program: Program, qtbot: QtBot) -> str:
    """Presses the button; what the message bar says at the end."""
    with qtbot.waitSignal(program.window.exporting.told, timeout=20_000):
        qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    message = program.window.messages.message
    assert message is not None
    return message.text.replace("\u2068", "").replace("\u2069", "")


def test_every_format_that_is_written_is_offered_with_its_use() -> None:
    assert {offer.writer.name for offer in offers()} == {writer.name for writer in writers()}
    assert all(offer.title and offer.use for offer in offers())


def test_the_file_is_named_after_the_corpus_and_its_suffix_follows_the_format(page: ExportPage, tmp_path: Path) -> None:
    assert page.target.text() == str(tmp_path / "Two rivers.pdf")
    choose(page, "tmx")
    assert page.target.text() == str(tmp_path / "Two rivers.tmx")
    page.target.setText(str(tmp_path / "v1.2"))
    choose(page, "xlsx")
    assert page.target.text() == str(tmp_path / "v1.2.xlsx")
    choose(page, "moses")
    assert page.target.text() == str(tmp_path / "v1.2")


def test_it_is_written_in_the_background_and_the_bar_says_so(
    page: ExportPage, reading: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, "tsv")
    assert run(page, reading, qtbot) == "Exported 5 rows to Two rivers.tsv."
    assert (tmp_path / "Two rivers.tsv").read_text("utf-8").splitlines()[1].startswith("Die Stadt Can Tho\t")
    answers = reading.window.messages.message.answers
    assert [answer.text for answer in answers] == ["Show in folder", "Open"]
    assert reading.window.exporting.page is None


def test_pages_are_written_too(page: ExportPage, reading: Program, qtbot: QtBot, tmp_path: Path) -> None:
    choose(page, "pdf")
    assert run(page, reading, qtbot) == "Exported 5 rows to Two rivers.pdf."
    assert (tmp_path / "Two rivers.pdf").read_bytes().startswith(b"%PDF")


def test_versions_are_chosen_and_ordered_by_keyboard(
    page: ExportPage, reading: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    versions = page.form.versions
    versions.list.setFocus()
    qtbot.keyClick(versions.list, Qt.Key.Key_Space)
    qtbot.keyClick(versions.list, Qt.Key.Key_Down)
    qtbot.mouseClick(versions.down, Qt.MouseButton.LeftButton)
    assert versions.versions() == ("ar", "en")
    choose(page, "csv")
    run(page, reading, qtbot)
    assert (tmp_path / "Two rivers.csv").read_text("utf-8").splitlines()[1].startswith("مدينة كان ثو,The city")
    reading.window.commands["export"].trigger()
    again = reading.window.exporting.page
    assert again is not None
    assert again.form.versions.versions() == ("ar", "en")
    assert again.form.versions.list.count() == 3


def test_what_does_not_go_is_said_before(page: ExportPage) -> None:
    choose(page, "xliff")
    assert "it holds two versions, not 3 (de, en, ar); choose two versions, or use TMX" in said(page)
    assert not page.export_button.isEnabled()
    page.form.versions.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert said(page) == "4 rows, 2 versions"
    assert page.export_button.isEnabled()
    for row in (1, 2):
        page.form.versions.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert said(page) == "Check at least one version."


def test_a_folder_that_is_not_there_is_said_before(page: ExportPage, tmp_path: Path) -> None:
    page.target.setText(str(tmp_path / "missing" / "a.pdf"))
    assert said(page) == f"There is no folder {tmp_path / 'missing'}. Choose another."
    page.target.setText("  ")
    assert said(page) == "Give the file a name."
    page.target.setText(str(tmp_path))
    assert said(page) == "Give the file a name."


@pytest.mark.parametrize("name", ["~nobody-of-this-name/a.pdf", f"/{'a' * 300}/a.pdf"])
def test_a_path_that_cannot_be_is_said_before(page: ExportPage, name: str) -> None:
    page.target.setText(name)
    assert said(page).startswith("There is no folder /")
    assert not page.export_button.isEnabled()


def test_a_range_of_rows(page: ExportPage) -> None:
    page.form.first.setValue(4)
    assert page.form.range.isChecked()
    assert said(page) == "2 rows, 3 versions"
    page.form.last.setValue(1)
    assert page.form.choice().rows == (0, 3)


def test_the_rows_with_hits_are_offered_while_there_are_some(reading: Program, qtbot: QtBot, page: ExportPage) -> None:
    assert page.form.hits.isHidden()
    reading.window.bar.open()
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        reading.window.bar.field.setText("can tho")
    reading.window.commands["export"].trigger()
    found = reading.window.exporting.page
    assert isinstance(found, ExportPage)
    assert found.form.hits.text() == "The 2 rows that the search finds"
    found.form.hits.setChecked(True)
    assert said(found) == "2 rows, 3 versions"
    units = found.form.choice().units
    assert units is not None
    assert units.tolist() == [0, 3]


def test_the_rows_of_marked_text_are_offered(reading: Program, page: ExportPage) -> None:
    assert page.form.marked.isHidden()
    german = VersionId("de")
    reading.window.view.marking.select(Selection((german,), Caret(3, 0, 2), Caret(1, 0, 1)))
    reading.window.commands["export"].trigger()
    found = reading.window.exporting.page
    assert isinstance(found, ExportPage)
    assert found.form.marked.text() == "The 3 rows with marked text"
    found.form.marked.setChecked(True)
    assert found.form.choice().rows == (1, 3)


def test_the_document_that_is_read_is_offered_where_there_are_several(
    make_program: Callable[..., Program], tmp_path: Path
) -> None:
    with Builder(tmp_path / "two.hexapla", title="Two") as builder:
        version = builder.add_version("de")
        for number, title in enumerate(("Erstes", "Zweites & letztes")):
            document = builder.add_document(title)
            builder.add_text(document, version, Source("t", "text", "utf-8", "0" * 64), [NewSegment(f"{number}")])
            builder.add_units(document, [NewUnit({version: (0, 1)}, 0.9, Status.AUTOMATIC)])
        builder.commit()
    program = make_program()
    assert program.library.open(tmp_path / "two.hexapla")
    program.window.view.go_to(1)
    program.window.commands["export"].trigger()
    page = program.window.exporting.page
    assert isinstance(page, ExportPage)
    assert page.form.document.text() == "This document: \u2068Zweites && letztes\u2069"
    page.form.document.setChecked(True)
    assert said(page) == "1 row, 1 version"
    assert page.form.choice().document == 1


def test_rows_are_cut_into_sentences_where_a_format_takes_them(
    page: ExportPage, reading: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, "pdf")
    assert page.sentences.isHidden()
    choose(page, "tmx")
    assert not page.sentences.isHidden()
    page.sentences.setChecked(True)
    run(page, reading, qtbot)
    assert 'segtype="sentence"' in (tmp_path / "Two rivers.tmx").read_text("utf-8")
    reading.window.commands["export"].trigger()
    again = reading.window.exporting.page
    assert isinstance(again, ExportPage)
    assert again.sentences.isChecked()


def test_the_layout_is_asked_for_where_there_is_one(page: ExportPage) -> None:
    form = page.setup
    shown = {}
    for name in ("pdf", "html", "tmx"):
        choose(page, name)
        shown[name] = (not form.isHidden(), form._form.isRowVisible(form.layouts), form._form.isRowVisible(form.papers))
    assert shown["pdf"] == (True, True, True)
    assert shown["html"] == (True, True, False)
    assert not shown["tmx"][0]


def test_choices_are_remembered(page: ExportPage, reading: Program, qtbot: QtBot, tmp_path: Path) -> None:
    choose(page, "html")
    page.setup.layouts.setCurrentIndex(page.setup.layouts.findText("Under one another"))
    page.form.no_furniture.setChecked(True)
    run(page, reading, qtbot)
    assert 'class="lines"' in (tmp_path / "Two rivers.html").read_text("utf-8")
    reading.window.commands["export"].trigger()
    again = reading.window.exporting.page
    assert isinstance(again, ExportPage)
    assert again.offer.writer.name == "html"
    assert again.setup.setup().layout is Layout.LINES
    assert again.form.no_furniture.isChecked()
    assert again.target.text() == str(tmp_path / "Two rivers.html")


@pytest.mark.parametrize("answer", ["Overwrite", "Keep it"])
def test_what_is_there_is_overwritten_only_when_that_is_wanted(
    page: ExportPage, reading: Program, qtbot: QtBot, tmp_path: Path, answer: str
) -> None:
    (tmp_path / "Two rivers.csv").write_text("mine")
    choose(page, "csv")
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    box = page.findChild(QMessageBox)
    assert box is not None
    assert "Two rivers.csv" in box.text()
    button = next(one for one in box.buttons() if one.text() == answer)
    if answer == "Keep it":
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert (tmp_path / "Two rivers.csv").read_text() == "mine"
        assert reading.window.exporting.page is page
        return
    with qtbot.waitSignal(reading.window.exporting.told, timeout=20_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "Two rivers.csv").read_text("utf-8").startswith("de,en,ar")


def test_a_failure_is_told_and_nothing_is_left(
    page: ExportPage, reading: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, "tsv")
    wish = page.wish()
    assert wish is not None
    (tmp_path / "Two rivers.tsv").write_text("appeared meanwhile")
    with qtbot.waitSignal(reading.window.exporting.told, timeout=20_000) as told:
        reading.window.exporting.start(wish, overwrite=False)
    assert told.args[0].level is Level.ERROR
    assert "already" in told.args[0].text
    assert (tmp_path / "Two rivers.tsv").read_text() == "appeared meanwhile"
    assert list(tmp_path.glob("*.part")) == []


def test_it_can_be_stopped(make_program: Callable[..., Program], qtbot: QtBot, tmp_path: Path) -> None:
    from window_corpora import build, many

    program = make_program()
    assert program.library.open(build(tmp_path / "many.hexapla", many(30_000)))
    program.settings["export"] = {"folder": str(tmp_path), "format": "pdf"}
    program.window.commands["export"].trigger()
    page = program.window.exporting.page
    assert isinstance(page, ExportPage)
    with qtbot.waitSignal(program.window.exporting.told, timeout=20_000) as told:
        page.export_button.click()
        (job,) = [one for one in program.jobs.running() if one.title.startswith("Exporting")]
        job.progressed.connect(lambda _: program.window.commands["stop_job"].trigger())
    assert told.args[0].text == "Stopped. Nothing was changed."
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} <= {"many.hexapla", "settings.json"}


def test_closing_the_corpus_closes_the_page(page: ExportPage, reading: Program) -> None:
    reading.library.close()
    assert reading.window.exporting.page is None


def test_the_tabulator_leads_from_the_format_to_the_end(page: ExportPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.formats.hasFocus)
    visited = []
    for _ in range(40):
        focused = page.focusWidget()
        visited.append(focused)
        if focused is page.close_button:
            break
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    order = [page.formats, page.form.versions.list, page.form.first, page.target, page.export_button, page.close_button]
    assert [widget for widget in visited if widget in order] == order
    assert all(widget.accessibleName() or widget.text() for widget in visited)
