"""A word typed into the search field of a running program, key by key, while the window's heart is listened to.

Run as a program of its own: the arguments are the corpus and the word. The figures come out as JSON: the longest gap in
the window's thread, how long the keys waited for their first results and for all, and how often what was shown did not
belong to the letters in the field.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from child import Figures
from PySide6.QtCore import QObject, Qt, QTimer
from reading_gaps import Heart, wait_until
from reading_program import Bench, searched, settle

from viewer.corpus import Corpus
from viewer.search import Engine, parse
from viewer.ui.i18n import counter

KEY = 80
"""Milliseconds from key to key."""

count = counter("SearchBar")


class Typist(QObject):
    """Types a word and looks, a thousand times a second, at what the window shows."""

    def __init__(self, bench: Bench, expected: dict[str, str]) -> None:
        """`expected`: what the window says of each beginning of the word when all is found."""
        super().__init__()
        self._bar, self._session, self._bench = bench.window.bar, bench.program.session, bench
        self._expected = expected
        self._heart = Heart(time.process_time)
        self._typed = 0.0
        self._first: list[float] = []
        self._all: list[float] = []
        self._waiting = False
        """For the first results of the last key."""
        self._stale = self._looks = 0
        self._watch = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._watch.timeout.connect(self._look)
        self._session.found.connect(self._found)

    def types(self, word: str) -> Figures:
        """Each key when its time has come, and then nothing until all is found."""
        left = list(word)
        keys = QTimer(self, interval=KEY, timerType=Qt.TimerType.PreciseTimer)

        def press() -> None:
            self._typed = time.perf_counter()
            self._waiting = True
            self._bench.type(left.pop(0))
            if not left:
                keys.stop()

        keys.timeout.connect(press)
        self._heart.start()
        self._watch.start()
        keys.start()
        wait_until(lambda: not left and not self._session.busy)
        self._watch.stop()
        self._look()
        figures = self._heart.figures("gap")
        assert self._bar.total.text() == self._expected[word], (self._bar.total.text(), self._expected[word])
        return figures | {
            "first results p50": float(np.median(self._first)),
            "first results worst": max(self._first),
            "all results, last key": self._all[-1],
            "keys with all results": len(self._all),
            "looks": self._looks,
            "stale": self._stale,
        }

    def _found(self) -> None:
        waited = (time.perf_counter() - self._typed) * 1000
        results = self._session.results
        assert results is not None
        if self._waiting and results.total:
            self._waiting = False
            self._first.append(waited)
        if results.complete:
            self._all.append(waited)

    def _look(self) -> None:
        """Results are those of the letters in the field, and the counts that are said to be all are theirs."""
        letters, results, said = self._bar.field.text(), self._session.results, self._bar.total.text()
        self._looks += 1
        fresh = results is None or results.query.source == letters
        whole = said and not said.endswith("…")
        self._stale += not fresh or bool(whole and said != self._expected[letters])


def typing(path: Path, word: str) -> Figures:
    """In a program that was started for this word: with the first key, all that is done once is done."""
    cache = searched(path)
    expected = _counted(path, cache, word)
    bench = Bench(path.parent, cache)
    bench.open(path)
    settle()
    bench.window.commands["find"].trigger()
    settle()
    found = Typist(bench, expected).types(word)
    bench.end()
    return found


def _counted(path: Path, cache: Path, word: str) -> dict[str, str]:
    """What the window should say in the end of each beginning of the word."""
    with Corpus.open(path, read_only=True) as corpus:
        engine = Engine(corpus, cache / "search")
        said = {}
        for stop in range(1, len(word) + 1):
            counts = engine.count(parse(word[:stop], versions=corpus.versions()))
            hits = count("{n} hit", "{n} hits", sum(counts.hits.values()))
            rows = count("{n} row", "{n} rows", counts.units)
            said[word[:stop]] = f"{hits} in {rows}" if counts.units else "Nothing found"
        engine.close()
    return said


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), home))
        print(json.dumps(typing(Path(sys.argv[1]), sys.argv[2])))
