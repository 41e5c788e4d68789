"""The store of lexicons in the user's data folder: a file for each pair of languages, which grows with every text.

Nothing in it can fail the user: what cannot be read is nothing known, what cannot be written is learned another time.
Two programs may read and write at once. A row teaches once, and once more when somebody has confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from viewer import folders
from viewer.align import Lexicon
from viewer.align.known import key_of
from viewer.align.sparse import Bools, Ints
from viewer.align.teaching import taught
from viewer.align.tokens import Bag, bag
from viewer.languages import primary
from viewer.lexicons import file
from viewer.lexicons.file import Kept
from viewer.lexicons.lock import locked

_FOLDER = "lexicons"
_OFF, _LOCK = "off", "lock"
_ROOM = 64 << 20
"""Bytes that the lexicons of all languages take together."""
_AT_ONCE = 4_000
"""Rows of a document that are looked at; a longer one is sampled evenly."""
_SURE = 1.0
"""A row that counts more than that has been confirmed by somebody."""


_Key = tuple[str, str]
"""Two languages, as `key_of` names them."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row, as it may be learned from."""

    cells: tuple[str, ...]
    """The text of every version, empty where it has none."""
    weight: float
    """How much it counts: 1 for a row that is certain, more if somebody has confirmed it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a pair of languages, in figures."""

    languages: tuple[str, str]
    pairs: int
    """Pairs of words."""
    documents: int
    size: int
    """Bytes."""


class Lexicons:
    """The store. What is learned counts at once, and is in the files when it has been saved; nothing is held open."""

    def __init__(self, folder: Path | None = None, *, in_use: bool = True) -> None:
        self.folder = folders.data() / _FOLDER if folder is None else folder
        self._in_use = in_use
        self._known: dict[_Key, Kept] = {}
        self._fresh: dict[_Key, Kept] = {}
        """The part of it that is not in the files yet."""

    @property
    def is_on(self) -> bool:
        """Whether it is used and added to; if not, it stays as it is."""
        return self._in_use and not (self.folder / _OFF).exists()

    def turn(self, on: bool) -> None:
        """Switches it on or off. Raises OSError."""
        if on:
            (self.folder / _OFF).unlink(missing_ok=True)
        else:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / _OFF).touch()

    def lexicon(self, languages: Iterable[str]) -> Lexicon:
        """What is known of these languages (BCP 47 tags) among each other; nothing if the store is off."""
        if not self.is_on:
            return Lexicon()
        keys = {key for pair in combinations(dict.fromkeys(languages), 2) if (key := key_of(*pair))}
        return Lexicon({key: pairs for key in sorted(keys) if (pairs := self._kept(key).pairs).source})

    def learn(self, languages: Sequence[str], rows: Iterable[Lesson], documents: int = 1) -> None:
        """Adds what rows of one or more documents teach, whose versions are in these languages.

        Nothing happens if the store is off.
        """
        if not self.is_on:
            return
        able = [row for row in rows if row.weight > 0 and sum(map(bool, row.cells)) > 1]
        if not able:
            return
        texts = _Texts(languages, able[:: -(-len(able) // _AT_ONCE) or 1])
        for x, y in combinations(range(len(languages)), 2):
            key = key_of(languages[x], languages[y])
            if key is not None:
                first, second = (x, y) if primary(languages[x]) == key[0] else (y, x)
                self._learn(key, texts, first, second, documents)

    def save(self) -> None:
        """Puts what was learned into the files. What cannot be written is forgotten."""
        with suppress(OSError):
            if self._fresh:
                self.folder.mkdir(parents=True, exist_ok=True)
                with locked(self.folder / _LOCK):
                    for key, fresh in sorted(self._fresh.items()):
                        # Another program may have learned meanwhile.
                        file.write(self._file(key), file.read(self._file(key)).plus(fresh))
                    self._make_room()
        self._fresh.clear()
        self._known.clear()

    def entries(self) -> list[Entry]:
        """What is known, by languages. Files that are of no use any more are thrown away."""
        found = []
        for path in sorted(self.folder.glob(f"*{file.SUFFIX}")):
            kept = file.read(path)
            with suppress(OSError):
                if not kept.pairs.source:
                    path.unlink()
                    continue
                first, _, second = path.stem.partition("-")
                size = path.stat().st_size
                found.append(Entry((first, second), len(kept.pairs.pairs.values), kept.documents, size))
        return found

    def empty(self) -> None:
        """Forgets everything. Raises OSError."""
        if not self.folder.exists():
            return
        with locked(self.folder / _LOCK):
            for path in self.folder.glob(f"*{file.SUFFIX}*"):
                path.unlink(missing_ok=True)
        self._fresh.clear()
        self._known.clear()

    def _file(self, key: _Key) -> Path:
        return self.folder / f"{key[0]}-{key[1]}{file.SUFFIX}"

    def _kept(self, key: _Key) -> Kept:
        if key not in self._known:
            self._known[key] = file.read(self._file(key))
        return self._known[key]

    def _learn(self, key: _Key, texts: _Texts, x: int, y: int, documents: int) -> None:
        known = self._kept(key)
        marks = texts.marks(x, y)
        first = np.zeros(len(marks), np.bool_)
        first[np.unique(marks, return_index=True)[1]] = True
        new = first & texts.both(x, y) & ~np.isin(marks, known.rows)
        if not new.any():
            return
        pairs = taught(texts.bag(x), texts.bag(y), np.where(new, texts.weights, 0.0), known.pairs)
        is_unseen = bool((texts.weights[new] <= _SURE).any())
        more = Kept(pairs, marks[new], documents * is_unseen)
        self._known[key] = known.plus(more)
        self._fresh[key] = self._fresh.get(key, Kept.nothing()).plus(more)

    def _make_room(self) -> None:
        """Forgets the languages that were learned longest ago, if all together take too much room."""
        found = sorted((path.stat().st_mtime, path) for path in self.folder.glob(f"*{file.SUFFIX}"))
        taken = sum(path.stat().st_size for _, path in found)
        for _, path in found:
            if taken <= _ROOM:
                return
            taken -= path.stat().st_size
            path.unlink()


class _Texts:
    """The rows of one document by their versions, cut into tokens when they are needed."""

    def __init__(self, languages: Sequence[str], rows: Sequence[Lesson]) -> None:
        self._languages = languages
        self._columns = [[row.cells[version] for row in rows] for version in range(len(languages))]
        self._bags: dict[int, Bag] = {}
        self.weights = np.array([row.weight for row in rows], np.float64)

    def bag(self, version: int) -> Bag:
        """A segment a row."""
        if version not in self._bags:
            self._bags[version] = bag(self._columns[version], self._languages[version])
        return self._bags[version]

    def both(self, x: int, y: int) -> Bools:
        """bool[rows]: where the two versions have something."""
        return np.array([bool(a and b) for a, b in zip(self._columns[x], self._columns[y], strict=True)], np.bool_)

    def marks(self, x: int, y: int) -> Ints:
        """uint64[rows]: by what each pair of cells is known again."""
        sure = self.weights > _SURE
        cells = zip(self._columns[x], self._columns[y], sure.tolist(), strict=True)
        return np.array([file.mark(a, b, str(by_hand)) for a, b, by_hand in cells], np.uint64)
