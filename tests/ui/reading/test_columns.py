from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from viewer.model import VersionId
from viewer.ui.reading.columns import Columns

VERSIONS = [VersionId(tag) for tag in ("de", "pt", "ar", "ja", "ur")]


def five(width: int = 1500, minimum: int = 200) -> Columns:
    columns = Columns()
    columns.set_versions(VERSIONS)
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


def names(columns: Columns) -> list[str]:
    return [column.version for column in columns.columns]


def test_a_hidden_version_comes_back_to_its_place_and_width() -> None:
    columns = five()
    columns.drag_border(1, 740)
    columns.hide(VersionId("pt"))
    assert names(columns) == ["de", "ar", "ja", "ur"]
    assert columns.hidden == ("pt",)
    columns.show(VersionId("pt"))
    assert [column.width for column in columns.columns] == [300, 400, 200, 300, 300]


def test_a_hidden_version_keeps_its_place_when_others_move() -> None:
    columns = five()
    columns.hide(VersionId("pt"))
    columns.move(VersionId("ur"), 0)
    columns.show(VersionId("pt"))
    assert names(columns) == ["ur", "pt", "de", "ar", "ja"]


def test_the_last_version_is_not_hidden() -> None:
    columns = five()
    for version in VERSIONS:
        columns.hide(version)
    assert names(columns) == ["ur"]
    columns.show_all()
    assert columns.hidden == ()


def test_no_more_than_twelve_stand_on_the_screen() -> None:
    columns = Columns()
    columns.set_versions([VersionId(f"x-{number}") for number in range(40)])
    columns.fit(left=0, width=20_000, minimum=200)
    assert (len(columns.columns), len(columns.after)) == (12, 28)


def test_the_others_scroll_past_a_frozen_first_pane() -> None:
    columns = five(width=700)
    columns.freeze(True)
    assert columns.scroll(1)
    assert (names(columns), columns.before, columns.after) == (["de", "ar", "ja"], ("pt",), ("ur",))
    assert columns.scroll(9)
    assert (names(columns), columns.before) == (["de", "ja", "ur"], ("pt", "ar"))
    assert not columns.scroll(1)
    columns.freeze(False)
    assert names(columns) == ["ar", "ja", "ur"]


def test_what_was_scrolled_to_is_found_again_after_a_wide_window() -> None:
    columns = five(width=700)
    columns.scroll(2)
    columns.fit(left=40, width=1500, minimum=200)
    assert names(columns) == ["de", "pt", "ar", "ja", "ur"]
    columns.fit(left=40, width=700, minimum=200)
    assert names(columns) == ["ar", "ja", "ur"]


def test_a_version_beyond_the_beginning_swaps_in_there() -> None:
    columns = five(width=700)
    columns.freeze(True)
    columns.scroll(2)
    columns.swap_in(VersionId("pt"))
    assert (names(columns), columns.before) == (["de", "pt", "ur"], ("ja", "ar"))


def test_a_version_is_scrolled_to_from_either_side() -> None:
    columns = five(width=500)
    columns.reveal(VersionId("ja"))
    assert names(columns) == ["ar", "ja"]
    columns.reveal(VersionId("pt"))
    assert names(columns) == ["pt", "ar"]


def test_mirrored_the_first_pane_is_the_rightmost() -> None:
    columns = five()
    columns.mirror(True)
    assert names(columns) == ["de", "pt", "ar", "ja", "ur"]
    assert [column.left for column in columns.columns] == [1240, 940, 640, 340, 40]
    columns.drag_border(0, 1300)
    assert [column.width for column in columns.columns] == [240, 360, 300, 300, 300]
    assert columns.border(0) == 1300


def test_a_pane_is_moved_to_where_it_is_dropped() -> None:
    columns = five()
    columns.move_to_slot(VersionId("de"), 3)
    assert names(columns) == ["pt", "ar", "de", "ja", "ur"]
    columns.move_to_slot(VersionId("ur"), 0)
    assert names(columns) == ["ur", "pt", "ar", "de", "ja"]
    columns.move_to_slot(VersionId("pt"), 5)
    assert names(columns) == ["ur", "ar", "de", "ja", "pt"]


def test_a_pane_that_is_widened_takes_from_all_that_have() -> None:
    columns = five()
    columns.widen(VersionId("pt"), 40)
    assert [column.width for column in columns.columns] == [290, 340, 290, 290, 290]
    columns.widen(VersionId("pt"), -9999)
    assert [column.width for column in columns.columns] == [325, 200, 325, 325, 325]
    columns.widen(VersionId("de"), 9999)
    assert [column.width for column in columns.columns] == [700, 200, 200, 200, 200]


def test_stacked_every_version_has_the_whole_width() -> None:
    columns = five(width=300)
    columns.stack(True)
    assert [(column.left, column.width) for column in columns.columns] == [(40, 300)] * 5


def test_a_state_is_taken_up_by_other_columns() -> None:
    columns = five(width=700)
    columns.move(VersionId("ur"), 1)
    columns.hide(VersionId("pt"))
    columns.drag_border(0, 250)
    columns.scroll(1)
    other = five(width=700)
    other.restore(json.loads(json.dumps(columns.state())))
    assert (other.columns, other.hidden, other.waiting) == (columns.columns, columns.hidden, columns.waiting)


def test_a_version_that_a_state_does_not_know_comes_last() -> None:
    columns = five()
    columns.restore({"order": ["ar", "gone", "de"], "hidden": ["de", "gone"]})
    assert names(columns) == ["ar", "pt", "ja", "ur"]


nonsense = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.sampled_from([*VERSIONS, "x"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(VERSIONS), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["order", "hidden", "widths", "scrolled"]), nonsense))
def test_a_spoilt_state_does_no_harm(state: dict[str, object]) -> None:
    columns = five()
    columns.restore(state)
    assert_sound(columns, 1500, 200)


versions = st.sampled_from(VERSIONS)
small = st.integers(-6, 6)
pixels = st.integers(-3000, 4000)
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["hide", "show", "swap_in", "reveal"]), versions),
        st.tuples(st.sampled_from(["move", "move_to_slot"]), versions, st.integers(0, 6)),
        st.tuples(st.just("drag_border"), small, pixels),
        st.tuples(st.just("widen"), versions, pixels),
        st.tuples(st.just("scroll"), small),
        st.tuples(st.sampled_from(["freeze", "mirror"]), st.booleans()),
        st.tuples(st.sampled_from(["equalise", "show_all"])),
        st.tuples(st.just("choose"), st.lists(versions, min_size=1, unique=True)),
    ),
    max_size=12,
)


def assert_sound(columns: Columns, width: int, minimum: int) -> None:
    """Everyone is somewhere, in order; the panes cover the width, and none is too narrow."""
    assert sorted((*columns.chosen, *columns.hidden)) == sorted(VERSIONS)
    shown = tuple(column.version for column in columns.columns)
    kept = 1 if columns.frozen and len(shown) > 1 else 0
    assert shown[:kept] + columns.before + shown[kept:] + columns.after == columns.chosen
    placed = sorted(columns.columns, key=lambda column: column.left)
    assert [one.version for one in placed] == list(shown[::-1] if columns.mirrored else shown)
    assert (placed[0].left, placed[-1].right) == (40, 40 + width)
    assert all(a.right == b.left for a, b in pairwise(placed))
    if len(placed) > 1:
        assert min(column.width for column in placed) >= minimum - 1
    for number in range(len(placed) - 1):
        assert columns.at(columns.border(number)) in columns.columns[number : number + 2]


@given(st.integers(1, 4000), st.integers(1, 500), steps)
def test_whatever_is_done_columns_cover_the_width_in_order_and_none_is_too_narrow(
    width: int, minimum: int, done: list[tuple[Any, ...]]
) -> None:
    columns = five(width, minimum)
    for what, *arguments in done:
        getattr(columns, what)(*arguments)
        assert_sound(columns, width, minimum)


@given(st.integers(400, 4000), steps)
def test_a_state_says_everything(width: int, done: list[tuple[Any, ...]]) -> None:
    columns = five(width)
    for what, *arguments in done:
        getattr(columns, what)(*arguments)
    other = five(width)
    other.freeze(columns.frozen)
    other.mirror(columns.mirrored)
    other.restore(columns.state())
    assert [column.version for column in other.columns] == [column.version for column in columns.columns]
    assert all(abs(a.width - b.width) <= 2 for a, b in zip(other.columns, columns.columns, strict=True))
