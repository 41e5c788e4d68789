"""Somebody who plays with the program: real keys, clicks, drags and turns of the wheel, all at random."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from wheel import turn_wheel

from viewer.ui.commands import COMMANDS
from viewer.ui.program import Program
from viewer.ui.reading.pane_header import PaneHeader
from viewer.ui.windows import Windows

LEFT_ALONE = {
    "quit", "open", "import_files", "import_folder", "sample", "logs", "recent", "theme", "full_screen", "look_up",
    "show_in_folder", "close_window",
}  # fmt: skip
"""What ends the program, leaves it, or asks the system for a file; the last window is closed by nothing."""
KEYS = [
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Tab,
    Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_1, Qt.Key.Key_S, Qt.Key.Key_M, Qt.Key.Key_F2,
]  # fmt: skip
OPENING = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up}
"""Keys that open the menu of a button, which has an event loop of its own and would wait for ever."""
MODIFIERS = [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier]
QUERIES = ["can", "needle", "e", "/x(/", "", "هر", "heu 1", "*", '"a"']
PALETTE = ["m", "un", "row", "version", "e s", "two", "zzz", "dark", "long", "no"]
PASTED = [
    "The river rose by two metres during the night.\n\nBoats took people from their houses until noon.",
    "<article><h1>Hochwasser</h1><p>Der Fluss stieg in der Nacht um zwei Meter.</p><p>Boote fuhren.</p></article>",
    "نهر\n\nارتفع منسوب النهر مترين خلال الليل",
    "x",
]
MOST_WINDOWS = 4
MOST_VERSIONS = 6
"""So many versions of one corpus are enough to be pasted together."""


class RandomHands:
    """Acts in whatever window it likes."""

    def __init__(self, qtbot: QtBot, windows: Windows, folder: Path, corpora: list[Path], seed: int) -> None:
        """Copies go into `folder`."""
        self.qtbot, self.windows, self.folder, self.corpora = qtbot, windows, folder, corpora
        self.chance = random.Random(seed)
        self.commands = [command.id for command in COMMANDS if command.id not in LEFT_ALONE]
        self.did: deque[str] = deque(maxlen=12)
        """What was done last, for whoever looks for a fault."""
        often = [
            self.command,
            self.key,
            self.click,
            self.drag,
            self.wheel,
            self.type,
            self.resize,
            self.page,
            self.page,
        ]
        rarely = [
            self.open,
            self.close_pages,
            self.palette,
            self.note,
            self.history,
            self.window,
            self.copy,
            self.paste,
        ]
        self._acts: list[Callable[[], object]] = [*often * 5, self.command, self.key, *rarely * 2]

    def act(self) -> None:
        """Does one thing."""
        if self.chance.random() < 0.1:
            self.windows.bring(self.chance.choice(self.windows.programs).window)
        act = self.chance.choice(self._acts)
        self.did.append(getattr(act, "__name__", ""))
        act()
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    @property
    def program(self) -> Program:
        """The one in front."""
        return self.windows.front()

    # By the commands

    def command(self) -> None:
        self._trigger(self.chance.choice(self.commands))

    def palette(self) -> None:
        self._trigger("palette")
        palette = self.program.window.palette_control.palette
        self.qtbot.keyClicks(palette.field, self.chance.choice(PALETTE))
        for _ in range(self.chance.randrange(4)):
            self.qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        line = palette.list.currentIndex().row()
        entry = palette.shown()[line] if line >= 0 else None
        self.did.append(entry.id if entry is not None else "")
        runs = entry is not None and entry.id not in LEFT_ALONE
        self.qtbot.keyClick(palette.field, Qt.Key.Key_Return if runs else Qt.Key.Key_Escape)

    def note(self) -> None:
        self._trigger(self.chance.choice(["note", "note", "bookmark", "next_note"]))
        field = self.program.window.notes.field
        if field is not None:
            self.qtbot.keyClicks(field.text, self.chance.choice(["a remark ", ""]))
            self.qtbot.keyClick(field.text, self.chance.choice([Qt.Key.Key_Escape, Qt.Key.Key_Tab]))

    def history(self) -> None:
        self._trigger("history")
        page = self.program.window.history.page
        if page is not None and page.model.rowCount():
            page.list.setCurrentIndex(page.model.index(self.chance.randrange(page.model.rowCount()), 0))
            self.qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)

    def paste(self) -> None:
        data, text = QMimeData(), self.chance.choice(PASTED)
        if text.startswith("<"):
            data.setHtml(text)
        else:
            data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        if len(self.program.window.view.versions()) < MOST_VERSIONS:
            self._trigger(self.chance.choice(["paste", "paste", "paste_texts", "paste_version"]))

    def copy(self) -> None:
        self._trigger("save_copy")
        asking = [one for one in self.program.window.findChildren(QFileDialog) if one.defaultSuffix() != "pdf"]
        for dialog in asking:  # that for a PDF may be open as well
            dialog.filesSelected.emit([str(self.folder / f"copy {self.chance.randrange(3)}.hexapla")])
            dialog.close()
        for box in self.program.window.findChildren(QMessageBox):
            if box.isVisible():
                box.buttons()[0].click()  # the copy before is overwritten

    def window(self) -> None:
        if len(self.windows.programs) > 1 and self.chance.random() < 0.5:
            self._trigger("close_window")
        elif len(self.windows.programs) < MOST_WINDOWS:
            self._trigger(self.chance.choice(["new_window", "same_corpus"]))

    def open(self) -> None:
        self.program.library.open(self.chance.choice(self.corpora))

    def _trigger(self, command: str) -> None:
        self.did.append(command)
        several = command in ("new_window", "same_corpus")
        if not several or len(self.windows.programs) < MOST_WINDOWS:
            self.program.window.commands[command].trigger()

    # By the keyboard

    def key(self) -> None:
        key, modifier = self.chance.choice(KEYS), self.chance.choice(MODIFIERS)
        there = QApplication.focusWidget() if self.chance.random() < 0.5 else None
        if there is None or isinstance(there.window(), QFileDialog | QMessageBox):
            there = self.program.window.focusWidget() or self.program.window
        has_menu = isinstance(there, QToolButton | QPushButton) and there.menu() is not None
        if not (has_menu and key in OPENING):
            self.did.append(f"{key.name} {modifier.name} {type(there).__name__}")
            self.qtbot.keyClick(there, key, modifier)

    def type(self) -> None:
        self.program.window.bar.field.setText(self.chance.choice(QUERIES))

    # By the mouse

    def click(self) -> None:
        self._click(*self._somewhere(self.program.window.view))

    def page(self) -> None:
        """A click on a page that is open."""
        pages = [page for page in self.program.window.findChildren(QDialog) if page.isVisible()]
        pages = [page for page in pages if not isinstance(page, QFileDialog | QMessageBox)]
        if pages:
            self._click(*self._somewhere(self.chance.choice(pages), buttons=True))

    def drag(self) -> None:
        widget, point = self._somewhere(self.program.window.view)
        self.qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=point)
        for _ in range(3):
            point = point + QPoint(self.chance.randrange(-300, 300), self.chance.randrange(-300, 300))
            self.qtbot.mouseMove(widget, point)
        self.qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=point)

    def wheel(self) -> None:
        widget, point = self._somewhere(self.program.window.view)
        turned = self.chance.choice([-120, 120, -960, 30])
        across = self.chance.random() < 0.2
        x, y = (turned, 0) if across else (0, turned)
        turn_wheel(widget, point, x=x, y=y, keys=self.chance.choice(MODIFIERS))

    def resize(self) -> None:
        self.program.window.resize(self.chance.randrange(300, 1700), self.chance.randrange(300, 1100))

    def close_pages(self) -> None:
        for page in self.program.window.findChildren(QDialog):
            page.close()

    def _click(self, widget: QWidget, point: QPoint) -> None:
        self.did.append(type(widget).__name__)
        click = self.chance.choice([self.qtbot.mouseClick, self.qtbot.mouseClick, self.qtbot.mouseDClick])
        click(widget, Qt.MouseButton.LeftButton, self.chance.choice(MODIFIERS), point)

    def _somewhere(self, whole: QWidget, *, buttons: bool = False) -> tuple[QWidget, QPoint]:
        """A point of some part; only such as are seen can be hit, and links lead out of the program."""
        parts = [part for part in whole.findChildren(QWidget) if part.isVisible() and part.width() and part.height()]
        parts = [
            part
            for part in parts
            if not isinstance(part, QLabel)
            # What a button of the window does is a command, and triggered by name; headers are dragged and clicked.
            if not isinstance(part, QAbstractButton) or isinstance(part, PaneHeader) or (buttons and not _menu(part))
        ]
        widget = self.chance.choice(parts or [whole])
        return widget, QPoint(self.chance.randrange(widget.width()), self.chance.randrange(widget.height()))


def _menu(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton | QPushButton) and button.menu() is not None
