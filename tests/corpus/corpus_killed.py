"""A process that writes to a corpus until it is killed, and says after each commit what it has done.

Run as `python corpus_killed.py build PATH` or `edit PATH`.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from corpus_making import add_rows, drafts, merged

from viewer.corpus import Builder, Corpus


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


if __name__ == "__main__":
    print(0, flush=True)
    {"build": build, "edit": edit}[sys.argv[1]](Path(sys.argv[2]))
