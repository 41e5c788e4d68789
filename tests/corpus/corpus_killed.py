"""A process that writes to a corpus until it is killed, and says after each commit what it has done.

Run as `python corpus_killed.py build PATH`, `edit PATH`, `mend PATH` or `restructure PATH`.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from corpus_making import SOURCE, add_rows, drafts, merged
from random_edits import drawn, made

from viewer.corpus import Builder, ColumnRows, Corpus, NewSegment
from viewer.model import Status

MENDED = 40
"""Rows among which edits of every kind are made."""


def build(path: Path) -> None:
    for number in count(1):
        with Builder(path, title=str(number), overwrite=True) as builder:
            builder.add_version("de")
            builder.add_version("pt")
            builder.add_document("d")
            add_rows(builder, 0, [{"de": [f"{number} {row}"], "pt": ["x" * 100]} for row in range(1500)])
            builder.commit()
        print(number, flush=True)


def edit(path: Path) -> None:
    with Corpus.open(path) as corpus:
        for number in range(1, 1_000_000, 2):
            units = corpus.units(0, 2)
            corpus.splice(0, 2, [merged(units)], action="merge")
            print(number, flush=True)
            corpus.splice(0, 1, drafts(units), action="split")
            print(number + 1, flush=True)


def mend(path: Path) -> None:
    with Corpus.open(path) as corpus:
        for number in count(1):
            made(corpus, drawn(number, MENDED))
            print(number, flush=True)


def restructure(path: Path) -> None:
    with Corpus.open(path) as corpus:
        for number in range(1, 1_000_000, 3):
            with corpus.restructuring("add") as change:
                count = corpus.documents()[0].units
                rows = ColumnRows.of(range(1, count + 1), [1] * count, [0.5] * count, [Status.AUTOMATIC] * count)
                segments = [NewSegment(f"{number} {row}") for row in range(count)]
                change.put_text(0, change.add_version("fr"), SOURCE, segments, rows)
            print(number, flush=True)
            corpus.undo()
            print(number + 1, flush=True)
            corpus.redo()
            print(number + 2, flush=True)
            corpus.undo()


if __name__ == "__main__":
    print(0, flush=True)
    {"build": build, "edit": edit, "mend": mend, "restructure": restructure}[sys.argv[1]](Path(sys.argv[2]))
