from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.model import Kind, VersionId
from viewer.ui.application import Program
from viewer.ui.reading.page_form import narrower, wider
from viewer.ui.settings import Settings

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = NONE) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def test_the_widths_of_text_are_a_ladder_that_ends_with_the_pane() -> None:
    assert [narrower(width) for width in (0, 64, 30, 24, 10)] == [64, 54, 28, 24, 24]
    assert [wider(width) for width in (24, 30, 54, 64, 0)] == [28, 32, 64, 0, 0]


def test_the_width_of_the_text_is_changed_by_keys_and_kept(qtbot: QtBot, reading: Program) -> None:
    view = reading.window.view
    for key, width in ((Qt.Key.Key_Minus, 64), (Qt.Key.Key_Minus, 54), (Qt.Key.Key_Plus, 64), (Qt.Key.Key_0, 0)):
        press(qtbot, reading, key, ALT)
        assert view.form.text_width == reading.settings["text_width"] == width


def test_what_stands_beside_the_rows_and_gliding_are_switched_by_keys_and_kept(qtbot: QtBot, reading: Program) -> None:
    switches = {"gutter": Qt.Key.Key_N, "smooth_scrolling": Qt.Key.Key_S, "row_marks": Qt.Key.Key_B}
    for name, key in (*switches.items(), ("tint_doubtful", Qt.Key.Key_T)):
        for wanted in (False, True) if reading.settings[name] else (True, False):
            press(qtbot, reading, Qt.Key.Key_K, CONTROL)
            press(qtbot, reading, key)
            assert reading.settings[name] is wanted
            assert reading.window.commands[name].isChecked() is wanted


def test_folding_is_offered_where_there_is_furniture_of_one_version(program: Program, tmp_path: Path) -> None:
    whole: dict[str, str | tuple[str, Kind]] = {"de": "eins", "en": "one"}
    for name, rows, wanted in (("plain", [whole], False), ("web", [whole, {"en": ("Home", Kind.FURNITURE)}], True)):
        program.library.open(build(tmp_path / f"{name}.hexapla", rows))
        assert [program.window.commands[command].isEnabled() for command in ("unfold", "fold")] == [wanted] * 2


def test_a_corpus_is_opened_again_as_it_was_left(
    make_program: Callable[..., Program], corpus_file: Path, tmp_path: Path
) -> None:
    program = make_program(Settings(tmp_path / "kept.json"))
    program.library.open(corpus_file)
    view = program.window.view
    view.set_chosen_versions([VersionId("ar"), VersionId("de")])
    view.links.unlink(VersionId("de"))
    program.window.close()
    program.settings.save()
    again = make_program(Settings(tmp_path / "kept.json"))
    again.library.open(corpus_file)
    assert again.window.view.chosen_versions() == ["ar", "de"]
    assert again.window.view.links.unlinked() == {"de"}


def test_the_next_start_has_the_same_page(make_program: Callable[..., Program], corpus_file: Path) -> None:
    settings = Settings()
    settings["text_width"], settings["gutter"], settings["smooth_scrolling"] = 24, False, False
    program = make_program(settings)
    program.library.open(corpus_file)
    view = program.window.view
    assert (view.form.text_width, view._dressing.form.numbered, view._page.glide.wanted) == (24, False, False)
    assert not program.window.commands["gutter"].isChecked()
