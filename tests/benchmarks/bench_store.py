"""The store at a million rows: building, opening, the index, a screen of rows, one edit. Prints what it measures."""

from __future__ import annotations

import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit, UnitDraft
from viewer.model import Source, VersionId

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("HEXAPLA_BENCH_ROWS", "1000000"))
LANGUAGES = ("de", "pt", "ar", "ja", "ur")
SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)

WORDS = {
    "de": "die Stadt am Fluss war nach dem Krieg still und niemand ging über Straßen".split(),
    "pt": "a cidade junto ao rio ficou em silêncio depois da guerra e ninguém saía".split(),
    "ar": "كانت المدينة على النهر هادئة بعد الحرب ولم يخرج أحد إلى الشوارع".split(),
    "ja": "川のほとり の町は 戦争の あと静かに なり誰も 通りを 歩かなかった".split(),
    "ur": "دریا کے کنارے شہر جنگ کے بعد خاموش تھا اور کوئی سڑکوں پر نہیں نکلا".split(),
}


def say(what: str, figure: object) -> None:
    print(f"  {what:<52} {figure}")


def made_segments(language: str) -> Iterator[NewSegment]:
    chance = random.Random(language)
    words = WORDS[language]
    stretches = [" ".join(chance.choices(words, k=chance.randint(4, 22))) for _ in range(4096)]
    for number in range(ROWS):
        yield NewSegment(f"{number} {stretches[chance.getrandbits(12)]}")


def made_units() -> Iterator[NewUnit]:
    for number in range(ROWS):
        cell = (number, number + 1)
        yield NewUnit({VersionId(language): cell for language in LANGUAGES}, 0.75)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.hexapla"
    begun = time.perf_counter()
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Builder(path, title="A million rows") as builder:
        document = builder.add_document("made")
        for language in LANGUAGES:
            builder.add_text(document, builder.add_version(language), SOURCE, made_segments(language))
            say(f"texts written, {language}", f"{time.perf_counter() - begun:.1f} s")
        builder.add_units(document, made_units())
        say("rows written", f"{time.perf_counter() - begun:.1f} s")
        builder.commit()
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident
    say(f"built {ROWS:,} rows x {len(LANGUAGES)}", f"{time.perf_counter() - begun:.1f} s")
    say("peak memory above the start", f"{growth / 1024:.0f} MB")
    assert growth / 1024 < 200
    say("file", f"{path.stat().st_size / 1e6:.0f} MB")
    return path


def milliseconds(action: Callable[[], object], repeats: int) -> list[float]:
    figures = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        figures.append((time.perf_counter() - begun) * 1000)
    return figures


def spread(figures: list[float]) -> str:
    return f"p50 {statistics.median(figures):.2f} ms, max {max(figures):.2f} ms of {len(figures)}"


def test_opening_reads_next_to_nothing(large: Path) -> None:
    figures = milliseconds(lambda: Corpus.open(large).close(), 20)
    say("open and close", spread(figures))

    def opened() -> None:
        with Corpus.open(large) as corpus:
            assert corpus.unit_count == ROWS

    figures = milliseconds(opened, 20)
    say("open and count", spread(figures))
    assert statistics.median(figures) < 32


def test_the_index_loads_in_a_moment(large: Path) -> None:
    with Corpus.open(large) as corpus:
        figures = milliseconds(corpus.index, 10)
        say("index", spread(figures))
        assert corpus.index().complete() == ROWS
    assert statistics.median(figures) < 150


def test_a_screen_of_rows_takes_a_millisecond_or_two(large: Path) -> None:
    chance = random.Random(1)
    with Corpus.open(large) as corpus:
        corpus.units(ROWS // 2, ROWS // 2 + 50)
        warm = milliseconds(lambda: corpus.units(ROWS // 2, ROWS // 2 + 50), 200)

        def anywhere() -> None:
            start = chance.randrange(ROWS - 50)
            assert len(corpus.units(start, start + 50)) == 50

        cold = milliseconds(anywhere, 200)
    say("50 rows x 5, again", spread(warm))
    say("50 rows x 5, anywhere", spread(cold))
    assert statistics.median(warm) < 2


def test_a_version_streams(large: Path) -> None:
    with Corpus.open(large) as corpus:
        (figure,) = milliseconds(lambda: sum(1 for _ in corpus.segments(VersionId("de"))), 1)
        say("segments of one version", f"{figure / 1000:.2f} s")
        (figure,) = milliseconds(lambda: sum(map(len, corpus.contents(VersionId("ja")))), 1)
        say("contents of one version", f"{figure / 1000:.2f} s")
        chance = random.Random(2)
        ordinals = [chance.randrange(ROWS) for _ in range(1000)]
        (figure,) = milliseconds(lambda: corpus.segments_at(VersionId("ar"), ordinals), 1)
        say("1,000 segments anywhere", f"{figure:.1f} ms")
        (figure,) = milliseconds(lambda: sum(1 for _ in corpus.all_units()), 1)
        say("all rows", f"{figure / 1000:.2f} s")


def test_an_insertion_in_the_middle_takes_a_blink(large: Path) -> None:
    with Corpus.open(large) as corpus:
        places = iter(range(ROWS // 2, ROWS, 3))

        def split() -> None:
            place = next(places)
            (row,) = corpus.units(place, place + 1)
            first, *others = ids = {
                version: tuple(segment.id for segment in cell) for version, cell in row.cells.items()
            }
            pieces = [UnitDraft({first: ids[first]}), UnitDraft({version: ids[version] for version in others})]
            corpus.splice(place, place + 1, pieces, action="split")

        figures = milliseconds(split, 20)
        assert corpus.unit_count == ROWS + 20
        say("one insertion in the middle", spread(figures))
        say(
            "undo and 50 rows there",
            spread(milliseconds(lambda: corpus.undo() and corpus.units(ROWS // 2, ROWS // 2 + 50), 20)),
        )
        assert corpus.unit_count == ROWS
    assert statistics.median(figures) <= 50


def test_the_check_reads_everything(large: Path) -> None:
    with Corpus.open(large) as corpus:
        (figure,) = milliseconds(lambda: corpus.check(), 1)
    say("check", f"{figure / 1000:.1f} s")
