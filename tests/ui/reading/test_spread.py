"""Panes in step: row-locked, flowing, under one another, hidden, unlinked and linked again."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot
from wheel import turn_wheel

from viewer.corpus import Corpus
from viewer.model import Span, VersionId
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.page import Page
from viewer.ui.reading.view import ReadingView

DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")


def page_of(view: ReadingView) -> Page:
    page = view.findChild(Page)
    assert isinstance(page, Page)
    return page


def wheel_over(view: ReadingView, version: VersionId, notches: int) -> None:
    """Turns the wheel with the pointer over a pane; positive goes down."""
    pane = next(one["rect"] for one in view.geometry_report()["panes"] if one["version"] == version)
    viewport = page_of(view).viewport()
    point = viewport.mapFrom(view, QPoint(pane[0] + pane[2] // 2, pane[1] + pane[3] // 2))
    turn_wheel(viewport, point, y=-120 * notches)


def cells(view: ReadingView) -> dict[tuple[int, str], tuple[int, int]]:
    """Upper and lower edge of every cell that is seen, by row and version."""
    return {
        (cell["unit"], cell["version"]): (cell["rect"][1], cell["rect"][1] + cell["rect"][3])
        for cell in view.geometry_report()["cells"]
    }


def rows_at_top(view: ReadingView) -> dict[str, int]:
    """For every version the row of its first cell that is seen."""
    first: dict[str, tuple[int, int]] = {}
    for (unit, version), (top, _) in cells(view).items():
        first[version] = min(first.get(version, (10**9, 0)), (top, unit))
    return {version: unit for version, (_, unit) in first.items()}


def witness(view: ReadingView) -> tuple[Span, int]:
    """The first letter of the line at the upper edge, and how high it stands."""
    position = view.position()
    span = Span(position["segment"], position["code_point"], position["code_point"] + 1)
    return span, -round(position["below"])


@pytest.mark.parametrize("seed", range(6))
def test_the_line_at_the_top_stays_on_every_change_that_is_no_scroll(
    view: ReadingView, corpus: Corpus, seed: int
) -> None:
    choose = random.Random(seed)
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.go_to(choose.randrange(20, 150), top=True)
    page_of(view).scroll_by(choose.randrange(0, 200))
    if view.position()["segment"] is None:
        page_of(view).scroll_by(60)
    span, height = witness(view)
    version = VersionId(view.position()["version"])
    others = [one for one in (DE, AR, JA) if one != version]
    changes: list[Callable[[], object]] = [
        lambda: view.resize(choose.randrange(500, 1500), choose.randrange(300, 900)),
        lambda: view.set_zoom(choose.choice([0.7, 1.0, 1.3, 2.0])),
        lambda: view.set_layout(choose.choice(list(Layout))),
        lambda: view.links.set_flowing(choose.random() < 0.5),
        lambda: view.set_chosen_versions([version, *choose.sample(others, choose.randrange(3))]),
        lambda: view.links.unlink(choose.choice(others)),
        lambda: view.links.relink(choose.choice(others), keep_offset=choose.random() < 0.5),
        lambda: view.unfold_all(choose.random() < 0.5),
        view.refresh,
    ]
    for _ in range(25):
        choose.choice(changes)()
        assert witness(view) == (span, height)
        top = view.geometry_report()["panes"][0]["rect"][1]
        if version not in view.shown_versions():  # it waits for room, and comes back to the same line
            continue
        rects = view.rect_of(span)
        assert rects
        assert abs(min(rect.top() for rect in rects) - top - max(0, height)) <= 1


@pytest.mark.parametrize("seed", range(4))
def test_row_locked_panes_show_a_row_at_one_height(view: ReadingView, corpus: Corpus, seed: int) -> None:
    choose = random.Random(seed)
    view.resize(1300, 700)
    view.set_corpus(corpus)
    page = page_of(view)
    actions: list[Callable[[], object]] = [
        lambda: page.scroll_by(choose.randrange(-2000, 2000)),
        lambda: view.resize(choose.randrange(500, 1500), choose.randrange(200, 900)),
        lambda: view.set_zoom(choose.uniform(0.5, 3)),
        lambda: view.set_chosen_versions(choose.sample([DE, AR, JA], choose.randrange(1, 4))),
        lambda: view.links.unlink(choose.choice([DE, AR, JA])),
        lambda: view.links.relink(choose.choice([DE, AR, JA])),
        lambda: view.set_layout(choose.choice([Layout.COLUMNS, Layout.HIDDEN])),
        lambda: wheel_over(view, choose.choice(view.shown_versions()), choose.randrange(-5, 5)),
    ]
    for _ in range(60):
        choose.choice(actions)()
        heights: dict[int, set[int]] = {}
        for (unit, version), (top, _) in cells(view).items():
            if version not in view.links.unlinked():
                heights.setdefault(unit, set()).add(top)
        assert all(max(tops) - min(tops) <= 1 for tops in heights.values())


def test_flowing_panes_are_full_of_text_and_in_step(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.links.set_flowing(True)
    view.go_to(100, top=True)
    for version in (JA, DE, AR, DE):
        wheel_over(view, version, 7)
        top = rows_at_top(view)
        assert max(top.values()) - min(top.values()) <= 2
    assert view.position()["unit"] > 100


def test_a_flowing_pane_that_is_told_moves_nobody(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.links.set_flowing(True)
    view.go_to(60, top=True)
    seen = []
    for notch in (3, -3) * 10:
        wheel_over(view, AR, notch)
        seen.append({cell: edges for cell, edges in cells(view).items() if cell[1] == AR})
    assert all(one == seen[0] for one in seen[::2])
    assert all(one == seen[1] for one in seen[1::2])


def test_flowing_texts_come_to_their_ends_together(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.links.set_flowing(True)
    qtbot.keyClick(page_of(view), Qt.Key.Key_End)
    pane = view.geometry_report()["panes"][0]["rect"]
    lowest = dict.fromkeys((DE, AR, JA), 0)
    for (_, version), (_, bottom) in cells(view).items():
        lowest[VersionId(version)] = max(lowest[VersionId(version)], bottom)
    assert lowest[DE] == pane[1] + pane[3]
    last = {version: max(unit for unit, one in cells(view) if one == version) for version in (DE, AR, JA)}
    assert last == {DE: 199, AR: 199, JA: 199}


def test_an_unlinked_pane_moves_alone_and_comes_back(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.go_to(50, top=True)
    view.links.unlink(AR)
    before = cells(view)
    wheel_over(view, AR, 40)
    moved = cells(view)
    assert {cell: edges for cell, edges in moved.items() if cell[1] != AR} == {
        cell: edges for cell, edges in before.items() if cell[1] != AR
    }
    assert rows_at_top(view)[AR] > 55
    alone = rows_at_top(view)[AR]
    wheel_over(view, DE, 10)
    assert rows_at_top(view)[AR] == alone
    view.links.relink(AR)
    top = rows_at_top(view)
    assert abs(top[AR] - top[DE]) <= 1
    assert view.links.unlinked() == set()


def test_an_unlinked_pane_is_where_it_was_after_other_layouts(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.go_to(50, top=True)
    view.links.unlink(AR)
    wheel_over(view, AR, 40)
    before = rows_at_top(view)
    assert before[AR] > before[DE] + 3
    for layout in (Layout.LINES, Layout.HIDDEN, Layout.COLUMNS):
        view.set_layout(layout)
    assert rows_at_top(view) == before


def test_numbers_in_the_margin_are_those_of_the_pane_beside_it(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.go_to(50, top=True)
    margin = QRect(0, 0, view.geometry_report()["panes"][0]["rect"][0], 700)
    view.links.unlink(DE)
    before = page_of(view).viewport().grab(margin).toImage()
    wheel_over(view, AR, 5)
    assert page_of(view).viewport().grab(margin).toImage() == before
    wheel_over(view, DE, 5)
    assert page_of(view).viewport().grab(margin).toImage() != before


def test_a_pane_linked_as_it_stands_keeps_its_distance(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.go_to(50, top=True)
    view.links.unlink(AR)
    wheel_over(view, AR, 40)
    view.links.relink(AR, keep_offset=True)
    shift = view.links.shifts()[AR]
    assert shift > 3
    for target in (80, 20, 130):
        view.go_to(target, top=True)
        assert abs(rows_at_top(view)[AR] - rows_at_top(view)[DE] - shift) <= 1
    wheel_over(view, AR, 20)
    assert abs(rows_at_top(view)[AR] - rows_at_top(view)[DE] - shift) <= 1


def test_lines_stand_under_one_another(view: ReadingView, corpus: Corpus) -> None:
    view.resize(1000, 900)
    view.set_corpus(corpus)
    view.go_to(31, top=True)
    view.set_layout(Layout.LINES)
    found = cells(view)
    assert found[31, "de"][1] <= found[31, "ar"][0]
    assert found[31, "ar"][1] <= found[31, "ja"][0]
    assert found[31, "ja"][1] <= found[32, "de"][0]
    assert {pane["rect"][2] for pane in view.geometry_report()["panes"]} == {
        view.geometry_report()["panes"][0]["rect"][2]
    }


def test_a_hidden_translation_is_shown_to_the_pointer_and_to_a_click(
    view: ReadingView, corpus: Corpus, qtbot: QtBot
) -> None:
    view.resize(1300, 700)
    view.set_corpus(corpus)
    view.go_to(31, top=True)
    view.pointing.set_shown(False)
    open_picture = view.grab().toImage()
    view.set_layout(Layout.HIDDEN)
    veiled = view.grab().toImage()
    assert veiled != open_picture
    viewport = page_of(view).viewport()
    rect = next(one["rect"] for one in view.geometry_report()["cells"] if (one["unit"], one["version"]) == (31, AR))
    inside = viewport.mapFrom(view, QPoint(rect[0] + rect[2] // 2, rect[1] + 12))
    qtbot.mouseMove(viewport, QPoint(5, 5))
    qtbot.mouseMove(viewport, inside)
    assert region(view, rect) == open_picture.copy(*rect)
    qtbot.mouseMove(viewport, QPoint(5, 5))
    assert region(view, rect) == veiled.copy(*rect)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=inside)
    qtbot.mouseMove(viewport, QPoint(5, 5))
    assert region(view, rect) != veiled.copy(*rect)


def region(view: ReadingView, rect: list[int]) -> object:
    return view.grab().toImage().copy(*rect)


def test_a_tall_row_is_cut_and_its_bands_stand_at_one_height(view: ReadingView, corpus: Corpus) -> None:
    view.resize(900, 300)
    view.set_corpus(corpus)
    view.set_zoom(2)
    view.go_to(76, top=True)
    assert (76, DE) in cells(view)
    page_of(view).scroll_by(500)
    page_of(view).scroll_by(-500)
    assert view.visible_units()[0] == 76
