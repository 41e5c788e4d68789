from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot
from reading_corpora import SOURCE, build
from wheel import turn_wheel

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit
from viewer.model import Kind, Span, Status, VersionId
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.page import Page
from viewer.ui.reading.pane_header import PaneHeader
from viewer.ui.reading.view import ReadingView

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TAGS = ("de", "ar", "ja", "pt", "ru", "fr", "nl", "en")
DE, AR, JA, PT = map(VersionId, TAGS[:4])


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Corpus]:
    """Thirty rows of eight versions."""
    rows: list[dict[str, str | tuple[str, Kind]]] = [
        {tag: f"{tag} {number} " * 12 for tag in TAGS} for number in range(30)
    ]
    with Corpus.open(build(tmp_path / "many.hexapla", rows), read_only=True) as opened:
        yield opened


@pytest.fixture
def eight(view: ReadingView, many: Corpus) -> ReadingView:
    """A view of 1000 pixels, in which three of eight versions have room."""
    view.set_corpus(many)
    view.activateWindow()
    assert view.shown_versions() == ["de", "ar", "ja"]
    return view


def header(view: ReadingView, version: str) -> PaneHeader:
    found = view.panes.header.header(VersionId(version))
    assert found is not None
    return found


def drag(qtbot: QtBot, view: ReadingView, version: str, x: int, *, drop: bool = True) -> None:
    """Takes a header by its name and moves it to `x` pixels of the view."""
    taken = header(view, version)
    begin = QPoint(30, 15)
    qtbot.mousePress(taken, LEFT, NONE, begin)
    for part in (0.3, 0.7, 1.0):
        there = taken.mapFrom(view.panes.header, QPoint(x, 15))
        qtbot.mouseMove(taken, begin + (there - begin) * part)
    if drop:
        qtbot.mouseRelease(taken, LEFT, NONE, taken.mapFrom(view.panes.header, QPoint(x, 15)))


def middle(view: ReadingView, version: str, part: float) -> int:
    """A place in the header of a version; 0 is its left edge, 1 the right one."""
    box = header(view, version).geometry()
    return round(box.left() + box.width() * part)


def chip(view: ReadingView, text: str) -> QToolButton:
    return next(button for button in view.panes.chips.findChildren(QToolButton) if button.text() == text)


# Dragging


def test_a_header_is_dragged_to_another_place(qtbot: QtBot, eight: ReadingView) -> None:
    drag(qtbot, eight, "de", middle(eight, "ar", 0.8))
    assert eight.shown_versions() == ["ar", "de", "ja"]
    drag(qtbot, eight, "ja", middle(eight, "ar", 0.1))
    assert eight.shown_versions() == ["ja", "ar", "de"]
    drag(qtbot, eight, "ja", middle(eight, "de", 0.9))
    assert eight.chosen_versions() == ["ar", "de", "ja", *TAGS[3:]]


def test_a_mark_shows_where_a_dragged_header_would_fall(qtbot: QtBot, eight: ReadingView) -> None:
    drag(qtbot, eight, "de", middle(eight, "ja", 0.2), drop=False)
    border = eight.panes.columns.border(1)
    colour = eight.theme.accent
    picture = eight.panes.header.grab().toImage()
    assert any(picture.pixelColor(x, 20) == colour for x in range(border - 8, border + 8))
    qtbot.mouseRelease(header(eight, "de"), LEFT)


def test_escape_cancels_a_drag(qtbot: QtBot, eight: ReadingView) -> None:
    page = eight.findChild(Page)
    page.setFocus()
    drag(qtbot, eight, "de", middle(eight, "ja", 0.9), drop=False)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.mouseRelease(header(eight, "de"), LEFT, NONE, QPoint(900, 15))
    assert eight.shown_versions() == ["de", "ar", "ja"]


def test_a_drag_ends_when_the_panes_change_beneath(qtbot: QtBot, eight: ReadingView) -> None:
    drag(qtbot, eight, "ar", middle(eight, "ja", 0.9), drop=False)
    taken = header(eight, "ar")
    turn_wheel(eight.panes.header, QPoint(200, 100), x=-120)
    qtbot.mouseRelease(taken, LEFT, NONE, QPoint(900, 15))
    qtbot.keyClick(eight.findChild(Page), Qt.Key.Key_Escape)
    assert eight.chosen_versions() == list(TAGS)


def test_a_header_let_go_far_from_the_headers_stays(qtbot: QtBot, eight: ReadingView) -> None:
    taken = header(eight, "de")
    qtbot.mousePress(taken, LEFT, NONE, QPoint(30, 15))
    qtbot.mouseMove(taken, QPoint(700, 400))
    qtbot.mouseRelease(taken, LEFT, NONE, QPoint(700, 400))
    assert eight.shown_versions() == ["de", "ar", "ja"]


def test_a_border_is_dragged_and_a_double_click_equalises(qtbot: QtBot, view: ReadingView, corpus: Corpus) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    bar, columns = view.panes.header, view.panes.columns
    before = [column.width for column in columns.columns]
    x = columns.border(0)
    qtbot.mousePress(bar, LEFT, NONE, QPoint(x, 15))
    qtbot.mouseMove(bar, QPoint(x + 60, 15))
    qtbot.mouseRelease(bar, LEFT, NONE, QPoint(x + 60, 15))
    assert [column.width for column in columns.columns] == [before[0] + 60, before[1] - 60, before[2]]
    qtbot.mouseDClick(bar, LEFT, NONE, QPoint(columns.border(0), 15))
    assert [column.width for column in columns.columns] == before


def test_where_versions_stand_in_lines_their_buttons_are_dragged_too(qtbot: QtBot, eight: ReadingView) -> None:
    eight.set_layout(Layout.LINES)
    assert eight.shown_versions() == list(TAGS)
    boxes = [header(eight, tag).geometry() for tag in TAGS]
    assert all(a.right() < b.left() for a, b in pairwise(boxes))
    drag(qtbot, eight, "de", middle(eight, "ja", 0.9))
    assert eight.shown_versions() == ["ar", "ja", "de", *TAGS[3:]]


# Renaming


def test_a_click_on_a_label_writes_another(qtbot: QtBot, eight: ReadingView, tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "two.hexapla", [{"de": "eins", "en": "one"}]), read_only=True) as corpus:
        eight.set_corpus(corpus)
        taken = header(eight, "de")
        assert not taken.label_rect().isEmpty()
        qtbot.mouseClick(taken, LEFT, NONE, taken.label_rect().center())
        field = eight.panes.header.findChild(QLineEdit)
        assert (field.text(), field.hasFocus()) == ("de", True)
        qtbot.keyClicks(field, "  Meyer   1998 ")
        with qtbot.waitSignal(eight.panes.rename_requested) as renamed:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert renamed.args == ["de", "Meyer 1998"]
        assert field.isHidden()


def test_escape_keeps_the_old_label_and_gives_the_keyboard_back(qtbot: QtBot, eight: ReadingView) -> None:
    page = eight.findChild(Page)
    page.setFocus()
    with qtbot.assertNotEmitted(eight.panes.rename_requested):
        eight.panes.rename()
        field = eight.panes.header.findChild(QLineEdit)
        qtbot.keyClicks(field, "other")
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.hasFocus()


def test_what_is_written_is_taken_when_the_panes_change_beneath(qtbot: QtBot, eight: ReadingView) -> None:
    eight.panes.rename()
    qtbot.keyClicks(eight.panes.header.findChild(QLineEdit), "other")
    with qtbot.waitSignal(eight.panes.rename_requested) as renamed:
        eight.panes.scroll(1)
    assert renamed.args == ["de", "other"]


# Keyboard


def test_headers_are_one_tab_stop_and_the_arrows_go_through_them(qtbot: QtBot, eight: ReadingView) -> None:
    bar = eight.panes.header
    stops = [button for button in bar.findChildren(QToolButton) if button.focusPolicy() == Qt.FocusPolicy.TabFocus]
    assert stops == [header(eight, "de")]
    eight.panes.header.focus_header(DE)
    qtbot.keyClick(header(eight, "de"), Qt.Key.Key_Right)
    assert header(eight, "ar").hasFocus()
    assert eight.active_version() == "ar"
    qtbot.keyClick(header(eight, "ar"), Qt.Key.Key_End)
    assert bar.add_button.hasFocus()
    qtbot.keyClick(bar.add_button, Qt.Key.Key_Home)
    assert header(eight, "de").hasFocus()


def test_the_tab_key_leads_from_chips_to_headers_to_texts(qtbot: QtBot, eight: ReadingView) -> None:
    page = eight.findChild(Page)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Backtab)
    assert header(eight, "de").hasFocus()
    qtbot.keyClick(header(eight, "de"), Qt.Key.Key_Backtab)
    assert chip(eight, "Português").hasFocus()
    qtbot.keyClick(chip(eight, "Português"), Qt.Key.Key_Right)
    assert chip(eight, "Русский").hasFocus()
    qtbot.keyClick(chip(eight, "Русский"), Qt.Key.Key_Tab)
    qtbot.keyClick(header(eight, "de"), Qt.Key.Key_Tab)
    assert page.hasFocus()


def test_the_arrows_bring_in_what_is_beyond(qtbot: QtBot, eight: ReadingView) -> None:
    eight.panes.scroll(2)
    eight.panes.header.focus_header(JA)
    qtbot.keyClick(header(eight, "ja"), Qt.Key.Key_Left)
    assert eight.shown_versions() == ["ar", "ja", "pt"]
    assert header(eight, "ar").hasFocus()


def test_a_pane_is_hidden_by_keyboard_and_its_neighbour_gets_the_keyboard(qtbot: QtBot, eight: ReadingView) -> None:
    eight.panes.header.focus_header(AR)
    qtbot.keyClick(header(eight, "ar"), Qt.Key.Key_Delete)
    assert eight.shown_versions() == ["de", "ja", "pt"]
    assert header(eight, "ja").hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Menu])
def test_a_key_opens_the_menu_of_a_pane(qtbot: QtBot, eight: ReadingView, key: Qt.Key) -> None:
    eight.panes.header.focus_header(AR)
    with qtbot.waitSignal(eight.panes.menu_requested):
        qtbot.keyClick(header(eight, "ar"), key)
    assert eight.active_version() == "ar"


def test_escape_leads_from_the_headers_to_the_texts(qtbot: QtBot, eight: ReadingView) -> None:
    eight.panes.header.focus_header(AR)
    qtbot.keyClick(header(eight, "ar"), Qt.Key.Key_Escape)
    assert eight.findChild(Page).hasFocus()


def test_the_active_pane_is_moved_and_stays_on_the_screen(eight: ReadingView) -> None:
    eight.set_active_version(JA)
    eight.panes.move_active(1)
    assert eight.shown_versions() == ["ar", "pt", "ja"]
    eight.panes.move_active(-1)
    assert eight.chosen_versions() == list(TAGS)
    assert eight.active_version() == "ja"


def test_going_from_pane_to_pane_scrolls_and_comes_round(eight: ReadingView) -> None:
    seen = []
    for _ in TAGS:
        seen.append(eight.active_version())
        eight.panes.next_pane(1)
    assert seen == list(TAGS)
    assert (eight.active_version(), eight.shown_versions()[0]) == ("de", "de")
    eight.panes.next_pane(-1)
    assert (eight.active_version(), eight.shown_versions()[-1]) == ("en", "en")


def test_a_pane_is_widened_by_keyboard(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    widths = [column.width for column in view.panes.columns.columns]
    view.panes.widen_active(1)
    wider = [column.width for column in view.panes.columns.columns]
    assert wider[0] > widths[0]
    assert sum(wider) == sum(widths)


# Sideways


def test_shift_and_wheel_scroll_by_whole_panes(eight: ReadingView) -> None:
    viewport = eight.findChild(Page).viewport()
    turn_wheel(viewport, QPoint(200, 100), y=-120, keys=SHIFT)
    assert eight.shown_versions() == ["ar", "ja", "pt"]
    turn_wheel(viewport, QPoint(200, 100), x=-240)
    assert eight.shown_versions() == ["pt", "ru", "fr"]
    turn_wheel(viewport, QPoint(200, 100), x=360)
    assert eight.shown_versions() == ["de", "ar", "ja"]


def test_half_notches_add_up(eight: ReadingView) -> None:
    viewport = eight.findChild(Page).viewport()
    turn_wheel(viewport, QPoint(200, 100), x=-60, y=20)
    assert eight.shown_versions()[0] == "de"
    turn_wheel(viewport, QPoint(200, 100), x=-60, y=-20)
    assert eight.shown_versions()[0] == "ar"


def test_a_wheel_that_goes_down_more_than_sideways_scrolls_down(eight: ReadingView) -> None:
    before = eight.position()
    turn_wheel(eight.findChild(Page).viewport(), QPoint(200, 100), x=-100, y=-240)
    assert eight.shown_versions()[0] == "de"
    assert eight.position() != before


def test_the_first_pane_stays(eight: ReadingView) -> None:
    eight.panes.freeze(True)
    turn_wheel(eight.findChild(Page).viewport(), QPoint(200, 100), x=-120)
    assert eight.shown_versions() == ["de", "ja", "pt"]


# Mirrored


def test_mirrored_the_panes_begin_at_the_right(qtbot: QtBot, eight: ReadingView) -> None:
    eight.panes.mirror(True)
    boxes = [header(eight, tag).geometry() for tag in TAGS[:3]]
    assert boxes[0].left() > boxes[1].left() > boxes[2].left()
    assert eight.panes.header.add_button.geometry().right() < boxes[2].left() + 2
    assert eight.chosen_versions() == list(TAGS)
    drag(qtbot, eight, "de", middle(eight, "ar", 0.1))
    assert eight.shown_versions() == ["ar", "de", "ja"]
    turn_wheel(eight.findChild(Page).viewport(), QPoint(200, 100), x=120)  # to the left, where the others are
    assert eight.shown_versions() == ["de", "ja", "pt"]


def test_mirrored_moving_right_is_towards_the_beginning(eight: ReadingView) -> None:
    eight.panes.mirror(True)
    eight.set_active_version(AR)
    eight.panes.move_active(1)
    assert eight.shown_versions() == ["ar", "de", "ja"]


def test_mirrored_scroll_bar_and_numbers_change_sides(qtbot: QtBot, view: ReadingView, corpus: Corpus) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    view.panes.mirror(True)
    page = view.findChild(Page)
    assert page.verticalScrollBar().mapTo(page, QPoint(0, 0)).x() < page.viewport().x()
    first = view.geometry_report()["panes"][0]
    assert first["version"] == "de"
    gutter = first["rect"][0] + first["rect"][2]
    picture = view.grab(QRect(gutter, 60, 1400 - gutter, 600)).toImage()
    inked = {(x, y) for x in range(picture.width()) for y in range(600) if picture.pixelColor(x, y).lightness() < 150}
    assert inked


def test_mirrored_the_pointer_meets_what_is_drawn(qtbot: QtBot, view: ReadingView, corpus: Corpus) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    view.panes.mirror(True)
    segment = corpus.units(0, 1)[0].cells[DE][0].id
    rect = view.rect_of(Span(segment, 0, 1))[0]
    assert view.span_at(QPoint(round(rect.left()) + 2, round(rect.center().y()))) == Span(segment, 0, 1)
    bar, columns = view.panes.header, view.panes.columns
    widths = [column.width for column in columns.columns]
    border = view.geometry_report()["panes"][0]["rect"][0]
    qtbot.mousePress(bar, LEFT, NONE, QPoint(border, 15))
    qtbot.mouseMove(bar, QPoint(border - 50, 15))
    qtbot.mouseRelease(bar, LEFT, NONE, QPoint(border - 50, 15))
    assert [column.width for column in columns.columns] == [widths[0] + 50, widths[1] - 50, widths[2]]


def test_a_pane_that_moves_alone_says_so(eight: ReadingView) -> None:
    eight.links.unlink(AR)
    assert header(eight, "ar").accessibleName() == "\u2068Arabic, ar\u2069, moves alone"
    eight.set_layout(Layout.LINES)
    assert header(eight, "ar").accessibleName() == "\u2068Arabic, ar\u2069"
    eight.set_layout(Layout.COLUMNS)
    eight.links.relink(AR)
    assert header(eight, "ar").accessibleName() == "\u2068Arabic, ar\u2069"


# Chips


def test_a_hidden_version_is_a_chip_of_another_look(qtbot: QtBot, eight: ReadingView) -> None:
    eight.panes.hide(AR)
    hidden = chip(eight, "العربية")
    assert (hidden.property("chip"), chip(eight, "Русский").property("chip")) == ("hidden", "waiting")
    qtbot.mouseClick(hidden, LEFT)
    assert eight.shown_versions() == ["de", "ar", "ja"]


def test_chips_stand_on_the_side_where_their_versions_are(eight: ReadingView) -> None:
    eight.panes.scroll(2)
    assert eight.panes.chips.grab().width() == 1000
    places = {text: chip(eight, text).mapTo(eight, QPoint(0, 0)).x() for text in ("Deutsch", "العربية", "English")}
    assert places["Deutsch"] < places["العربية"] < 500 < places["English"]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_chips_without_room_are_in_a_menu(qtbot: QtBot, eight: ReadingView) -> None:
    eight.resize(320, 500)
    bar = eight.panes.chips
    bar.grab()
    shown = [one for one in bar.findChildren(QToolButton) if one.property("chip") == "waiting" and one.isVisible()]
    assert all(eight.rect().contains(one.mapTo(eight, one.rect().bottomRight())) for one in shown)
    more = next(one for one in shown if one.text().endswith(" more"))
    qtbot.mouseClick(more, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert {action.text() for action in menu.actions()} >= {"\u2068English, en\u2069", "\u2068Dutch, nl\u2069"}
    menu.close()
    menu.actions()[-1].trigger()
    assert eight.shown_versions() == ["en"]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_plus_offers_hidden_versions_and_files(qtbot: QtBot, eight: ReadingView) -> None:
    eight.panes.hide(AR)
    qtbot.mouseClick(eight.panes.header.add_button, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "\u2068Arabic, ar\u2069",
        "Add a version from files…",
    ]
    menu.actions()[0].trigger()
    assert eight.shown_versions() == ["de", "ar", "ja"]
    menu.aboutToShow.emit()
    with qtbot.waitSignal(eight.panes.addition_requested):
        menu.actions()[-1].trigger()


# What is kept and told


def test_panes_are_found_again(eight: ReadingView, many: Corpus) -> None:
    eight.panes.hide(AR)
    eight.panes.choose(["pt", "de", "ja", "ru", "fr"])
    eight.set_active_version(JA)
    state = eight.panes.state()
    eight.set_corpus(many)
    assert eight.shown_versions() == ["de", "ar", "ja"]
    eight.panes.restore(state)
    assert (eight.shown_versions(), eight.active_version()) == (["pt", "de", "ja"], "ja")
    assert set(eight.panes.columns.hidden) == {"ar", "nl", "en"}


def test_a_header_tells_a_screen_reader_what_it_is(eight: ReadingView) -> None:
    eight.set_counts({DE: 1, AR: 12})
    told = QAccessible.queryAccessibleInterface(header(eight, "ar"))
    assert told.text(QAccessible.Text.Name) == "\u2068Arabic, ar\u2069, 12 hits"
    assert told.text(QAccessible.Text.Description) == "Pane 2 of 3"
    assert told.role() in (QAccessible.Role.Button, QAccessible.Role.PushButton, QAccessible.Role.ButtonMenu)


def test_headers_fit_into_their_columns_however_long_the_names(view: ReadingView, tmp_path: Path) -> None:
    path = tmp_path / "long.hexapla"
    with Builder(path, title="long") as builder:
        document = builder.add_document("one")
        ids = [builder.add_version(tag, "A label of more than one line " * 9) for tag in ("de", "ar", "got")]
        for one in ids:
            builder.add_text(document, one, SOURCE, [NewSegment("text")])
        builder.add_units(document, [NewUnit(dict.fromkeys(ids, (0, 1)), None, Status.AUTOMATIC)])
        builder.commit()
    with Corpus.open(path, read_only=True) as corpus:
        view.set_corpus(corpus)
        view.set_counts(dict.fromkeys(ids, 1234567))
        for column in view.panes.columns.columns:
            head = header(view, column.version)
            assert column.left <= head.x()
            assert head.x() + head.width() <= column.right
            assert head.rect().contains(head.label_rect())
            assert head.label_rect().width() > 24


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_to_panes_the_place_stays_and_rows_stand_level(
    view: ReadingView, corpus: Corpus, seed: int
) -> None:
    dice = random.Random(seed)
    view.resize(1400, 700)
    view.set_corpus(corpus)
    view.go_to(60, version=DE, segment=corpus.units(60, 61)[0].cells[DE][0].id, top=True)
    place, panes = view.position(), view.panes

    def version() -> VersionId:
        return dice.choice((DE, AR, JA))

    actions: list[Callable[[], object]] = [
        lambda: panes.hide(version()),
        lambda: panes.show(version()),
        panes.show_all,
        lambda: panes.move_active(dice.choice((-1, 1))),
        lambda: view.set_active_version(version()),
        lambda: panes.scroll(dice.choice((-1, 1))),
        lambda: panes.swap_in(version()),
        lambda: panes.freeze(dice.random() < 0.5),
        lambda: panes.mirror(dice.random() < 0.5),
        lambda: panes.widen_active(dice.choice((-3, 3))),
        panes.equalise,
        lambda: view.resize(dice.choice((600, 900, 1400)), dice.choice((400, 700))),
        lambda: view.set_layout(dice.choice((Layout.COLUMNS, Layout.LINES))),
    ]
    for _ in range(25):
        dice.choice(actions)()
        QApplication.sendPostedEvents()
        assert view.position() == place
        assert set(view.shown_versions()) | set(panes.columns.waiting) | set(panes.columns.hidden) == {DE, AR, JA}
        tops: dict[int, set[int]] = {}
        for cell in view.geometry_report()["cells"]:
            tops.setdefault(cell["unit"], set()).add(cell["rect"][1])
        assert tops
        assert view.layout_chosen() is Layout.LINES or all(len(heights) == 1 for heights in tops.values())
