"""What the view says of what it shows, in words: on the page, in tooltips, to a screen reader."""

from __future__ import annotations

from viewer.ui.i18n import Safe, counter, isolate
from viewer.ui.reading.folds import Fold

count = counter("Wording")


def fold_text(fold: Fold, name: str) -> Safe:
    """What the line of a fold says, given what its version is called: "17 paragraphs only in Portuguese"."""
    template = count("{n} paragraph only in %1", "{n} paragraphs only in %1", fold.segments)
    return Safe(template.replace("%1", isolate(name)))


def beginning(text: str, most: int) -> str:
    """The first words of a text on one line, with dots in the place of more than `most` code points."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
