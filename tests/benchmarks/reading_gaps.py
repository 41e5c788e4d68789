"""How long the window stands still at most while a text that no view likes is imported, opened, read and searched.

Run as a program of its own: the first argument names a text of `TEXTS`. The figures come out as JSON, milliseconds
between two beats of a timer in the thread of the window; and of them, those that the processor worked for it.
"""

from __future__ import annotations

import json
import os
import random
import string
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from child import Figures
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from reading_program import BUSY, FRAME, HEIGHT, WIDTH, Bench, settle

from viewer.model import MAX_SEGMENT
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.view import ReadingView

_ENOUGH = 300
"""Seconds after which what is waited for will not come any more."""


def _without_spaces() -> str:
    """A megabyte of letters in one paragraph."""
    return "".join(random.Random(1).choices(string.ascii_lowercase, k=1_000_000))


def _of_50_megabytes() -> str:
    """Words of a language that there is not, in one line."""
    chance = random.Random(2)
    words = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(2, 11))) for _ in range(5000)]
    line = " ".join(chance.choices(words, k=6_800_000))
    return line[:50_000_000]


def _alternating() -> str:
    """200,000 letters, a Latin one and a Hebrew one in turn."""
    chance = random.Random(3)
    return "".join(
        chance.choice(string.ascii_lowercase) + chance.choice("אבגדהוזחטיכלמנסעפצקרשת") for _ in range(100_000)
    )


TEXTS: dict[str, tuple[Callable[[], str], bool]] = {
    "1 MB without spaces": (_without_spaces, False),
    "1 MB without spaces in each of five versions": (_without_spaces, True),
    "a line of 50 MB": (_of_50_megabytes, False),
    "200,000 letters of alternating direction": (_alternating, False),
    "200,000 of them in each of five versions": (_alternating, True),
}
"""What makes each, and whether all versions have it."""


class Heart(QObject):
    """Beats every millisecond if it can, and remembers the longest time in which it could not."""

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        """`clock` tells what the processor works: for the thread of the window, or for all threads it may wait for."""
        super().__init__()
        self._clock = clock
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.start()

    def start(self) -> None:
        """From now on."""
        self.longest = self.busiest = 0.0
        self._last = time.perf_counter(), self._clock()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter(), self._clock()
        self.longest = max(self.longest, (now[0] - self._last[0]) * 1000)
        self.busiest = max(self.busiest, (now[1] - self._last[1]) * 1000)
        self._last = now

    def figures(self, name: str) -> Figures:
        """The longest since `start`."""
        self._beat()
        self._timer.stop()
        return {name: self.longest, f"{name}{BUSY}": self.busiest}


def wait_until(done: Callable[[], bool]) -> None:
    """Lets the program run until something is so. Raises TimeoutError."""
    loop, begun = QEventLoop(), time.monotonic()

    def look() -> None:
        if done() or time.monotonic() - begun > _ENOUGH:
            loop.quit()

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    if not done():
        raise TimeoutError


def act(actions: Iterator[object]) -> None:
    """Draws one action after another out of `actions`, between the other events of the program."""
    ended = False

    def one() -> None:
        nonlocal ended
        try:
            next(actions)
        except StopIteration:
            ended = True
            timer.stop()

    timer = QTimer(interval=0)
    timer.timeout.connect(one)
    timer.start()
    wait_until(lambda: ended)
    settle()


class Reader:
    """Somebody who does with one text whatever one can do."""

    def __init__(self, folder: Path) -> None:
        self.found: Figures = {}
        self._bench = Bench(folder / "corpora", folder / "cache")
        self._library, self._view = self._bench.program.library, self._bench.view
        self._heart = Heart()
        self._choose = random.Random(4)

    def imports(self, paths: list[Path]) -> Path:
        """The corpus of these files, which is closed again; remembers where the longest row is."""
        self._heart.start()
        self._library.import_paths(paths, {})
        wait_until(lambda: self._library.corpus is not None)
        self.found |= self._heart.figures("import")
        corpus = self._library.corpus
        assert corpus is not None
        path, lengths = corpus.path, corpus.index().lengths
        # Which language such a text is in, the program may guess as it likes.
        self._version = max(lengths, key=lambda version: int(lengths[version].max()))
        self._longest = int(np.argmax(lengths[self._version]))
        self._segments = corpus.units(self._longest, self._longest + 1)[0].cells[self._version]
        self._rows = corpus.unit_count
        assert lengths[self._version][self._longest] >= MAX_SEGMENT
        self._library.close()
        settle()
        return path

    def opens(self, path: Path, called: str) -> None:
        self._measure(called, (self._library.open(path) for _ in range(1)))

    def closes(self) -> None:
        self._jump_into()
        self._measure("close", (self._library.close() for _ in range(1)))

    def ends(self) -> None:
        self._bench.end()

    def reads(self, layout: str, prepare: Callable[[ReadingView], object]) -> None:
        """Scrolls through the long row, jumps into it and about, and changes what it is laid out in."""
        bench, view, choose = self._bench, self._view, self._choose
        self._measure(f"{layout}: change to it", (prepare(view) for _ in range(1)))
        view.go_to(max(0, self._longest - 3), top=True)
        self._measure(f"{layout}: scroll", (bench.wheel(FRAME) for _ in range(600)))
        self._measure(f"{layout}: page down", (bench.wheel(HEIGHT) for _ in range(200)))
        self._measure(f"{layout}: back", (bench.wheel(-FRAME) for _ in range(300)))
        self._measure(f"{layout}: jump", (self._jump() for _ in range(60)))
        view.go_to(self._longest, top=True)
        self._measure(f"{layout}: drag the bar", (bench.drag_bar(choose.random()) for _ in range(60)))
        self._jump_into()
        self._measure(f"{layout}: resize", (bench.window.resize(WIDTH - 3 * step, HEIGHT) for step in range(60)))
        self._measure(f"{layout}: zoom", (view.set_zoom(1.1 + 0.1 * (step % 5)) for step in range(10)))
        self._measure(f"{layout}: hover", (bench.hover(200 + 12 * step, 100 + 8 * step) for step in range(100)))
        view.set_zoom(1.0)

    def searches(self, text: str) -> None:
        """Types `text`, goes from hit to hit, and scrolls among hits in the long row."""
        bench = self._bench
        bench.window.commands["find"].trigger()
        bench.window.bar.field.clear()
        self._measure(f"type “{text}”", (bench.type(letter) for letter in text))
        self._heart.start()
        wait_until(lambda: not bench.program.session.busy)
        self.found |= self._heart.figures(f"“{text}”: search")
        self._measure(f"“{text}”: next hit", (bench.window.commands["find_next"].trigger() for _ in range(50)))
        self._jump_into()
        self._measure(f"“{text}”: scroll", (bench.wheel(FRAME) for _ in range(200)))

    def _measure(self, what: str, actions: Iterator[object]) -> None:
        self._heart.start()
        act(actions)
        self.found |= self._heart.figures(what)

    def _jump_into(self) -> None:
        one, unit, version = self._choose.choice(self._segments), self._longest, self._version
        self._view.go_to(unit, version=version, segment=one.id, start=self._choose.randrange(len(one.text)), top=True)

    def _jump(self) -> None:
        """Into the middle of the longest row, or to any row."""
        if self._choose.random() < 0.5:
            self._jump_into()
        else:
            self._view.go_to(self._choose.randrange(self._rows), top=True)


def _flow(view: ReadingView) -> None:
    view.set_layout(Layout.COLUMNS)
    view.links.set_flowing(True)


LAYOUTS: dict[str, Callable[[ReadingView], object]] = {
    "columns": lambda view: view.set_layout(Layout.COLUMNS),
    "lines": lambda view: view.set_layout(Layout.LINES),
    "hidden": lambda view: view.set_layout(Layout.HIDDEN),
    "flowing": _flow,
}


def gaps(name: str, folder: Path) -> Figures:
    """All that a reader of that text has to wait for."""
    reader = Reader(folder)
    path = reader.imports(list(_files(name, folder)))
    reader.opens(path, "open")
    for layout, prepare in LAYOUTS.items():
        reader.reads(layout, prepare)
    for text in ("e", "fluss"):
        reader.searches(text)
    reader.closes()
    reader.opens(path, "open where it was left")
    reader.ends()
    return reader.found


def _files(name: str, folder: Path) -> Iterator[Path]:
    """The text among ordinary paragraphs in one version or in all, and ordinary paragraphs in the others."""
    make, everywhere = TEXTS[name]
    for tag in ("de", "pt", "fr", "nl", "it") if everywhere else ("de", "pt"):
        ordinary = [f"{number}. Der Fluss und die Stadt am Wasser ({tag})." for number in range(40)]
        middle = make() if everywhere or tag == "de" else "20. Der Fluss."
        path = folder / f"{tag}.txt"
        path.write_text("\n".join((*ordinary[:20], middle, *ordinary[20:])), "utf-8")
        yield path


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home))
        print(json.dumps(gaps(sys.argv[1], Path(home))))
