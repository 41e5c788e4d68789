from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.ui.application import Program, assemble, make_application
from viewer.ui.jobs import Jobs
from viewer.ui.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def clipboard_left_empty() -> Iterator[None]:
    """Offscreen, Qt frees what is on the clipboard when Python is gone already, which ends in a crash."""
    yield
    if isinstance(QGuiApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.stop(seconds=10)


@pytest.fixture
def corpus_file(tmp_path: Path) -> Path:
    """Five rows of three versions; see `window_corpora`."""
    return build(tmp_path / "rivers.hexapla")


@pytest.fixture
def make_program(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Builds windows over folders of the test; those that were made are closed at the end."""
    made: list[Program] = []

    def make(settings: Settings | None = None) -> Program:
        make_application([])
        program = assemble(
            settings=settings or Settings(tmp_path / "settings.json"),
            corpora=tmp_path / "corpora",
            cache=tmp_path / "cache",
        )
        qtbot.addWidget(program.window)
        program.window.resize(1200, 800)
        with qtbot.waitExposed(program.window):
            program.window.show()
        program.window.activateWindow()
        made.append(program)
        return program

    yield make
    for program in made:
        program.window.close()
        assert program.end(seconds=10)


@pytest.fixture
def program(make_program: Callable[..., Program]) -> Program:
    """A window on the screen, with nothing open."""
    return make_program()


@pytest.fixture
def reading(program: Program, corpus_file: Path) -> Program:
    """A window that shows the corpus."""
    assert program.library.open(corpus_file)
    return program
