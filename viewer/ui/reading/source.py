"""Units fetched by the page, so that scrolling asks the database seldom. No Qt."""

from __future__ import annotations

from collections import OrderedDict

from viewer.corpus import Corpus
from viewer.model import Unit

_PAGE = 16
"""Units fetched at once."""
_KEPT_PAGES = 64


class UnitSource:
    """The rows of a corpus with their text, the ones that were read lately at hand."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._pages: OrderedDict[int, list[Unit]] = OrderedDict()

    def unit(self, number: int) -> Unit:
        page, place = divmod(number, _PAGE)
        units = self._pages.get(page)
        if units is None:
            start = page * _PAGE
            units = self._corpus.units(start, min(start + _PAGE, self._corpus.unit_count))
            self._pages[page] = units
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return units[place]

    def seen(self, number: int) -> Unit | None:
        """The unit as it was fetched; None if that is long ago. Asks the database nothing."""
        page, place = divmod(number, _PAGE)
        units = self._pages.get(page, [])
        return units[place] if place < len(units) else None
