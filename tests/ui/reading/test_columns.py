from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from viewer.model import VersionId
from viewer.ui.reading.columns import Columns

VERSIONS = [VersionId(tag) for tag in ("de", "pt", "ar", "ja", "ur")]


def five(width: int = 1500, minimum: int = 200) -> Columns:
    columns = Columns()
    columns.choose(VERSIONS)
    columns.fit(left=40, width=width, minimum=minimum)
    return columns


def test_equal_shares_at_first() -> None:
    assert [column.width for column in five().columns] == [300] * 5


def test_versions_without_room_wait() -> None:
    columns = five(width=700)
    assert [column.version for column in columns.columns] == ["de", "pt", "ar"]
    assert columns.waiting == ("ja", "ur")


def test_one_is_shown_however_narrow() -> None:
    assert len(five(width=90).columns) == 1


def test_a_waiting_version_takes_the_last_place() -> None:
    columns = five(width=700)
    columns.swap_in(VersionId("ur"))
    assert [column.version for column in columns.columns] == ["de", "pt", "ur"]
    assert columns.waiting == ("ja", "ar")


def test_a_border_moves_only_its_neighbours() -> None:
    columns = five()
    columns.drag_border(1, 700)
    assert [column.width for column in columns.columns] == [300, 360, 240, 300, 300]


def test_a_border_stops_at_the_narrowest() -> None:
    columns = five()
    columns.drag_border(0, 5000)
    assert [column.width for column in columns.columns][:2] == [400, 200]


def test_shares_survive_a_resize() -> None:
    columns = five()
    columns.drag_border(0, 440)
    columns.fit(left=40, width=3000, minimum=200)
    assert [column.width for column in columns.columns] == [800, 400, 600, 600, 600]


def test_equalise_takes_all_drags_back() -> None:
    columns = five()
    columns.drag_border(2, 1100)
    columns.equalise()
    assert {column.width for column in columns.columns} == {300}


def test_moving_a_version_keeps_the_others_in_order() -> None:
    columns = five()
    columns.move(VersionId("ur"), 0)
    assert columns.chosen == ("ur", "de", "pt", "ar", "ja")


drags = st.lists(st.tuples(st.integers(-1, 5), st.integers(-100, 4000)), max_size=12)


@given(st.integers(1, 4000), st.integers(1, 500), drags)
def test_columns_cover_the_width_and_none_is_too_narrow(width: int, minimum: int, moves: list[tuple[int, int]]) -> None:
    columns = five(width, minimum)
    for border, x in moves:
        columns.drag_border(border, x)
    placed = columns.columns
    assert placed[0].left == 40
    assert placed[-1].right == 40 + width
    assert all(a.right == b.left for a, b in pairwise(placed))
    if len(placed) > 1:
        assert min(column.width for column in placed) >= minimum - 1
