"""What stands on which page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printed import pages_of, text_of, units
from pytestqt.qtbot import QtBot

from viewer.formats.page_setup import Layout, PageSetup, Paper
from viewer.model import Kind

pytestmark = pytest.mark.usefixtures("qtbot")

LONG = "Ein Satz, der sich oft wiederholt. "
LINES = PageSetup(Layout.LINES)
SMALL = PageSetup(Layout.COLUMNS, Paper.A5)


def test_rows_stand_in_step() -> None:
    pages = pages_of(units([{"de": LONG * 9, "ar": "قصير"}, {"de": "b", "ar": "ب"}]))
    (page,) = pages.all()
    tops = {(lines.piece.layout.text()[:4], lines.y) for lines in page.lines}
    assert {y for text, y in tops if text in ("b", "ب")} == {next(y for text, y in tops if text == "b")}
    assert page.after is None
    assert page.rows == 2


def test_every_line_is_printed_once_whatever_the_pages_cut() -> None:
    rows = units(
        [{"de": LONG * (7 * number % 23), "ar": "جملة أخرى هنا. " * (5 * number % 17 + 1)} for number in range(30)]
    )
    pages = pages_of(rows, setup=SMALL)
    printed = list(pages.all())
    assert len(printed) > 5
    german = " ".join(line for page in printed for line in text_of(page, pages, "de"))
    assert german.split() == " ".join(row.cells["de"][0].text for row in rows).split()
    for page in printed:
        assert all(lines.y + lines.piece.height > pages.sheet.body.top() for lines in page.lines)
        for lines in page.lines:
            last = lines.piece.layout.lineAt(lines.stop - 1)
            assert lines.y + last.y() + last.height() <= pages.sheet.body.bottom() + pages.sheet.line


def test_a_row_taller_than_the_page_goes_on_overleaf() -> None:
    pages = pages_of(units([{"de": LONG * 70, "ar": "واحد"}, {"de": "Ende", "ar": "النهاية"}]))
    printed = list(pages.all())
    assert len(printed) == 2
    assert text_of(printed[0], pages, "ar") == ["واحد"]
    assert text_of(printed[1], pages, "ar") == ["النهاية"]
    assert len(text_of(printed[0], pages, "de")) > 30


def test_no_line_of_a_cell_stands_alone_at_a_cut() -> None:
    for before in range(1, 40):
        pages = pages_of(units([{"de": "\n".join("x" * before)}, {"de": "\n".join("abcd")}]), ["de"])
        counts = [len([line for line in text_of(page, pages, "de") if line in "abcd"]) for page in pages.all()]
        assert 1 not in counts


def test_a_heading_stays_with_what_follows() -> None:
    for before in range(20, 45):
        rows = units([{"de": "\n".join("x" * before)}, {"de": (Kind.HEADING, "Kapitel")}, {"de": "\n".join("abcd")}])
        pages = pages_of(rows, ["de"])
        page = next(page for page in pages.all() if "Kapitel" in text_of(page, pages, "de"))
        assert text_of(page, pages, "de")[-1] in "abcd"


def test_a_heading_longer_than_a_page_fills_its_pages() -> None:
    pages = pages_of(units([{"de": (Kind.TITLE, "Titel " * 1500)}, {"de": "x"}]), ["de"])
    assert 4 < len(list(pages.all())) < 12


def test_a_page_is_found_from_its_start_alone() -> None:
    rows = units([{"de": LONG * (number % 30), "ar": "كلمات " * number} for number in range(40)])
    pages = pages_of(rows, setup=SMALL)
    for one, following in pairwise(pages.all()):
        assert one.after is not None
        again = pages_of(rows, setup=SMALL).page(one.after, one.number + 1)
        assert text_of(again, pages, "de") == text_of(following, pages, "de")
        assert (again.after, again.rows) == (following.after, following.rows)


def test_what_a_version_lacks_is_a_gap_as_high_as_the_row() -> None:
    pages = pages_of(units([{"de": LONG * 20}]))
    (page,) = pages.all()
    (gap,) = page.gaps
    (lines,) = page.lines
    assert gap.height() == pytest.approx(lines.piece.height)
    assert gap.left() == pages.sheet.columns[1].left


def test_under_one_another_every_version_is_named_beside_its_lines() -> None:
    pages = pages_of(units([{"de": "eins", "ar": "واحد"}, {"de": "zwei"}]), setup=LINES)
    (page,) = pages.all()
    assert [words.text for words in page.words if words.quiet] == ["Deutsch", "العربية"] * 2
    assert [lines.y for lines in page.lines] == sorted({lines.y for lines in page.lines})
    assert len(page.gaps) == 1


def test_documents_begin_with_their_titles() -> None:
    pages = pages_of(units([{"de": "a"}, {"de": "b"}, {"de": "c"}], [0, 0, 1]), ["de"], titles=["Erstes", "Zweites"])
    (page,) = pages.all()
    assert [words.text for words in page.words] == ["Title", "Erstes", "Zweites"]


def test_without_rows_there_is_a_page_with_the_title() -> None:
    (page,) = pages_of([]).all()
    assert ([words.text for words in page.words], page.lines) == (["Title"], ())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.dictionaries(st.sampled_from(["de", "ar", "ja"]), st.lists(st.integers(0, 90), min_size=1, max_size=3),
                             min_size=1), max_size=8),
    st.sampled_from(list(Layout)),
)  # fmt: skip
def test_the_pages_of_any_rows_come_to_an_end_and_hold_all(
    qtbot: QtBot, shape: list[dict[str, list[int]]], layout: Layout
) -> None:
    rows = units([{tag: ["wort " * (length + 1) for length in cell] for tag, cell in row.items()} for row in shape])
    pages = pages_of(rows, ["de", "ar", "ja"], PageSetup(layout, Paper.A5))
    printed = list(pages.all())
    for tag in ("de", "ar", "ja") if layout is Layout.COLUMNS else ():
        found = " ".join(line for page in printed for line in text_of(page, pages, tag)).split()
        assert found == " ".join(s.text for row in rows for s in row.cells.get(tag, ())).split()
    assert sum(lines.stop - lines.first for page in printed for lines in page.lines) >= sum(
        len(cell) for row in shape for cell in row.values()
    )
