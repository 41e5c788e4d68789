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


TEXTS: dict[str, Callable[[], str]] = {
    "1 MB without spaces": _without_spaces,
    "a line of 50 MB": _of_50_megabytes,
    "200,000 letters of alternating direction": _alternating,
}


class Heart(QObject):
    """Beats every millisecond if it can, and remembers the longest time in which it could not."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.start()

    def start(self) -> None:
        """From now on."""
        self.longest = self.busiest = 0.0
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
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


def gaps(name: str, folder: Path) -> Figures:
    bench = Bench(folder / "corpora", folder / "cache")
    library, view = bench.program.library, bench.view
    awkward, plain = folder / "de.txt", folder / "pt.txt"
    paragraphs = [f"Absatz {number}. Der Fluss und die Stadt am Wasser." for number in range(40)]
    awkward.write_text("\n".join((*paragraphs[:20], TEXTS[name](), *paragraphs[20:])), "utf-8")
    plain.write_text("\n".join(f"Parágrafo {number}. O rio e a cidade." for number in range(41)), "utf-8")
    choose = random.Random(4)
    heart = Heart()
    found: Figures = {}

    library.import_paths([awkward, plain], {})
    wait_until(lambda: library.corpus is not None)
    found |= heart.figures("import")
    corpus = library.corpus
    assert corpus is not None
    path, rows = corpus.path, corpus.unit_count
    lengths = corpus.index().lengths
    # Which language such a text is in, the program may guess as it likes.
    version = max(lengths, key=lambda version: int(lengths[version].max()))
    longest = int(np.argmax(lengths[version]))
    (row,) = corpus.units(longest, longest + 1)
    segments = row.cells[version]
    assert lengths[version][longest] >= MAX_SEGMENT
    library.close()
    settle()

    heart.start()
    library.open(path)
    act(iter(range(10)))
    found |= heart.figures("open")

    def measure(what: str, actions: Iterator[object]) -> None:
        heart.start()
        act(actions)
        found.update(heart.figures(what))

    def jump_into() -> None:
        one = choose.choice(segments)
        view.go_to(longest, version=version, segment=one.id, start=choose.randrange(len(one.text)), top=True)

    def jump() -> None:
        """Into the middle of the longest row, or to any row."""
        if choose.random() < 0.5:
            jump_into()
        else:
            view.go_to(choose.randrange(rows), top=True)

    for layout, prepare in (
        ("columns", lambda: None),
        ("lines", lambda: view.set_layout(Layout.LINES)),
        ("hidden", lambda: view.set_layout(Layout.HIDDEN)),
        ("flowing", lambda: (view.set_layout(Layout.COLUMNS), view.links.set_flowing(True))),
    ):
        measure(f"{layout}: change to it", (change() for change in (prepare, view.visible_units)))
        view.go_to(max(0, longest - 3), top=True)
        measure(f"{layout}: scroll", (bench.wheel(FRAME) for _ in range(600)))
        measure(f"{layout}: page down", (bench.wheel(HEIGHT) for _ in range(200)))
        measure(f"{layout}: back", (bench.wheel(-FRAME) for _ in range(300)))
        measure(f"{layout}: jump", (jump() for _ in range(60)))
        view.go_to(longest, top=True)
        measure(f"{layout}: drag the bar", (bench.drag_bar(choose.random()) for _ in range(60)))
        jump_into()
        measure(f"{layout}: resize", (bench.window.resize(WIDTH - 3 * step, HEIGHT) for step in range(60)))
        measure(f"{layout}: zoom", (view.set_zoom(1.1 + 0.1 * (step % 5)) for step in range(10)))
        measure(f"{layout}: hover", (bench.hover(200 + 12 * step, 100 + 8 * step) for step in range(100)))
        view.set_zoom(1.0)
    view.links.set_flowing(False)
    bench.window.commands["find"].trigger()
    measure("type", (bench.type(letter) for letter in "fluss"))
    heart.start()
    wait_until(lambda: not bench.program.session.busy)
    found |= heart.figures("search")
    measure("next hit", (bench.window.commands["find_next"].trigger() for _ in range(50)))
    jump_into()
    heart.start()
    library.close()
    act(iter(range(10)))
    found |= heart.figures("close")
    heart.start()
    library.open(path)
    act(iter(range(10)))
    found |= heart.figures("open where it was left")
    bench.end()
    return found


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home))
        print(json.dumps(gaps(sys.argv[1], Path(home))))
