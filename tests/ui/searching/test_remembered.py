from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model import VersionId
from viewer.search import Mode, RowClass, Scope
from viewer.ui.searching.remembered import (
    Remembered,
    Saved,
    SearchFile,
    from_json,
    saved_from_text,
    saved_to_text,
    to_json,
    with_saved,
    without,
)
from viewer.ui.searching.session import Wanted

wishes = st.builds(
    Wanted,
    st.text(min_size=1),
    st.none() | st.sampled_from([(VersionId("de"),), (VersionId("de"), VersionId("pt-BR"))]),
    exact=st.booleans(),
    word=st.booleans(),
    regex=st.booleans(),
    loose_arabic=st.booleans(),
    kana=st.booleans(),
    mode=st.sampled_from(Mode),
    rows=st.frozensets(st.sampled_from(RowClass)),
    scope=st.builds(Scope, document=st.none() | st.integers(0, 9), furniture=st.booleans()),
)
ONE, TWO = Wanted("one"), Wanted("two", exact=True)


@given(wishes)
def test_a_search_comes_back_with_all_its_switches(wanted: Wanted) -> None:
    assert from_json(json.loads(json.dumps(to_json(wanted)))) == wanted


@given(st.lists(wishes, max_size=4, unique_by=lambda one: one.text))
def test_saved_searches_come_back_from_the_setting_of_a_corpus(found: list[Wanted]) -> None:
    searches = tuple(Saved(f"{number} {one.text}", one) for number, one in enumerate(found))
    assert saved_from_text(saved_to_text(searches)) == searches


@pytest.mark.parametrize(
    "found", [None, 3, [], {}, {"text": 3}, {"text": ""}, {"exact": True}, {"text": "", "rows": ["no such class"]}]
)
def test_what_asks_for_nothing_is_no_search(found: Any) -> None:
    assert from_json(found) is None


def test_what_a_later_version_adds_is_passed_over() -> None:
    found = {"text": "a", "mode": "near", "rows": ["gaps", "new"], "document": "first", "later": 1}
    assert from_json(found) == Wanted("a", rows=frozenset({RowClass.GAPS}))


def test_the_newest_search_comes_first_and_none_comes_twice() -> None:
    remembered = Remembered().with_use(ONE).with_use(TWO).with_use(ONE)
    assert remembered.history == (ONE, TWO)
    for number in range(300):
        remembered = remembered.with_use(Wanted(str(number)))
    assert len(remembered.history) == 100
    assert remembered.history[0] == Wanted("299")


def test_what_is_typed_narrows_the_history() -> None:
    history = (Wanted("the river"), Wanted("Fluß"), Wanted("River bank"))
    remembered = Remembered(history)
    assert remembered.matching("river") == (history[0], history[2])
    assert remembered.matching("fluss") == (history[1],)
    assert remembered.matching("Fluß") == history
    assert remembered.matching("sea") == history
    assert remembered.matching("") == history


def test_a_name_stands_for_one_search() -> None:
    searches = with_saved((), Saved("a", ONE))
    searches = with_saved(searches, Saved("b", ONE))
    assert with_saved(searches, Saved("a", TWO)) == (Saved("a", TWO), Saved("b", ONE))
    assert with_saved(searches, Saved("c", ONE), instead_of="a") == (Saved("c", ONE), Saved("b", ONE))
    assert with_saved(searches, Saved("b", TWO), instead_of="a") == (Saved("b", TWO),)
    assert without(searches, "a") == (Saved("b", ONE),)


def test_the_file_of_a_corpus_keeps_what_was_written_by_another_window(tmp_path: Path) -> None:
    file, other = SearchFile(tmp_path / "searches", "c0ffee"), SearchFile(tmp_path / "searches", "c0ffee")
    file.change(lambda known: known.with_use(ONE))
    other.change(lambda known: Remembered(known.history, (Saved("a", TWO),)))
    assert file.change(lambda known: known.with_use(TWO)) == Remembered((TWO, ONE), (Saved("a", TWO),))
    assert SearchFile(tmp_path / "searches", "another").read() == Remembered()
    assert [path.suffix for path in file.folder.iterdir()] == [".json"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"history": 3}', "[" * 10_000, '{"history": [1, {"text": []}]}'])
def test_a_file_that_holds_something_else_is_as_none(tmp_path: Path, content: str) -> None:
    file = SearchFile(tmp_path, "../../evil")
    file.path.write_text(content)
    assert file.path.parent == tmp_path
    assert file.read() == Remembered()
