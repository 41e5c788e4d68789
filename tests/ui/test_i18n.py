from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListWidget, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

import viewer.ui
from viewer.formats.page_setup import Paper
from viewer.languages import language
from viewer.ui.application import Program
from viewer.ui.dialogs.about import AboutPage
from viewer.ui.dialogs.shortcuts import ShortcutsPage
from viewer.ui.exporting.export_page import ExportPage
from viewer.ui.exporting.print_page import PrintPage
from viewer.ui.i18n import counter, install, isolate, menu_text, tooltip, translator, visible
from viewer.ui.navigation.go_to import GoToPage

UI = Path(viewer.ui.__file__).parent
MODULES = sorted(UI.rglob("*.py"))
SETTERS = {
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "setStatusTip", "setWhatsThis", "addItem", "addMenu", "addTab", "setHeaderLabels", "QLabel", "QPushButton",
    "QAction", "QToolButton", "QCheckBox", "QGroupBox",
}  # fmt: skip
FREE = {"Hexapla", *Paper}
"""Names are not translated."""


def calls(module: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def words_in(node: ast.AST) -> Iterator[str]:
    """String constants of an expression that nobody has translated."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"tr", "count", "noop", "command_words"}:
        return
    if isinstance(node, ast.Subscript):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from "".join(letter if letter.isalpha() else " " for letter in node.value).split()
    for child in ast.iter_child_nodes(node):
        yield from words_in(child)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(UI)))
def test_no_words_are_given_to_a_widget_without_tr(module: Path) -> None:
    for name, call in calls(module):
        if name in SETTERS:
            words = {word for argument in call.args for word in words_in(argument)}
            assert words <= FREE, f"line {call.lineno}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(UI)))
def test_what_is_translated_can_be_gathered(module: Path) -> None:
    for name, call in calls(module):
        if name == "noop":
            assert isinstance(call.args[0], ast.Constant), f"line {call.lineno}"
        if name == "count" and len(call.args) == 3:
            assert all(isinstance(argument, ast.Constant) for argument in call.args[:2]), f"line {call.lineno}"


class Marked(QTranslator):
    """Puts every translated text in brackets."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, number: int = -1) -> str:
        return f"⟦{text}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def marked(qtbot: QtBot) -> Iterator[None]:
    translations = Marked()
    QCoreApplication.installTranslator(translations)
    yield
    QCoreApplication.removeTranslator(translations)


def words_of(widget: QWidget) -> Iterator[str]:
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip())
    for child in [widget, *widget.findChildren(QWidget)]:
        if child.objectName().startswith("qt_"):
            continue
        yield from (child.toolTip(), child.accessibleName(), child.windowTitle())
        if isinstance(child, QLabel | QAbstractButton):
            yield child.text()
        elif isinstance(child, QComboBox):
            yield from (child.itemText(place) for place in range(child.count()))
        elif isinstance(child, QListWidget):
            yield from (child.item(place).text() for place in range(child.count()))
        elif isinstance(child, QLineEdit):
            yield child.placeholderText()
        elif isinstance(child, QTreeWidget):
            header = child.headerItem()
            yield from (header.text(column) for column in range(child.columnCount()))


def test_every_word_of_the_window_goes_through_tr(
    marked: None, make_program: Callable[[], Program], corpus_file: Path, qtbot: QtBot
) -> None:
    program = make_program()
    program.library.open(corpus_file)
    scope = program.window.exporting.scope()
    assert scope is not None
    pages = [
        ShortcutsPage(),
        AboutPage(),
        GoToPage(program.library.corpus, here=lambda: (0, None)),
        ExportPage(scope, folder=Path("/tmp")),
        PrintPage(scope, folder=Path("/tmp")),
    ]
    for page in pages:
        qtbot.addWidget(page)
    found = [text for widget in (program.window, *pages) for text in words_of(widget)]
    # Names of corpora are isolated, languages name themselves: those are not ours to translate.
    free = FREE | {language(version.language).own_name for version in program.library.corpus.versions()}
    missed = {
        text
        for text in found
        if any(map(str.isalpha, text)) and "⟦" not in text and "\u2068" not in text and text not in free
    }
    assert missed == set()


def test_a_name_cannot_break_out_of_its_sentence() -> None:
    tr = translator("Test")
    assert tr("{file} was read", file="a\u202e\nb") == "\u2068a⟨U+202E⟩␊b\u2069 was read"


def test_numbers_are_written_as_the_locale_does() -> None:
    assert translator("Test")("row {row}", row=12) == "row 12"


def test_a_sentence_inside_a_sentence_is_left_alone() -> None:
    tr = translator("Test")
    assert tr("({inner})", inner=tr("{n} rows", n=2)) == "(2 rows)"


def test_one_and_many() -> None:
    count = counter("Test")
    assert [count("{n} row", "{n} rows", n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def test_bytes_of_a_name_that_is_not_utf8_are_shown() -> None:
    assert visible("a\udcffb") == "a\\xffb"


def test_menus_and_tooltips_take_names_literally() -> None:
    assert menu_text("R&B") == "\u2068R&&B\u2069"
    assert tooltip("<b>x") == "<qt>\u2068&lt;b&gt;x\u2069</qt>"


@given(st.text())
def test_nothing_visible_acts(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & set("\n\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    assert isolate(isolate(text)) == isolate(text)


def test_without_a_translation_of_ours_qt_keeps_to_english_too(qtbot: QtBot) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    assert install(application, QLocale("de_DE")) == []
