"""Steps: the small changes that the log holds whole, each as a state before and a state after.

A state is a grouping of rows, a wording, flags, links, notes, or a run of segments. Making a step writes the second
where the first is; taking it back is the same the other way round.
"""

from __future__ import annotations

import json
from typing import Any

from viewer.corpus import corrections, flags, linking, notes, recutting, regrouping
from viewer.corpus.chunks import Grouping
from viewer.corpus.connection import Connection
from viewer.corpus.corrections import Wording
from viewer.corpus.flags import Flags
from viewer.corpus.linking import Links
from viewer.corpus.notes import Notes
from viewer.corpus.reader import Reader
from viewer.corpus.recutting import Recut
from viewer.errors import Damaged
from viewer.model import Touched

State = Grouping | Wording | Flags | Links | Notes | Recut


def put(database: Connection, reader: Reader, document: int, start: int, there: State, wanted: State) -> Touched:
    """Writes `wanted` where `there` is; groupings are of the rows from `start` on, counted in the document (a key).

    Raises Damaged where it is not there.
    """
    match there, wanted:
        case Grouping(), Grouping():
            number = reader.catalogue.document_keys.index(document)
            row = int(reader.directory.document_starts[number]) + start
            regrouping.regroup(database, reader, number, row, there.units, wanted)
            return Touched(row, there.units, wanted.units)
        case Wording(), Wording():
            return corrections.put(database, reader, there, wanted)
        case Flags(), Flags():
            return flags.put(database, reader, there, wanted)
        case Recut(), Recut():
            return recutting.put(database, reader, there, wanted)
        case Links(), Links():
            linking.put(database, there, wanted)
            return Touched(0, 0, 0)
        case Notes(), Notes():
            notes.put(database, there, wanted)
            return Touched(0, 0, 0)
    raise Damaged(database.path, "a logged change begins as one thing and ends as another")


def dumped(state: State) -> str:
    """The state as the log keeps it."""
    match state:
        case Grouping():
            return regrouping.dumped(state)
        case Wording():
            return corrections.dumped(state)
        case Flags():
            said: dict[str, Any] = {"flags": state.flags, "states": state.states}
        case Recut():
            said = recutting.dumped(state)
        case Links():
            said = {"links": state.links}
        case Notes():
            said = {"remarks": state.notes}  # “notes” are those of a wording
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def loaded(database: Connection, content: str) -> State:
    """The state that was `dumped`. Raises Damaged."""
    try:
        said = json.loads(content)
        if "counts" in said:
            return regrouping.loaded(said)
        if "recut" in said:
            return recutting.loaded(said)
        if "links" in said:
            return Links({int(number): tuple(link) if link else None for number, link in said["links"].items()})
        if "remarks" in said:
            return Notes({int(number): tuple(row) if row else None for number, row in said["remarks"].items()})
        if "flags" in said:
            found = {int(segment): (kind, excluded) for segment, (kind, excluded) in said["flags"].items()}
            if flags.valid(found):
                return Flags(found, {int(version): state for version, state in said["states"].items()})
        elif "segment" in said:
            return Wording(**said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(database.path, f"a logged change cannot be read: {error!r}") from error
    raise Damaged(database.path, "a logged change cannot be read")


def forget(database: Connection, state: State) -> None:
    """The step cannot be made again: what was written for this state of it is of no use any more."""
    if isinstance(state, Recut):
        recutting.forget(database, state)


def cuts(state: State, version: int) -> bool:
    """Whether the state cuts the text of a version (a key) into other segments."""
    return isinstance(state, Recut) and state.version == version


def altered(state: State, version: int) -> tuple[int, set[int]] | None:
    """For a state that says something of the text of a version (a key): the version's revision in it, and of which
    segments. None if it leaves the text as it is."""
    if isinstance(state, Wording) and state.version == version:
        return state.state, {state.segment}
    if isinstance(state, Flags) and version in state.states:
        return state.states[version], set(state.flags)
    return None
