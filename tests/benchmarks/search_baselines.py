"""What one could search with instead, on the same folded text of one version: SQLite, plain Python, ripgrep."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stopwatch import least

from viewer.search.folded_text import FoldedText

SQLITE, PYTHON, RIPGREP = "SQLite instr", "Python in", "ripgrep"
Rows = Callable[[str], int]
"""Counts the segments that hold a needle."""


@contextmanager
def baselines(folded: FoldedText, folder: Path) -> Iterator[dict[str, Rows]]:
    """Those that this machine has, by name; what they need is in `folder` meanwhile."""
    lines = folded.between(0, folded.segments)
    found: dict[str, Rows] = {PYTHON: lambda needle: len([row for row, line in enumerate(lines) if needle in line])}
    database = sqlite3.connect(folder / "baseline.sqlite")
    try:
        database.execute("CREATE TABLE line (text TEXT)")
        database.executemany("INSERT INTO line VALUES (?)", ((line,) for line in lines))
        database.commit()
        question = "SELECT rowid FROM line WHERE instr(text, ?)"
        found[SQLITE] = lambda needle: len(database.execute(question, (needle,)).fetchall())
        if shutil.which("rg"):
            path = folder / "folded.txt"
            path.write_bytes(folded.text)
            found[RIPGREP] = lambda needle: _ripgrep(needle, path)
        yield found
    finally:
        database.close()


def ripgrep_start() -> float | None:
    """Milliseconds until a ripgrep with nothing to do has ended; None where there is none."""
    if not shutil.which("rg"):
        return None
    with TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.txt"
        empty.touch()
        return least(lambda: _ripgrep("a", empty), 9)


def _ripgrep(needle: str, path: Path) -> int:
    command = ["rg", "--no-config", "--fixed-strings", "--count-matches", "--regexp", needle, str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    return int(done.stdout or 0)
