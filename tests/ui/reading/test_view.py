from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows
from wheel import turn_wheel

from viewer.corpus import Corpus, UnitDraft
from viewer.model import Kind, Span, VersionId
from viewer.ui.reading.decorations import Highlights
from viewer.ui.reading.header import HeaderBar
from viewer.ui.reading.page import Page
from viewer.ui.reading.view import ReadingView

DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")


class Finds:
    """A matcher for one word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def spans(self, text: str) -> list[tuple[int, int]]:
        start = text.find(self.word)
        return [(start, start + len(self.word))] if start >= 0 else []


def page_of(view: ReadingView) -> Page:
    page = view.findChild(Page)
    assert isinstance(page, Page)
    return page


def tops(view: ReadingView) -> dict[tuple[int, str], int]:
    return {(cell["unit"], cell["version"]): cell["rect"][1] for cell in view.geometry_report()["cells"]}


def test_cells_of_one_row_stand_at_one_height(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.go_to(101, top=True)
    heights: dict[int, set[int]] = {}
    for (unit, _), top in tops(view).items():
        heights.setdefault(unit, set()).add(top)
    assert len(heights) > 3
    assert all(len(found) == 1 for found in heights.values())


def test_a_version_that_lacks_the_row_has_no_cell_there(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.go_to(15, top=True)
    assert (15, "de") in tops(view)
    assert (15, "ar") not in tops(view)
    assert (15, "ja") not in tops(view)


def test_panes_know_their_direction(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    assert [(pane["version"], pane["direction"]) for pane in view.geometry_report()["panes"]] == [
        ("de", "ltr"),
        ("ar", "rtl"),
        ("ja", "ltr"),
    ]


@pytest.mark.parametrize(
    ("key", "unit"), [(Qt.Key.Key_End, 199), (Qt.Key.Key_Home, 0)], ids=["end is the last row", "home is the first row"]
)
def test_home_and_end(view: ReadingView, corpus: Corpus, qtbot: QtBot, key: Qt.Key, unit: int) -> None:
    view.set_corpus(corpus)
    view.go_to(100, top=True)
    with qtbot.waitSignal(view.place_changed):
        qtbot.keyClick(page_of(view), key)
    assert unit in view.visible_units()


def test_page_down_and_up_lead_back(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    view.go_to(50, top=True)
    before = tops(view)
    qtbot.keyClick(page_of(view), Qt.Key.Key_PageDown)
    assert tops(view) != before
    qtbot.keyClick(page_of(view), Qt.Key.Key_PageUp)
    assert tops(view) == before


def test_the_wheel_moves_three_lines_a_notch(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.go_to(50, top=True)
    before = tops(view)
    viewport = page_of(view).viewport()
    turn_wheel(viewport, viewport.rect().center(), y=-120)
    after = tops(view)
    upper_edge = view.geometry_report()["panes"][0]["rect"][1]
    moved = {before[cell] - after[cell] for cell in before if after.get(cell, 0) > upper_edge}
    assert len(moved) == 1
    assert 40 < moved.pop() < 160


def test_rows_are_stepped_through_by_keyboard(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    view.set_current_unit(0)
    for _ in range(30):
        qtbot.keyClick(page_of(view), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.current_unit() == 30
    assert 30 in view.visible_units()
    qtbot.keyClick(page_of(view), Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert view.current_unit() == 29


def test_a_click_makes_a_row_the_current_one(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    rect = next(cell["rect"] for cell in view.geometry_report()["cells"] if cell["unit"] == 3)
    viewport = page_of(view).viewport()
    point = viewport.mapFrom(view, QPoint(rect[0] + 20, rect[1] + 10))
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    assert view.current_unit() == 3


def first_line(view: ReadingView) -> tuple[object, ...]:
    position = view.position()
    return position["unit"], position["version"], position["segment"], position["code_point"]


@pytest.mark.parametrize("seed", range(4))
def test_the_line_at_the_top_stays_on_resize_and_zoom(view: ReadingView, corpus: Corpus, seed: int) -> None:
    choose = random.Random(seed)
    view.set_corpus(corpus)
    view.go_to(choose.randrange(20, 150), top=True)
    page_of(view).scroll_by(choose.randrange(0, 60))
    before = first_line(view)
    for _ in range(8):
        if choose.random() < 0.5:
            view.resize(choose.randrange(500, 1400), choose.randrange(300, 900))
        else:
            view.set_zoom(choose.choice([0.7, 1.0, 1.3, 2.0]))
        assert first_line(view) == before
        assert view.visible_units()[0] == before[0]


def test_a_place_is_found_again_in_another_window(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    view.go_to(120, top=True)
    page_of(view).scroll_by(33)
    other = ReadingView()
    qtbot.addWidget(other)
    other.resize(700, 500)
    with qtbot.waitExposed(other):
        other.show()
    other.set_corpus(corpus)
    other.restore(view.position())
    assert first_line(other) == first_line(view)
    assert other.visible_units()[0] == view.visible_units()[0]


@pytest.mark.parametrize(
    "stale",
    [
        {},
        {"format": 1},
        {"format": 1, "unit": 99_999},
        {"format": 1, "unit": "x"},
        {"format": 1, "unit": 7, "version": "gone", "segment": 12345, "code_point": "a", "below": None},
        {"format": 99, "unit": 3},
    ],
)
def test_a_stale_place_does_no_harm(view: ReadingView, corpus: Corpus, stale: dict[str, object]) -> None:
    view.set_corpus(corpus)
    view.restore(stale)
    assert view.visible_units()


FURNISHED = [
    {"de": "Titel", "ar": "عنوان"},
    *({"de": (f"Werbung {number}", Kind.FURNITURE)} for number in range(17)),
    {"de": "Text", "ar": "نص"},
    {"de": "Nur deutscher Text"},
    {"ar": ("إعلان", Kind.FURNITURE), "de": ("Anzeige", Kind.FURNITURE)},
]


@pytest.fixture
def furnished(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(build(tmp_path / "f.hexapla", FURNISHED), read_only=True) as opened:
        yield opened


def test_furniture_of_one_version_is_one_line_and_content_stays(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    assert view.visible_units() == [0, 1, 18, 19, 20]


def test_a_click_on_the_line_opens_and_closes_it(view: ReadingView, furnished: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(furnished)
    bottom = max(cell["rect"][1] + cell["rect"][3] for cell in view.geometry_report()["cells"] if cell["unit"] == 0)
    viewport = page_of(view).viewport()
    line = viewport.mapFrom(view, QPoint(400, bottom + 8))
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=line)
    assert view.visible_units()[:5] == [0, 1, 2, 3, 4]
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=line)
    assert view.visible_units() == [0, 1, 18, 19, 20]


def test_a_fold_tells_its_first_words_before_it_is_opened(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    bottom = max(cell["rect"][1] + cell["rect"][3] for cell in view.geometry_report()["cells"] if cell["unit"] == 0)
    viewport = page_of(view).viewport()
    line = viewport.mapFrom(view, QPoint(400, bottom + 8))
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, line, viewport.mapToGlobal(line)))
    text = QToolTip.text().replace("\u2068", "").replace("\u2069", "")
    QToolTip.hideText()
    assert text == ("<qt>Click to show or hide these paragraphs<br>Werbung 0<br>Werbung 1<br>Werbung 2<br>…</qt>")


def test_the_keyboard_opens_it_too(view: ReadingView, furnished: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(furnished)
    view.set_current_unit(0)
    qtbot.keyClick(page_of(view), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page_of(view), Qt.Key.Key_Return)
    assert 2 in view.visible_units()


def test_the_line_of_a_fold_is_tinted_when_it_is_the_current_one(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    plain = pixels(view)
    view.set_current_unit(1)
    rows = np.flatnonzero((pixels(view) != plain).any(axis=(1, 2)))
    assert 20 <= len(rows) <= 40
    assert len(rows) == rows[-1] - rows[0] + 1


def test_closing_the_fold_of_the_current_row_makes_its_line_the_current_one(
    view: ReadingView, furnished: Corpus, qtbot: QtBot
) -> None:
    view.set_corpus(furnished)
    view.go_to(9)
    qtbot.keyClick(page_of(view), Qt.Key.Key_Return)
    assert view.current_unit() == 1
    assert view.folded() == (1, 17)
    qtbot.keyClick(page_of(view), Qt.Key.Key_Return)
    assert view.folded() == (0, 0)


def test_all_folds_closed_at_once_take_the_current_row_with_them(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    view.go_to(9)
    view.unfold_all(False)
    assert view.current_unit() == 1


def test_the_keyboard_goes_on_from_the_fold_that_was_clicked(
    view: ReadingView, furnished: Corpus, qtbot: QtBot
) -> None:
    view.set_corpus(furnished)
    bottom = max(cell["rect"][1] + cell["rect"][3] for cell in view.geometry_report()["cells"] if cell["unit"] == 0)
    viewport = page_of(view).viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.mapFrom(view, QPoint(400, bottom + 8)))
    qtbot.keyClick(page_of(view), Qt.Key.Key_Return)
    assert view.folded() == (1, 17)
    qtbot.keyClick(page_of(view), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.current_unit() == 18


def test_a_place_in_a_fold_that_is_closed_again_is_the_line_of_the_fold(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    view.go_to(9)
    position = view.position()
    view.set_corpus(furnished)
    view.restore(position)
    assert view.current_unit() == 1
    assert view.folded() == (1, 17)


def test_furniture_of_two_versions_in_turn_is_two_lines(view: ReadingView, tmp_path: Path) -> None:
    rows = [
        {"de": "Titel", "ar": "عنوان"},
        *({"de": (f"Werbung {number}", Kind.FURNITURE)} for number in range(3)),
        *({"ar": (f"إعلان {number}", Kind.FURNITURE)} for number in range(2)),
        {"de": "Text", "ar": "نص"},
    ]
    with Corpus.open(build(tmp_path / "two.hexapla", rows), read_only=True) as corpus:
        view.set_corpus(corpus)
        assert view.visible_units() == [0, 1, 4, 6]
        view.go_to(5)
        assert view.visible_units() == [0, 1, 4, 5, 6]


def test_a_fold_that_a_jump_opened_stays_open_when_the_reader_goes_back(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    before = view.position()
    view.go_to(9)
    view.return_to(before)
    assert view.folded() == (0, 0)


def test_a_jump_into_furniture_opens_it(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    view.go_to(9)
    assert 9 in view.visible_units()
    assert (9, "de") in tops(view)


def test_all_furniture_can_be_opened_and_closed_at_once(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    view.unfold_all(True)
    assert 5 in view.visible_units()
    view.unfold_all(False)
    assert view.visible_units() == [0, 1, 18, 19, 20]


def test_a_corpus_of_one_version_folds_nothing(view: ReadingView, tmp_path: Path) -> None:
    rows = [{"de": (f"Zeile {number}", Kind.FURNITURE)} for number in range(5)]
    with Corpus.open(build(tmp_path / "one.hexapla", rows), read_only=True) as one:
        view.set_corpus(one)
        assert view.visible_units() == [0, 1, 2, 3, 4]


FIVE = {
    "de": "Der Mekong-Fluss fließt durch Can Tho, 2023.",
    "pt": "O rio Mekong passa por Can Tho, 2023.",
    "ar": "يمر نهر ميكونج عبر كان ثو في عام 2023.",
    "ja": "メコン川はカントーを流れています。2023年。",
    "ur": "دریائے میکونگ کین تھو سے گزرتا ہے، 2023۔",
}
WORDS = {"de": "Mekong", "pt": "Mekong", "ar": "ميكونج", "ja": "メコン", "ur": "میکونگ"}


def test_a_highlight_paints_inside_its_rectangles_and_nowhere_else(view: ReadingView, tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "five.hexapla", [FIVE, FIVE]), read_only=True) as five:
        view.resize(1800, 700)
        view.set_corpus(five)
        plain = pixels(view)
        view.set_highlights(Highlights({VersionId(tag): Finds(word) for tag, word in WORDS.items()}, {}, None))
        marked = pixels(view)
        changed = (plain != marked).any(axis=2)
        inside = np.zeros_like(changed)
        found = view.geometry_report()["highlights"]
        assert {one["version"] for one in found} == set(FIVE)
        assert len(found) == 10
        for one in found:
            for x, y, width, height in one["rects"]:
                box = (slice(int(y) - 1, int(y + height) + 2), slice(int(x) - 1, int(x + width) + 2))
                assert changed[box].mean() > 0.5, one
                inside[box] = True
        assert not (changed & ~inside).any()


def pixels(view: ReadingView) -> np.ndarray:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def test_what_is_said_of_a_gap_stands_on_the_tint_of_its_row(view: ReadingView, tmp_path: Path) -> None:
    rows = [{"de": "Der Mekong. " * 40, "ja": "メコン。"}, {"de": "Der Mekong. " * 40}]
    with Corpus.open(build(tmp_path / "gap.hexapla", rows), read_only=True) as gap:
        view.resize(900, 700)
        view.set_corpus(gap)
        view.set_current_unit(1)
        top = tops(view)[1, DE] + 3
        page = (view.theme.page.blue(), view.theme.page.green(), view.theme.page.red())
        left, _, width, _ = view.geometry_report()["panes"][1]["rect"]
        row = pixels(view)[top : top + 100, left : left + width]
        assert not (row == page).all(axis=2).any()


def test_versions_that_do_not_fit_wait_as_chips(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    view.resize(560, 500)
    assert view.shown_versions() == [DE]
    view.resize(700, 500)
    assert view.shown_versions() == [DE, AR]
    chip = next(button for button in view.findChildren(QToolButton) if button.text() == "日本語")
    qtbot.waitUntil(chip.isVisible)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert view.shown_versions() == [DE, JA]


def test_panes_can_be_chosen_and_ordered(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.set_chosen_versions([JA, DE])
    assert view.shown_versions() == [JA, DE]
    assert {cell["version"] for cell in view.geometry_report()["cells"]} == {"ja", "de"}


def test_a_border_is_dragged_with_the_mouse(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    header = view.findChild(HeaderBar)
    before = [pane["rect"][2] for pane in view.geometry_report()["panes"]]
    border = sum(before[:1]) + view.geometry_report()["panes"][0]["rect"][0]
    qtbot.mousePress(header, Qt.MouseButton.LeftButton, pos=QPoint(border, 10))
    qtbot.mouseMove(header, QPoint(border + 50, 10))
    qtbot.mouseRelease(header, Qt.MouseButton.LeftButton, pos=QPoint(border + 50, 10))
    after = [pane["rect"][2] for pane in view.geometry_report()["panes"]]
    assert after == [before[0] + 50, before[1] - 50, before[2]]
    qtbot.mouseDClick(header, Qt.MouseButton.LeftButton, pos=QPoint(border + 50, 10))
    assert [pane["rect"][2] for pane in view.geometry_report()["panes"]] == before


def test_documents_are_told_apart_by_their_titles(view: ReadingView, tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "two.hexapla", many_rows(6), documents=2), read_only=True) as two:
        view.set_corpus(two)
        documents = {cell["unit"]: cell["document"] for cell in view.geometry_report()["cells"]}
    assert documents == {0: 0, 1: 0, 2: 0, 3: 1, 4: 1, 5: 1}


def test_an_empty_view_takes_every_key(view: ReadingView, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_Up):
        qtbot.keyClick(page_of(view), key)
    view.set_zoom(2)
    assert view.visible_units() == []
    assert view.current_unit() is None


def test_random_actions_leave_the_page_filled_and_in_step(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    choose = random.Random(7)
    view.set_corpus(corpus)
    page = page_of(view)
    actions = [
        lambda: page.scroll_by(choose.randrange(-3000, 3000)),
        lambda: view.go_to(choose.randrange(200)),
        lambda: view.set_zoom(choose.uniform(0.5, 3)),
        lambda: view.resize(choose.randrange(300, 1500), choose.randrange(100, 900)),
        lambda: view.set_chosen_versions(choose.sample([DE, AR, JA], choose.randrange(1, 4))),
        lambda: page.verticalScrollBar().setSliderPosition(choose.randrange(0, page.verticalScrollBar().maximum() + 1)),
        lambda: qtbot.keyClick(page, choose.choice([Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_End])),
        lambda: view.step(choose.choice([-1, 1])),
    ]
    for _ in range(250):
        choose.choice(actions)()
        assert view.visible_units()
        heights: dict[int, set[int]] = {}
        for (unit, _version), top in tops(view).items():
            heights.setdefault(unit, set()).add(top)
        assert all(len(found) == 1 for found in heights.values())


def test_rows_that_appear_above_do_not_move_the_line_being_read(view: ReadingView, tmp_path: Path) -> None:
    path = build(tmp_path / "changing.hexapla", many_rows(200))
    with Corpus.open(path, read_only=True) as corpus, Corpus.open(path) as editor:
        view.set_corpus(corpus)
        view.set_chosen_versions([JA, DE])
        view.go_to(100, top=True)
        (segment,) = editor.units(100, 101)[0].cells[DE]
        before = view.rect_of(Span(segment.id, 0, 4))
        row = editor.units(10, 11)[0]
        parts = [UnitDraft({version: (cell[0].id,)}) for version, cell in row.cells.items()]
        assert len(parts) == 2
        editor.splice(10, 11, parts, action="split")
        view.refresh()
        assert view.rect_of(Span(segment.id, 0, 4)) == before != []
        assert view.current_unit() == 101
        assert view.chosen_versions() == [JA, DE]
        editor.undo()
        view.refresh()
        assert view.rect_of(Span(segment.id, 0, 4)) == before
        assert view.current_unit() == 100
        view.set_corpus(None)


def test_a_place_without_text_is_found_again(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.go_to(50, top=True)
    gap = {**view.position(), "version": None, "segment": None, "below": 0.5}
    view.restore(gap)
    assert view.position()["version"] is None
