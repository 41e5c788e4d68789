from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF
from reading_corpora import build

from viewer.corpus import Corpus
from viewer.model import Direction, Span, Version, VersionId
from viewer.ui.reading.arrangement import Arrangement, Layout
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.page_form import PageForm
from viewer.ui.reading.view import ReadingView

DE, AR, AT = VersionId("de"), VersionId("ar"), VersionId("de-2")
VERSIONS = {
    DE: Version(DE, "de", "", Direction.LTR, 1, 1),
    AR: Version(AR, "ar", "", Direction.RTL, 1, 1),
}


def arranged(form: PageForm, width: int = 1600) -> Arrangement:
    columns = Columns()
    columns.set_versions(tuple(VERSIONS))
    return form.arrangement(
        columns, width=width, units=300, versions=VERSIONS, direction=lambda version: VERSIONS[version].direction
    )


def test_a_line_is_no_wider_than_was_chosen_and_begins_where_it_did(qapp: object) -> None:
    wide, narrow = arranged(PageForm()), arranged(PageForm(text_width=24))
    (german, arabic), (german_wide, arabic_wide) = narrow.panes, wide.panes
    assert german.text_width == arabic.text_width < german_wide.text_width
    assert german.text_left == german_wide.text_left
    assert arabic.text_left + arabic.text_width == arabic_wide.text_left + arabic_wide.text_width
    assert [(pane.left, pane.width) for pane in narrow.panes] == [(pane.left, pane.width) for pane in wide.panes]


def test_a_pane_that_is_narrower_than_the_text_may_be_decides(qapp: object) -> None:
    assert arranged(PageForm(text_width=64), width=900) == arranged(PageForm(), width=900)


def test_the_text_grows_with_the_zoom(qapp: object) -> None:
    small, large = arranged(PageForm(text_width=24)), arranged(PageForm(text_width=24, zoom=1.5))
    assert large.panes[0].text_width == pytest.approx(1.5 * small.panes[0].text_width, abs=3)


def test_lines_under_one_another_stand_in_the_middle(qapp: object) -> None:
    form = PageForm(layout=Layout.LINES, text_width=32)
    panes = arranged(form).panes
    assert len({(pane.text_left, pane.text_width) for pane in panes}) == 1
    assert panes[0].left - form.gutter(300) == pytest.approx(1600 - panes[0].right, abs=1)


def test_names_before_the_lines_have_the_room_they_need_and_no_more_than_a_quarter(qapp: object) -> None:
    named = {
        DE: Version(DE, "de", "Schlachter 1951", Direction.LTR, 1, 1),
        AT: Version(AT, "de", "L", Direction.LTR, 1, 1),
    }
    columns = Columns()
    columns.set_versions(tuple(named))
    form = PageForm(layout=Layout.LINES)
    for width, most in ((1600, 400), (400, 100)):
        pane = form.arrangement(
            columns, width=width, units=300, versions=named, direction=lambda version: Direction.LTR
        ).panes[0]
        room = pane.text_left - pane.left - form.metrics.cell_margin
        name = QFontMetricsF(form.small_font()).horizontalAdvance("Deutsch, Schlachter 1951")
        assert room == min(round(name) + 10, most)


def test_without_numbers_the_margin_is_slim_and_the_panes_get_its_room(qapp: object) -> None:
    assert PageForm().gutter(1_000_000) > PageForm().gutter(10) > PageForm(numbered=False).gutter(10) == 16
    assert arranged(PageForm(numbered=False)).panes[0].left == 16


def test_the_line_being_read_stays_when_the_width_of_the_text_changes(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    view.go_to(120, top=True)
    before = view.position()
    for width in (24, 40, 0):
        view.set_form(text_width=width)
        assert view.position() == before
    view.set_form(numbered=False)
    assert view.position() == before


def test_a_letter_of_a_narrow_text_is_found_where_it_is_painted(view: ReadingView, tmp_path: Path) -> None:
    rows = [{"de": "Der Fluss fließt nach Süden, " * 20, "ar": "النهر يجري إلى الجنوب " * 20}]
    with Corpus.open(build(tmp_path / "rivers.hexapla", rows), read_only=True) as corpus:
        view.resize(1600, 700)
        view.set_corpus(corpus)
        view.set_form(text_width=24)
        for version in (DE, AR):
            segment = corpus.units(0, 1)[0].cells[version][0]
            for place in (3, 57, 302):
                (rect,) = view.rect_of(Span(segment.id, place, place + 1))
                found = view.span_at(rect.center().toPoint())
                # Beyond the middle of a letter the next one is nearer.
                assert found is not None
                assert found.start in (place, place + 1)
