from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows

from viewer.corpus import Corpus
from viewer.ui.reading.view import ReadingView


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Views forget their corpus before it is closed; else they lay out more of it as soon as they have time."""
    for value in getattr(item, "funcargs", {}).values():
        if isinstance(value, ReadingView) and shiboken6.isValid(value):
            value.set_corpus(None)


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
