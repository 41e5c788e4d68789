"""Edits of a running program, made as its keys make them, while the heart of its window is listened to.

Run as a program of its own: the arguments are a corpus, which is changed, and the folder of its caches. For each edit
the figures are the longest time in which the thread of the window did nothing else, what the processor worked of it,
and all that the thread worked until everything had come to rest. They come out as JSON, milliseconds. The baseline is
the same edits when the window does not know what they touched, and shows all anew.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from child import Figures
from reading_gaps import Heart, wait_until
from reading_program import BUSY, Bench, settle

from viewer import repair
from viewer.corpus import Corpus
from viewer.model import Change, SegmentId, Unit
from viewer.repair import Repaired, Way
from viewer.ui.i18n import Safe
from viewer.ui.repairing.work import Operation, on_corpus

REPEATS = 3
"""Times that each edit is made and taken back; the least of them counts."""
LETTERS = "di"
"""What is searched for where something is found on the screen: most rows of the corpus have it."""
WORK = f"work{BUSY}"

Act = Callable[[Corpus], Repaired | None]


class Editor:
    """Makes edits at a row that is on the screen, and takes each back."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._window = bench.window
        self._heart = Heart()

    def at(self, row: int) -> None:
        """Goes there and rests."""
        self._bench.view.go_to(row, top=True)
        self._rest()

    def measured(self, row: int) -> dict[str, Figures]:
        """Edits in the row after that one, where several versions have a paragraph."""
        view = self._bench.view
        unit = next(unit for unit in map(view.unit, range(row + 1, row + 40)) if len(unit.cells) > 2)
        segment = next(iter(unit.cells.values()))[0]
        acts: dict[str, Act] = {
            "merge rows": lambda corpus: repair.merge(corpus, _row(corpus, segment.id), Way.DOWN),
            "split a row": lambda corpus: repair.split(corpus, segment.id),
            "move a paragraph": lambda corpus: repair.move(corpus, segment.id, Way.DOWN),
            "confirm": lambda corpus: repair.confirm(corpus, _row(corpus, segment.id), _row(corpus, segment.id) + 1),
            "correct": lambda corpus: repair.correct(corpus, segment.id, f"{segment.text} X"),
            "flag": lambda corpus: repair.exclude(corpus, [segment.id]),
        }
        return {name: figures for what, act in acts.items() for name, figures in self._both(what, unit, act).items()}

    def _both(self, what: str, unit: Unit, act: Act) -> dict[str, Figures]:
        found: dict[str, list[Figures]] = {what: [], f"undo: {what}": []}
        for _ in range(REPEATS):
            found[what].append(self._one(partial(self._do, unit, act)))
            found[f"undo: {what}"].append(self._one(self._window.commands["undo"].trigger))
        return {
            name: {figure: min(one[figure] for one in figures) for figure in figures[0]}
            for name, figures in found.items()
        }

    def _do(self, unit: Unit, act: Act) -> None:
        segment = next(iter(unit.cells.values()))[0].id
        self._window.repair.work.start(Operation(on_corpus(act), segment, Safe("done"), Safe("nothing")))

    def _one(self, edit: Callable[[], object]) -> Figures:
        before = self._revision()
        self._heart.start()
        worked = time.thread_time()
        edit()
        wait_until(lambda: self._revision() != before)
        self._rest()
        figures = self._heart.figures("gap")
        return {**figures, WORK: (time.thread_time() - worked) * 1000}

    def _revision(self) -> int:
        index = self._bench.view.index
        assert index is not None
        return index.revision

    def _rest(self) -> None:
        """Until jobs have ended, and timers that wait for a rest have had it."""
        begun = time.monotonic()
        wait_until(lambda: time.monotonic() - begun > 0.5 and not self._bench.program.jobs.running())
        settle()


def _row(corpus: Corpus, segment: SegmentId) -> int:
    return corpus.place_of(segment).unit


@contextmanager
def untold() -> Iterator[None]:
    """Nobody tells the window which rows a change has touched."""
    told = Corpus.take_change

    def forget(_corpus: Corpus, _change: Change) -> None:
        pass

    Corpus.take_change = forget  # type: ignore[method-assign]
    try:
        yield
    finally:
        Corpus.take_change = told  # type: ignore[method-assign]


def editing(path: Path, cache: Path) -> dict[str, dict[str, Figures]]:
    """By place, what is found there, and edit."""
    bench = Bench(path.parent, cache)
    bench.open(path)
    settle()
    rows = bench.view.index.unit_count  # type: ignore[union-attr]
    editor = Editor(bench)
    found: dict[str, dict[str, Figures]] = {}
    places = {"beginning": 3, "middle": rows // 2, "end": rows - 45}
    for place, row in places.items():
        editor.at(row)
        found[place] = editor.measured(row)
    bench.window.commands["find"].trigger()
    for letter in LETTERS:
        bench.type(letter)
    wait_until(lambda: bench.program.session.results is not None and not bench.program.session.busy)
    editor.at(places["middle"])
    found["middle, searched"] = editor.measured(places["middle"])
    bench.window.commands["clear_search"].trigger()
    bench.window.commands["clear_search"].trigger()
    editor.at(places["middle"])
    with untold():
        found["middle, all anew"] = editor.measured(places["middle"])
    bench.end()
    return found


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home))
        print(json.dumps(editing(Path(sys.argv[1]), Path(sys.argv[2]))))
