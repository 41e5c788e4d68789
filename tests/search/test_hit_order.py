"""Hits are sorted as a plain list would be, and what is alike stays as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed_corpus import ListedCorpus, lines

from viewer.errors import Cancelled, TooManyHits
from viewer.model import Hit
from viewer.search import hit_order
from viewer.search.concordance import Arrangement, Concordance
from viewer.search.context_words import Surroundings
from viewer.search.engine import Engine
from viewer.search.hit_order import Order, ordered
from viewer.search.hit_places import gathered
from viewer.search.query import parse
from viewer.text.folding import Folding

relaxed = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.lists(st.lists(st.text("xaÄb ,", max_size=9), max_size=2), min_size=5, max_size=5)
corpora = st.builds(lambda de, en: ListedCorpus({"de": de, "en": en}, documents=[2, 3]), texts, texts)


def sorted_lines(corpus: ListedCorpus, text: str, order: Order, cache: Path, *, down: bool = False) -> list[str]:
    query = parse(text, versions=corpus.versions())
    places = gathered(Engine(corpus, cache).scan(query), corpus)
    numbers = ordered(corpus, query, places, order, descending=down)
    found = Concordance(corpus, query, places, Arrangement(numbers)).lines(0, len(places))
    return [f"{line.before}[{line.match}]{line.after}" for line in found]


def test_the_word_next_to_the_match_counts_first(tmp_path: Path) -> None:
    corpus = lines(de=["a z x", "z a x", "Ä, x", "x"])
    assert sorted_lines(corpus, "x", Order.BEFORE, tmp_path) == ["[x]", "Ä, [x]", "z a [x]", "a z [x]"]


def test_words_after_the_match_are_read_as_they_come(tmp_path: Path) -> None:
    corpus = lines(de=["x zu b", "x Öl", "x: ol a", "xzu a"])
    assert sorted_lines(corpus, "x", Order.AFTER, tmp_path) == ["[x] Öl", "[x]: ol a", "[x]zu a", "[x] zu b"]


def test_the_letters_found_are_compared_folded(tmp_path: Path) -> None:
    corpus = lines(de=["Straßen", "STRASSE", "strasseß"])
    assert sorted_lines(corpus, "/strasse./", Order.MATCH, tmp_path) == ["[Straßen]", "[strasseß]"]
    assert sorted_lines(corpus, "/str(a|ä)s+/", Order.MATCH, tmp_path) == ["[Straß]en", "[STRASS]E", "[strass]eß"]


def test_lengths_are_those_of_paragraphs(tmp_path: Path) -> None:
    corpus = ListedCorpus({"de": [["xaaa", "x"], ["xaa"], ["xb"]]})
    assert sorted_lines(corpus, "x", Order.LENGTH, tmp_path) == ["[x]", "[x]b", "[x]aa", "[x]aaa"]


def test_versions_and_documents_come_in_the_order_of_the_corpus(tmp_path: Path) -> None:
    corpus = ListedCorpus({"de": [["x1"], ["x2"]], "en": [["x3"], ["x4"]]}, documents=[1, 1])
    assert sorted_lines(corpus, "x", Order.VERSION, tmp_path) == ["[x]1", "[x]2", "[x]3", "[x]4"]
    assert sorted_lines(corpus, "x", Order.DOCUMENT, tmp_path, down=True) == ["[x]2", "[x]4", "[x]1", "[x]3"]
    assert sorted_lines(corpus, "x", Order.READING, tmp_path, down=True) == ["[x]4", "[x]2", "[x]3", "[x]1"]


@pytest.mark.parametrize(
    ("text", "start", "stop", "before", "after"),
    [
        ("神は天と地とを造られた。", 3, 4, "天 は 神", "地 と を 造 ら れ た"),
        ("ในเริ่มแรกนั้น", 2, 7, "ใน", "แรก นั้น"),
        ("Hauptstadt am Main", 5, 10, "haupt", "am main"),
        ("في البَدْءِ خَلَقَ اللهُ", 12, 17, "البدء في", "الله"),
    ],
)
def test_words_are_those_of_the_script_and_folded(text: str, start: int, stop: int, before: str, after: str) -> None:
    around = Surroundings(text)
    assert (around.before(start), around.after(stop)) == (before, after)


def naive(order: Order) -> Callable[[str, Hit], object]:
    def words(text: str) -> list[str]:
        cleaned = "".join(letter if letter.isalpha() else " " for letter in text)
        return [Folding().fold(word) for word in cleaned.split()]

    return {
        Order.BEFORE: lambda text, hit: words(text[: hit.start])[::-1][:8],
        Order.AFTER: lambda text, hit: words(text[hit.stop :])[:8],
        Order.MATCH: lambda text, hit: hit.text.casefold(),
        Order.VERSION: lambda text, hit: hit.version,
        Order.DOCUMENT: lambda text, hit: hit.document,
        Order.LENGTH: lambda text, hit: len(text),
    }[order]


@relaxed
@given(corpus=corpora, order=st.sampled_from([one for one in Order if one != "reading"]), down=st.booleans())
def test_hits_are_sorted_as_a_list_is(corpus: ListedCorpus, order: Order, down: bool, tmp_path: Path) -> None:
    engine = Engine(corpus, tmp_path / "none")
    engine.forget()
    query = parse("x", versions=corpus.versions())
    hits = [hit for hit in engine.hits(query) if isinstance(hit, Hit)]
    own = [corpus.texts(hit.version)[hit.segment_id] for hit in hits]
    key = naive(order)
    expected = sorted(range(len(hits)), key=lambda number: key(own[number], hits[number]), reverse=down)
    places = gathered(engine.scan(query), corpus)
    assert ordered(corpus, query, places, order, descending=down).tolist() == expected


def test_too_many_hits_are_refused_before_any_text_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hit_order, "MOST_SORTED", 3)
    corpus = lines(de=["x x", "x x"])
    query = parse("x", versions=corpus.versions())
    places = gathered(Engine(corpus, tmp_path).scan(query), corpus)
    corpus.fetched = 0
    with pytest.raises(TooManyHits, match="4 hits"):
        ordered(corpus, query, places, Order.AFTER)
    assert corpus.fetched == 0
    assert ordered(corpus, query, places, Order.LENGTH).tolist() == [0, 1, 2, 3]


def test_sorting_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    corpus = lines(de=["x"] * 1_500)
    query = parse("x", versions=corpus.versions())
    places = gathered(Engine(corpus, tmp_path).scan(query), corpus)
    told: list[float] = []
    ordered(corpus, query, places, Order.AFTER, progress=told.append)
    assert told == [512 / 1_500, 1024 / 1_500, 1.0]
    with pytest.raises(Cancelled):
        ordered(corpus, query, places, Order.AFTER, cancelled=lambda: len(told) > 0)


def test_rows_found_without_text_stay_as_they_are(tmp_path: Path) -> None:
    corpus = ListedCorpus({"de": [["a"], [], ["b"]], "en": [["x"]] * 3})
    query = parse("de:", versions=corpus.versions())
    places = gathered(Engine(corpus, tmp_path).scan(query), corpus)
    assert ordered(corpus, query, places, Order.AFTER, descending=True).tolist() == [0, 1]
