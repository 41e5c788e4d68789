"""What a repair did, as the log of the corpus has it and as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from viewer.corpus import Editing
from viewer.model import Change, SegmentId


class Way(IntEnum):
    """A direction in the order of the rows."""

    UP = -1
    DOWN = 1


class Scope(StrEnum):
    """What is aligned anew, seen from a paragraph."""

    HERE = "here"
    """The rows around it."""
    BETWEEN = "between"
    """Up to the next rows above and below that are set or pinned."""
    BELOW = "below"
    """From its row to the end of the document."""
    VERSION = "version"
    """Its version of the document; the others stay."""
    DOCUMENT = "document"


class Action(StrEnum):
    """What was done. The clients word it."""

    MOVE = "move-paragraph"
    SHIFT = "shift-version"
    MERGE = "merge-rows"
    SPLIT = "split-row"
    PIN = "pin"
    UNPIN = "unpin"
    CONFIRM = "confirm"
    UNCONFIRM = "unconfirm"
    FURNITURE = "mark-furniture"
    CONTENT = "mark-content"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    CORRECT = "correct"
    SPLIT_PARAGRAPH = "split-paragraph"
    JOIN_PARAGRAPHS = "join-paragraphs"
    LINK = "link-moved"
    UNLINK = "unlink-moved"
    ALIGN = "align"


@dataclass(frozen=True, slots=True)
class Repaired:
    """One edit that was made."""

    change: Change
    focus: SegmentId | None
    """The paragraph to look at afterwards."""


def looked_at(*segments: SegmentId) -> dict[str, str | int]:
    """What the log says of an edit besides: the paragraph to look at when it is taken back."""
    return {"segment": segments[0]} if segments else {}


def repaired(edit: Editing, focus: SegmentId | None) -> Repaired | None:
    """What an edit did; None if it made nothing different."""
    return None if edit.change is None else Repaired(edit.change, focus)
