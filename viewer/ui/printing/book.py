"""The pages of a plan, to be turned back and forth: where each begins is found once, what is on it when it is shown."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from viewer.corpus import Corpus
from viewer.exporting import Plan
from viewer.model import Unit
from viewer.ui.printing.page import Page, Start
from viewer.ui.printing.pages import Pages
from viewer.ui.printing.sheet import Sheet, sheet_for

_KEPT_PAGES: Final = 8
_READ_AT_ONCE: Final = 64
_KEPT_READINGS: Final = 4


class Book:
    """A corpus as it would be printed. Reads in the thread that it is used in."""

    def __init__(self, corpus: Corpus, plan: Plan) -> None:
        context = plan.context
        titles = [document.title for document in context.documents] if len(context.documents) > 1 else []
        self.sheet: Sheet = sheet_for(context.setup, context.versions, context.title)
        self._corpus = corpus
        self._plan = plan
        self._pages = Pages(self.sheet, self._unit, titles)
        self._starts = [Start()]
        self._complete = False
        self._kept: OrderedDict[int, Page] = OrderedDict()
        self._readings: OrderedDict[int, list[Unit]] = OrderedDict()

    @property
    def found(self) -> int:
        """How many pages are known of so far."""
        return len(self._starts)

    @property
    def complete(self) -> bool:
        """Whether there are no more than those."""
        return self._complete

    def find_next(self) -> bool:
        """Looks for one page more; whether there was one."""
        if not self._complete:
            self.page(self.found - 1)
        return not self._complete

    def page(self, number: int) -> Page:
        """A page, from 0, that is known of. Raises IndexError for others."""
        if not 0 <= number < self.found:
            raise IndexError(number)
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        page = self._kept[number] = self._pages.page(self._starts[number], number)
        while len(self._kept) > _KEPT_PAGES:
            self._kept.popitem(last=False)
        if number + 1 == self.found and not self._complete:
            if page.after is None:
                self._complete = True
            else:
                self._starts.append(page.after)
        return page

    def _unit(self, place: int) -> Unit | None:
        if place >= self._plan.context.units:
            return None
        number, within = divmod(place, _READ_AT_ONCE)
        if number not in self._readings:
            start = number * _READ_AT_ONCE
            self._readings[number] = self._plan.rows(self._corpus, start, start + _READ_AT_ONCE)
            while len(self._readings) > _KEPT_READINGS:
                self._readings.popitem(last=False)
        return self._readings[number][within]
