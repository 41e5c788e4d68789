"""Corpora that were open, and the place where each was left. Kept in the settings: reading does not change a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QDate

from viewer.ui.settings import Settings

_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """A corpus that was open."""

    path: str
    title: str
    row: int = 0
    """Number of the row that was read, from 0."""
    rows: int = 0
    at: str = ""
    """UTC, ISO 8601."""
    place: Mapping[str, Any] = field(default_factory=dict)
    """As the reading view describes it."""
    where: str = ""
    """The chapter that was read, or the document; empty where it is called as the corpus."""

    def date(self) -> QDate:
        """The day on which it was last open, here."""
        try:
            when = datetime.fromisoformat(self.at).astimezone()
        except ValueError:
            when = datetime.now().astimezone()
        return QDate(when.year, when.month, when.day)

    @property
    def gone(self) -> bool:
        """Whether there is no such file any more."""
        return not Path(self.path).is_file()


class Recents:
    """The list, newest first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def all(self) -> list[Recent]:
        """What was open and is still there."""
        return [recent for recent in self._read() if not recent.gone]

    def paths(self) -> list[Path]:
        """The file of every corpus that was open, still there or not."""
        return [Path(recent.path) for recent in self._read()]

    def find(self, path: Path) -> Recent | None:
        """The entry of that file."""
        return next((recent for recent in self._read() if recent.path == str(path)), None)

    def remember(
        self, path: Path, *, title: str, row: int, rows: int, place: Mapping[str, Any], where: str = ""
    ) -> None:
        """Puts the corpus first, with the place where it is being read."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = Recent(str(path), title, row, rows, now, dict(place), where)
        self._write([entry, *(recent for recent in self._read() if recent.path != entry.path)])

    def rename(self, path: Path, title: str) -> None:
        """Another title of the corpus at `path`, if it is known."""
        self._write([replace(one, title=title) if one.path == str(path) else one for one in self._read()])

    def carry_over(self, before: Path, path: Path) -> None:
        """Notes for the file at `path` what is known of another one, such as the place where that was left."""
        known = self.find(before)
        if known is not None and before != path:
            entry = replace(known, path=str(path))
            self._write([entry, *(recent for recent in self._read() if recent.path != entry.path)])

    def forget(self, path: Path) -> None:
        """Takes the entry of that file away."""
        self._write([recent for recent in self._read() if recent.path != str(path)])

    def _read(self) -> list[Recent]:
        return [recent for entry in self._settings["recent"] if (recent := _from_json(entry)) is not None]

    def _write(self, recents: list[Recent]) -> None:
        self._settings["recent"] = [asdict(recent) for recent in recents[:_MOST]]


def _from_json(entry: Any) -> Recent | None:
    """None for what this program did not write."""
    if not isinstance(entry, dict):
        return None
    entry = {"where": "", **entry}  # earlier versions did not note it
    kinds: dict[str, type] = {
        "path": str,
        "title": str,
        "row": int,
        "rows": int,
        "at": str,
        "place": dict,
        "where": str,
    }
    if not all(isinstance(entry.get(key), kind) for key, kind in kinds.items()):
        return None
    return Recent(**{key: entry[key] for key in kinds})
