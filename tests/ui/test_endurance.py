"""Long runs of the window: random keys, and corpora opened and closed again and again."""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer.corpus import Corpus
from viewer.ui.application import Program
from viewer.ui.commands import COMMANDS
from viewer.ui.reading.pane_header import PaneHeader

pytestmark = pytest.mark.soak

# What leaves the program or the machine, or asks the system for a file.
LEFT_ALONE = {"quit", "open", "import_files", "import_folder", "sample", "logs", "recent", "theme", "full_screen"}
KEYS = [
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Tab,
    Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_1,
]  # fmt: skip
OPENING = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up}
"""Keys that open the menu of a button, which has an event loop of its own and would wait for ever."""
MODIFIERS = [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier]
QUERIES = ["can", "needle", "e", "/x(/", "", "هر", "heu 1", "*", '"a"']


class Hands:
    """Somebody who plays with the window: real keys, clicks, drags and turns of the wheel."""

    def __init__(self, qtbot: QtBot, program: Program, corpora: list[Path], seed: int) -> None:
        self.qtbot, self.program, self.corpora = qtbot, program, corpora
        self.chance = random.Random(seed)
        self.commands = [command.id for command in COMMANDS if command.id not in LEFT_ALONE]

    def act(self) -> None:
        act = self.chance.choice(
            [self.command, self.command, self.key, self.key, self.click, self.drag, self.wheel, self.type, self.resize]
            + [self.close_pages, self.open] * (self.chance.random() < 0.3)
        )
        act()
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    def open(self) -> None:
        self.program.library.open(self.chance.choice(self.corpora))

    def command(self) -> None:
        self.program.window.commands[self.chance.choice(self.commands)].trigger()

    def key(self) -> None:
        window = self.program.window
        key, modifier = self.chance.choice(KEYS), self.chance.choice(MODIFIERS)
        there = window.focusWidget() or window
        if not (isinstance(there, QToolButton) and there.menu() is not None and key in OPENING):
            self.qtbot.keyClick(there, key, modifier)

    def type(self) -> None:
        self.program.window.bar.field.setText(self.chance.choice(QUERIES))

    def resize(self) -> None:
        self.program.window.resize(self.chance.randrange(300, 1700), self.chance.randrange(300, 1100))

    def close_pages(self) -> None:
        for page in self.program.window.findChildren(QDialog):
            page.close()

    def click(self) -> None:
        widget, point = self.somewhere()
        click = self.chance.choice([self.qtbot.mouseClick, self.qtbot.mouseClick, self.qtbot.mouseDClick])
        click(widget, Qt.MouseButton.LeftButton, self.chance.choice(MODIFIERS), point)

    def drag(self) -> None:
        widget, point = self.somewhere()
        self.qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=point)
        for _ in range(3):
            point = point + QPoint(self.chance.randrange(-300, 300), self.chance.randrange(-300, 300))
            self.qtbot.mouseMove(widget, point)
        self.qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=point)

    def wheel(self) -> None:
        widget, point = self.somewhere()
        turned = QPoint(0, self.chance.choice([-120, 120, -960, 30]))
        if self.chance.random() < 0.2:
            turned = turned.transposed()
        event = QWheelEvent(
            QPointF(point),
            QPointF(widget.mapToGlobal(point)),
            QPoint(),
            turned,
            Qt.MouseButton.NoButton,
            self.chance.choice(MODIFIERS),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    def somewhere(self) -> tuple[QWidget, QPoint]:
        """A point of some part of the reading view; only such as are seen can be hit."""
        view = self.program.window.view
        parts = [part for part in view.findChildren(QWidget) if part.isVisible() and part.width() and part.height()]
        # What a button does is a command, and triggered by name; headers are dragged and clicked as well.
        parts = [part for part in parts if not isinstance(part, QAbstractButton) or isinstance(part, PaneHeader)]
        widget = self.chance.choice(parts or [view])
        return widget, QPoint(self.chance.randrange(widget.width()), self.chance.randrange(widget.height()))


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
@pytest.mark.parametrize("seed", range(4))
def test_random_actions_do_no_harm(qtbot: QtBot, program: Program, tmp_path: Path, seed: int) -> None:
    corpora = [build(tmp_path / "small.hexapla"), build(tmp_path / "long.hexapla", many(2000))]
    before = [path.read_bytes() for path in corpora]
    program.window.view.panes.rename_requested.disconnect()  # the one change that a key can make
    hands = Hands(qtbot, program, corpora, seed)
    for number in range(2500):
        hands.act()
        if number % 5 == 0:
            qtbot.wait(1)
    QApplication.closeAllWindows()
    assert program.end(seconds=10)
    assert [path.read_bytes() for path in corpora] == before
    for path in corpora:
        with Corpus.open(path, read_only=True) as corpus:
            assert corpus.check() == []


@pytest.mark.skipif(sys.platform != "linux", reason="counts pages as Linux does")
def test_opening_searching_and_closing_does_not_gather(
    qtbot: QtBot, make_program: Callable[[], Program], tmp_path: Path
) -> None:
    program = make_program()
    path = build(tmp_path / "long.hexapla", many(2000))

    def cycle() -> None:
        program.library.open(path)
        program.window.view.go_to(1500)
        program.window.commands["find"].trigger()
        with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
            program.window.bar.field.setText("needle")
        program.library.close()

    def pages() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    for _ in range(100):
        cycle()
    begun = pages()
    for _ in range(5000):
        cycle()
    grown = (pages() - begun) / 1e6
    print(f"\n5,000 cycles: {grown:.1f} MB more")
    assert grown < 20
