"""Which segments of a version are others than in an earlier state of it, as far as the log can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from viewer.corpus import steps
from viewer.corpus.catalogue import verified
from viewer.corpus.connection import Connection
from viewer.corpus.reader import Reader
from viewer.corpus.steps import State
from viewer.model import SegmentId, VersionId


def since(database: Connection, reader: Reader, version: VersionId, state: int) -> Sequence[int] | None:
    """Ordinals, rising, of the segments that may be others than in the state of that name; None where nobody knows.

    Follows the log back from what there is, and forth along what was undone, as long as every change is a step.
    """
    known = reader.catalogue.version(version).revision
    key = reader.catalogue.version_key(version)
    for undone, order in ((0, "DESC"), (1, "ASC")):
        now, changed = known, set[int]()
        for there, other in _log(database, undone, order):
            if now == state or there is None or other is None or steps.cuts(there, key):
                break
            here, beyond = steps.altered(there, key), steps.altered(other, key)
            if here is None or beyond is None:
                continue
            if here[0] != now:
                break
            now = beyond[0]
            changed |= beyond[1]
        if now == state:
            return sorted(_ordinal(reader, key, SegmentId(one)) for one in changed)
    return None


def _ordinal(reader: Reader, version: int, segment: SegmentId) -> int:
    place = reader.place_of(segment)
    first = int(reader.directory.document_chunks[place.document])
    return int(reader.directory.runs[version].starts[first]) + place.number


def _log(database: Connection, undone: int, order: str) -> Iterator[tuple[State | None, State | None]]:
    """The steps from what there is outwards, each as it is there and as it would be one change further.

    None stands for any other change.
    """
    sql = f"SELECT * FROM change WHERE undone = ? ORDER BY number {order}"
    for _, _, _, _, document, _, before, after, _ in verified(database, sql, (undone,)):
        if document is None:
            yield None, None
            continue
        was, became = steps.loaded(database, before), steps.loaded(database, after)
        yield (was, became) if undone else (became, was)
