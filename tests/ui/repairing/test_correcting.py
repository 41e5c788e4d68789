from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from tests.ui.repairing.conftest import Play
from tests.ui.repairing.test_repair_mode import at, rows, said
from viewer import repair
from viewer.corpus import Corpus
from viewer.model import Span, VersionId
from viewer.ui.application import Program
from viewer.ui.repairing.correcting import Correction, patched


@pytest.fixture
def reading_words(program: Program, tmp_path: Path) -> Program:
    """Two rows of two versions, with repair on."""
    program.settings["repair_realign"] = False
    texts: dict[str, list[str | None]] = {"de": ["Ein  kleines\u00a0Haus", "Ende"], "ar": ["بيت صغير", "النهاية"]}
    assert program.library.open(build(tmp_path / "words.hexapla", texts))
    program.window.commands["repair"].trigger()
    return program


def field(program: Program) -> Correction:
    found = program.window.repair.corrections.field
    assert found is not None
    return found


def test_a_paragraph_is_corrected_where_it_stands(reading_words: Program, play: Play) -> None:
    play(reading_words, "E")
    assert field(reading_words).hasFocus()
    play(reading_words, '"er_im_Wald" Return')
    assert rows(reading_words) == ["Ein  kleines\u00a0Hauser im Wald|بيت صغير", "Ende|النهاية"]
    assert said(reading_words) == "Corrected; the file that it came from is as it was"
    assert reading_words.window.repair.corrections.field is None
    assert reading_words.window.view.focusProxy().hasFocus()


def test_the_field_has_letters_direction_and_width_of_its_version(reading_words: Program, play: Play) -> None:
    play(reading_words, "Right E")
    view, made = reading_words.window.view, field(reading_words)
    assert made.document().defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
    assert made.font() == view.text_style(made.version).font(made.segment.kind)
    pane = next(pane for pane in view.geometry_report()["panes"] if pane["version"] == "ar")
    assert pane["rect"][0] < made.x() < made.x() + made.width() < pane["rect"][0] + pane["rect"][2]


def test_escape_changes_nothing_and_asks_once_before_something_is_lost(reading_words: Program, play: Play) -> None:
    play(reading_words, "E Escape")
    assert reading_words.window.repair.corrections.field is None
    play(reading_words, 'E "x" Escape')
    assert field(reading_words).changed
    assert said(reading_words) == "The correction is not saved: Enter saves it, Esc once more drops it"
    play(reading_words, "Escape")
    assert reading_words.window.repair.corrections.field is None
    assert rows(reading_words)[0] == "Ein  kleines\u00a0Haus|بيت صغير"


def test_neither_f2_nor_closing_the_window_loses_a_correction(reading_words: Program, play: Play) -> None:
    play(reading_words, 'E "x" F2')
    assert reading_words.window.repair.on
    assert reading_words.window.commands["repair"].isChecked()
    play(reading_words, '"y"')
    assert not reading_words.window.close()
    assert field(reading_words).toPlainText().endswith("xy")
    play(reading_words, "Escape")


def test_what_is_written_is_taken_when_the_corpus_is_closed(reading_words: Program, play: Play) -> None:
    assert reading_words.library.corpus is not None
    path = reading_words.library.corpus.path
    play(reading_words, 'Down E "x" C-W')
    with Corpus.open(path, read_only=True) as corpus:
        assert corpus.units(1, 2)[0].cells[VersionId("de")][0].text == "Endex"


def test_the_end_of_the_system_waits_for_no_correction(reading_words: Program, play: Play) -> None:
    play(reading_words, 'E "x"')
    reading_words.window.end()
    assert not reading_words.window.isVisible()


def test_a_field_that_was_left_stays_only_if_something_was_written(reading_words: Program, play: Play) -> None:
    play(reading_words, "E")
    reading_words.window.bar.field.setFocus()
    assert reading_words.window.repair.corrections.field is None
    reading_words.window.view.setFocus()
    play(reading_words, 'E "x"')
    reading_words.window.bar.field.setFocus()
    assert field(reading_words).isVisible()
    field(reading_words).setFocus()
    play(reading_words, "Escape*2")


def test_undo_in_the_field_is_that_of_the_field(reading_words: Program, play: Play) -> None:
    play(reading_words, 'Down M E "x" C-Z C-Z')
    assert not field(reading_words).changed
    assert reading_words.library.corpus is not None
    assert [change.undone for change in reading_words.library.corpus.changes()] in ([], [False])


def test_while_a_paragraph_is_corrected_no_key_repairs_rows(reading_words: Program, play: Play) -> None:
    play(reading_words, "E C-Down")
    assert rows(reading_words)[0] == "Ein  kleines\u00a0Haus|بيت صغير"
    assert not reading_words.window.commands["merge_next"].isEnabled()
    play(reading_words, "Escape")


def test_a_paragraph_is_divided_at_the_caret_of_the_field_and_joined(reading_words: Program, play: Play) -> None:
    play(reading_words, "E Home C-Right C-S-Return")
    assert rows(reading_words)[0] == "Ein+kleines\u00a0Haus|بيت صغير"
    assert at(reading_words) == ("de", "Ein")
    play(reading_words, "J")
    assert rows(reading_words)[0] == "Ein kleines\u00a0Haus|بيت صغير"


def test_a_paragraph_is_divided_where_it_was_clicked(qtbot: QtBot, reading_words: Program, play: Play) -> None:
    view = reading_words.window.view
    assert reading_words.window.repair.cursor.spot is not None
    box = view.rect_of(Span(reading_words.window.repair.cursor.spot.segment, 5, 6))[0]
    page = view.stage.page.viewport()
    point = page.mapFrom(view, box.center().toPoint())
    point.setX(point.x() - round(box.width() / 2) + 1)
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=point)
    play(reading_words, "D")
    assert rows(reading_words)[0] == "Ein+kleines\u00a0Haus|بيت صغير"


def test_without_a_place_dividing_opens_the_field_and_says_what_to_do(reading_words: Program, play: Play) -> None:
    play(reading_words, "D")
    assert field(reading_words).hasFocus()
    assert said(reading_words) == "Go to where it is to be divided and press Ctrl+Shift+Enter"
    play(reading_words, "Escape")


def test_the_field_goes_along_when_the_texts_are_scrolled_and_waits_at_the_edge(
    program: Program, play: Play, tmp_path: Path
) -> None:
    assert program.library.open(build(tmp_path / "long.hexapla", many(200)))
    play(program, "F2 Down*4 E")
    before, page = field(program).y(), program.window.view.stage.page
    page.scroll_by(60)
    assert field(program).y() == before - 60
    page.scroll_by(2000)
    assert field(program).isVisible()
    assert 0 < field(program).geometry().bottom() < 100
    play(program, '"x" Return')
    assert rows(program)[4].startswith("Zeile 4 Heux|")


def test_a_field_whose_paragraph_is_gone_goes_as_well(reading_words: Program, play: Play) -> None:
    play(reading_words, "E")
    before = field(reading_words).segment.id
    assert reading_words.library.corpus is not None
    with Corpus.open(reading_words.library.corpus.path) as other:
        change = repair.split_paragraph(other, before, 4)
    assert change is not None
    reading_words.window.repair.corpus_changed.emit(reading_words.library.corpus, change.change)
    assert reading_words.window.repair.corrections.field is None


@pytest.mark.parametrize(
    ("text", "before", "after", "now"),
    [
        ("a\u2029b", "a\nb", "a\nbc", "a\u2029bc"),
        ("a\u2029b", "a\nb", "xa\nb", "xa\u2029b"),
        ("aaa", "aaa", "aaaa", "aaaa"),
        ("a\r\nb", "a\nb", "a\nbc", "a\nbc"),
        ("a\r\nb", "a\nb", "a\nb", "a\r\nb"),
    ],
)
def test_what_was_not_touched_is_what_it_was(text: str, before: str, after: str, now: str) -> None:
    assert patched(text, before, after) == now
