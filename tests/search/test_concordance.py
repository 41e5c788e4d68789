"""Lines are those of a plain list of hits, wherever one looks, and cost only what is looked at."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed_corpus import ListedCorpus

from viewer.errors import Cancelled, Locked
from viewer.model import Hit, VersionId
from viewer.search.clauses import Presence
from viewer.search.concordance import Arrangement, Concordance, context
from viewer.search.engine import Engine
from viewer.search.hit_places import HitPlaces, gathered
from viewer.search.query import Query, condition, parse

DE, AR = VersionId("de"), VersionId("ar")

texts = st.lists(st.lists(st.text("aä b\n", max_size=6), max_size=3), min_size=6, max_size=6)
corpora = st.builds(lambda de, en: ListedCorpus({"de": de, "en": en}, documents=[2, 4]), texts, texts)
relaxed = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def searched(corpus: ListedCorpus, text: str, cache: Path) -> tuple[Query, HitPlaces]:
    query = parse(text, versions=corpus.versions())
    return query, gathered(Engine(corpus, cache).scan(query), corpus)


@pytest.fixture
def corpus() -> ListedCorpus:
    return ListedCorpus(
        {
            "de": [["Die Stadt am Fluss", "Stadt und Stadt"], ["Haus"], [], ["Hauptstadt"]],
            "ar": [["في المدينة"], [], ["stadt"], []],
        },
        documents=[2, 2],
    )


def test_a_line_has_the_text_on_either_side_and_its_place(corpus: ListedCorpus, tmp_path: Path) -> None:
    query, places = searched(corpus, "stadt", tmp_path)
    lines = Concordance(corpus, query, places, context=6).lines(0, 9)
    assert [(line.before, line.match, line.after) for line in lines] == [
        ("Die ", "Stadt", " am Fl"),
        ("", "Stadt", " und S"),
        ("t und ", "Stadt", ""),
        ("", "stadt", ""),
        ("Haupt", "stadt", ""),
    ]
    third = lines[2]
    assert (third.document, third.unit, third.version, third.segment, third.start, third.stop) == (
        0,
        0,
        "de",
        1,
        10,
        15,
    )
    assert (third.is_cut_before, third.is_cut_after, third.times) == (True, False, 1)


def test_a_row_found_without_text_shows_how_it_begins(corpus: ListedCorpus, tmp_path: Path) -> None:
    empty = condition(Presence.EMPTY, AR)
    query = parse("", versions=corpus.versions(), conditions=[empty])
    places = gathered(Engine(corpus, tmp_path).scan(query), corpus)
    lines = Concordance(corpus, query, places, context=4).lines(0, 9)
    assert [(line.unit, line.version, line.segment, line.after) for line in lines] == [
        (1, "de", None, "Haus"),
        (3, "de", None, "Haup"),
    ]


@relaxed
@given(corpus=corpora, start=st.integers(0, 9), length=st.integers(0, 9))
def test_any_lines_are_those_of_the_engine_s_hits(
    corpus: ListedCorpus, start: int, length: int, tmp_path: Path
) -> None:
    engine = Engine(corpus, tmp_path / "none")
    engine.forget()
    query = parse("a", versions=corpus.versions())
    hits = [hit for hit in engine.hits(query) if isinstance(hit, Hit)]
    places = gathered(engine.scan(query, first_versions=[VersionId("en")]), corpus)
    concordance = Concordance(corpus, query, places)
    assert len(concordance) == len(hits)
    found = [
        (line.document, line.unit, line.version, line.segment, line.start, line.stop, line.match)
        for line in concordance.lines(start, start + length)
    ]
    assert found == [
        (hit.document, hit.unit, hit.version, hit.segment, hit.start, hit.stop, hit.text)
        for hit in hits[start : start + length]
    ]


@relaxed
@given(corpus=corpora)
def test_every_hit_finds_its_line_again(corpus: ListedCorpus, tmp_path: Path) -> None:
    engine = Engine(corpus, tmp_path / "none")
    engine.forget()
    query = parse("a", versions=corpus.versions())
    places = gathered(engine.scan(query), corpus)
    backward = np.arange(len(places))[::-1]
    concordance = Concordance(corpus, query, places, Arrangement(backward))
    for number, line in enumerate(concordance.lines(0, len(concordance))):
        assert line.ordinal is not None
        assert concordance.line_at(line.version, line.ordinal, line.start) == number


@relaxed
@given(corpus=corpora, rows=st.lists(st.booleans(), min_size=6, max_size=6))
def test_the_hits_of_some_rows_can_be_had_alone(corpus: ListedCorpus, rows: list[bool], tmp_path: Path) -> None:
    engine = Engine(corpus, tmp_path / "none")
    engine.forget()
    query = parse("a", versions=corpus.versions())
    places = gathered(engine.scan(query), corpus)
    kept = places.within(corpus.index(), np.array(rows))
    every = Concordance(corpus, query, places).lines(0, len(places))
    some = Concordance(corpus, query, kept).lines(0, len(kept))
    here = [line for line in every if rows[line.unit]]
    assert [(line.unit, line.version, line.ordinal, line.start) for line in some] == [
        (line.unit, line.version, line.ordinal, line.start) for line in here
    ]


def test_a_page_reads_no_more_than_its_segments(tmp_path: Path) -> None:
    corpus = ListedCorpus({"de": [["aa"]] * 5_000})
    query, places = searched(corpus, "a", tmp_path)
    concordance = Concordance(corpus, query, places)
    corpus.fetched = 0
    assert [line.unit for line in concordance.lines(9_000, 9_004)] == [4500, 4500, 4501, 4501]
    concordance.lines(9_001, 9_003)
    assert corpus.fetched == 2


def test_a_text_that_changed_since_the_search_is_not_taken_for_the_one_that_was_searched(tmp_path: Path) -> None:
    query, places = searched(ListedCorpus({"de": [["aa"]]}), "a", tmp_path)
    with pytest.raises(Locked):
        Concordance(ListedCorpus({"de": [["b"]]}, revision=1), query, places).lines(0, 1)
    with pytest.raises(Locked):
        Concordance(ListedCorpus({"de": [["b"]]}), query, places).lines(0, 1)


def test_putting_together_what_was_found_can_be_stopped(corpus: ListedCorpus, tmp_path: Path) -> None:
    query = parse("a", versions=corpus.versions())
    portions = list(Engine(corpus, tmp_path).scan(query))
    with pytest.raises(Cancelled):
        gathered(portions, corpus, cancelled=lambda: True)
    assert len(gathered([], corpus)) == 0


@pytest.mark.parametrize(
    ("text", "start", "stop", "size", "shown"),
    [
        ("abcdef", 2, 3, 1, (1, 4)),
        ("abcdef", 2, 3, None, (0, 6)),
        ("xa\u0301bc", 3, 4, 1, (3, 5)),
        ("abe\u0301", 1, 2, 1, (0, 2)),
        ("دشت\u200cها", 5, 6, 2, (5, 6)),
    ],
)
def test_no_letter_is_cut_from_its_marks(
    text: str, start: int, stop: int, size: int | None, shown: tuple[int, int]
) -> None:
    assert context(text, start, stop, size) == shown


def test_a_match_is_never_cut() -> None:
    for start, stop in product(range(4), repeat=2):
        if start <= stop:
            first, last = context("\u0301\u0301\u0301\u0301", start, stop, 0)
            assert (first, last) == (start, stop)
