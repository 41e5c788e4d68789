"""`hexapla align C`: a corpus is aligned again, except for what the user has set."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from viewer.cli import output
from viewer.cli.reports import told_of_progress
from viewer.repair.realigning import realign


def align_corpus(options: argparse.Namespace) -> None:
    """Does it and says how much is different now."""
    (corpus,) = options.paths
    versions = None if options.versions is None else options.versions.split(",")
    with told_of_progress() as show:
        done = realign(corpus, options.document, versions, lexicon=not options.no_lexicon, progress=show)
    if options.json:
        output.json_line({"change": None} if done is None else asdict(done) | {"change": done.change.number})
    elif done is None:
        print("nothing was different")
    else:
        changed = output.counted(done.documents, "document")
        print(f"{changed} changed, {output.counted(done.rows, 'new row')}; undo takes it back")
