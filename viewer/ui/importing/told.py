"""What an import or a change of the corpus did, in one line for the message bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from viewer.changing.changed import Action, Changed
from viewer.changing.extending import As, Placement
from viewer.importing import Summary
from viewer.importing.origins import ChangedFile
from viewer.model import Change
from viewer.noting import Action as Noting
from viewer.repair import Action as Repair
from viewer.ui.i18n import Safe, counter, listed, noop, translator
from viewer.ui.messages import Answer, Level, Message

tr = translator("Imported")
count = counter("Imported")

_FILES_NAMED: Final = 5
KEY: Final = "import"
"""A newer message of this kind takes the place of an older one: its undo would take back something else."""

_ACTIONS: Final[Mapping[str, str]] = {
    Action.ADD: noop("{files} added"),
    Action.REPLACE: noop("{what} replaced by {files}"),
    Action.REMOVE: noop("{what} removed"),
    Action.RENAME: noop("{what} renamed to {name}"),
    Action.MOVE: noop("{document} moved"),
    Repair.CORRECT: noop("a paragraph corrected"),
    Repair.MOVE: noop("a paragraph moved to the next row"),
    Repair.SHIFT: noop("a version shifted from here down"),
    Repair.MERGE: noop("two rows merged"),
    Repair.SPLIT: noop("a row split"),
    Repair.PIN: noop("paragraphs pinned together"),
    Repair.UNPIN: noop("a pin removed"),
    Repair.CONFIRM: noop("rows confirmed"),
    Repair.UNCONFIRM: noop("a confirmation taken back"),
    Repair.FURNITURE: noop("a paragraph marked as furniture"),
    Repair.CONTENT: noop("a paragraph marked as content"),
    Repair.EXCLUDE: noop("a paragraph excluded"),
    Repair.INCLUDE: noop("a paragraph included again"),
    Repair.SPLIT_PARAGRAPH: noop("a paragraph split"),
    Repair.JOIN_PARAGRAPHS: noop("two paragraphs joined"),
    Repair.LINK: noop("a moved passage linked"),
    Repair.UNLINK: noop("a link of a moved passage removed"),
    Repair.ALIGN: noop("rows aligned again"),
    Noting.NOTE: noop("a note put"),
    Noting.BOOKMARK: noop("a bookmark set"),
    Noting.RENOTE: noop("a note changed"),
    Noting.ATTACH: noop("a note put at another place"),
    Noting.UNNOTE: noop("a note or bookmark removed"),
}


def summed_up(summary: Summary, *, review: Callable[[], object], undo: Callable[[], object]) -> Message:
    """What came in and what did not, with the ways to look at it and to take it back."""
    warned = len({file.file for file in summary.files if file.warnings})  # several texts may be in one
    parts = [
        count("{n} version", "{n} versions", len(summary.versions)),
        count("{n} document", "{n} documents", summary.documents) if summary.documents > 1 else "",
        count("{n} row", "{n} rows", summary.units),
        tr("provisional until the alignment arrives") if summary.waiting else "",
        _refused(len(summary.refused)),
        count("{n} file skipped", "{n} files skipped", len(summary.skipped)) if summary.skipped else "",
        count("{n} file with remarks", "{n} files with remarks", warned) if warned else "",
    ]
    answers = (Answer(tr("Review"), review), Answer(tr("Undo"), undo))
    return Message(_level(bool(summary.refused)), _joined(parts), answers, KEY)


def change_told(
    changed: Changed,
    *,
    undo: Callable[[], object],
    show: Callable[[int], object],
    review: Callable[[], object] | None = None,
) -> Message | None:
    """What a change did; None where it can be seen anyway. `show` goes to a row, `review` makes it another change."""
    if changed.change is None or changed.action in (Action.RENAME, Action.MOVE):
        return None
    refused = sum(file.refused is not None for file in changed.files)
    lost = sum(bool(one.annotations or one.links) for one in changed.gone)
    parts = [
        done(changed.change, {version.id: version.label for version in changed.versions}),
        _placed(changed.placements),
        *(tr("the document {title} with it", title=title) for title in changed.removed_documents),
        count("{n} paragraph kept", "{n} paragraphs kept", changed.kept) if changed.kept else "",
        count("{n} row to review", "{n} rows to review", len(changed.rows)) if changed.rows else "",
        count("{n} paragraph with notes or links is gone", "{n} paragraphs with notes or links are gone", lost)
        if lost
        else "",
        count("{n} row now", "{n} rows now", changed.units) if changed.action is Action.ADD else "",
        _refused(refused),
    ]
    answers = [Answer(tr("Undo"), undo)]
    if review is not None:
        answers.insert(0, Answer(tr("Review"), review))
    if changed.rows:
        first = changed.rows[0].unit
        answers.insert(0, Answer(tr("Show the first"), lambda: show(first)))
    return Message(_level(bool(refused or lost)), _joined(parts), tuple(answers), KEY)


def turned_told(change: Change, labels: Mapping[str, str], *, again: Callable[[], object]) -> Message:
    """A change was undone, or redone; `again` does the opposite. `labels` are as for `done`."""
    what = done(change, labels)
    if change.undone:
        return Message(Level.INFO, tr("Undone: {what}.", what=what), (Answer(tr("Redo"), again),), KEY)
    return Message(Level.INFO, tr("Done again: {what}.", what=what), (Answer(tr("Undo"), again),), KEY)


def turns_told(made: Sequence[Change], *, again: Callable[[], object]) -> Message:
    """Changes were undone, or redone, one after the other; `again` does the opposite."""
    if made[0].undone:
        text, back = count("{n} change undone.", "{n} changes undone.", len(made)), tr("Redo")
    else:
        text, back = count("{n} change done again.", "{n} changes done again.", len(made)), tr("Undo")
    return Message(Level.INFO, text, (Answer(back, again),), KEY)


def files_changed(found: tuple[ChangedFile, ...], *, replace: Callable[[], object]) -> Message:
    """Files that texts were read from hold something else now."""
    names = listed([one.origin.path.name for one in found[:_FILES_NAMED]])
    if len(found) > _FILES_NAMED:
        text = tr("{first} and {others} more files have changed.", first=names, others=len(found) - _FILES_NAMED)
    elif len(found) > 1:
        text = tr("{files} have changed since they were imported.", files=names)
    else:
        text = tr("{file} has changed since it was imported.", file=names)
    return Message(Level.INFO, text, (Answer(tr("Replace the text"), replace),), "changed-files")


def _placed(placements: Sequence[Placement]) -> str:
    """As what the files were added, which may have been a guess and may be far from where the reader is."""
    kinds, titles = {one.as_ for one in placements}, {one.title for one in placements}
    if kinds == {As.DOCUMENT}:
        return count("as a document of its own", "as {n} documents", len(placements))
    if kinds == {As.VERSION} and len(titles) == 1:
        return tr("as a version of {title}", title=titles.pop())
    return ""


def done(change: Change, labels: Mapping[str, str] | None = None) -> Safe:
    """What a change did, as its log has it; `labels` are the names of versions by their ids, as far as known."""
    if change.action not in _ACTIONS:
        return tr("a change of the alignment")
    said = {name: change.fields.get(name, Safe("")) for name in ("files", "version", "document", "name")}
    if said["version"]:
        said["version"] = (labels or {}).get(str(said["version"]), said["version"])
    what: object = said["version"] or said["document"] or tr("the corpus")
    if said["version"] and said["document"]:
        what = tr("{version} of {document}", version=said["version"], document=said["document"])
    return tr(_ACTIONS[change.action], **said, what=what)


def _refused(files: int) -> str:
    return count("{n} file could not be read", "{n} files could not be read", files) if files else ""


def _level(warns: bool) -> Level:
    return Level.WARNING if warns else Level.INFO


def _joined(parts: list[str] | list[Safe]) -> Safe:
    return Safe(", ".join(part for part in parts if part))
