"""A process that reads and edits in three windows until it is killed, and says what is done and what is kept.

Run as `python session_killed.py SEED CORPUS OTHER`: where no session is there yet it opens CORPUS in two windows and
OTHER in a third. It is the whole program, and what it is told to do comes through keys. It says, as lists of JSON:

- `there`, the paths of the corpora, and the places of the windows: all are open, or open again.
- `doing`: a change was asked for; then `done`, the log and the digest of the corpus (`log_of`, `digest_of`).
- `at`, places: the windows are there now.
- `kept`: and will be there at the next start.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from viewer import folders
from viewer.corpus import Corpus
from viewer.ui.application import make_application, run
from viewer.ui.main_window import MainWindow
from viewer.ui.settings import FILE_NAME

WINDOWS = 3
EDITED = 300
"""Rows about here and below are changed, in the first window; the second is always above them."""
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def log_of(corpus: Corpus) -> list[list[object]]:
    """The steps of the log, from the first, and which of them are undone."""
    return [[one.number, one.action, one.undone] for one in sorted(corpus.changes(), key=lambda one: one.number)]


def digest_of(corpus: Corpus) -> str:
    """Of all rows, texts and notes."""
    notes = [(one.note.id, one.note.text, one.segment, one.unit) for one in corpus.notes()]
    return hashlib.sha256(repr((list(corpus.all_units()), notes, corpus.links())).encode()).hexdigest()


def say(*words: object) -> None:
    print(json.dumps(words), flush=True)


class Reader(QObject):
    """Somebody who reads and edits; goes on to the next thing when the one before is done."""

    def __init__(self, seed: int, corpus: Path, other: Path) -> None:
        super().__init__()
        self._chance = random.Random(seed)
        self._corpus = corpus
        self._other = other
        self._happened = False
        self._until: Callable[[], bool] = lambda: False
        self._then: Callable[[], None] = self._begin
        self._clock = QTimer(self, interval=3)
        self._clock.timeout.connect(self._look)
        self._wait(lambda: any(window.library.corpus is not None for window in self._windows), self._begin)

    @property
    def _windows(self) -> list[MainWindow]:
        """In the order in which they were opened."""
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
        return list(found[0].windowing._windows) if found else []  # type: ignore[arg-type]

    def _wait(self, until: Callable[[], bool], then: Callable[[], None]) -> None:
        self._until, self._then = until, then
        self._clock.start()

    def _look(self) -> None:
        if self._until():
            self._clock.stop()
            self._then()

    def _places(self) -> list[list[Any]]:
        """Of each window the row and the paragraph at its upper edge, and those that are the current ones."""
        keys = ("unit", "segment", "current", "current_segment")
        return [[window.view.position()[key] for key in keys] for window in self._windows]

    # The windows

    def _begin(self) -> None:
        first = self._windows[0]
        if len(self._windows) == 1:
            self._wait(first.isActiveWindow, self._open_another)
        else:
            self._wait(self._all_there, self._there)

    def _open_another(self) -> None:
        first = self._windows[0]
        QTest.keyClick(first, Qt.Key.Key_K, CTRL)
        QTest.keyClick(first, Qt.Key.Key_N, CTRL)
        first.view.go_to(EDITED)
        self._wait(lambda: len(self._windows) == 2 and self._windows[1].isActiveWindow(), self._open_other)

    def _open_other(self) -> None:
        QTest.keyClick(self._windows[1], Qt.Key.Key_N, CTRL)
        self._windows[2].library.take([self._other])
        self._wait(self._all_there, self._there)

    def _all_there(self) -> bool:
        windows = self._windows
        if len(windows) < WINDOWS or not all(window.library.corpus is not None for window in windows):
            return False
        kept = json.loads((folders.config() / FILE_NAME).read_text())
        return not kept.get("unfinished_starts") and len(kept["session"]) == WINDOWS

    def _there(self) -> None:
        windows = self._windows
        say("there", [str(window.library.corpus.path) for window in windows if window.library.corpus], self._places())
        windows[0].renewed.connect(self._take_happened)
        windows[0].repair.work.nothing.connect(self._take_happened)
        windows[0].keeping.kept.connect(self._take_kept)
        self._go_on()

    def _take_happened(self) -> None:
        self._happened = True

    def _take_kept(self) -> None:
        if not self._windows[0].keeping.timer.isActive():  # else it has moved on since
            say("kept")

    # What is done

    def _go_on(self) -> None:
        if self._chance.random() < 0.35:
            self._read()
        else:
            self._edit()

    def _read(self) -> None:
        first, second, third = self._windows
        for window, lowest, highest in ((first, EDITED, 10_000), (second, 0, EDITED // 2), (third, 0, 10_000)):
            row = window.view.current_unit() or 0
            key = self._chance.choice([Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down])
            key = Qt.Key.Key_PageDown if row < lowest + 20 else Qt.Key.Key_PageUp if row > highest - 40 else key
            QTest.keyClick(window.view.stage.page, key)
        say("at", self._places())
        keeping = first.keeping
        if self._chance.random() < 0.5:
            self._wait(lambda: not keeping.timer.isActive(), self._go_on)
        else:
            self._go_on()

    def _edit(self) -> None:
        self._windows[0].activateWindow()
        self._wait(self._windows[0].isActiveWindow, self._change)

    def _change(self) -> None:
        window = self._windows[0]
        page = window.view.stage.page
        if not window.repair.on:
            QTest.keyClick(page, Qt.Key.Key_F2)
        self._happened = False
        say("doing")
        match self._chance.choice(["merge", "confirm", "move", "note", "bookmark", "correct", "undo"]):
            case "merge":
                QTest.keyClick(page, Qt.Key.Key_M)
            case "confirm":
                QTest.keyClick(page, Qt.Key.Key_C)
            case "move":
                QTest.keyClick(page, Qt.Key.Key_Down, CTRL)
            case "note":
                QTest.keyClick(page, Qt.Key.Key_N, CTRL | ALT)
                assert window.notes.field is not None
                QTest.keyClicks(window.notes.field.text, f"note {self._chance.random()}")
                QTest.keyClick(window.notes.field.text, Qt.Key.Key_Return, CTRL)
            case "bookmark":
                QTest.keyClick(page, Qt.Key.Key_D, CTRL)
            case "correct":
                window.commands["correct"].trigger()
                field = window.repair.corrections.field
                assert field is not None
                QTest.keyClicks(field, f" {self._chance.randrange(1000)}")
                QTest.keyClick(field, Qt.Key.Key_Return)
            case "undo":
                if not window.commands["undo"].isEnabled():
                    self._happened = True
                window.commands["undo"].trigger()
        self._wait(lambda: self._happened and not window.repair.work.busy, self._acknowledge)

    def _acknowledge(self) -> None:
        with Corpus.open(self._corpus, read_only=True) as corpus:
            say("done", log_of(corpus), digest_of(corpus))
        say("at", self._places())
        QTimer.singleShot(self._chance.randrange(30), self._go_on)


if __name__ == "__main__":
    make_application([])
    corpus, other = Path(sys.argv[2]), Path(sys.argv[3])
    reader = Reader(int(sys.argv[1]), corpus, other)
    sys.exit(run([] if (folders.config() / FILE_NAME).exists() else [corpus]))
