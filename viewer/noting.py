"""Notes and bookmarks as edits of a corpus, each of which is logged and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from viewer.corpus import Corpus
from viewer.model import Anchor, Change


class Action(StrEnum):
    """What was done, as the log of the corpus has it. The clients word it."""

    NOTE = "note"
    BOOKMARK = "bookmark"
    RENOTE = "renote"
    ATTACH = "attach"
    UNNOTE = "unnote"


def put_note(corpus: Corpus, anchor: Anchor, text: str = "") -> Change | None:
    """Puts a note, or without text a bookmark. Raises OutOfRange, ValueError for an empty stretch, and as
    `Corpus.editing`."""
    action = Action.NOTE if text else Action.BOOKMARK
    with corpus.editing(action, fields={"segment": anchor.segment}) as edit:
        edit.note(anchor, text)
    return edit.change


def rewrite_note(corpus: Corpus, note: int, text: str) -> Change | None:
    """Gives a note another text; None if it has that already. Raises OutOfRange and as `Corpus.editing`."""
    with corpus.editing(Action.RENOTE) as edit:
        edit.renote(note, text)
    return edit.change


def attach_note(corpus: Corpus, note: int, anchor: Anchor) -> Change | None:
    """Puts a note at another place; None if it is there. Raises as `put_note`."""
    with corpus.editing(Action.ATTACH, fields={"segment": anchor.segment}) as edit:
        edit.attach(note, anchor)
    return edit.change


def remove_notes(corpus: Corpus, notes: Sequence[int]) -> Change | None:
    """Removes notes; None if there is none of them. Raises as `Corpus.editing`."""
    with corpus.editing(Action.UNNOTE) as edit:
        edit.unnote(notes)
    return edit.change
