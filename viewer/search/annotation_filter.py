"""Rows by what is said of them: the author or the date of a TMX, say, or any other annotation with its value.

A row meets a filter if something in it, in whatever version, has such an annotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.errors import QueryError
from viewer.text.folding import Folding

_DATE = re.compile(r"([0-9]{4})(?:-?([0-9]{2}))?(?:-?([0-9]{2}))?(?![0-9])")
"""The beginning of `20240531T120000Z`, as TMX has it, and of `2024-05-31`; a year or a month alone."""
_fold = Folding().fold


class AnnotatedCorpus(Protocol):
    """A corpus, as far as its annotations go."""

    def rows_said(
        self, kind: str, admits: Callable[[str], bool], cancelled: Callable[[], bool]
    ) -> NDArray[np.bool_]: ...


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """What an annotation has to be. Every condition that is not empty has to be met."""

    kind: str
    """As `Corpus.annotation_kinds` calls it: `author`, `created`, `prop:subject`."""
    equals: str = ""
    contains: str = ""
    """Case and accents make no difference."""
    since: str = ""
    """The first day, month or year: `2024-05-31`, `2024-05` or `2024`."""
    until: str = ""
    """The last one, itself included."""

    def __post_init__(self) -> None:
        """Raises QueryError for a date that is none."""
        for date in (self.since, self.until):
            found = _DATE.match(date.strip())
            if date and (not found or found.end() != len(date.strip())):
                raise QueryError(0, "a date is written as 2024-05-31, 2024-05 or 2024")

    def admits(self, value: str) -> bool:
        """Whether an annotation with this value meets it."""
        if self.equals and value != self.equals:
            return False
        if self.contains and _fold(self.contains) not in _fold(value):
            return False
        if not self.since and not self.until:
            return True
        day = _day(value, "00")
        return (
            bool(day)
            and (not self.since or _day(self.since, "00") <= day)
            and (not self.until or day <= _day(self.until, "99"))
        )


def admitted_rows(
    corpus: AnnotatedCorpus,
    filters: Sequence[AnnotationFilter],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> NDArray[np.bool_]:
    """Shape (U,): the rows that meet all filters, of which there is at least one. For `HitPlaces.within`.

    Goes through all annotations once for every filter: some seconds for millions. Raises Cancelled.
    """
    first, *others = (corpus.rows_said(one.kind, one.admits, cancelled) for one in filters)
    for flags in others:
        first &= flags
    return first


def _day(date: str, missing: str) -> str:
    """Eight digits that compare as dates do; nothing for what is no date."""
    found = _DATE.match(date.strip())
    return found[1] + (found[2] or missing) + (found[3] or missing) if found else ""
