from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.palette.matching import ranked, wording

NAMES = ["Next Hit", "Previous Hit", "Next Gap", "Übersicht", "Open Corpus"]
LIST = [wording(name, "Go", able=name != "Next Hit") for name in NAMES]


def found(typed: str, used: tuple[int, ...] = ()) -> list[str]:
    return [NAMES[place] for place in ranked(typed, LIST, used)]


def test_words_count_in_any_order_and_as_beginnings_or_insides() -> None:
    assert found("hit next") == ["Next Hit"]
    assert found("orp") == ["Open Corpus"]
    assert found("nothing like it") == []


def test_letters_that_readers_take_for_the_same_are_the_same() -> None:
    assert found("ubersicht") == ["Übersicht"]


def test_what_begins_so_comes_before_what_contains_it_and_what_is_possible_before_what_is_not() -> None:
    assert found("o")[0] == "Open Corpus"
    assert found("next") == ["Next Gap", "Next Hit"]


def test_what_was_used_last_comes_first() -> None:
    assert found("", used=(3, 1)) == ["Übersicht", "Previous Hit", "Next Hit", "Next Gap", "Open Corpus"]


def test_the_menu_counts_as_well_but_least() -> None:
    assert found("go") == ["Previous Hit", "Next Gap", "Übersicht", "Open Corpus", "Next Hit"]


@given(st.text(max_size=12), st.text(max_size=12))
def test_more_letters_never_find_more(typed: str, more: str) -> None:
    assert set(found(f"{typed} {more}")) <= set(found(typed))
