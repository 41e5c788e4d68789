"""What an import did, in one line for the message bar."""

from __future__ import annotations

from collections.abc import Callable

from viewer.importing import Summary
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.messages import Answer, Level, Message

tr = translator("Imported")
count = counter("Imported")


def summed_up(summary: Summary, *, review: Callable[[], object], undo: Callable[[], object]) -> Message:
    """What came in and what did not, with the ways to look at it and to take it back."""
    warned = sum(bool(file.warnings) for file in summary.files)
    parts = [
        count("{n} version", "{n} versions", len(summary.versions)),
        count("{n} document", "{n} documents", summary.documents) if summary.documents > 1 else "",
        count("{n} row", "{n} rows", summary.units),
        count("{n} file could not be read", "{n} files could not be read", len(summary.refused)),
        count("{n} file skipped", "{n} files skipped", len(summary.skipped)) if summary.skipped else "",
        count("{n} file with remarks", "{n} files with remarks", warned) if warned else "",
    ]
    if not summary.refused:
        del parts[3]
    level = Level.WARNING if summary.refused else Level.INFO
    answers = (Answer(tr("Review"), review), Answer(tr("Undo"), undo))
    return Message(level, Safe(", ".join(part for part in parts if part)), answers, "import")
