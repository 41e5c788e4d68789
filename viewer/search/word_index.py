"""Which segments of a version hold which words, as one file mapped into memory: what statistics of words are made of.

The search itself has no use for it: it scans. Here all words of a version are counted at once.

Layout, little-endian: a header; W + 1 offsets (int64) of the words in their text, W + 1 of their forms, W + 1 places
(int64) of the words in the postings; the postings, segments (uint32) rising within each word; the text of the words,
folded and in the order of their letters; that of their forms, each as it is written most often. The header has all
sizes and a checksum of it all.
"""

from __future__ import annotations

import io
import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

import numpy as np
from numpy.typing import NDArray

from viewer.errors import Cancelled
from viewer.model import Kind, Segment
from viewer.search.cache_file import CacheFile
from viewer.search.counted_words import counted_words
from viewer.text.folding import FOLD_VERSION, Folding

Ints = NDArray[np.int64]

_LAYOUT = "1"
_MAGIC = b"HXWORD1\n"
_HEADER = struct.Struct("<8sQQQQQQII")
"""Magic, segments, characters, words, postings, bytes of words, of forms, checksum, nothing."""
_BLOCK = 1 << 15
"""Segments whose words are sorted at once."""
_BATCH = 512
_FOLDING = Folding()


class NotAWordIndex(Exception):
    """The file is torn, foreign, or of other text."""


class Words(Sequence[str]):
    """Strings in one text, read when they are asked for."""

    def __init__(self, text: memoryview, offsets: Ints) -> None:
        self._text = text
        self._offsets = offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> str:  # type: ignore[override]  # nobody slices
        return str(self._text[int(self._offsets[number]) : int(self._offsets[number + 1])], "utf-8")


@dataclass(frozen=True, slots=True)
class WordIndex:
    """W words and the segments that hold them. Furniture and what is excluded counts as empty."""

    words: Words
    """Folded; rising."""
    forms: Words
    """As each word is written most often."""
    starts: Ints
    """Shape (W + 1,): where the segments of each word begin in `postings`. None is empty."""
    postings: NDArray[np.uint32]
    """Ordinals of segments, rising within each word."""
    segments: int
    """Of the version, those without words included."""
    characters: int
    """Code points of all of them."""

    def segments_of(self, word: int) -> NDArray[np.uint32]:
        """The segments that hold a word; rising."""
        return self.postings[int(self.starts[word]) : int(self.starts[word + 1])]

    def count(self, chosen: NDArray[np.bool_]) -> Ints:
        """Shape (W,): in how many of the chosen segments (shape (N,)) each word stands."""
        if not len(self.words):
            return np.zeros(0, np.int64)
        held = chosen[self.postings]
        if np.count_nonzero(held) < len(held) // 8:  # few are found faster than all are added up
            few: Ints = np.diff(np.searchsorted(np.flatnonzero(held), self.starts))
            return few
        counts: Ints = np.add.reduceat(held, self.starts[:-1], dtype=np.int64)
        return counts

    def number(self, word: str) -> int | None:
        """The number of a folded word."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else None

    def beginning(self, letters: str) -> range:
        """The numbers of the words that begin with folded letters."""
        return range(bisect_left(self.words, letters), bisect_left(self.words, f"{letters}\U0010ffff"))


@dataclass(frozen=True, slots=True)
class WordIndexFile(CacheFile):
    """Where the word index of one version, as it is in one revision, is kept."""

    FORM: ClassVar[str] = f"{_LAYOUT}-{FOLD_VERSION}"
    SUFFIX: ClassVar[str] = "words"

    def open(self) -> WordIndex:
        """Maps the file. Raises OSError where there is none, NotAWordIndex where it is damaged."""
        return _read(self.mapped())

    def build(
        self,
        segments: Callable[[], Iterable[Segment]],
        *,
        total: int,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> WordIndex:
        """Counts the words of the segments into the file, and maps it.

        `progress` is told the part done, 0 to 1, of `total` segments. Where the folder cannot be written the index is
        kept in memory. Raises Cancelled.
        """
        made = _counted(segments(), total, progress, cancelled)
        try:
            self.write(made.write)
            return self.open()
        except (OSError, NotAWordIndex):
            memory = io.BytesIO()
            made.write(memory)
            return _read(memory.getbuffer())


@dataclass(frozen=True, slots=True)
class _Made:
    """An index before it is written."""

    words: list[bytes]
    forms: list[bytes]
    starts: Ints
    postings: NDArray[np.uint32]
    segments: int
    characters: int

    def write(self, file: BinaryIO) -> None:
        words, forms = b"".join(self.words), b"".join(self.forms)
        arrays = (_offsets(self.words), _offsets(self.forms), self.starts, self.postings)
        parts = [*(array.tobytes() for array in arrays), words, forms]
        sizes = (self.segments, self.characters, len(self.words), len(self.postings), len(words), len(forms))
        checksum = zlib.crc32(_header(sizes, 0))
        for part in parts:
            checksum = zlib.crc32(part, checksum)
        file.write(_header(sizes, checksum))
        for part in parts:
            file.write(part)


def _header(sizes: tuple[int, ...], checksum: int) -> bytes:
    return _HEADER.pack(_MAGIC, *sizes, checksum, 0)


def _offsets(texts: list[bytes]) -> Ints:
    offsets = np.zeros(len(texts) + 1, "<i8")
    np.cumsum([len(text) for text in texts], out=offsets[1:])
    return offsets


def _counted(
    segments: Iterable[Segment], total: int, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> _Made:
    # Spellings are folded once, not once for every place; their numbers are in the order of first sight.
    spellings: dict[str, int] = {}
    blocks: list[tuple[NDArray[np.uint32], NDArray[np.uint32]]] = []
    numbers, sizes = array("I"), array("I")
    done = characters = 0

    def cut() -> None:
        if sizes:
            ordinals = np.repeat(np.arange(done - len(sizes), done, dtype=np.uint32), np.array(sizes))
            blocks.append((np.array(numbers, np.uint32), ordinals))
            del numbers[:], sizes[:]

    for segment in segments:
        if done % _BATCH == 0:
            if cancelled():
                raise Cancelled
            progress(min(1.0, done / total) if total else 1.0)
        text = segment.text
        counted = not segment.excluded and segment.kind is not Kind.FURNITURE
        here = {text[start:stop] for start, stop in counted_words(text)} if counted else ()
        numbers.extend([spellings.setdefault(word, len(spellings)) for word in here])
        sizes.append(len(here))
        characters += len(text)
        done += 1
        if len(sizes) == _BLOCK:
            cut()
    cut()
    return _sorted(spellings, blocks, done, characters, cancelled)


def _sorted(
    spellings: dict[str, int],
    blocks: list[tuple[NDArray[np.uint32], NDArray[np.uint32]]],
    segments: int,
    characters: int,
    cancelled: Callable[[], bool],
) -> _Made:
    written = list(spellings)
    folded = [_FOLDING.fold(spelling) for spelling in written]
    words = sorted({word for word in folded if word.strip()})
    number_of = {word: number for number, word in enumerate(words)}
    number = np.array([number_of.get(word, len(words)) for word in folded], np.int64)
    """The word of each spelling; what folds to nothing comes after all words."""
    uses = np.zeros(len(written), np.int64)
    counts = np.zeros(len(words) + 1, np.int64)
    for place, (spelled, ordinals) in enumerate(blocks):
        if cancelled():
            raise Cancelled
        uses += np.bincount(spelled, minlength=len(written))
        # Two spellings of a word in one segment count once.
        keys = np.unique(number[spelled] << 32 | ordinals)
        mine = (keys >> 32).astype(np.uint32)
        counts += np.bincount(mine, minlength=len(words) + 1)
        blocks[place] = mine, (keys & 0xFFFFFFFF).astype(np.uint32)
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts[:-1])))
    postings = np.empty(int(starts[-1]), "<u4")
    filled = starts.copy()
    for mine, ordinals in blocks:
        own = np.bincount(mine, minlength=len(words) + 1)
        before = np.cumsum(own) - own
        known = mine < len(words)
        mine, ordinals = mine[known], ordinals[known]
        postings[filled[mine] + np.arange(len(mine)) - before[mine]] = ordinals
        filled[:-1] += own[:-1]
    forms = [""] * len(words)
    for spelling in sorted(range(len(written)), key=lambda number: (uses[number], written[number])):
        if number[spelling] < len(words):
            forms[number[spelling]] = written[spelling]
    return _Made(_encoded(words), _encoded(forms), starts, postings, segments, characters)


def _encoded(texts: Iterable[str]) -> list[bytes]:
    return [text.encode("utf-8", "replace") for text in texts]


def _read(data: memoryview) -> WordIndex:
    try:
        magic, *sizes, checksum, _ = _HEADER.unpack_from(data)
    except struct.error as error:
        raise NotAWordIndex from error
    segments, characters, words, postings, word_bytes, form_bytes = sizes
    arrays = 8 * 3 * (words + 1) + 4 * postings
    if magic != _MAGIC or len(data) != _HEADER.size + arrays + word_bytes + form_bytes:
        raise NotAWordIndex
    if zlib.crc32(data[_HEADER.size :], zlib.crc32(_header(tuple(sizes), 0))) != checksum:
        raise NotAWordIndex
    at = _HEADER.size
    offsets = [np.frombuffer(data, "<i8", words + 1, at + part * 8 * (words + 1)) for part in range(3)]
    texts = data[_HEADER.size + arrays :]
    return WordIndex(
        words=Words(texts[:word_bytes], offsets[0]),
        forms=Words(texts[word_bytes:], offsets[1]),
        starts=offsets[2],
        postings=np.frombuffer(data, "<u4", postings, at + 24 * (words + 1)),
        segments=segments,
        characters=characters,
    )
