"""What one corpus costs in the reading view of a running program, or in the widgets of Qt that one could take instead.

Run as a program of its own, so that its memory is that of one corpus: the first argument names a function below, the
second is the path it measures; the figures come out as JSON. Times are milliseconds of the thread of the window, from
an event until what it changed is painted and flushed.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", QT_FONT_DPI="96")

import numpy as np
from child import Figures
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QHeaderView, QScrollBar, QTableView, QTextBrowser, QWidget

from viewer.corpus import Corpus
from viewer.ui.application import Program, assemble, make_application
from viewer.ui.interpreter import favour_window
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.page import Page
from viewer.ui.searching.preparation import prepare_here
from viewer.ui.settings import Settings

WIDTH, HEIGHT = 1600, 1000
FRAME = 60
"""Pixels of a smooth scroll in a frame: 3,600 a second, three screens and a half."""
BUSY = ", busy"
"""After the name of a time: the part of it that the processor worked for the thread of the window."""
_SECOND = 1000 / 60
"""Milliseconds from one frame to the next; what a frame does not take is left for work ahead."""


def resident() -> float:
    """Megabytes of this process that are in memory now; NaN where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def settle() -> None:
    """Everything that waits to be done is done, what the program leaves for quiet moments too."""
    for _ in range(20):
        QCoreApplication.processEvents()


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds."""

    passed: float
    busy: float
    """Of them, of the processor for the thread of the window: what an idle machine would come down to."""


def painted(act: Callable[[], object]) -> Spent:
    """What an action takes until its effects are on the screen. Timers wait meanwhile."""
    begun, busy = time.perf_counter(), time.thread_time()
    act()
    QCoreApplication.sendPostedEvents()
    return Spent((time.perf_counter() - begun) * 1000, (time.thread_time() - busy) * 1000)


def frames(count: int, act: Callable[[int], object]) -> list[Spent]:
    """What each of so many actions takes, with as much time after each as is left of a sixtieth of a second."""
    spent = []
    for number in range(count):
        begun = time.perf_counter()
        spent.append(painted(lambda number=number: act(number)))
        # Without waiting: the work ahead stops by itself when there is no more of it.
        for _ in range(3):
            if (time.perf_counter() - begun) * 1000 < _SECOND:
                QCoreApplication.processEvents()
    return spent


def once(name: str, spent: Spent) -> Figures:
    return {name: spent.passed, f"{name}{BUSY}": spent.busy}


def percentiles(name: str, spent: list[Spent]) -> Figures:
    found: Figures = {}
    for part, share in (("p50", 50), ("p95", 95), ("p99", 99), ("max", 100)):
        found[f"{name} {part}"] = float(np.percentile([one.passed for one in spent], share))
        found[f"{name} {part}{BUSY}"] = float(np.percentile([one.busy for one in spent], share))
    return found


class Paintings(QObject):
    """Counts how often a widget is painted: a frame that paints nothing must not count as a quick one."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class Bench:
    """A program with its window on the screen, as `run` assembles it, and the events that its user would make."""

    def __init__(self, folder: Path, cache: Path) -> None:
        make_application(["hexapla"])
        self.program: Program = assemble(settings=Settings(), corpora=folder, cache=cache)
        self.window = self.program.window
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        favour_window()
        settle()
        page = self.window.findChild(Page)
        assert isinstance(page, Page)
        self.page = page
        self.view = self.window.view
        self._paintings = Paintings(page.viewport())

    def open(self, path: Path) -> Spent:
        """Until the first frame with text."""
        spent = painted(lambda: self.program.library.open(path))
        assert self.view.visible_units(), "nothing is on the screen"
        return spent

    def frames(self, name: str, count: int, act: Callable[[int], object]) -> Figures:
        """The percentiles of so many actions, each of which must have painted the page."""
        before = self._paintings.count
        spent = frames(count, act)
        assert self._paintings.count - before >= count, f"{name}: {self._paintings.count - before} of {count} painted"
        return percentiles(name, spent)

    def wheel(self, pixels: int) -> None:
        """What a touchpad sends."""
        point = QPointF(self.page.viewport().rect().center())
        buttons, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            point,
            self.page.viewport().mapToGlobal(point),
            QPoint(0, -pixels),
            QPoint(0, -pixels * 8),
            buttons,
            none,
            Qt.ScrollPhase.ScrollUpdate,
            False,
        )
        QApplication.sendEvent(self.page.viewport(), event)

    def hover(self, x: int, y: int) -> None:
        point = QPointF(x, y)
        none = Qt.MouseButton.NoButton
        there = self.page.viewport().mapToGlobal(point)
        event = QMouseEvent(QEvent.Type.MouseMove, point, there, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.page.viewport(), event)

    def drag_bar(self, share: float) -> None:
        """Takes the scroll bar to a part of its way, 0 to 1."""
        bar = self.page.verticalScrollBar()
        bar.setSliderPosition(round(share * bar.maximum()))
        bar.triggerAction(QScrollBar.SliderAction.SliderMove)

    def type(self, letter: str) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(self.window.bar.field, event)

    def end(self) -> None:
        self.window.close()
        assert self.program.end(seconds=10)


def view(path: Path) -> Figures:
    """Opening, scrolling, jumping, resizing, typing and hovering in the three ways to lay a corpus out."""
    with TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home))
        return _view(path)


def _view(path: Path) -> Figures:
    cache = searched(path)
    bench = Bench(path.parent, cache)
    found: Figures = {"resident before": resident()}
    found |= once("first frame", bench.open(path))
    settle()
    found["resident opened"] = resident()
    choose = random.Random(1)
    rows = bench.view.index.unit_count  # type: ignore[union-attr]
    for name, prepare in _layouts(bench):
        prepare()
        settle()
        bench.view.go_to(rows // 3, top=True)
        settle()
        found |= bench.frames(f"{name} scroll", 600, lambda _: bench.wheel(FRAME))
        found |= bench.frames(f"{name} back", 200, lambda _: bench.wheel(-FRAME))
        jump = lambda _: bench.view.go_to(choose.randrange(rows), top=True)  # noqa: E731
        found |= bench.frames(f"{name} jump", 100, jump)
        found |= bench.frames(f"{name} resize", 80, lambda number: bench.window.resize(_width(number), HEIGHT))
        bench.window.resize(WIDTH, HEIGHT)
        settle()
        found[f"{name} resident"] = resident()
    bench.view.set_layout(Layout.COLUMNS)
    bench.view.links.set_flowing(False)
    settle()
    found |= percentiles("hover", frames(200, lambda number: bench.hover(200 + 5 * number, 100 + 3 * number)))
    found |= bench.frames("zoom", 20, lambda number: bench.view.set_zoom(1.1 + 0.1 * (number % 5)))
    bench.view.set_zoom(1.0)
    settle()
    found["resident"] = resident()
    bench.window.commands["find"].trigger()
    settle()
    found |= percentiles("type", frames(12, lambda number: bench.type("Jerusalem in"[number])))
    settle()
    # With the pages of the folded texts, which are files and belong to whoever needs the memory.
    found["searched resident"] = resident()
    bench.end()
    return found


def searched(path: Path) -> Path:
    """The folder of caches, in which the corpus is ready to be searched, as it is after an import."""
    cache = path.parent / "cache"
    with Corpus.open(path, read_only=True) as corpus:
        ready = cache / f"{corpus.uuid}.ready"
    if not ready.exists():
        prepare_here(path, cache / "search", progress=lambda _: None, cancelled=lambda: False)
        ready.touch()
    return cache


def _layouts(bench: Bench) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "columns", lambda: None
    yield "lines", lambda: bench.view.set_layout(Layout.LINES)

    def flowing() -> None:
        bench.view.set_layout(Layout.COLUMNS)
        bench.view.links.set_flowing(True)

    yield "flowing", flowing


def _width(number: int) -> int:
    """Of the window in a drag of its border: three pixels a step, from 1,600 to 1,360 and on."""
    return WIDTH - 3 * (number + 1)


def browsers(path: Path) -> Figures:
    """The baseline that one would try first: a QTextBrowser a version, each with all paragraphs of it."""
    application = QApplication([])
    columns = _columns(path)
    window = QWidget()
    window.resize(WIDTH, HEIGHT)
    row = QHBoxLayout(window)
    window.show()
    settle()
    shown = [QTextBrowser() for _ in columns]

    def fill() -> None:
        for browser, texts in zip(shown, columns, strict=True):
            browser.setPlainText("\n".join(texts))
            row.addWidget(browser)

    found = once("first frame", painted(fill))
    found |= once("until all is laid out", painted(settle))
    bars = [browser.verticalScrollBar() for browser in shown]
    blocks = [browser.document().blockCount() for browser in shown]

    def scroll(_: int) -> None:
        for bar in bars:
            bar.setValue(bar.value() + FRAME)

    def jump(_: int) -> None:
        share = choose.random()
        for browser, count in zip(shown, blocks, strict=True):
            browser.setTextCursor(QTextCursor(browser.document().findBlockByNumber(int(share * count))))

    choose = random.Random(1)
    found |= percentiles("columns scroll", frames(200, scroll))
    found |= percentiles("columns jump", frames(50, jump))
    found |= percentiles("columns resize", frames(2, lambda number: window.resize(_width(number), HEIGHT)))
    found["resident"] = resident()
    window.close()
    application.quit()
    return found


def table(path: Path) -> Figures:
    """The baseline that one would try next: a QTableView whose rows are as high as their wrapped cells."""
    application = QApplication([])
    columns = _columns(path)
    model = QStandardItemModel(len(columns[0]), len(columns))
    for column, texts in enumerate(columns):
        for number, text in enumerate(texts):
            model.setItem(number, column, QStandardItem(text))
    window = QTableView()
    window.resize(WIDTH, HEIGHT)
    window.setWordWrap(True)
    window.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    window.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    window.show()
    settle()

    def fill() -> None:
        window.setModel(model)
        # Not before: without rows it has no effect.
        window.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def resize(number: int) -> None:
        window.resize(_width(number), HEIGHT)
        window.resizeRowsToContents()

    found = once("first frame", painted(fill))
    found |= once("until all is laid out", painted(settle))
    choose = random.Random(1)
    bar = window.verticalScrollBar()
    found |= percentiles("columns scroll", frames(200, lambda _: bar.setValue(bar.value() + FRAME)))
    jump = lambda _: window.scrollTo(model.index(choose.randrange(model.rowCount()), 0))  # noqa: E731
    found |= percentiles("columns jump", frames(50, jump))
    found |= percentiles("columns resize", frames(1, resize))
    found["resident"] = resident()
    window.close()
    application.quit()
    return found


def _columns(path: Path) -> list[list[str]]:
    """The text of every row, a list a version."""
    with Corpus.open(path, read_only=True) as corpus:
        versions = [version.id for version in corpus.versions()]
        rows = [
            [" ".join(segment.text for segment in unit.cells.get(version, ())) for version in versions]
            for unit in corpus.all_units()
        ]
    return [list(column) for column in zip(*rows, strict=True)]


if __name__ == "__main__":
    _, name, given = sys.argv
    measured: dict[str, Any] = globals()[name](Path(given))
    print(json.dumps(measured))
