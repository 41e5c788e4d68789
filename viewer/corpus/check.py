"""Everything that may be wrong with a corpus file, found and said in plain sentences."""

from __future__ import annotations

from collections.abc import Callable

from viewer.corpus.connection import Connection


def problems(database: Connection, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> list[str]:
    return []
