"""What the view says of versions and folds, in words: on the page, in tooltips, to a screen reader."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.languages import language
from viewer.model import Version
from viewer.ui.i18n import Safe, counter, isolate, translator
from viewer.ui.reading.folds import Fold

tr = translator("Wording")
count = counter("Wording")


def called(version: Version, versions: Iterable[Version]) -> Safe:
    """A version in a sentence: its language, and its label where several speak that language."""
    name = language(version.language).name
    if sum(other.language == version.language for other in versions) > 1:
        return tr("{language} ({label})", language=name, label=version.label or version.id)
    return isolate(name)


def fold_text(fold: Fold, name: str) -> Safe:
    """What the line of a fold says, given what its version is called: "17 paragraphs only in Portuguese"."""
    template = count("{n} paragraph only in %1", "{n} paragraphs only in %1", fold.segments)
    return Safe(template.replace("%1", isolate(name)))
