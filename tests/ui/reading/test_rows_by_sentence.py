"""Rows shown by sentence: what is found out, when, and what the page makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer import repair
from viewer.corpus import Corpus
from viewer.model import Span, Stretch, VersionId
from viewer.ui.jobs import Jobs
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.view import ReadingView

DE, EN = VersionId("de"), VersionId("en")
ROWS = [
    {
        "de": f"Anna kam {n} nach Zermatt. Dort blieb sie lange bei Boris. Dann ging sie fort.",
        "en": f"Anna came to Zermatt in {n}. " + "She stayed there long with Boris. " * (n % 2) + "Then she left.",
    }
    for n in range(1900, 1960)
]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Sixty rows of three German sentences each; in every other English row the second is missing."""
    with Corpus.open(build(tmp_path / "made.hexapla", ROWS), read_only=True) as opened:
        yield opened


def top_of(view: ReadingView, corpus: Corpus, unit: int, version: VersionId, text: str) -> float:
    """Where a text of a row begins on the screen."""
    (segment,) = corpus.units(unit, unit + 1)[0].cells[version]
    start = segment.text.index(text)
    return view.rect_of(Span(segment.id, start, start + len(text)))[0].top()


def test_sentences_that_belong_together_begin_at_one_height(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.sentences.show(True)
    for german, english in (("Anna", "Anna"), ("Dort", "She"), ("Dann", "Then")):
        assert top_of(view, corpus, 1, DE, german) == top_of(view, corpus, 1, EN, english)
    assert top_of(view, corpus, 0, DE, "Dann") == top_of(view, corpus, 0, EN, "Then")


def test_the_line_that_is_read_stays_when_rows_are_shown_by_sentence_and_back(
    view: ReadingView, corpus: Corpus
) -> None:
    view.set_corpus(corpus)
    view.go_to(30, top=True)
    before = top_of(view, corpus, 30, DE, "Anna")
    view.sentences.show(True)
    assert top_of(view, corpus, 30, DE, "Anna") == before
    view.sentences.show(False)
    assert top_of(view, corpus, 30, DE, "Anna") == before


@pytest.mark.parametrize("layout", [Layout.LINES, Layout.HIDDEN])
def test_it_holds_in_every_layout(view: ReadingView, corpus: Corpus, layout: Layout) -> None:
    view.set_corpus(corpus)
    view.sentences.show(True)
    view.set_layout(layout)
    order = [top_of(view, corpus, 1, *place) for place in ((DE, "Anna"), (EN, "Anna"), (DE, "Dort"), (EN, "She"))]
    assert order == sorted(order)
    assert order[1] < order[2]


def test_flowing_texts_are_cut_as_well(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.links.set_flowing(True)
    view.sentences.show(True)
    places = [top_of(view, corpus, 0, DE, word) for word in ("Anna", "Dort", "Dann")]
    assert places == sorted(set(places))


def test_the_window_does_not_wait_for_sentences(view: ReadingView, corpus: Corpus, jobs: Jobs, qtbot: QtBot) -> None:
    view.sentences.work_with(jobs)
    view.set_corpus(corpus)
    with qtbot.waitSignal(view.sentences.changed, timeout=20_000):
        view.sentences.show(True)
        assert view.sentences.parts(view.unit(0)) is None
    assert top_of(view, corpus, 0, DE, "Dann") == top_of(view, corpus, 0, EN, "Then")
    view.set_corpus(None)


def test_a_process_finds_out_what_would_make_the_window_stutter(
    view: ReadingView, corpus: Corpus, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.ui.reading.sentences._LARGE", 0)
    view.sentences.work_with(jobs)
    view.set_corpus(corpus)
    with qtbot.waitSignal(view.sentences.changed, timeout=20_000):
        view.sentences.show(True)
    assert top_of(view, corpus, 0, DE, "Dann") == top_of(view, corpus, 0, EN, "Then")
    view.set_corpus(None)


def test_what_is_waited_for_can_be_had_at_once(view: ReadingView, corpus: Corpus, jobs: Jobs) -> None:
    view.sentences.work_with(jobs)
    view.set_corpus(corpus)
    view.go_to(40, top=True)
    view.sentences.show(True)
    view.sentences.catch_up()
    assert top_of(view, corpus, 40, DE, "Dann") == top_of(view, corpus, 40, EN, "Then")
    view.set_corpus(None)


def test_nothing_is_found_out_of_a_giant_row(view: ReadingView, tmp_path: Path) -> None:
    rows = [{"de": "Ein Satz. " * 5_000, "en": "One sentence. " * 5_000}]
    with Corpus.open(build(tmp_path / "giant.hexapla", rows), read_only=True) as corpus:
        view.set_corpus(corpus)
        view.sentences.show(True)
        assert view.sentences.found(view.unit(0)) is None
        view.set_corpus(None)


def test_partners_are_known_by_their_texts_however_the_rows_are_shown(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    assert view.sentences.parts(view.unit(0)) is None
    found = view.sentences.found(view.unit(0))
    assert found is not None
    assert found[0] == {DE: (Stretch(0, 0, 28),), EN: (Stretch(0, 0, 30),)}
    assert found[1] == {DE: (Stretch(0, 28, 60),)}


def test_a_version_alone_has_its_sentences_one_below_the_other(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.set_chosen_versions([DE])
    view.sentences.show(True)
    places = [top_of(view, corpus, 0, DE, word) for word in ("Anna", "Dort", "Dann")]
    assert places == sorted(set(places))


def test_rows_that_a_change_has_touched_are_cut_anew(view: ReadingView, tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "edited.hexapla", ROWS)) as corpus:
        view.set_corpus(corpus)
        view.sentences.show(True)
        repair.merge(corpus, 0, repair.Way.DOWN)
        view.refresh()
        assert len(view.unit(0).cells[DE]) == 2
        for unit, word, partner in ((0, "Dann", "Then"), (1, "Dann", "Then")):
            german, english = view.unit(unit).cells[DE][-1], view.unit(unit).cells[EN][-1]
            heights = [
                view.rect_of(Span(one.id, start := one.text.index(text), start + 4))[0].top()
                for one, text in ((german, word), (english, partner))
            ]
            assert heights[0] == heights[1]
        view.set_corpus(None)
