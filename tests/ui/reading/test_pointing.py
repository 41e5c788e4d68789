from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.corpus import Corpus
from viewer.model import Span, Stretch, VersionId
from viewer.ui.jobs import Jobs
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.page import Page
from viewer.ui.reading.view import ReadingView
from viewer.ui.theme import DARK, LIGHT, SEPIA, Theme

ROWS = [
    {"de": "Eins."},
    {
        "de": "Der Fluss ist lang und breit und tief. Er fließt. Am Ufer stehen viele alte Bäume, und es ist still.",
        "ja": "川は長くて広くて深い。流れる。岸には古い木がたくさん立っていて、とても静かです。",
    },
    {"de": "Das ist ein langer Satz über den Fluss. Drei.", "ja": "これは川についての長い文です。三。"},
]
Box = Callable[[str, int, int, int], QRectF]
"""Where code points of a row's first segment stand: version, unit, start and stop."""
Point = Callable[[str, int, int], QPoint]
"""Moves the mouse onto a letter: version, unit and code point; answers where it is now."""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(build(tmp_path / "made.hexapla", ROWS), read_only=True) as opened:
        yield opened


@pytest.fixture
def shown(view: ReadingView, corpus: Corpus) -> ReadingView:
    view.set_corpus(corpus)
    return view


@pytest.fixture
def page(shown: ReadingView) -> Page:
    return shown.findChild(Page)


@pytest.fixture
def box(shown: ReadingView, corpus: Corpus) -> Box:
    def found(version: str, unit: int, start: int, stop: int) -> QRectF:
        segment = corpus.units(unit, unit + 1)[0].cells[VersionId(version)][0]
        return shown.rect_of(Span(segment.id, start, stop))[0]

    return found


@pytest.fixture
def point(shown: ReadingView, page: Page, box: Box, qtbot: QtBot) -> Point:
    def move(version: str, unit: int, letter: int) -> QPoint:
        there = box(version, unit, letter, letter + 1).center().toPoint() - QPoint(1, 0)
        inside = page.viewport().mapFrom(shown, there)
        qtbot.mouseMove(page.viewport(), inside + QPoint(1, 1))
        qtbot.mouseMove(page.viewport(), inside)
        return inside

    return move


def marked(view: ReadingView, version: str, unit: int) -> list[str]:
    text = ROWS[unit][version]
    return [text[start:stop] for start, stop in view.pointing.spans(VersionId(version), unit, 0)]


@pytest.mark.parametrize("flowing", [False, True])
@pytest.mark.parametrize("layout", [Layout.COLUMNS, Layout.LINES])
def test_the_sentence_under_the_pointer_and_its_partner_are_marked(
    shown: ReadingView, point: Point, layout: Layout, flowing: bool
) -> None:
    shown.set_layout(layout)
    shown.links.set_flowing(flowing)
    point("ja", 1, 12)
    assert shown.pointing.unit == 1
    assert marked(shown, "ja", 1) == ["流れる。"]
    assert marked(shown, "de", 1) == ["Er fließt."]
    assert marked(shown, "de", 2) == []


def test_the_mark_follows_the_pointer_and_goes_with_it(
    shown: ReadingView, page: Page, point: Point, qtbot: QtBot
) -> None:
    point("de", 1, 60)
    assert marked(shown, "ja", 1) == ["岸には古い木がたくさん立っていて、とても静かです。"]
    point("de", 2, 42)
    assert (marked(shown, "ja", 1), marked(shown, "ja", 2)) == ([], ["三。"])
    qtbot.mouseMove(page.viewport(), QPoint(900, 600))
    assert shown.pointing.unit is None


def test_a_row_is_pointed_at_beside_its_text_too(shown: ReadingView, page: Page, qtbot: QtBot) -> None:
    (cell,) = [one for one in shown.geometry_report()["cells"] if (one["unit"], one["version"]) == (1, "ja")]
    left, top, width, height = cell["rect"]
    qtbot.mouseMove(page.viewport(), page.viewport().mapFrom(shown, QPoint(left + width // 2, top + height - 2)))
    assert shown.pointing.unit == 1
    assert marked(shown, "ja", 1) == []


def test_scrolling_takes_the_mark_away_until_the_mouse_moves(
    shown: ReadingView, page: Page, point: Point, qtbot: QtBot
) -> None:
    shown.resize(1000, 200)
    point("de", 1, 1)
    assert shown.pointing.unit == 1
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert shown.pointing.unit is None


def test_the_caret_marks_where_the_pointer_does_not(shown: ReadingView, page: Page, point: Point, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point("de", 1, 45))
    qtbot.mouseMove(page.viewport(), QPoint(900, 600))
    assert marked(shown, "ja", 1) == ["流れる。"]


def test_the_caret_marks_once_it_moves_while_the_pointer_rests(
    shown: ReadingView, page: Page, point: Point, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point("de", 1, 45))
    point("de", 1, 60)
    assert marked(shown, "de", 1) == ["Am Ufer stehen viele alte Bäume, und es ist still."]
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert (marked(shown, "de", 1), marked(shown, "ja", 1)) == (["Er fließt."], ["流れる。"])


def test_what_is_found_out_later_is_marked_though_the_pointer_rests(
    shown: ReadingView, point: Point, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crossed = [((Stretch(0, 0, 39),), ()), ((Stretch(0, 39, 44),), (Stretch(0, 0, 16),))]
    monkeypatch.setattr("viewer.ui.reading.sentences.known_sentences", lambda rows, languages: [[], [], crossed])
    shown.sentences.work_with(jobs)
    with qtbot.waitSignal(shown.sentences.changed, timeout=20_000):
        point("de", 2, 42)
        assert marked(shown, "ja", 2) == ["三。"]
    assert marked(shown, "ja", 2) == [ROWS[2]["ja"]]
    shown.set_corpus(None)


def test_nothing_is_marked_once_it_is_switched_off(shown: ReadingView, point: Point) -> None:
    point("de", 1, 1)
    shown.pointing.set_shown(False)
    point("de", 1, 60)
    assert shown.pointing.unit is None
    assert marked(shown, "de", 1) == []


def test_the_mark_is_forgotten_with_the_corpus(shown: ReadingView, point: Point) -> None:
    point("de", 1, 1)
    shown.set_corpus(None)
    assert shown.pointing.unit is None


@pytest.mark.parametrize("theme", [LIGHT, DARK, SEPIA])
def test_the_mark_is_painted_behind_both_sentences(shown: ReadingView, point: Point, box: Box, theme: Theme) -> None:
    shown.set_theme(theme)
    point("de", 1, 45)
    image = shown.grab().toImage()
    inside = QPoint(1, 1)
    for version, start, stop in (("de", 39, 49), ("ja", 11, 15)):
        assert image.pixelColor(box(version, 1, start, stop).topLeft().toPoint() + inside) == theme.partner
        assert image.pixelColor(box(version, 1, 0, 1).topLeft().toPoint() + inside) == theme.pointed_row
