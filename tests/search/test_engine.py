"""The engine finds in every version what the matchers find in every text, in order and in portions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed_corpus import ListedCorpus, lines

from viewer.errors import Cancelled, Locked, QueryError
from viewer.model import Hit, VersionId
from viewer.search.clauses import Scope
from viewer.search.engine import Counts, Engine
from viewer.search.query import Query, parse

DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")


@pytest.fixture
def corpus() -> ListedCorpus:
    return ListedCorpus(
        {
            "de": [["Straße", "strasse s"], [], ["# Strasse 3"], ["STRASSE"]],
            "ja": [["カガか", "か\u3099"], ["メコン"], [], ["あ\u3099あ"]],
            "ar": [["ابراهيم"], ["ابرهيم ﷺ"], [], ["كِتَابٌ"]],
        },
        documents=[2, 2],
    )


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def engine(corpus: ListedCorpus, cache: Path) -> Engine:
    return Engine(corpus, cache)


def query(corpus: ListedCorpus, text: str, **switches: Any) -> Query:
    return parse(text, versions=corpus.versions(), **switches)


def found(engine: Engine, asked: Query, limit: int | None = None) -> list[tuple[int, str, int, str]]:
    hits = [hit for hit in engine.hits(asked, limit=limit) if isinstance(hit, Hit)]
    return [(hit.unit, hit.version, hit.segment, hit.text) for hit in hits]


def test_hits_come_by_row_version_segment_and_place(engine: Engine, corpus: ListedCorpus) -> None:
    assert found(engine, query(corpus, "/s|か|ا/")) == [
        (0, "de", 0, "S"),
        (0, "de", 0, "ß"),
        (0, "de", 1, "s"),
        (0, "de", 1, "s"),
        (0, "de", 1, "s"),
        (0, "de", 1, "s"),
        (0, "ja", 0, "か"),
        (0, "ar", 0, "ا"),
        (0, "ar", 0, "ا"),
        (1, "ar", 1, "ا"),
        (1, "ar", 1, "ﷺ"),
        (2, "de", 0, "S"),
        (2, "de", 0, "s"),
        (2, "de", 0, "s"),
        (3, "de", 1, "S"),
        (3, "de", 1, "S"),
        (3, "de", 1, "S"),
        (3, "ar", 0, "ا"),
    ]


def test_a_hit_says_where_it_is(engine: Engine, corpus: ListedCorpus) -> None:
    (hit,) = engine.hits(query(corpus, "كتاب"))
    assert (hit.document, hit.unit, hit.version, hit.segment, hit.segment_id) == (1, 3, "ar", 0, 2)
    assert (hit.start, hit.stop, hit.text) == (0, 7, "كِتَابٌ")


@pytest.mark.parametrize(
    ("text", "switches", "units", "hits"),
    [
        ("strasse", {}, 3, {"de": 4, "ja": 0, "ar": 0}),
        ("strasse", {"exact": True}, 1, {"de": 1, "ja": 0, "ar": 0}),
        ("strasse", {"word": True}, 3, {"de": 4, "ja": 0, "ar": 0}),
        ("s", {}, 3, {"de": 12, "ja": 0, "ar": 0}),
        ("か", {}, 1, {"de": 0, "ja": 1, "ar": 0}),
        ("か", {"kana": True}, 1, {"de": 0, "ja": 2, "ar": 0}),
        ("あ", {}, 1, {"de": 0, "ja": 1, "ar": 0}),
        ("めこん", {"kana": True}, 1, {"de": 0, "ja": 1, "ar": 0}),
        ("ابرهيم", {}, 1, {"de": 0, "ja": 0, "ar": 1}),
        ("ابرهيم", {"loose_arabic": True}, 2, {"de": 0, "ja": 0, "ar": 2}),
        ("ا", {"loose_arabic": True}, 3, {"de": 0, "ja": 0, "ar": 5}),
        ("str*", {}, 3, {"de": 4, "ja": 0, "ar": 0}),
        ("/st.*e/", {}, 3, {"de": 4, "ja": 0, "ar": 0}),
        ("S", {"exact": True}, 3, {"de": 5, "ja": 0, "ar": 0}),
        ("\u3099", {"exact": True}, 0, {"de": 0, "ja": 0, "ar": 0}),
        ("\u064e", {"exact": True}, 1, {"de": 0, "ja": 0, "ar": 1}),
        ("ja:メコン", {}, 1, {"ja": 1}),
        ("", {}, 0, {}),
    ],
)
def test_counts_matches_of_the_original(
    engine: Engine, corpus: ListedCorpus, text: str, switches: dict[str, bool], units: int, hits: dict[str, int]
) -> None:
    asked = query(corpus, text, **switches)
    assert engine.count(asked) == Counts(units, hits)
    assert len(found(engine, asked)) == sum(hits.values())


def test_documents_furniture_and_limits(engine: Engine, corpus: ListedCorpus) -> None:
    def within(**scope: Any) -> Query:
        return query(corpus, "strasse", scope=Scope(**scope))

    assert found(engine, within(document=1)) == [(2, "de", 0, "Strasse"), (3, "de", 1, "STRASSE")]
    assert found(engine, within(document=1, furniture=False)) == [(3, "de", 1, "STRASSE")]
    assert found(engine, within(), limit=2) == [(0, "de", 0, "Straße"), (0, "de", 1, "strasse")]
    assert engine.count(within(furniture=False)).units == 2
    assert engine.count(within(document=0)).units == 1


def test_scans_the_visible_versions_first(engine: Engine, corpus: ListedCorpus) -> None:
    order = [portion.version for portion in engine.scan(query(corpus, "/./"), first_versions=[AR, JA])]
    assert order == [AR, JA, DE]


def test_portions_name_rows_and_segments(engine: Engine, corpus: ListedCorpus) -> None:
    (portion,) = engine.scan(query(corpus, "de:strasse"))
    assert portion.units.tolist() == [0, 2, 3]
    assert portion.ordinals.tolist() == [0, 1, 2, 3]
    assert portion.spans == 4


def test_a_common_term_comes_in_portions(cache: Path) -> None:
    corpus = lines(de=["er ist der Herr"] * 30_000)
    portions = list(Engine(corpus, cache).scan(query(corpus, "r")))
    assert len(portions) > 1
    assert sum(portion.spans for portion in portions) == 4 * 30_000
    assert np.concatenate([portion.ordinals for portion in portions]).tolist() == list(range(30_000))


def test_first_hits_do_not_wait_for_the_rest(cache: Path) -> None:
    corpus = lines(de=["Gott"] * 20_000, ar=["الله"] * 20_000)
    engine = Engine(corpus, cache)
    engine.prepare(DE)
    assert len(list(engine.hits(query(corpus, "gott", word=True), limit=3))) == 3
    assert corpus.fetched < 100


@pytest.mark.parametrize("text", ["e", "/e/", "e*", "rare"])
def test_stops_when_told(cache: Path, text: str) -> None:
    corpus = lines(de=["der Herr"] * 5000)
    engine = Engine(corpus, cache)
    engine.prepare(DE)
    asked = query(corpus, text)
    answers = iter([False, False, True])

    def cancelled() -> bool:
        return next(answers, True)

    with pytest.raises(Cancelled):
        list(engine.scan(asked, cancelled=lambda: True))
    if text != "rare":
        with pytest.raises(Cancelled):
            list(engine.hits(asked, cancelled=cancelled))


def test_an_expression_that_takes_too_long_says_so(cache: Path) -> None:
    corpus = lines(de=["a" * 80 + "b"])
    with pytest.raises(QueryError, match="too long"):
        list(Engine(corpus, cache).scan(query(corpus, "/(a|aa)+$/")))


def test_keeps_the_folded_text_and_finds_it_again(corpus: ListedCorpus, cache: Path) -> None:
    Engine(corpus, cache).count(query(corpus, "x"))
    before = {file: file.stat().st_ino for file in cache.iterdir()}
    assert len(before) == 3
    Engine(corpus, cache).count(query(corpus, "x"))
    assert {file: file.stat().st_ino for file in cache.iterdir()} == before


def test_a_new_revision_and_a_damaged_file_are_folded_anew(cache: Path) -> None:
    first = ListedCorpus({"de": [["alt"]]}, revision=1)
    engine = Engine(first, cache)
    assert engine.count(query(first, "alt")).units == 1
    engine.close()
    second = ListedCorpus({"de": [["neu"]]}, revision=2)
    assert Engine(second, cache).count(query(second, "neu")).units == 1
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert Engine(second, cache).count(query(second, "neu")).units == 1


def test_a_copy_that_was_edited_apart_is_noticed(cache: Path) -> None:
    one, other = ListedCorpus({"de": [["Haus"]]}), ListedCorpus({"de": [["Hütte"]]})
    assert Engine(one, cache).count(query(one, "haus")).units == 1
    assert Engine(other, cache).count(query(other, "hutte")).units == 1


def test_prepares_with_progress_and_can_be_stopped(engine: Engine) -> None:
    done: list[float] = []
    with pytest.raises(Cancelled):
        engine.prepare(DE, cancelled=lambda: True)
    engine.prepare(DE, done.append)
    assert done == [1.0]


def test_searches_an_empty_corpus(cache: Path) -> None:
    corpus = lines(de=[])
    assert Engine(corpus, cache).count(query(corpus, "x")) == Counts(0, {DE: 0})


def test_versions_of_one_row_are_merged_from_streams(cache: Path) -> None:
    corpus = lines(de=["a"] * 100, ar=["a"] * 100)
    hits: Iterator[int] = (hit.unit for hit in Engine(corpus, cache).hits(query(corpus, "a")))
    assert list(hits) == [unit for unit in range(100) for _ in range(2)]


LETTERS = "aßsﬁfi ـكتابآاءﷺَカかｶﾞ\u3099하\u1112\u1161\u11ab…."
SWITCHES = [{}, {"word": True}, {"exact": True}, {"kana": True}, {"loose_arabic": True}, {"kana": True, "word": True}]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.text(st.sampled_from(LETTERS), max_size=12), max_size=2), max_size=6),
    st.one_of(
        st.text(st.sampled_from(LETTERS), min_size=1, max_size=3),
        st.sampled_from(["s*", "*a*", "/s+|ا/", "/[^s]/", r"/\w\b/", "/ß./", "/か|ss/"]),
    ),
    st.sampled_from(SWITCHES),
)
def test_finds_what_the_matcher_finds_in_each_text(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], text: str, switches: dict[str, bool]
) -> None:
    corpus = ListedCorpus({"de": cells, "ar": cells[::-1]})
    asked = query(corpus, text, **switches)
    engine = Engine(corpus, tmp_path_factory.mktemp("cache"))
    expected = []
    for unit in range(len(cells)):
        for version, rows in (("de", cells), ("ar", cells[::-1])):
            matcher = asked.matcher(VersionId(version))
            first = sum(map(len, rows[:unit]))
            for place, line in enumerate(rows[unit]):
                spans = matcher.spans(line) if matcher else []
                expected += [(unit, version, first + place, line[start:stop]) for start, stop in spans]
    assert found(engine, asked) == expected
    counts = engine.count(asked)
    assert counts.units == len({unit for unit, *_ in expected})
    assert sum(counts.hits.values()) == len(expected)


def test_a_version_that_is_gone_meanwhile_is_an_error_of_the_corpus(engine: Engine) -> None:
    with pytest.raises(Locked):
        engine.prepare(VersionId("pt"))


def test_a_search_in_a_version_that_is_gone_meanwhile_is_an_error_of_the_corpus(cache: Path) -> None:
    before = ListedCorpus({"de": [["s"]], "pt": [["s"]]})
    engine = Engine(ListedCorpus({"de": [["s"]]}), cache)
    with pytest.raises(Locked):
        list(engine.scan(parse("s", versions=before.versions())))
