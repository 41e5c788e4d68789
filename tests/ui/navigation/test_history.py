from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.navigation.history import History


def at(unit: int, current: int | None = None) -> dict[str, Any]:
    return {"unit": unit, "version": "de", "segment": unit + 1000, "code_point": 0, "below": 0.5, "current": current}


def test_back_and_forward_go_through_the_places_of_the_jumps() -> None:
    history = History()
    history.leave(at(1))
    history.leave(at(2))
    assert history.back(at(3)) == at(2)
    assert history.back(at(2)) == at(1)
    assert history.back(at(1)) is None
    assert history.forward(at(1)) == at(2)
    assert history.forward(at(2)) == at(3)
    assert not history.can_go_forward


def test_forward_returns_to_where_the_reader_scrolled_in_the_meantime() -> None:
    history = History()
    history.leave(at(1))
    assert history.back(at(5)) == at(1)
    assert history.forward(at(1)) == at(5)


def test_a_new_jump_forgets_what_lay_ahead() -> None:
    history = History()
    history.leave(at(1))
    history.back(at(2))
    history.leave(at(1))
    assert not history.can_go_forward


def test_a_place_is_not_kept_twice_in_a_row() -> None:
    history = History()
    for _ in range(3):
        history.leave(at(1))
    assert history.back(at(2)) == at(1)
    assert not history.can_go_back


def test_a_jump_to_where_one_is_is_no_step() -> None:
    history = History()
    history.leave(at(1))
    history.leave(at(2))
    assert history.back(at(2)) == at(1)


def test_a_place_is_the_same_wherever_its_segment_stands_now() -> None:
    history = History()
    history.leave(at(1))
    history.leave({**at(1), "unit": 7, "below": 3.0})
    assert history.back(at(2)) == at(1)
    assert not history.can_go_back


def test_another_current_row_is_another_place() -> None:
    history = History()
    history.leave(at(1, current=1))
    history.leave(at(1, current=2))
    assert history.back(at(1, current=3)) == at(1, current=2)
    assert history.back(at(1, current=2)) == at(1, current=1)


def test_jumps_of_one_run_are_one_step() -> None:
    history = History()
    history.leave(at(1), "search 1")
    history.leave(at(2), "search 1")
    history.leave(at(3), "search 2")
    assert history.back(at(4)) == at(3)
    assert history.back(at(3)) == at(1)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=300))
def test_all_the_way_back_and_forth_leads_to_the_same_place(units: list[int]) -> None:
    history = History()
    for unit in units[:-1]:
        history.leave(at(unit))
    here = at(units[-1])
    while (place := history.back(here)) is not None:
        here = place
    while (place := history.forward(here)) is not None:
        here = place
    assert here == at(units[-1])
