"""A session that is killed again and again: whatever was acknowledged is there at the next start, with the place."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import pytest
from session_killed import digest_of, log_of
from window_corpora import build, many

from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import SegmentId

CHILD = Path(__file__).with_name("session_killed.py")
TIMES = 50
_PATIENCE = 60
"""Seconds in which the session must say something."""

Place = list[Any]
"""Row and paragraph at the upper edge of a window, and those that are current."""


@dataclass
class Acknowledged:
    """What the session has said so far."""

    log: list[list[object]]
    digest: str
    doing: bool = False
    """Whether a change was asked for that was not said to be done."""
    places: list[list[Place]] = field(default_factory=list)
    """Where the windows may be: at the last places that were kept, or at those after them."""
    kept: int = 0
    done: int = 0

    def hear(self, said: list[Any]) -> None:
        match said:
            case ["doing"]:
                self.doing = True
            case ["done", log, digest]:
                self.log, self.digest, self.doing = log, digest, False
                self.done += 1
            case ["at", places]:
                self.places.append(places)
            case ["kept"]:
                self.kept += 1
                del self.places[:-1]


class Session:
    """One start of the program, in folders of its own."""

    def __init__(self, home: Path, seed: int, *corpora: Path) -> None:
        folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "CACHE", "DATA", "STATE")}
        search = [str(CHILD.parents[3]), os.environ.get("PYTHONPATH", "")]
        environment = {
            **os.environ,
            **folders,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "PYTHONPATH": os.pathsep.join(search),
            "QT_QPA_PLATFORM": "offscreen",
        }
        command = [sys.executable, str(CHILD), str(seed), *map(str, corpora)]
        self._errors = home / "errors"
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)
        self._said: SimpleQueue[list[Any] | None] = SimpleQueue()
        self._thread = Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                if line.endswith("\n"):
                    self._said.put(json.loads(line))
        self._said.put(None)

    def next(self) -> list[Any]:
        """The next thing it says."""
        with contextlib.suppress(Empty):
            said = self._said.get(timeout=_PATIENCE)
            if said is not None:
                return said
        pytest.fail(f"nothing was said; {self.errors()}")

    def kill(self, seconds: float = 0.0) -> list[list[Any]]:
        """Ends it then, without a warning; what it had said by that time and was not heard yet."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._process.kill()
        self._process.wait()
        self._thread.join()
        return list(iter(self._said.get, None))

    def errors(self) -> str:
        """What it wrote, and its reports of faults, if there were any."""
        reports = sorted(self._errors.parent.glob("state/**/crash-*.txt"))
        return "".join(file.read_text(encoding="utf-8") for file in (self._errors, *reports))


@pytest.fixture
def home() -> Iterator[Path]:
    """A short path: the name of a socket has at most a hundred bytes."""
    with tempfile.TemporaryDirectory(prefix="hexapla-") as path:
        yield Path(path)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be killed in this way")
def test_what_a_killed_session_acknowledged_is_there_at_the_next_start(home: Path) -> None:
    texts = build(home / "texts.hexapla", many(2000), "Texts")
    other = build(home / "other.hexapla", many(300), "Other")
    files = [texts, texts, other]
    with Corpus.open(texts, read_only=True) as corpus:
        said = Acknowledged(log_of(corpus), digest_of(corpus))
    for turn in range(TIMES + 1):
        chance = random.Random(turn)
        session = Session(home, turn, texts, other)
        try:
            word, paths, places = session.next()
            assert (word, paths) == ("there", [str(file) for file in files])
            assert turn == 0 or rows_of(places, files) in [rows_of(one, files) for one in said.places]
            said.places = [places]
            for _ in range(chance.randrange(5, 60)):
                said.hear(session.next())
            while turn % 2 and not said.doing:  # every other time in the middle of a change
                said.hear(session.next())
        finally:
            rest = session.kill(chance.uniform(0.0, 0.05))
        for more in rest:
            said.hear(more)
        with Corpus.open(texts) as corpus:
            assert corpus.check() == []
            log, digest = log_of(corpus), digest_of(corpus)
        if log == said.log:
            assert digest == said.digest
        else:
            assert said.doing
            assert lasting(log)[:-1] == lasting(said.log) or lasting(log) == lasting(said.log)[:-1]
        said.log, said.digest, said.doing = log, digest, False
        assert session.errors() == ""
    print(f"{said.done} changes and {said.kept} places were acknowledged; {len(said.log)} steps are in the log")
    assert said.done > TIMES
    assert said.kept > 0


def rows_of(places: list[Place], files: list[Path]) -> list[tuple[int | None, int | None]]:
    """The rows in which the paragraphs of the places stand now."""
    rows = []
    for (top, top_segment, current, current_segment), file in zip(places, files, strict=True):
        with Corpus.open(file, read_only=True) as corpus:
            rows.append((row_of(corpus, top, top_segment), row_of(corpus, current, current_segment)))
    return rows


def row_of(corpus: Corpus, row: int | None, segment: int | None) -> int | None:
    """The row of a paragraph, or the one it had, if there is no such paragraph any more."""
    with contextlib.suppress(OutOfRange):
        return row if segment is None else corpus.place_of(SegmentId(segment)).unit
    return row


def lasting(log: list[list[object]]) -> list[list[object]]:
    """The steps that are not undone."""
    return [step for step in log if not step[-1]]
