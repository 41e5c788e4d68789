"""Making a corpus ready to be searched, in the background, where that was not done when it was imported.

Without Qt: a large corpus is prepared in a process of its own, which imports this module.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from viewer import worker
from viewer.corpus import Corpus
from viewer.progress import Progress
from viewer.search import Engine
from viewer.search.cache_file import make_room

_SMALL: Final = 20_000
"""Segments up to which a thread is quicker than a process, and nobody notices it."""
_STEPS: Final = 1000


def is_prepared(corpus: Corpus, cache_folder: Path) -> bool:
    """Whether a search finds the folded text of every version ready."""
    engine = Engine(corpus, cache_folder)
    return all(engine.is_prepared(version) for version in corpus.versions())


def is_small(corpus: Corpus) -> bool:
    """Whether preparing it takes so little that nobody need be told."""
    return sum(version.segments for version in corpus.versions()) <= _SMALL


def prepare(
    path: Path,
    cache_folder: Path,
    *,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> None:
    """Prepares what is not prepared yet. Raises Cancelled, and the errors of opening and reading a corpus."""
    with Corpus.open(path, read_only=True) as corpus:
        small = is_small(corpus)
    if small:
        prepare_here(path, cache_folder, progress=progress, cancelled=cancelled)
    else:
        worker.run(prepare_here, path, cache_folder, progress=progress, cancelled=cancelled)


def prepare_here(
    path: Path,
    cache_folder: Path,
    *,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> None:
    """As `prepare`, in this process."""
    with Corpus.open(path, read_only=True) as corpus:
        engine = Engine(corpus, cache_folder)
        versions = corpus.versions()
        for number, version in enumerate(versions):

            def report(share: float, number: int = number, name: str = version.label) -> None:
                progress(Progress("index", round((number + share) * _STEPS), len(versions) * _STEPS, name))

            engine.prepare(version.id, report, cancelled)
        engine.close()
    make_room(cache_folder)
