from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows

from viewer.corpus import Corpus
from viewer.model import Kind, VersionId
from viewer.ui.reading.view import ReadingView

DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")


def again(view: ReadingView, corpus: Corpus) -> ReadingView:
    """The view as the next start of the program has it, from what was written down."""
    state = json.loads(json.dumps(view.state()))
    view.set_corpus(corpus)
    view.restore_state(state)
    return view


def test_order_hidden_panes_widths_and_the_active_one_are_restored(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.set_chosen_versions([JA, DE])
    view.panes.activate(DE)
    view.panes.widen_active(3)
    widths = [column.width for column in view.panes.columns.columns]
    view.go_to(120, top=True)
    position = view.position()
    again(view, corpus)
    assert view.chosen_versions() == [JA, DE]
    assert view.panes.columns.hidden == (AR,)
    assert [column.width for column in view.panes.columns.columns] == widths
    assert (view.active_version(), view.position()) == (DE, position)


def test_a_pane_that_moves_alone_is_where_it_was(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.links.unlink(AR)
    view.go_to(50, version=AR, top=True)
    view.go_to(150, version=DE, top=True)
    again(view, corpus)
    assert view.links.unlinked() == {AR}
    assert [view._spread.track_of(version).place.unit for version in (DE, AR)] == [150, 50]


def test_a_pane_that_follows_at_a_distance_does_so_again(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.links.unlink(JA)
    view.go_to(13, version=JA, top=True)
    view.links.relink(JA, keep_offset=True)
    shifts = view.links.shifts()
    assert shifts[JA] > 0
    view.go_to(100, top=True)
    again(view, corpus)
    assert view.links.shifts() == shifts
    assert view._spread.track_of(JA).place.unit == 100 + shifts[JA]


@pytest.fixture
def furnished(tmp_path: Path) -> Any:
    rows = many_rows(60)
    for place in (10, 11, 30):
        rows[place] = {"de": ("Impressum", Kind.FURNITURE)}
    with Corpus.open(build(tmp_path / "furnished.hexapla", rows), read_only=True) as corpus:
        yield corpus


def test_folds_that_were_opened_are_open_again(view: ReadingView, furnished: Corpus) -> None:
    view.set_corpus(furnished)
    view.go_to(30)
    assert view.folded() == (1, 2)
    again(view, furnished)
    assert view.folded() == (1, 2)
    assert not view._spread.folds.is_folded(30)
    view.unfold_all(True)
    assert view.state()["open"] is True
    assert again(view, furnished).folded() == (0, 0)


def test_what_is_kept_is_small(qtbot: QtBot, view: ReadingView, tmp_path: Path) -> None:
    rows: list[Any] = [{"de": ("x", Kind.FURNITURE)} if n % 2 else {"de": "a", "ar": "b"} for n in range(2000)]
    with Corpus.open(build(tmp_path / "many.hexapla", rows), read_only=True) as corpus:
        view.set_corpus(corpus)
        view.unfold_all(True)
        view._steering.toggle_fold(1)
        assert len(view.state()["open"]) == 200
        assert len(json.dumps(view.state())) < 8_000


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"panes": 3, "apart": [], "open": {}},
        {"panes": {"order": ["xx", 7], "hidden": "de", "widths": {"de": "wide"}}, "apart": {"xx": 3, "de": "far"}},
        {"apart": {"de": True, "ar": {"unit": "x"}, "ja": {}}, "open": [["de", 0, 10**9], ["xx", 0, 0], [1], None, 7]},
        {"format": 1, "unit": 10**9, "segment": 10**9, "open": [["de", -1, 0], ["de", 0, -1], ["de", "0", 0]]},
    ],
)
def test_what_this_program_did_not_write_is_passed_over(view: ReadingView, corpus: Corpus, state: Any) -> None:
    view.set_corpus(corpus)
    view.restore_state(state)
    assert view.chosen_versions() == [DE, AR, JA]
    assert view.visible_units()
