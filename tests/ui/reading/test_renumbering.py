"""A view that takes in what a change has touched looks like one that shows the corpus for the first time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from random_edits import STEPS, TURNS, made
from reading_corpora import build, many_rows

from viewer.corpus import Corpus, UnitDraft
from viewer.model import Kind, SegmentId, Span, Touched, VersionId
from viewer.ui.reading import block_edges
from viewer.ui.reading.overview import DOUBTFUL, GAP
from viewer.ui.reading.page import Page
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.selection import Caret, Selection
from viewer.ui.reading.view import ReadingView

DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")
ROWS = 90


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_edges, "BLOCK", 8)
    monkeypatch.setattr(block_edges, "_LONGEST", 12)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Corpus, Corpus]]:
    """Who writes, and who is shown: 90 rows in two documents, some of them a version's furniture."""
    rows = many_rows(ROWS)
    for start in (4, 30, 47, 70):
        for row in range(start, start + 3):
            rows[row] = {"ar" if start == 47 else "de": (f"Menu {row}", Kind.FURNITURE)}
    path = build(tmp_path / "edited.hexapla", rows, documents=2)
    with Corpus.open(path) as writer, Corpus.open(path, read_only=True) as shown:
        yield writer, shown


def page_of(view: ReadingView) -> Page:
    page = view.findChild(Page)
    assert isinstance(page, Page)
    return page


def another(qtbot: QtBot, view: ReadingView, corpus: Corpus) -> ReadingView:
    """A view of the same size that shows what this one shows, and has never shown anything else."""
    fresh = ReadingView()
    qtbot.addWidget(fresh)
    fresh.resize(view.size())
    with qtbot.waitExposed(fresh):
        fresh.show()
    fresh.set_layout(view.layout_chosen())
    fresh.links.set_flowing(view.links.flowing)
    fresh.set_corpus(corpus)
    fresh.restore_state(view.state())
    return fresh


@pytest.mark.parametrize("seed", range(6))
def test_it_looks_as_if_it_had_been_opened_now(
    view: ReadingView, pair: tuple[Corpus, Corpus], qtbot: QtBot, seed: int
) -> None:
    choose, (writer, shown) = random.Random(seed), pair
    view.set_corpus(shown)
    if seed == 5:
        view.links.set_flowing(True)
    for number in range(20):
        if number % 5 == 0:
            view.unfold_all(choose.random() < 0.3)
            view.go_to(choose.randrange(ROWS // 2), top=True)
            page_of(view).scroll_by(choose.randrange(90))
        before = view.state()
        row = max(0, before["unit"] + choose.randrange(-3, 8))
        kinds = [*STEPS, *TURNS]
        steps = [(choose.choice(STEPS), row, choose.randrange(9999)) for _ in range(2)]
        change = made(writer, choose.choice([(choose.choice(kinds), row, choose.randrange(9999)), steps]))
        if change is None:
            continue
        shown.take_change(change)
        touched = change.touched
        view.refresh()
        assert view.index is shown.index()
        if touched is not None and not touched.start <= before["unit"] < touched.start + touched.before:
            same = ("version", "segment", "code_point", "below")
            assert [view.state()[key] for key in same] == [before[key] for key in same]
    fresh = another(qtbot, view, shown)
    spread, other = view._spread, fresh._spread
    assert spread is not None
    assert other is not None
    assert spread.folds.folds == other.folds.folds
    assert view.geometry_report() == fresh.geometry_report()
    for track, there in zip(spread.tracks, other.tracks, strict=True):
        there.drift = track.drift  # where the hatching of gaps begins is a matter of how one came there
    assert page_of(view).viewport().grab().toImage() == page_of(fresh).viewport().grab().toImage()
    for version in (DE, AR, JA):
        for sums, others in zip(
            spread.estimates._block_sums(version), other.estimates._block_sums(version), strict=True
        ):
            assert sums.sum() == others.sum()
    index = spread.main.index
    assert [index.top(row) for row in range(0, index.count, 7)] == sorted(
        index.top(row) for row in range(0, index.count, 7)
    )
    for marks in (DOUBTFUL, GAP):
        own, theirs = view.survey.strip.marked(marks), fresh.survey.strip.marked(marks)
        assert {key: rows.tolist() for key, rows in own.items()} == {key: rows.tolist() for key, rows in theirs.items()}
    fresh.set_corpus(None)
    view.set_corpus(None)


def merge(writer: Corpus, row: int) -> Touched:
    """Two rows become one."""
    rows = writer.drafts(row, row + 2)
    cells = {version: sum((tuple(one.cells.get(version, ())) for one in rows), ()) for version in (DE, AR, JA)}
    touched = writer.splice(
        row, row + 2, [UnitDraft({version: cell for version, cell in cells.items() if cell})], action="merge"
    ).touched
    assert touched is not None
    return touched


def told(view: ReadingView, writer: Corpus, shown: Corpus) -> None:
    """The last change is shown."""
    last = writer._changes[next(reversed(writer._changes))]
    shown.take_change(last)
    view.refresh()


def test_what_is_laid_out_is_not_laid_out_again(view: ReadingView, pair: tuple[Corpus, Corpus]) -> None:
    writer, shown = pair
    view.set_corpus(shown)
    view.go_to(40, top=True)
    assert view._spread is not None
    laid = {band.cells[DE].text for band in view._spread.main.rows._laid.values() if DE in band.cells}
    merge(writer, 20)
    told(view, writer, shown)
    assert view.current_unit() == 39
    seen = [view._spread.main.rows.band(one.unit, one.band) for one in view._spread.main.flow.placed]
    assert all(band.cells[DE].text in laid for band in seen if DE in band.cells)
    assert next(band.unit.number for band in seen) == 39


def test_what_is_marked_stays_marked(view: ReadingView, pair: tuple[Corpus, Corpus]) -> None:
    writer, shown = pair
    view.set_corpus(shown)
    view.go_to(36)
    view.marking.select(Selection((DE,), Caret(36, 0, 2), Caret(38, 0, 5)))
    text = view.marking.text()
    merge(writer, 10)
    told(view, writer, shown)
    assert view.marking.text() == text
    merge(writer, 34)
    told(view, writer, shown)
    assert view.marking.text() == text
    assert view.marking.rows() == (34, 36)


def test_what_was_in_a_merged_row_is_found_by_its_segment(view: ReadingView, pair: tuple[Corpus, Corpus]) -> None:
    writer, shown = pair
    (second,) = writer.units(37, 38)
    change = Renumbering(shown, merge(writer, 36), {37: second})
    assert change.row(37) == 36
    assert change.row(38) == 37
    assert change.caret(DE, Caret(37, 0, 4)) == Caret(36, 1, 4)
    assert change.caret(DE, Caret(36, 0, 4)) is None
    assert change.row(36, SegmentId(10**9)) == 36
    assert change.rows(np.array([3, 37, 60]), np.array([36])).tolist() == [3, 36, 59]


def test_a_segment_on_the_screen_does_not_move_when_rows_below_are_merged(
    view: ReadingView, pair: tuple[Corpus, Corpus]
) -> None:
    writer, shown = pair
    view.set_corpus(shown)
    view.go_to(36, top=True)
    (segment,) = writer.units(36, 37)[0].cells[DE]
    before = view.rect_of(Span(segment.id, 0, 4))
    merge(writer, 37)
    told(view, writer, shown)
    assert view.rect_of(Span(segment.id, 0, 4)) == before != []
