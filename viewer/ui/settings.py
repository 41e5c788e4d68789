"""Settings: one table says what there is, what it means and where it starts; one small file keeps what was changed.

The file is JSON, written whole to a neighbour and renamed, so that a crash leaves the old one or the new one. A file
that cannot be read is kept under another name and the defaults take over. An entry this version does not know stays.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from viewer.ui.i18n import noop

FILE_NAME: Final = "settings.json"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table."""

    key: str
    default: Any
    help: str
    valid: Callable[[Any], bool] = lambda value: True
    """Beyond having the type of the default."""

    def accepts(self, value: Any) -> bool:
        """Whether `value` could have been written by this program."""
        kinds = (int, float) if isinstance(self.default, float) else type(self.default)
        if isinstance(value, bool) and not isinstance(self.default, bool):
            return False
        return isinstance(value, kinds) and self.valid(value)


def _one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


SETTINGS: Final = (
    Setting("theme", "system", noop("Colours of the window: as the system, or always these."),
            _one_of("system", "light", "dark", "sepia")),
    Setting("zoom", 1.0, noop("Size of the texts; 1 is the ordinary size."), lambda value: 0.5 <= value <= 4.0),
    Setting("layout", "columns", noop("How the versions stand: side by side, under one another, or the others hidden."),
            _one_of("columns", "lines", "hidden")),
    Setting("level", "paragraph", noop("What a row is shown by: paragraph or sentence."),
            _one_of("paragraph", "sentence")),
    Setting("flowing", False, noop("Whether each version flows by itself instead of row by row.")),
    Setting("blur", True, noop("Whether hidden translations are blurred rather than left out.")),
    Setting("freeze_first", False, noop("Whether the first pane stays while the others are scrolled sideways.")),
    Setting("mirrored", False, noop("Whether the first pane is the rightmost.")),
    Setting("overview", True, noop("Whether the overview strip is shown beside the texts.")),
    Setting("partner", True,
            noop("Whether the sentence under the pointer and its likely partners in the other versions are marked.")),
    Setting("caret", False, noop("Whether there is a caret in the texts without a click.")),
    Setting("menu_bar", True, noop("Whether the menu bar is shown.")),
    Setting("smooth_scrolling", True, noop("Whether the texts glide when the wheel is turned.")),
    Setting("gutter", True, noop("Whether the numbers of the rows stand beside them.")),
    Setting("row_marks", True, noop("Whether doubtful, edited and confirmed rows are marked beside the texts.")),
    Setting("tint_doubtful", False, noop("Whether the ground of doubtful rows is tinted.")),
    Setting("text_width", 0, noop("The greatest width of a line in em; 0 is that of its pane."),
            lambda value: 0 <= value <= 200),
    Setting("outline", False, noop("Whether the outline of documents and headings is shown.")),
    Setting("notes", False, noop("Whether the list of bookmarks and notes is shown.")),
    Setting("repair_realign", True, noop("Whether the rows around a repair are aligned anew.")),
    Setting("search_exact", False, noop("Whether the search tells accents, capitals and letter forms apart.")),
    Setting("search_word", False, noop("Whether the search finds whole words only.")),
    Setting("search_regex", False, noop("Whether what is typed is a regular expression.")),
    Setting("search_loose_arabic", False, noop("Whether the search takes spellings of the long Arabic a for alike.")),
    Setting("search_kana", False, noop("Whether the search takes hiragana and katakana for the same.")),
    Setting("search_mode", "literal", noop("How the search reads several words: as one text, as all or any of them."),
            _one_of("literal", "all", "any")),
    Setting("search_more", False, noop("Whether the search shows the form with a condition for each version.")),
    Setting("hits_share", 0.72, noop("The part of the width that the list of hits has beside the row of a hit."),
            lambda value: 0.1 <= value <= 0.95),
    Setting("window", "", noop("Size and place of the window, as Qt writes them.")),
    Setting("commands_used", [], noop("Commands that were run from the command palette; the last one is the first.")),
    Setting("session", [], noop("The windows that are open, with corpus and place; the next start opens them again.")),
    Setting("unfinished_starts", 0, noop("How often in a row the program ended before its windows were open again."),
            lambda value: value >= 0),
    Setting("sample", "", noop("Where the sample was saved.")),
    Setting("recent", [], noop("Corpora that were open, with the places where reading was left.")),
    Setting("library_folders", [], noop("Folders that the library page looks through besides that of imports.")),
    Setting("library_left_out", [], noop("Corpora in these folders that were removed from the library page.")),
    Setting("justify", False, noop("Whether lines are stretched to the width of their pane.")),
    Setting("invisibles", False, noop("Whether there are signs over characters that cannot be seen.")),
    Setting("styles", {}, noop("Font, size and line height of the languages that were changed, by language tag.")),
    Setting("version_styles", [],
            noop("Direction and size of the versions that were changed, by corpus; the last changed one is the last.")),
    Setting("export", {}, noop("What was chosen for the last export: format, folder, layout and paper.")),
    Setting("folder", "", noop("The folder of the last file dialog.")),
)  # fmt: skip

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
