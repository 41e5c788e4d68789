"""Units fetched by the page, so that scrolling asks the database seldom. No Qt."""

from __future__ import annotations

from collections import OrderedDict

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import OutOfRange
from viewer.model import Status, Touched, Unit

_PAGE = 16
"""Units fetched at once."""
_KEPT_PAGES = 64


class UnitSource:
    """The rows of a corpus with their text, the ones that were read lately at hand.

    Another thread may have changed the corpus, which nobody has told the page yet. Then rows are given as they are by
    now, blank if there are none left, and are not kept: the page is about to be shown anew.
    """

    def __init__(self, corpus: Corpus, index: CorpusIndex) -> None:
        """`index` describes the state of the corpus that is shown."""
        self._corpus = corpus
        self._index = index
        self._pages: OrderedDict[int, list[Unit]] = OrderedDict()
        self._ahead: tuple[int, dict[int, list[Unit]]] = (index.revision, {})
        """Pages of a state that is not shown yet, by its revision."""

    def unit(self, number: int) -> Unit:
        page, place = divmod(number, _PAGE)
        units = self._pages.get(page)
        if units is None:
            units = self._fetched(page)
        else:
            self._pages.move_to_end(page)
        return units[place] if place < len(units) else self._blank(number)

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return self._index.unit_count

    def renumber(self, index: CorpusIndex, touched: Touched) -> dict[int, Unit]:
        """The state of `index` is shown from now on. Gives the rows that were touched and at hand, as they were."""
        stop = touched.start + touched.before
        before = {
            unit.number: unit for page in self._pages.values() for unit in page if touched.start <= unit.number < stop
        }
        end = stop if touched.before == touched.after else self._index.unit_count
        for page in [page for page in self._pages if touched.start < (page + 1) * _PAGE and page * _PAGE < end]:
            del self._pages[page]
        self._index, self._ahead = index, (index.revision, {})
        return before

    def seen(self, number: int) -> Unit | None:
        """The unit as it was fetched; None if that is long ago. Asks the database nothing."""
        page, place = divmod(number, _PAGE)
        units = self._pages.get(page, [])
        return units[place] if place < len(units) else None

    def _fetched(self, page: int) -> list[Unit]:
        revision, ahead = self._ahead
        if page in ahead and revision == self._corpus.revision:
            return ahead[page]
        start = page * _PAGE
        try:
            units = self._corpus.units(start, min(start + _PAGE, self._corpus.unit_count))
        except OutOfRange:
            units = []
        # It only ever rises, so that this is the state that was read, or an earlier one.
        revision = self._corpus.revision
        if revision == self._index.revision:
            self._pages[page] = units
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            ahead = ahead if revision == self._ahead[0] and len(ahead) < _KEPT_PAGES else {}
            self._ahead = (revision, {**ahead, page: units})
        return units

    def _blank(self, number: int) -> Unit:
        return Unit(number, self._index.document_of(number), None, Status.AUTOMATIC, {})
