"""A recorded session: an article whose alignment derailed is mended by keys alone; all of it is undone and redone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.repairing import derailed_article
from tests.ui.repairing.conftest import Play
from viewer.cli import main
from viewer.corpus import Corpus
from viewer.model import Status
from viewer.ui.application import Program

SESSION = (
    # The English is a row too low from the fourth on.
    "F2 Down*2 Right Down C-S-Up",
    # German paragraphs 8 and 9, and the Arabic ones, stand in one row.
    "Left Home Down*8 S",
    # The English of the ninth and the Arabic of the tenth row are a row too low.
    "Down Right C-Up",
    "Left Down M",
    # The imprint at the end is no text.
    "End S",
    "F",
    # Two Arabic paragraphs were run together.
    "Right*2 E C-Home C-Left*5 C-S-Return",
    "Down C-Down",
    # A misspelt word.
    'Left*2 Home Down*2 E C-Home C-Right*2 Left Backspace*4 "feuer" Return',
    # What the English tells elsewhere.
    "Down*3 Space Down Right Down*4 Space L",
    # The sailors belong together whatever comes.
    "Left Home Down*6 Space Right Space Right Space P",
    # All of it is right now.
    "C-End S-Return",
)
"""Key by key; after each line the work is waited for, as an eye does."""


def state(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, list[object], list[object]]:
    """What the command line says of the rows; links and flags."""
    assert main(["rows", str(path), "--json"]) == 0
    with Corpus.open(path, read_only=True) as corpus:
        flags = [(one.kind, one.excluded) for version in corpus.versions() for _, one in corpus.segments(version.id)]
        return capsys.readouterr().out, [*corpus.links()], [*flags]


def numbered(path: Path) -> list[tuple[str, ...]]:
    """The rows by the numbers of the paragraphs."""
    with Corpus.open(path, read_only=True) as corpus:
        versions = [version.id for version in corpus.versions()]
        units = corpus.units(0, corpus.unit_count)
    return [tuple("+".join(str(one.number) for one in unit.cells.get(tag, ())) for tag in versions) for unit in units]


def test_a_derailed_article_is_mended_by_keys_undone_and_redone(
    make_program: Callable[..., Program], play: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = derailed_article.build(tmp_path / "arda.hexapla")
    before = state(path, capsys)
    program = make_program()
    program.settings["repair_realign"] = False
    assert program.library.open(path)
    for keys in SESSION:
        play(program, keys)
    spot = program.window.repair.cursor.spot
    assert spot is not None
    assert spot.unit == 13
    mended = state(path, capsys)
    assert numbered(path) == derailed_article.MENDED
    with Corpus.open(path, read_only=True) as corpus:
        assert {unit.status for unit in corpus.units(0, 14)} == {Status.CONFIRMED}
        assert corpus.segments_at(corpus.versions()[0].id, [2])[0].text == derailed_article.TEXTS["de"][2]
        assert sorted(link.kind for link in corpus.links()) == ["moved", "pin", "pin"]
        steps = len(corpus.changes())
    play(program, f"C-Z*{steps}")
    assert state(path, capsys) == before
    # Another day.
    program.window.close()
    again = make_program()
    assert again.library.open(path)
    play(again, f"C-Y*{steps}")
    assert state(path, capsys) == mended
