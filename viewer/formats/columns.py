"""The first row of a table says what its columns are: versions by language, ids, and whatever else.

Shared by every format with such a row, and with cells that become segments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from viewer import languages
from viewer.formats.draft import DraftAnnotation
from viewer.formats.marks import COLUMNS, OWN
from viewer.model import MAX_SEGMENT
from viewer.text.paragraphs import is_blank, pieces

SOURCE_ID = "source-id"
"""Kind of the annotation that keeps a row's id."""

NO_HEADER = "the first row must name the versions by language, such as de, pt-BR or German"

_IDS = {"", "#", "id", "ids", "key", "tuid", "source-id", "segment-id"}
_IN_REGION = re.compile(r"(?P<name>.{1,40}?) ?\((?P<region>[A-Z]{2})\)")
_NUMBERED = re.compile(r"(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*?)-(?P<number>[0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the header says: positions of the versions' columns with their tags, and of the others with their names."""

    width: int
    versions: tuple[tuple[tuple[int, ...], str], ...]
    """Of several positions where the header spells one language in several ways."""
    notes: tuple[tuple[int, str], ...]
    own: tuple[tuple[int, str], ...] = ()
    """Columns that only a file of ours has (`marks.COLUMNS`); then the versions have their ids instead of tags."""
    spellings: tuple[tuple[str, str], ...] = ()
    """The tag of every version's column with what its header is."""

    def parts(self, cells: Sequence[str]) -> list[tuple[str, ...]]:
        """The segments of a row, version by version."""
        if len(self.versions) == len(self.spellings):  # nearly always
            return [parts(cells[place]) for (place,), _ in self.versions]
        return [tuple(one for place in places for one in parts(cells[place])) for places, _ in self.versions]

    def cut(self, cells: Sequence[str]) -> int:
        """How many cells of a row are too long for one segment."""
        return sum(len(cells[place]) > MAX_SEGMENT for places, _ in self.versions for place in places)


def columns_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """What a first row says if it is a header: two languages, or one and a column of ids. `rows` are some others.

    Languages may be tags or names.

    A table of ours has its own columns between those of the versions and those that are kept as annotations.
    """
    names = [name.strip() for name in header]
    own = tuple((position, name) for position, name in enumerate(names) if name in COLUMNS)
    if own:
        return _of_ours(names, own)
    versions: dict[tuple[str, str, int], list[int]] = {}  # by tag, number in the name, and how often it came before
    spellings, notes = [], []
    ids = False
    for position, name in enumerate(names):
        column = [cells[position] for cells in rows if position < len(cells)]
        tag = _tag(name)
        if name.lower() in _IDS and not (tag and _is_prose(column)):
            ids = True
            notes.append((position, SOURCE_ID))
        elif tag:
            numbered = _NUMBERED.fullmatch(name) if not languages.is_language(name) else None
            spelling, number = (numbered["tag"], numbered["number"]) if numbered else (name, "")
            versions.setdefault((tag, number, names[:position].count(name)), []).append(position)
            spellings.append((tag, spelling))
        else:
            notes.append((position, name))
    if len(spellings) < 2 and not (spellings and ids and len(names) == 2):
        return None
    found = tuple((tuple(places), tag) for (tag, _, _), places in versions.items())
    return Columns(len(names), found, tuple(notes), spellings=tuple(spellings))


def may_head_notes(name: str) -> bool:
    """Whether a column of this name is read as one of annotations of this kind."""
    return bool(name) and name == name.strip() and "\n" not in name and name.lower() not in _IDS and name[:8] != OWN


def _of_ours(names: Sequence[str], own: Sequence[tuple[int, str]]) -> Columns | None:
    first = own[0][0]
    versions, notes = [], []
    for position, name in enumerate(names):
        if position < first and language_of(name):
            versions.append(((position,), name))
        elif name not in COLUMNS and name:
            notes.append((position, SOURCE_ID if name.lower() in _IDS else name))
    return Columns(len(names), tuple(versions), tuple(notes), tuple(own)) if versions else None


def parts(cell: str) -> tuple[str, ...]:
    """The segments of a cell: none, one, or the pieces of a giant."""
    if is_blank(cell):
        return ()
    text = (" ".join(cell.split("\n")) if "\n" in cell else cell).strip()
    return (text,) if len(text) <= MAX_SEGMENT else tuple(pieces(text))


def count_parts(cell: str) -> int:
    """How many segments a cell has."""
    return len(parts(cell)) if len(cell) > MAX_SEGMENT else int(not is_blank(cell))


def notes_of(columns: Columns, cells: Sequence[str], length: int) -> tuple[DraftAnnotation, ...]:
    """What the other columns say of a segment of `length` code points."""
    return tuple(
        DraftAnnotation(0, length, name, cells[position].strip())
        for position, name in columns.notes
        if cells[position].strip()
    )


def _tag(name: str) -> str | None:
    """The language that a header names: a tag, a version id such as `de-2`, or a name such as Deutsch (AT)."""
    numbered = _NUMBERED.fullmatch(name)
    for candidate in (name, numbered["tag"] if numbered else ""):
        if candidate and languages.is_language(candidate):
            return languages.normalise(candidate)
    return _called(name)


def _called(name: str) -> str | None:
    """The language of this name, with its region if one stands behind it, as spreadsheets of glossaries have it."""
    in_region = _IN_REGION.fullmatch(name)
    if not in_region:
        return languages.called(name)
    tag = languages.called(in_region["name"])
    return languages.tag_or_none(f"{tag}-{in_region['region']}") if tag else None


def language_of(version: str) -> str | None:
    """The language of a version with this id, which may be unknown; None if it is no id."""
    numbered = _NUMBERED.fullmatch(version)
    return languages.UNKNOWN if languages.UNKNOWN in (version, numbered and numbered["tag"]) else _tag(version)


def _is_prose(column: Sequence[str]) -> bool:
    return sum(" " in cell.strip() for cell in column) * 2 > len(column) > 0
