"""Changes of a corpus of 31,000 rows: how long the corpus is locked for each, and comparing a draft. Prints figures."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from viewer import changing
from viewer.changing.comparing import compare
from viewer.corpus import Builder, ColumnRows, Corpus, NewSegment, NewUnit
from viewer.model import Source, Status, VersionId

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("HEXAPLA_BENCH_CHANGED_ROWS", "31000"))
LANGUAGES = ("de", "pt", "ar", "ja", "ur")
SOURCE = Source("made.txt", "plain text", "utf-8", "0" * 64)


def say(what: str, seconds: float) -> None:
    print(f"  {what:<52} {seconds * 1000:.0f} ms")


def paragraphs(seed: str) -> list[str]:
    chance = random.Random(seed)
    words = [f"{seed}wort{number}" for number in range(2000)]
    return [f"{number} {' '.join(chance.choices(words, k=chance.randint(8, 40)))}" for number in range(ROWS)]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    path = tmp_path / "c.hexapla"
    with Builder(path, title="t") as builder:
        builder.add_document("d")
        for language in LANGUAGES:
            builder.add_text(0, builder.add_version(language), SOURCE, map(NewSegment, paragraphs(language)))
        cells = ({VersionId(language): (n, n + 1) for language in LANGUAGES} for n in range(ROWS))
        builder.add_units(0, (NewUnit(cell, 0.9, Status.CONFIRMED) for cell in cells))
        builder.commit()
    with Corpus.open(path) as opened:
        yield opened


def timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


@contextmanager
def limit(what: str, seconds: float) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    taken = time.perf_counter() - begun
    say(what, taken)
    assert taken < seconds


def test_adding_and_removing_a_version_lock_the_corpus_for_a_moment(corpus: Corpus) -> None:
    segments = [NewSegment(text) for text in paragraphs("fr")]
    rows = ColumnRows.of(range(1, ROWS + 1), [1] * ROWS, [0.8] * ROWS, [Status.CONFIRMED] * ROWS)
    with limit("a version added", 2), corpus.restructuring("add") as change:
        change.put_text(0, change.add_version("fr"), SOURCE, segments, rows)
    for turn in ("undone", "made again"):
        with limit(f"  {turn}", 2):
            (corpus.undo if turn == "undone" else corpus.redo)()
    with limit("a version removed", 2), corpus.restructuring("remove") as change:
        change.remove_version(VersionId("fr"))
    for turn in ("undone", "made again"):
        with limit(f"  {turn}", 2):
            (corpus.undo if turn == "undone" else corpus.redo)()
    with limit("a label changed", 0.5), corpus.restructuring("rename") as change:
        change.rename_version(VersionId("de"), "Luther")
    (size,) = corpus._database._sqlite.execute("SELECT max(length(content)) FROM image").fetchone()
    print(f"  {'largest image in the log':<52} {size / 1e6:.2f} MB for {corpus.path.stat().st_size / 1e6:.0f} MB")
    assert corpus.check() == []


def test_a_draft_takes_the_place_of_a_text_in_seconds(corpus: Corpus, tmp_path: Path) -> None:
    chance = random.Random(4)
    old = paragraphs("de")
    new = [text if chance.random() > 0.05 else text.replace(" ", " sehr ", 1) for text in old]
    say("comparing alone", timed(lambda: compare(old, new)))
    draft = tmp_path / "new.txt"
    draft.write_text("\n".join(new), encoding="utf-8")
    with limit("replacing, with reading and comparing", 60):
        changed = changing.replace(corpus.path, "de", draft, paragraphs="line", search=False)
    assert len(changed.rows) == sum(a != b for a, b in zip(old, new, strict=True))


def test_half_of_a_book_in_another_order_is_compared_in_seconds() -> None:
    chance = random.Random(5)
    old = paragraphs("de")
    new = [*old[ROWS // 2 :], *old[: ROWS // 2]]
    say("comparing, halves exchanged", timed(lambda: compare(old, new)))
    shuffled = list(old)
    chance.shuffle(shuffled)
    say("comparing, in no order", timed(lambda: compare(old, shuffled)))
    repeated = [chance.choice(["* * *", "He said.", "She said."]) for _ in old]
    other = [chance.choice(["* * *", "He said.", "She said."]) for _ in old]
    say("comparing, three paragraphs over and over", timed(lambda: compare(repeated, other)))
