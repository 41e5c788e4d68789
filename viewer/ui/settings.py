"""Settings: the table says what there is and where it starts; one small file keeps what was changed.

The file is JSON, written whole to a neighbour and renamed, so that a crash leaves the old one or the new one. A file
that cannot be read is kept under another name and the defaults take over. An entry this version does not know stays.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from viewer.ui.settings_table import SETTINGS

FILE_NAME: Final = "settings.json"


_TABLE: Final = {setting.key: setting for setting in SETTINGS}


class Settings(QObject):
    """The values. `None` as a path keeps them in memory, for a window that must leave no trace."""

    changed = Signal(str)
    """The key of a setting that has another value now; to be written down."""
    chosen = Signal(str)
    """The key of a setting that was chosen for all windows, which take it over."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.damaged: Path | None = None
        """Where the unreadable file was kept, if there was one."""
        self.refused: tuple[str, ...] = ()
        """Keys whose values were none that this program writes."""
        self.unreadable: OSError | None = None
        """Why the file could not even be opened, if so."""
        self._values: dict[str, Any] = {}
        self._writings = _Writings()
        if path is not None:
            self._read(path)

    def __getitem__(self, key: str) -> Any:
        return self._values.get(key, _TABLE[key].default)

    def __setitem__(self, key: str, value: Any) -> None:
        if not _TABLE[key].accepts(value):
            raise ValueError(f"{key} = {value!r}")
        if key not in self._values or self._values[key] != value:
            self._values[key] = value
            self.changed.emit(key)

    def choose(self, key: str, value: Any) -> None:
        """Sets a value for all windows, not just for the next one. Raises ValueError for one that is none."""
        self[key] = value
        self.chosen.emit(key)

    def save(self) -> None:
        """Writes the file. Raises OSError, and then leaves the old file as it was."""
        self.writing()()

    def writing(self) -> Callable[[], None]:
        """What `save` would do now, to be done later or in another thread."""
        if self.path is None:
            return lambda: None
        text = json.dumps(self._values, ensure_ascii=True, indent=1, sort_keys=True)
        return partial(self._writings.write, self._writings.turn(), self.path, text)

    def _read(self, path: Path) -> None:
        try:
            values = json.loads(path.read_bytes())
        except FileNotFoundError:
            return
        except OSError as error:
            self.unreadable = error
            return
        except (ValueError, RecursionError):
            self._set_aside(path)
            return
        if not isinstance(values, dict):
            self._set_aside(path)
            return
        _migrate(values)
        self.refused = tuple(key for key, value in values.items() if key in _TABLE and not _TABLE[key].accepts(value))
        self._values = {key: value for key, value in values.items() if key not in self.refused}

    def _set_aside(self, path: Path) -> None:
        number = 1
        while (kept := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
            number += 1
        path.replace(kept)
        self.damaged = kept


class _Writings:
    """Whoever writes last has the last word, in whatever threads it is done; what is written already is left out."""

    def __init__(self) -> None:
        self._turns = count(1)
        self._lock = threading.Lock()
        self._done = 0
        self._text: str | None = None

    def turn(self) -> int:
        """The place in the order of what is asked to be written."""
        return next(self._turns)

    def write(self, turn: int, path: Path, text: str) -> None:
        """Writes the file, unless that is needless by now. Raises OSError, and then leaves the old file."""
        with self._lock:
            if turn < self._done or (text == self._text and path.exists()):
                return
            _write(path, text)
            self._done, self._text = turn, text


def _migrate(values: dict[str, Any]) -> None:
    """What an earlier version wrote in another form: one corpus that was open, instead of all windows."""
    last = values.pop("last", "")
    if isinstance(last, str) and last:
        values.setdefault("session", [{"corpus": last}])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".settings-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
