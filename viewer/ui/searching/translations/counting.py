"""Counting the words of a corpus before translations can be told, where that was not done yet.

Without Qt: the words of a large corpus are counted in a process of its own, which imports this module.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from viewer import worker
from viewer.corpus import Corpus
from viewer.progress import Progress
from viewer.search import Engine
from viewer.search.equivalents import Equivalents

_SMALL: Final = 20_000
"""Segments up to which a thread is quicker than a process, and nobody notices it."""
_STEPS: Final = 1000


def count_words(
    path: Path, cache_folder: Path, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> None:
    """Counts what is not counted yet. Raises Cancelled, and the errors of opening and reading a corpus."""
    with Corpus.open(path, read_only=True) as corpus:
        equivalents = Equivalents(corpus, Engine(corpus, cache_folder), cache_folder)
        if equivalents.is_prepared():
            return
        small = sum(version.segments for version in corpus.versions()) <= _SMALL
    if small:
        count_here(path, cache_folder, progress=progress, cancelled=cancelled)
    else:
        worker.run(count_here, path, cache_folder, progress=progress, cancelled=cancelled)


def count_here(
    path: Path, cache_folder: Path, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> None:
    """As `count_words`, in this process."""
    with Corpus.open(path, read_only=True) as corpus:
        equivalents = Equivalents(corpus, Engine(corpus, cache_folder), cache_folder)
        versions = corpus.versions()
        for number, version in enumerate(versions):

            def report(share: float, number: int = number, name: str = version.label) -> None:
                progress(Progress("words", round((number + share) * _STEPS), len(versions) * _STEPS, name))

            equivalents.prepare([version.id], report, cancelled)
        equivalents.close()
