"""What a change of a corpus did: which files were taken, which rows are to be looked at, and what is gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from viewer.changing.extending import Placement
from viewer.formats import draft as drafts
from viewer.formats.plan import Decision
from viewer.importing.preparing import FileReport
from viewer.model import Annotation, Change, SegmentId, Version


class Action(StrEnum):
    """What was done, as the log of the corpus has it. The clients word it."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"
    RENAME = "rename"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row to look at: what stands there is not what was there before."""

    unit: int
    """Its number in the corpus after the change."""
    segments: tuple[SegmentId, ...]
    """What it holds now in the version that was changed."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A paragraph that is not there any more. It comes back, with all it had, if the change is undone."""

    segment: SegmentId
    text: str
    edited: bool
    """A paragraph like it has taken its place."""
    annotations: tuple[Annotation, ...]
    """What was said of it and is not said of what took its place."""
    links: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did, and what the corpus is after it."""

    path: Path
    action: Action
    title: str
    versions: tuple[Version, ...]
    documents: int
    units: int
    change: Change | None
    """The entry of the log, which can be undone; None if everything was so already."""
    files: tuple[FileReport, ...] = ()
    placements: tuple[Placement, ...] = ()
    """As what each file was added."""
    rows: tuple[ChangedRow, ...] = ()
    """After a replacement, exactly the rows in which the version is not what it was; they are up for review."""
    gone: tuple[Gone, ...] = ()
    kept: int = 0
    """After a replacement, the paragraphs that are what they were, and keep all they have."""
    moved: int = 0
    """Of those that were kept, how many stand elsewhere now."""
    removed_documents: tuple[str, ...] = ()
    """Titles of documents that are gone because they had nothing else."""
    decisions: tuple[Decision, ...] = ()
    warnings: tuple[drafts.ImportWarning, ...] = ()
