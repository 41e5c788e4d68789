"""One line of the library page: a corpus with what is known of it, in words and for sorting."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale

from viewer.languages import language
from viewer.shelf import Shelved
from viewer.text.folding import folded, has_words
from viewer.ui import messages
from viewer.ui.i18n import Safe, isolate, listed, number, translator
from viewer.ui.library.recent import Recent
from viewer.ui.widgets.empty_page import described

tr = translator("Shelf")


@dataclass(frozen=True, slots=True)
class Entry:
    """A corpus, as it is on the disk and as it was read."""

    shelved: Shelved
    recent: Recent | None = None
    """When it was open last, if it ever was."""
    is_open: bool = False

    @property
    def title(self) -> str:
        """What the corpus calls itself, or was called when it was open."""
        if self.shelved.error is not None and self.recent is not None:
            return self.recent.title
        return self.shelved.title

    @property
    def languages(self) -> Safe:
        """The languages of its versions, each by its own name and once."""
        return listed(list(dict.fromkeys(language(one.language).own_name for one in self.shelved.versions)))

    @property
    def size(self) -> Safe:
        """How much it holds on the disk."""
        if not self.shelved.size:
            return Safe("")
        return isolate(QLocale().formattedDataSize(self.shelved.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat))

    @property
    def state(self) -> Safe:
        """Where and when it was read, or what is the matter with it."""
        if self.shelved.gone:
            return tr("is no longer there")
        if self.shelved.error is not None:
            return messages.word(self.shelved.error)
        if self.is_open:
            return tr("open now")
        return described(self.recent) if self.recent is not None else Safe("")

    def cells(self) -> tuple[str, ...]:
        """What stands in the columns of the page."""
        one = self.shelved
        there = one.error is None
        return (
            self.title,
            number(len(one.versions)) if there else "",
            self.languages,
            number(one.units) if there else "",
            self.size,
            self.state,
        )

    def keys(self) -> tuple[str | int, ...]:
        """What the columns are sorted by; the newest date comes with the highest key."""
        one = self.shelved
        at = "~" if self.is_open else self.recent.at if self.recent is not None else ""
        return (folded(self.title), len(one.versions), folded(self.languages), one.units, one.size, at)

    def answers_to(self, text: str) -> bool:
        """Whether every word of `text` is somewhere in its names."""
        names = [self.title, str(self.shelved.path)]
        for one in self.shelved.versions:
            known = language(one.language)
            names += [one.label, known.name, known.own_name, one.language]
        return has_words("\n".join(names), text)
