"""The rows around a change are aligned anew, as part of it; and what the commands for aligning do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.repairing import derailed_article
from tests.ui.repairing.conftest import Play
from tests.ui.repairing.test_repair_mode import at, rows, said
from tests.ui.repairing.test_session import numbered
from viewer.ui.application import Program


@pytest.fixture
def article(program: Program, tmp_path: Path) -> Program:
    """The article whose rows went wrong, with repair on."""
    assert program.library.open(derailed_article.build(tmp_path / "arda.hexapla"))
    program.window.commands["repair"].trigger()
    return program


def path_of(program: Program) -> Path:
    assert program.library.corpus is not None
    return program.library.corpus.path


def test_rows_around_a_change_are_aligned_anew_as_part_of_it(article: Program, play: Play) -> None:
    before = rows(article)
    play(article, "Down*2 Right Down C-Up")
    after = numbered(path_of(article))
    assert after[:4] == derailed_article.MENDED[:4]  # as the user has set it
    assert after[4:7] == derailed_article.MENDED[4:7]  # and what follows from that
    assert at(article) == ("en", derailed_article.TEXTS["en"][3])
    play(article, "C-Z")
    assert rows(article) == before


def test_the_paragraph_of_the_cursor_stays_where_the_eye_has_it(article: Program, play: Play) -> None:
    repair, tops = article.window.repair, []
    repair.work.done.connect(lambda *_: tops.append(repair.cursor.top_of(repair.cursor.spot)))  # type: ignore[arg-type]
    play(article, "Down*6 C-Down")
    assert tops == [repair.cursor.top_of(repair.cursor.spot)]  # type: ignore[arg-type]


def test_typed_ahead_all_changes_are_caught_up_with(article: Program, play: Play) -> None:
    play(article, "Down*2 Right Down C-Up Down*9 M Home")
    assert numbered(path_of(article))[:5] == derailed_article.MENDED[:5]


def test_what_was_undone_is_not_caught_up_with(article: Program, play: Play) -> None:
    before = rows(article)
    play(article, "Down*2 Right Down C-Up C-Z End S-F")
    assert rows(article) == before


@pytest.mark.parametrize("key", ["R", "S-V"])
def test_rows_are_aligned_anew_on_demand(article: Program, play: Play, key: str) -> None:
    article.settings["repair_realign"] = False
    before = rows(article)
    play(article, f"Right {key}")
    assert said(article) == "Aligned anew"
    assert rows(article) != before
    play(article, "C-Z")
    assert rows(article) == before


def test_the_switch_is_a_command_and_is_kept(article: Program, make_program: Callable[..., Program]) -> None:
    assert article.window.commands["realign_after"].isChecked()
    article.window.commands["realign_after"].trigger()
    assert article.settings["repair_realign"] is False
    assert not make_program(article.settings).window.commands["realign_after"].isChecked()
