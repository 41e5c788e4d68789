"""The columns of a plan: which version of the corpus each text of each document is, and what these are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from viewer.formats.plan import PlannedVersion
from viewer.languages import language
from viewer.model import VersionId

_RANK = re.compile("[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the version that one text is."""

    language: str
    """BCP 47 tag."""
    label: str = ""
    """What the file calls it: texts of one language and one label are one version."""
    id: str = ""
    """What a file of ours calls it: `de-2` is the second of the German versions."""
    chosen: str = ""
    """The label that the user gives it: it is the version of that name and language, or a new one."""


@dataclass(slots=True)
class _Column:
    language: str
    rank: int
    """Which of the versions in its language it is, from 1."""
    labels: list[str] = field(default_factory=list)
    """What files call it; the first counts."""
    label: str = ""
    """What it is called in the end."""


class Versions:
    """Documents are entered one after another; what the user has labelled is placed when the others have their names.

    Without ids and labels the n-th text of a language in any document is the n-th version in it.
    """

    def __init__(self) -> None:
        self._columns: list[_Column] = []

    def place(self, texts: Sequence[Wanted]) -> list[int | None]:
        """The columns of one document's texts; None for those that `place_chosen` is to place."""
        places: list[int | None] = [None] * len(texts)
        for number, text in enumerate(texts):
            if not text.chosen:
                places[number] = self._place(text, places)
        return places

    def place_chosen(self, text: Wanted, taken: Sequence[int | None]) -> int:
        """The column of a text that the user has labelled, in a document whose other texts have the columns `taken`.

        To be asked after `name`.
        """
        label = text.chosen.casefold()
        for number, column in enumerate(self._columns):
            if number not in taken and column.language == text.language and column.label.casefold() == label:
                return number
        ranks = {column.rank for column in self._columns if column.language == text.language}
        rank = next(rank for rank in count(1) if rank not in ranks)
        self._columns.append(_Column(text.language, rank, label=self._unique(text.chosen)))
        return len(self._columns) - 1

    def name(self, from_names: Mapping[int, str]) -> None:
        """Gives every column its label: what the files' names say of it, or the files, or the language's own name."""
        for number, column in enumerate(self._columns):
            own = next(iter(column.labels), "")
            column.label = self._unique(from_names.get(number) or own or language(column.language).own_name)

    def planned(self, order: Sequence[int]) -> tuple[PlannedVersion, ...]:
        columns = (self._columns[number] for number in order)
        return tuple(PlannedVersion(column.language, column.label, _id(column)) for column in columns)

    def _place(self, text: Wanted, taken: Sequence[int | None]) -> int:
        own = {number: column for number, column in enumerate(self._columns) if column.language == text.language}
        ranks = {own[number].rank for number in taken if number in own}
        alike = (column.rank for column in own.values() if text.label and text.label in column.labels)
        rank = _own_rank(text) or next((rank for rank in alike if rank not in ranks), 1)
        while rank in ranks:
            rank += 1
        place = next((number for number, column in own.items() if column.rank == rank), None)
        if place is None:
            self._columns.append(_Column(text.language, rank))
            place = len(self._columns) - 1
        if text.label:
            self._columns[place].labels.append(text.label)
        return place

    def _unique(self, wanted: str) -> str:
        taken = {column.label.casefold() for column in self._columns}
        label, number = wanted, 1
        while label.casefold() in taken:
            number += 1
            label = f"{wanted} {number}"
        return label


def _own_rank(text: Wanted) -> int:
    """Which of the versions in its language the text's id means: 1 for the tag itself, 2 for `de-2`, 0 for none."""
    number = text.id.removeprefix(f"{text.language}-")
    if text.id == text.language:
        return 1
    return int(number) if number != text.id and _RANK.fullmatch(number) else 0


def _id(column: _Column) -> VersionId:
    return VersionId(column.language if column.rank == 1 else f"{column.language}-{column.rank}")
