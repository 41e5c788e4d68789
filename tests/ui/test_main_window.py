from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer.errors import Locked
from viewer.model import Span, VersionId
from viewer.ui import theme
from viewer.ui.application import Program
from viewer.ui.dialogs.about import AboutPage
from viewer.ui.dialogs.shortcuts import ShortcutsPage
from viewer.ui.messages import Level
from viewer.ui.reading.fonts import MissingFont
from viewer.ui.reading.page import Page
from viewer.ui.settings import Settings

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(program: Program, data: QMimeData) -> bool:
    """Drags over the window and lets go; whether the window took it."""
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), actions, data, left, none)
    enter.ignore()
    QApplication.sendEvent(program.window, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(program.window, QDropEvent(QPointF(300, 300), actions, data, left, none))
    return True


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


def test_a_window_without_a_corpus_shows_the_empty_page(program: Program) -> None:
    window = program.window
    assert window.pages.currentWidget() is window.empty
    assert window.windowTitle() == "Hexapla"
    assert not window.bar.field.isEnabled()


def test_opening_shows_the_texts_their_quality_and_the_place(reading: Program) -> None:
    window = reading.window
    assert window.pages.currentWidget() is window.view
    assert window.view.shown_versions() == ["de", "en", "ar"]
    assert "Two rivers" in window.windowTitle()
    assert window.status.place.text() == "\u2068Two rivers\u2069  ·  row 1 of 5"
    assert window.status.quality.text() == "4 complete, 1 doubtful"
    assert window.status.saved.text() == "saved ✓"


def test_closing_goes_back_to_the_empty_page_with_the_corpus_offered(qtbot: QtBot, reading: Program) -> None:
    press(qtbot, reading, Qt.Key.Key_W, CONTROL)
    window = reading.window
    assert window.pages.currentWidget() is window.empty
    assert len(window.empty.recent_buttons) == 1
    assert reading.library.corpus is None
    qtbot.mouseClick(window.empty.recent_buttons[0], Qt.MouseButton.LeftButton)
    assert reading.library.corpus is not None


def test_the_recent_menu_opens_at_the_place_that_was_left(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.library.open(build(tmp_path / "long.hexapla", many(300), "Long"))
    program.window.view.go_to(200, top=True)
    place = program.window.view.position()
    program.library.open(build(tmp_path / "other.hexapla"))
    menu = program.window.commands["recent"].menu()
    entry = next(action for action in menu.actions() if "Long" in action.text())
    assert "row 201 of 300" in entry.text()
    entry.trigger()
    assert program.window.view.position() == place


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_recent_menu_has_a_shortcut(qtbot: QtBot, reading: Program) -> None:
    press(qtbot, reading, Qt.Key.Key_O, CONTROL | SHIFT)
    menu = reading.window.commands["recent"].menu()
    assert menu.isVisible()
    assert menu.activeAction() is menu.actions()[0]
    menu.close()


def test_an_error_leaves_the_window_as_it_was(reading: Program, tmp_path: Path) -> None:
    (tmp_path / "no.hexapla").write_text("hello")
    reading.library.open(tmp_path / "no.hexapla")
    assert said(reading) == "\u2068no.hexapla\u2069 is not a Hexapla corpus. To read a text, import it."
    assert reading.library.corpus is not None
    assert reading.window.pages.currentWidget() is reading.window.view


def test_a_dropped_corpus_is_opened(program: Program, corpus_file: Path) -> None:
    assert drop(program, files(corpus_file))
    assert program.library.corpus is not None
    assert program.library.corpus.path == corpus_file


def test_dropped_files_are_imported(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[list[Path]] = []
    monkeypatch.setattr(program.library, "import_paths", lambda paths: taken.append(list(paths)))
    paths = [tmp_path / "a.txt", tmp_path / "folder"]
    assert drop(program, files(*paths))
    assert taken == [paths]


def test_what_is_no_file_is_not_taken(program: Program) -> None:
    data = QMimeData()
    data.setText("some words")
    data.setUrls([QUrl("https://example.org/a.txt")])
    assert not drop(program, data)


def test_a_veil_lies_over_the_texts_while_something_is_dragged(reading: Program, corpus_file: Path) -> None:
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = files(corpus_file)
    QApplication.sendEvent(reading.window, QDragEnterEvent(QPoint(300, 300), actions, data, left, none))
    assert reading.window.dropping.overlay.isVisible()
    QApplication.sendEvent(reading.window, QDragLeaveEvent())
    assert not reading.window.dropping.overlay.isVisible()


@pytest.mark.parametrize("name", ["open", "import_files", "import_folder"])
def test_a_dialog_asks_without_blocking_and_its_folder_is_kept(
    qtbot: QtBot, program: Program, corpus_file: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[Path]] = []
    monkeypatch.setattr(program.library, "take", lambda paths: taken.append(list(paths)))
    program.window.commands[name].trigger()
    dialog = program.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(corpus_file)])
    dialog.close()
    assert taken == [[corpus_file]]
    assert program.settings["folder"] == str(corpus_file.parent)


def test_zoom_is_kept_for_the_next_start(qtbot: QtBot, reading: Program) -> None:
    press(qtbot, reading, Qt.Key.Key_Plus, CONTROL)
    press(qtbot, reading, Qt.Key.Key_Plus, CONTROL)
    zoom = reading.window.view.zoom()
    assert zoom > 1.15
    assert reading.settings["zoom"] == zoom
    press(qtbot, reading, Qt.Key.Key_Minus, CONTROL)
    press(qtbot, reading, Qt.Key.Key_0, CONTROL)
    assert reading.window.view.zoom() == 1.0


def test_a_marked_paragraph_is_copied_letter_for_letter(qtbot: QtBot, reading: Program) -> None:
    view = reading.window.view
    assert not reading.window.commands["copy"].isEnabled()
    segment = reading.library.corpus.units(0, 1)[0].cells[VersionId("ar")][0]
    place = view.rect_of(Span(segment.id, 2, 3))[0].center().toPoint()
    page = view.focusProxy()
    assert isinstance(page, Page)
    point = page.viewport().mapFrom(view, place)
    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
    qtbot.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
    press(qtbot, reading, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == segment.text


def test_each_theme_is_a_command_and_colours_everything(qtbot: QtBot, reading: Program) -> None:
    for letter, name in (("D", "dark"), ("S", "sepia"), ("L", "light")):
        press(qtbot, reading, Qt.Key.Key_T, CONTROL)
        press(qtbot, reading, getattr(Qt.Key, f"Key_{letter}"))
        assert reading.settings["theme"] == name
        assert reading.window.commands[f"theme_{name}"].isChecked()
        assert reading.window.view.theme is theme.THEMES[name]
        assert reading.window.palette().window().color() == theme.THEMES[name].chrome


def test_the_system_is_followed_only_if_that_is_wanted(reading: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "resolve", lambda name: theme.DARK if name == "system" else theme.THEMES[name])
    hints = QApplication.styleHints()
    reading.window.colours.choose("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert reading.window.view.theme is theme.LIGHT
    reading.window.commands["theme_system"].trigger()
    assert reading.window.view.theme is theme.DARK


def test_without_the_menu_bar_its_shortcuts_still_work(qtbot: QtBot, reading: Program) -> None:
    press(qtbot, reading, Qt.Key.Key_M, CONTROL)
    assert not reading.window.menuBar().isVisible()
    press(qtbot, reading, Qt.Key.Key_F, CONTROL)
    assert reading.window.bar.isVisible()
    press(qtbot, reading, Qt.Key.Key_M, CONTROL)
    assert reading.window.menuBar().isVisible()


def test_full_screen_and_back(qtbot: QtBot, reading: Program) -> None:
    press(qtbot, reading, Qt.Key.Key_F11)
    assert reading.window.isFullScreen()
    press(qtbot, reading, Qt.Key.Key_F11)
    assert not reading.window.isFullScreen()


def test_the_first_complete_row(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    texts: dict[str, list[str | None]] = {"de": [f"Zeile {n}" for n in range(60)], "en": [None] * 40 + ["x"] * 20}
    program.library.open(build(tmp_path / "late.hexapla", texts))
    press(qtbot, program, Qt.Key.Key_Home, CONTROL | SHIFT)
    assert program.window.view.current_unit() == 40


@pytest.mark.parametrize(
    ("key", "modifier", "kind"), [(Qt.Key.Key_F1, None, ShortcutsPage), (Qt.Key.Key_F1, SHIFT, AboutPage)]
)
def test_pages_are_not_modal(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any, kind: type) -> None:
    press(qtbot, program, key, modifier or Qt.KeyboardModifier.NoModifier)
    page = program.window.findChild(kind)
    assert page.isVisible()
    assert not page.isModal()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_the_log_folder_is_shown(qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    press(qtbot, program, Qt.Key.Key_F12, CONTROL)
    assert len(shown) == 1
    assert Path(shown[0]).is_dir()


def test_f6_goes_to_the_message(qtbot: QtBot, reading: Program) -> None:
    assert not reading.window.commands["message"].isEnabled()
    reading.library.failed.emit(Locked("a.hexapla"))
    press(qtbot, reading, Qt.Key.Key_F6)
    assert reading.window.messages.isAncestorOf(reading.window.focusWidget())
    press(qtbot, reading, Qt.Key.Key_Escape)
    assert not reading.window.messages.isVisible()
    assert reading.window.view.isAncestorOf(reading.window.focusWidget())


def test_settings_are_written_when_the_reader_rests(
    qtbot: QtBot, make_program: Callable[..., Program], corpus_file: Path, tmp_path: Path
) -> None:
    program = make_program(Settings(tmp_path / "kept.json"))
    program.library.open(corpus_file)
    program.window.keeping.timer.setInterval(0)
    program.window.view.go_to(3)
    qtbot.waitUntil(lambda: any(entry["row"] == 3 for entry in Settings(tmp_path / "kept.json")["recent"]))


def test_who_never_rests_is_not_waited_for(
    qtbot: QtBot, make_program: Callable[..., Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = make_program().window.keeping
    keeping.timer.setInterval(100)
    scrolling = QTimer(interval=5)
    scrolling.timeout.connect(keeping.soon)
    scrolling.start()
    with qtbot.assertNotEmitted(keeping.kept, wait=300):
        pass
    monkeypatch.setattr("viewer.ui.keeping._LONGEST", 0.3)
    with qtbot.waitSignal(keeping.kept):
        pass


def test_settings_that_cannot_be_written_are_told_of(
    qtbot: QtBot, make_program: Callable[..., Program], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    program = make_program(Settings(tmp_path / "file" / "settings.json"))
    program.window.keeping.timer.setInterval(0)
    program.window.colours.choose("dark")
    qtbot.waitUntil(lambda: program.window.messages.message is not None)
    message = program.window.messages.message
    assert message is not None
    assert message.level is Level.ERROR
    assert "cannot be used" in message.text
    program.window.messages.dismiss()
    program.window.colours.choose("sepia")
    qtbot.waitUntil(lambda: program.jobs.running() == [])
    assert program.window.messages.message is None


def test_every_shortcut_of_the_table_reaches_its_command(qtbot: QtBot, reading: Program) -> None:
    reached: list[str] = []
    for action in reading.window.commands.all():
        if action.menu() is None and action.objectName() != "quit":
            action.triggered.disconnect()
            action.setEnabled(True)
            action.triggered.connect(lambda _=False, name=action.objectName(): reached.append(name))
    wanted = []
    for action in reading.window.commands.all():
        if action.menu() is not None or action.objectName() == "quit":
            continue
        for sequence in action.shortcuts():
            action.setEnabled(True)
            for position in range(sequence.count()):
                combination = sequence[position]
                press(qtbot, reading, combination.key(), combination.keyboardModifiers())
            wanted.append(action.objectName())
            assert reached == wanted, QKeySequence(sequence).toString()


def test_a_screen_reader_finds_a_name_for_everything_that_takes_the_keyboard(reading: Program) -> None:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    reading.window.commands["find"].trigger()
    for widget in reading.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.parent() is not None:
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not reading.window.view.isAncestorOf(widget) and widget is not reading.window.view:
                assert widget.accessibleName() or text or widget.toolTip(), widget


def test_a_window_that_is_closed_remembers_where_it_stood(
    make_program: Callable[..., Program], corpus_file: Path
) -> None:
    settings = Settings()
    program = make_program(settings)
    program.library.open(corpus_file)
    program.window.resize(1111, 777)
    program.window.view.go_to(4)
    program.window.close()
    assert settings["recent"][0]["row"] == 4
    again = make_program(settings)
    assert (again.window.width(), again.window.height()) in {(1111, 777), (1200, 800)}
    assert settings["window"]


def test_a_version_without_a_font_is_told_of_when_its_corpus_is_opened(
    program: Program, corpus_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = {"ar": MissingFont("Noto Naskh Arabic", "fonts-noto-core")}
    monkeypatch.setattr("viewer.ui.reading.missing_fonts.missing_font", lambda tag, _text: missing.get(tag))
    program.library.open(corpus_file)
    message = program.window.messages.message
    assert message is not None
    assert message.level is Level.WARNING
    assert message.text.startswith("\u2068Arabic\u2069 cannot be shown")
    program.library.close()
    assert program.window.messages.message is None
