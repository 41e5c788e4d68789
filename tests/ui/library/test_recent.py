from __future__ import annotations

from pathlib import Path

import pytest

from viewer.ui.library.recent import Recents
from viewer.ui.settings import Settings


@pytest.fixture
def recents() -> Recents:
    return Recents(Settings())


def corpus(folder: Path, name: str) -> Path:
    path = folder / name
    path.touch()
    return path


def note(recents: Recents, path: Path, row: int = 0) -> None:
    recents.remember(path, title=path.stem, row=row, rows=10, place={"unit": row})


def test_the_one_that_was_read_last_comes_first(recents: Recents, tmp_path: Path) -> None:
    a, b = corpus(tmp_path, "a"), corpus(tmp_path, "b")
    for path, row in ((a, 1), (b, 2), (a, 3)):
        note(recents, path, row)
    assert [(recent.title, recent.row) for recent in recents.all()] == [("a", 3), ("b", 2)]
    found = recents.find(b)
    assert found is not None
    assert found.place == {"unit": 2}


def test_what_is_gone_is_not_offered_but_comes_back_with_the_file(recents: Recents, tmp_path: Path) -> None:
    path = corpus(tmp_path, "a")
    note(recents, path, 5)
    path.unlink()
    assert recents.all() == []
    path.touch()
    assert [recent.row for recent in recents.all()] == [5]


def test_twelve_are_kept(recents: Recents, tmp_path: Path) -> None:
    for number in range(20):
        note(recents, corpus(tmp_path, f"{number:02}"))
    assert [recent.title for recent in recents.all()] == [f"{number:02}" for number in range(19, 7, -1)]


@pytest.mark.parametrize("entry", [None, 3, "x", {}, {"path": 3}, {"path": "a", "title": "b", "row": "x"}])
def test_an_entry_that_nobody_wrote_is_passed_over(entry: object, tmp_path: Path) -> None:
    settings = Settings()
    settings["recent"] = [entry]
    assert Recents(settings).all() == []
