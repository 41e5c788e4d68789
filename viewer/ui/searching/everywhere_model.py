"""What all corpora answered, as a tree: a corpus with its counts, or with the reason why not, and its first hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.everywhere import Answer, FoundLine
from viewer.model import Direction
from viewer.ui import messages
from viewer.ui.i18n import Safe, counter, isolate, number, tooltip, translator, visible
from viewer.ui.searching.chooser import name_of

tr = translator("Everywhere")
count = counter("Everywhere")

HEADING: Final = Qt.ItemDataRole.UserRole
"""Role: of a corpus, the Heading."""
LINE: Final = Qt.ItemDataRole.UserRole + 1
"""Role: of a hit, the KeywordLine."""

Index = QModelIndex | QPersistentModelIndex
_TOP: Final = 0
"""Internal id of a corpus; a hit has the place of its corpus, counted from 1."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said of a corpus."""

    title: Safe
    words: Safe
    failed: bool


@dataclass(frozen=True, slots=True)
class KeywordLine:
    """A hit in its context, all of it harmless to show."""

    place: Safe
    before: str
    match: str
    after: str
    language: str
    direction: Direction


class EverywhereModel(QAbstractItemModel):
    """Grows at its end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: list[Answer] = []

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(self._answers)

    def clear(self) -> None:
        """Nothing was answered yet."""
        self.beginResetModel()
        self._answers.clear()
        self.endResetModel()

    def add(self, answer: Answer) -> QModelIndex:
        """Puts the answer of another corpus behind those that are there."""
        place = len(self._answers)
        self.beginInsertRows(QModelIndex(), place, place)
        self._answers.append(answer)
        self.endInsertRows()
        return self.index(place, 0)

    def found_at(self, entry: Index) -> tuple[Answer, FoundLine | None]:
        """The corpus of an entry, and the hit if it is one."""
        if entry.internalId() == _TOP:
            return self._answers[entry.row()], None
        answer = self._answers[entry.internalId() - 1]
        return answer, answer.lines[entry.row()]

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if not parent.isValid():
            return len(self._answers)
        return len(self._answers[parent.row()].lines) if parent.internalId() == _TOP else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, _TOP)

    def data(self, entry: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not entry.isValid():
            return None
        answer, line = self.found_at(entry)
        if line is None:
            return _of_corpus(answer, role)
        return _of_line(answer, line, role)


def heading(answer: Answer) -> Heading:
    """How many hits a corpus has, in all and in each version; or why it could not be searched."""
    title = isolate(answer.title)
    if answer.error is not None:
        return Heading(title, messages.word(answer.error), failed=True)
    counts = answer.counts
    if counts is None or not counts.units:
        return Heading(title, tr("nothing found"), failed=False)
    rows, hits = count("{n} row", "{n} rows", counts.units), sum(counts.hits.values())
    told = tr("{hits} in {rows}", hits=count("{n} hit", "{n} hits", hits), rows=rows) if hits else rows
    parts = [
        Safe(f"{name_of(version, answer.versions)} {number(found)}")
        for version in answer.versions
        if (found := counts.hits.get(version.id, 0))
    ]
    return Heading(title, Safe("  ·  ".join([told, *parts])), failed=False)


def keyword_line(answer: Answer, line: FoundLine) -> KeywordLine:
    """A hit in its context."""
    row = tr("Row {row}", row=line.place.unit + 1)
    version = line.version
    return KeywordLine(
        Safe(f"{row}  ·  {name_of(version, answer.versions)}") if version is not None else row,
        visible(line.text[: line.start]),
        visible(line.text[line.start : line.stop]),
        visible(line.text[line.stop :]),
        version.language if version is not None else "und",
        version.direction if version is not None else Direction.LTR,
    )


def _of_corpus(answer: Answer, role: int) -> Any:
    if role == HEADING:
        return heading(answer)
    if role == Qt.ItemDataRole.DisplayRole:
        said = heading(answer)
        return Safe(f"{said.title}  ·  {said.words}")
    if role == Qt.ItemDataRole.ToolTipRole:
        return tooltip(heading(answer).words, str(answer.path))
    return None


def _of_line(answer: Answer, line: FoundLine, role: int) -> Any:
    if role == LINE:
        return keyword_line(answer, line)
    if role == Qt.ItemDataRole.DisplayRole:
        return Safe(f"{keyword_line(answer, line).place}  ·  {isolate(line.text)}")
    if role == Qt.ItemDataRole.ToolTipRole:
        return tooltip(line.text)
    return None
