from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows

from viewer.corpus import Corpus
from viewer.ui.reading.view import ReadingView


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Two hundred rows of three versions."""
    with Corpus.open(build(tmp_path / "made.hexapla", many_rows(200)), read_only=True) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot) -> ReadingView:
    """A window of its own, 1000 x 700 pixels, that shows nothing yet."""
    made = ReadingView()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made
