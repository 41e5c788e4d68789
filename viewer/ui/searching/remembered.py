"""Searches that were made or saved, as they are written down: in a small file per corpus, or in the corpus itself.

What was searched for is the reader's: it lies in the user's own data folder, for reading does not change a corpus. A
search that was saved by name belongs to the corpus. What another program wrote there is passed over, never an error.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from viewer.corpus import Corpus
from viewer.errors import ReadOnly
from viewer.model import VersionId
from viewer.search import Mode, RowClass, Scope
from viewer.text.folding import Folding
from viewer.ui.searching.session import Wanted

SETTING: Final = "searches"
"""The setting of a corpus that holds its saved searches."""
_MOST: Final = 100
"""Searches that are remembered of one corpus, the newest."""
_SWITCHES: Final = ("exact", "word", "regex", "loose_arabic", "kana")
_FOLDING: Final = Folding()


@dataclass(frozen=True, slots=True)
class Saved:
    """A search with a name, which no other of its corpus has."""

    name: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of one corpus on this computer."""

    history: tuple[Wanted, ...] = ()
    """The newest first, none twice."""
    saved: tuple[Saved, ...] = ()
    """Those that the corpus itself could not take."""

    def with_use(self, wanted: Wanted) -> Remembered:
        """A search was used."""
        others = [other for other in self.history if other != wanted]
        return replace(self, history=(wanted, *others)[:_MOST])

    def matching(self, text: str) -> tuple[Wanted, ...]:
        """Those with `text` in them, letter forms and accents apart; all if none has, or only `text` itself."""
        part = _FOLDING.fold(text.strip())
        found = tuple(one for one in self.history if part in _FOLDING.fold(one.text))
        return found if any(one.text != text for one in found) else self.history


def with_saved(searches: Iterable[Saved], saved: Saved, *, instead_of: str = "") -> tuple[Saved, ...]:
    """Puts a search in the place of `instead_of`, or of the one that has its name, else at the end."""
    known = list(searches)
    names = [one.name for one in known]
    place = next((names.index(name) for name in (instead_of, saved.name) if name in names), len(known))
    known[place : place + 1] = [saved]
    return tuple(one for number, one in enumerate(known) if number == place or one.name != saved.name)


def without(searches: Iterable[Saved], name: str) -> tuple[Saved, ...]:
    """The others."""
    return tuple(one for one in searches if one.name != name)


# As JSON


def to_json(wanted: Wanted) -> dict[str, Any]:
    """A search with all that was chosen for it; a switch that is off is left out."""
    found: dict[str, Any] = {
        "text": wanted.text,
        "versions": list(wanted.within or ()),
        **{name: getattr(wanted, name) for name in _SWITCHES},
        "mode": None if wanted.mode is Mode.LITERAL else wanted.mode,
        "rows": sorted(wanted.rows),
        "without_furniture": not wanted.scope.furniture,
    }
    plain = {key: value for key, value in found.items() if value}
    return plain if wanted.scope.document is None else {**plain, "document": wanted.scope.document}


def from_json(found: Any) -> Wanted | None:
    """None for what this program did not write; what a later one added is passed over."""
    if not isinstance(found, dict) or not isinstance(found.get("text", ""), str):
        return None
    versions, document, mode, rows = (found.get(key) for key in ("versions", "document", "mode", "rows"))
    within = tuple(VersionId(one) for one in versions if isinstance(one, str)) if isinstance(versions, list) else ()
    wanted = Wanted(
        found.get("text", ""),
        within or None,
        **{name: found.get(name) is True for name in _SWITCHES},
        mode=Mode(mode) if mode in set(Mode) else Mode.LITERAL,
        rows=frozenset(RowClass(one) for one in rows if one in set(RowClass))
        if isinstance(rows, list)
        else frozenset(),
        scope=Scope(
            document=document if isinstance(document, int) and document >= 0 else None,
            furniture=found.get("without_furniture") is not True,
        ),
    )
    return wanted if wanted else None


def saved_to_text(searches: Iterable[Saved]) -> str:
    """Saved searches as the setting of a corpus."""
    return json.dumps([{"name": one.name, **to_json(one.wanted)} for one in searches], ensure_ascii=True)


def saved_from_text(text: str | None) -> tuple[Saved, ...]:
    """Saved searches from the setting of a corpus."""
    try:
        return _saved(json.loads(text or "[]"))
    except (ValueError, RecursionError):
        return ()


def _saved(found: Any) -> tuple[Saved, ...]:
    known: dict[str, Saved] = {}
    for one in found if isinstance(found, list) else []:
        wanted = from_json(one)
        name = one.get("name") if wanted is not None else None
        if wanted is not None and isinstance(name, str) and name.strip():
            known.setdefault(name, Saved(name, wanted))
    return tuple(known.values())


def saved_in(corpus: Corpus, file: SearchFile) -> tuple[Saved, ...]:
    """The saved searches of a corpus, then those that it could not take. Raises as reading a corpus does."""
    own = saved_from_text(corpus.setting(SETTING))
    names = {one.name for one in own}
    return (*own, *(one for one in file.read().saved if one.name not in names))


@dataclass(frozen=True, slots=True)
class Kept:
    """What has become of the saved searches of a corpus."""

    saved: tuple[Saved, ...]
    beside: bool
    """Whether they had to be kept beside the corpus, which cannot be written."""


def keep(path: Path, file: SearchFile, change: Callable[[tuple[Saved, ...]], tuple[Saved, ...]]) -> Kept:
    """Changes the saved searches of the corpus at `path`; where that cannot be written, those in `file`.

    What the corpus itself holds then stays. Raises as opening and writing a corpus does, and OSError.
    """
    try:
        with Corpus.open(path) as corpus:
            saved = change(saved_in(corpus, file))
            corpus.set_setting(SETTING, saved_to_text(saved))
    except ReadOnly:
        with Corpus.open(path, read_only=True) as corpus:
            own = saved_from_text(corpus.setting(SETTING))
            changed = tuple(one for one in change(saved_in(corpus, file)) if one not in own)
            file.change(lambda known: replace(known, saved=changed))
            return Kept(saved_in(corpus, file), beside=True)
    if file.read().saved:
        file.change(lambda known: replace(known, saved=()))
    return Kept(saved, beside=False)


# The file


@dataclass(frozen=True, slots=True)
class SearchFile:
    """The file of one corpus. Used in one thread."""

    folder: Path
    uuid: str

    @property
    def path(self) -> Path:
        # A corpus of unknown origin may call itself anything; a digest is a file name.
        return self.folder / f"{hashlib.sha256(self.uuid.encode()).hexdigest()[:32]}.json"

    def read(self) -> Remembered:
        """What it holds; nothing if it is not there or cannot be read."""
        try:
            found = json.loads(self.path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return Remembered()
        if not isinstance(found, dict) or not isinstance(found.get("history", []), list):
            return Remembered()
        history = (from_json(one) for one in found.get("history", []))
        wanted = dict.fromkeys(one for one in history if one is not None)
        return Remembered(tuple(wanted)[:_MOST], _saved(found.get("saved")))

    def change(self, change: Callable[[Remembered], Remembered]) -> Remembered:
        """Reads it anew, for another window may have written, and writes what `change` makes of it. Raises OSError."""
        remembered = change(self.read())
        content = {
            "history": [to_json(one) for one in remembered.history],
            "saved": [{"name": one.name, **to_json(one.wanted)} for one in remembered.saved],
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.part")
        try:
            part.write_text(json.dumps(content, ensure_ascii=True, indent=1), encoding="utf-8")
            os.replace(part, self.path)
        finally:
            part.unlink(missing_ok=True)
        return remembered
