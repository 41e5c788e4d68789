"""The corpora that reading and searching are measured on, built once and kept in the folder for temporary files.

A corpus is named after what it was made of, so that a change of this module or of the file format makes a new one.
"""

from __future__ import annotations

import getpass
import itertools
import lzma
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from viewer import assets
from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.corpus.schema import MIGRATIONS
from viewer.model import Kind, Source, Status, VersionId

GENERATED = ("de", "ar", "ja", "ur", "pt")
"""German, Arabic in naskh, Japanese, Urdu in nastaliq, Portuguese."""
BIBLES = ("de", "ar", "ja", "pt-blivre", "hbo", "en", "fr", "ru", "la", "nl", "de-elb")
"""Names of the files, the five of the smaller corpus first."""
VERSES = 31_102
SEARCHED = ("de", "en", "ar", "ja", "ru")
"""Of the Bibles, those that are searched: complete, in four scripts."""

_DOCUMENT = 10_000
"""Generated rows in a document."""
_POOL = 2048
"""Sentences of a language and a length; a paragraph is made of one to six of them."""
_SENTENCES = (1, 1, 1, 1, 2, 2, 2, 3, 3, 6)
"""How many a row has; drawn once for all its versions."""
_GAP, _FURNITURE = 0.03, 0.004
_SOURCE = Source("made.tsv", "tsv", "utf-8", "0" * 64)

Row = dict[str, NewSegment]
"""One row: the segment of each language that has one."""


def folder() -> Path:
    """Where what takes minutes to build is kept for the next run."""
    found = Path(tempfile.gettempdir()) / f"hexapla-bench-{getpass.getuser()}"
    found.mkdir(exist_ok=True)
    return found


def generated(rows: int) -> Path:
    """Rows of the five languages in documents of 10,000: from 10 to 600 letters, gaps, headings, runs of furniture."""
    return _kept(f"generated-{rows}", lambda path: _build(path, GENERATED, _generated_documents(rows)))


def bible(shared_data: Path, versions: int) -> Path:
    """The first of the Bibles of the shared data, joined by the numbers of the verses."""
    names = BIBLES[:versions]

    def build(path: Path) -> None:
        rows = list(_verses(shared_data, names))
        _build(path, names, [lambda: iter(rows)])

    return _kept(f"bible-{versions}", build)


def verses(shared_data: Path, rows: int) -> Path:
    """So many rows of the Bibles that are searched: all verses, a document, and again until there are enough."""

    def build(path: Path) -> None:
        once = list(_verses(shared_data, SEARCHED))
        starts = range(0, rows, VERSES)
        _build(path, SEARCHED, [lambda start=start: iter(once[: rows - start]) for start in starts])

    return _kept(f"verses-{rows}", build)


def _kept(name: str, build: Callable[[Path], None]) -> Path:
    made_of = sha256(Path(__file__).read_bytes() + bytes(len(MIGRATIONS)))
    path = folder() / f"{name}-{made_of.hexdigest()[:12]}.hexapla"
    if not path.exists():
        for older in folder().glob(f"{name}-*.hexapla"):
            older.unlink()
        begun = time.perf_counter()
        build(path)
        size = path.stat().st_size / 1e6
        print(f"\nbuilt {name} ({size:.0f} MB) in {time.perf_counter() - begun:.0f} s; kept as {path}")
    return path


def _build(path: Path, names: Sequence[str], documents: Sequence[Callable[[], Iterator[Row]]]) -> None:
    """Each of `documents` gives the same rows whenever it is called."""
    with Builder(path, title=path.stem, overwrite=True) as builder:
        versions = {name: builder.add_version(_tag(name), name) for name in names}
        for number, rows in enumerate(documents, 1):
            document = builder.add_document(f"Document {number}")
            for name, version in versions.items():
                builder.add_text(document, version, _SOURCE, _cells(rows(), name))
            builder.add_units(document, _units(rows(), versions))
        builder.commit()


def _tag(name: str) -> str:
    return {"pt-blivre": "pt", "de-elb": "de"}.get(name, name)


def _cells(rows: Iterator[Row], name: str) -> Iterator[NewSegment]:
    return (row[name] for row in rows if name in row)


def _units(rows: Iterator[Row], versions: dict[str, VersionId]) -> Iterator[NewUnit]:
    chance = random.Random(3)
    done = dict.fromkeys(versions, 0)
    for row in rows:
        cells: dict[VersionId, tuple[int, int]] = {}
        for name in row:
            cells[versions[name]] = (done[name], done[name] + 1)
            done[name] += 1
        yield NewUnit(cells, chance.betavariate(8, 1.5), Status.AUTOMATIC)


def _verses(shared_data: Path, names: Sequence[str]) -> Iterator[Row]:
    texts = []
    for name in names:
        with lzma.open(shared_data / "bible" / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
            pairs = (line.rstrip("\n").split("\t")[:2] for line in lines if "\t" in line)
            texts.append({verse: NewSegment(text) for verse, text in pairs if text.strip()})
    verses = dict.fromkeys(itertools.chain.from_iterable(texts))
    for verse in itertools.islice(verses, VERSES):
        yield {name: text[verse] for name, text in zip(names, texts, strict=True) if verse in text}


def _generated_documents(rows: int) -> list[Callable[[], Iterator[Row]]]:
    pools = {tag: [NewSegment(text) for text in _paragraphs(tag)] for tag in GENERATED}
    starts = range(0, rows, _DOCUMENT)
    return [lambda start=start: _generated(pools, start, min(rows - start, _DOCUMENT)) for start in starts]


def _generated(pools: dict[str, list[NewSegment]], start: int, count: int) -> Iterator[Row]:
    chance = random.Random(start)
    alone, left = "", 0
    for number in range(count):
        if left == 0 and chance.random() < _FURNITURE:
            alone, left = chance.choice(GENERATED), chance.randint(1, 8)
        if left:
            left -= 1
            yield {alone: NewSegment(f"{alone} {start + number}", Kind.FURNITURE)}
            continue
        sort = chance.randrange(len(_SENTENCES))
        row = {}
        for tag in GENERATED:
            if chance.random() >= _GAP:
                row[tag] = pools[tag][sort * _POOL + chance.randrange(_POOL)]
        if number % 200 == 0:
            row = {tag: NewSegment(segment.text[:60], Kind.HEADING) for tag, segment in row.items()}
        yield row or {"de": pools["de"][0]}


def _paragraphs(tag: str) -> Iterator[str]:
    """For each of `_SENTENCES` so many paragraphs, of words of the sample in any order."""
    chance = random.Random(tag)
    text = (assets.seeds() / f"{tag}.txt").read_text("utf-8")
    between = "" if tag == "ja" else " "
    # Japanese has no spaces: a stretch between two particles or marks is as good as a word here.
    words = [word for word in (re.split(r"(?<=[はがをにの、])|\s", text) if tag == "ja" else text.split()) if word]
    stop = {"ja": "。", "ur": "۔"}.get(tag, ".")
    for sentences in _SENTENCES:
        for _ in range(_POOL):
            yield between.join(
                between.join(chance.choices(words, k=chance.randint(3, 14))).rstrip(".。۔،,、") + stop
                for _ in range(sentences)
            )
