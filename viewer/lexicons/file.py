"""The file of one pair of languages: what is known of them, and which rows taught it.

It is a digest and an archive of arrays. It appears complete or not at all; what was damaged, or cut into tokens by
other rules than today's, is as good as no file.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from viewer.align.known import WordPairs
from viewer.align.sparse import Floats, Ints, Sparse
from viewer.align.tokens import bag

SUFFIX = ".lexicon"
_PAIRS = 120_000
"""Pairs of words kept of two languages, the most frequent: about a megabyte."""
_ROWS = 60_000
"""Rows that are known again, the newest."""
_MAGIC = b"Hexapla lexicon 1\n"
_DIGEST = hashlib.sha256
_PROBE = (
    "In 12,5 Millionen Jahren flössen Dürers Straßenbäume; the 3rd of May 1998, l'été où naquit la coopération",
    "Привет из Москвы, 25 декабря; Καλημέρα κόσμε; שלום עולם; नमस्ते दुनिया १२; வணக்கம்; გამარჯობა; սիրելի",
    "وكان الأستاذ في المدينة الكبيرة عام ١٩٩٨، کتاب اور لڑکے",
    "東京で二〇二〇年にオリンピックが開かれる予定だった。我们在北京大学学习中文。",
    "한국어를 배우는 사람들이 많습니다. ภาษาไทยง่ายมาก",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds."""

    pairs: WordPairs
    rows: Ints
    """uint64: `mark` of every row that has taught its lesson, the oldest first."""
    documents: int
    """How many documents these rows were in."""

    @staticmethod
    def nothing() -> Kept:
        """What is kept of two languages of which nothing is known."""
        return Kept(WordPairs.none(), np.zeros(0, np.uint64), 0)

    def plus(self, later: Kept) -> Kept:
        """With what was learned later; no more of it than is kept."""
        pairs = self.pairs.plus(later.pairs).pruned(_PAIRS)
        return Kept(pairs, np.concatenate([self.rows, later.rows])[-_ROWS:], self.documents + later.documents)


@cache
def form() -> bytes:
    """By which rules texts are cut into tokens: what they make of a few sentences in many scripts."""
    return _DIGEST("\n".join(bag(_PROBE, "en").vocabulary).encode()).digest()


def read(path: Path) -> Kept:
    """What the file holds, nothing where there is no file or none of use. Never raises."""
    try:
        content = path.read_bytes()
    except OSError:
        return Kept.nothing()
    head = len(_MAGIC) + _DIGEST().digest_size
    body = content[head:]
    if content[:head] != _MAGIC + _DIGEST(form() + body).digest():
        return Kept.nothing()
    with np.load(io.BytesIO(body), allow_pickle=False) as found:
        source, target = _tokens(found["source"]), _tokens(found["target"])
        pairs = Sparse(
            (len(source), len(target)), found["pointers"], found["columns"].astype(np.int64), _wide(found["values"])
        )
        counts = _wide(found["source_counts"]), _wide(found["target_counts"])
        return Kept(WordPairs(source, target, *counts, pairs), found["rows"], int(found["documents"]))


def write(path: Path, kept: Kept) -> None:
    """Makes the file. Raises OSError."""
    body = io.BytesIO()
    pairs = kept.pairs
    np.savez_compressed(
        body,
        source=_bytes(pairs.source),
        target=_bytes(pairs.target),
        source_counts=pairs.source_counts.astype(np.float32),
        target_counts=pairs.target_counts.astype(np.float32),
        pointers=pairs.pairs.pointers.astype(np.int64),
        columns=pairs.pairs.columns.astype(np.int32),
        values=pairs.pairs.values.astype(np.float32),
        rows=kept.rows,
        documents=np.array(kept.documents, np.int64),
    )
    content = body.getvalue()
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(_MAGIC + _DIGEST(form() + content).digest() + content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def mark(*parts: str) -> int:
    """A number for a row, by which it is known again: 64 bits of the digest of its texts."""
    return int.from_bytes(_DIGEST("\0".join(parts).encode("utf-8", "replace")).digest()[:8], "little")


def _bytes(tokens: tuple[str, ...]) -> Ints:
    return np.frombuffer("\n".join(tokens).encode("utf-8", "surrogatepass"), np.uint8)


def _tokens(stored: Ints) -> tuple[str, ...]:
    text = stored.tobytes().decode("utf-8", "surrogatepass")
    return tuple(text.split("\n")) if text else ()


def _wide(stored: Floats) -> Floats:
    return stored.astype(np.float64)
