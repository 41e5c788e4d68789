"""What suits so many versions."""

from __future__ import annotations

import pytest

from viewer.formats.page_setup import Layout, PageSetup, Paper


@pytest.mark.parametrize(
    ("versions", "layout", "landscape"),
    [(1, Layout.COLUMNS, False), (2, Layout.COLUMNS, False), (3, Layout.COLUMNS, True), (6, Layout.COLUMNS, True),
     (7, Layout.LINES, False), (12, Layout.LINES, False)],
)  # fmt: skip
def test_what_is_left_open_suits_the_number_of_versions(versions: int, layout: Layout, landscape: bool) -> None:
    settled = PageSetup().settled(versions)
    assert (settled.layout, settled.landscape) == (layout, landscape)


def test_what_is_chosen_stays() -> None:
    chosen = PageSetup(Layout.COLUMNS, Paper.A5, landscape=False)
    assert chosen.settled(12) == chosen
    assert chosen.size() == (148.0, 210.0)


def test_paper_that_is_not_turned_holds_fewer_columns() -> None:
    assert [PageSetup(landscape=turned).most_columns() for turned in (None, True, False)] == [6, 6, 4]
    assert PageSetup(paper=Paper.A3).most_columns() == 9
    assert PageSetup(paper=Paper.A5, landscape=False).most_columns() == 2
