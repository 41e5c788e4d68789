"""What texts taught: counts of word pairs that add up, and the chances that they become."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.align import Lexicon, Paragraphs, align
from viewer.align.known import WordPairs, key_of
from viewer.align.sparse import Sparse
from viewer.align.teaching import taught
from viewer.align.tokens import bag

NOUNS = {"Hund": "cão", "Katze": "gato", "Pferd": "cavalo", "Vogel": "pássaro", "Kind": "filho", "Berg": "monte"}
VERBS = {"bellt": "ladra", "schläft": "dorme", "singt": "canta", "rennt": "corre", "wartet": "espera", "trinkt": "bebe"}
GERMAN = [f"{noun} {verb}" for noun in NOUNS for verb in VERBS]
PORTUGUESE = [f"{noun} {verb}" for noun in NOUNS.values() for verb in VERBS.values()]


def lesson(source: list[str], target: list[str], known: WordPairs | None = None) -> WordPairs:
    return taught(bag(source, "de"), bag(target, "pt"), np.ones(len(source)), known or WordPairs.none())


def best(pairs: WordPairs, token: str) -> str:
    row = pairs.source.index(token)
    found = pairs.pairs.keep(pairs.pairs.rows == row)
    return pairs.target[found.columns[np.argmax(found.values)]]


def as_dict(pairs: WordPairs) -> dict[tuple[str, str], float]:
    places = zip(pairs.pairs.rows, pairs.pairs.columns, pairs.pairs.values, strict=True)
    return {(pairs.source[e], pairs.target[f]): pytest.approx(float(count)) for e, f, count in places}


@st.composite
def word_pairs(draw: st.DrawFn) -> WordPairs:
    source = tuple(draw(st.lists(st.sampled_from("abcdef"), unique=True)))
    target = tuple(draw(st.lists(st.sampled_from("uvwxyz"), unique=True)))
    count = st.integers(1, 9)
    places = [(e, f) for e in range(len(source)) for f in range(len(target)) if draw(st.booleans())]
    table = np.array(places, np.int64).reshape(-1, 2)
    values = np.array([draw(count) for _ in places], np.float64)
    return WordPairs(
        source,
        target,
        np.array([10.0 + draw(count) for _ in source]),
        np.array([10.0 + draw(count) for _ in target]),
        Sparse.of((len(source), len(target)), table[:, 0], table[:, 1], values),
    )


def test_rows_teach_which_words_answer_each_other() -> None:
    found = lesson(GERMAN, PORTUGUESE)
    assert [best(found, f"w{word}") for word in ("hund", "katze", "bellt", "schla")] == [
        "wcao",
        "wgato",
        "wladra",
        "wdorme",
    ]


def test_what_was_known_decides_what_a_text_leaves_open() -> None:
    known = lesson(GERMAN, PORTUGUESE)
    source, target = ["Hund Tisch", *["Haus"] * 20], ["mesa cão", *["casa"] * 20]
    counts = as_dict(lesson(source, target))
    assert counts["wtisch", "wmesa"] == counts["wtisch", "wcao"]
    assert best(lesson(source, target, known), "wtisch") == "wmesa"


def test_words_that_stay_as_they_are_need_no_telling() -> None:
    found = lesson(["Anna singt 12", "Anna tanzt 13"], ["Anna canta 12", "Anna dança 13"])
    assert all(source != target for source, target in as_dict(found))


def test_a_row_that_lacks_a_side_or_weighs_nothing_teaches_nothing() -> None:
    assert not as_dict(lesson(["Hund", ""], ["", "gato"]))
    both = bag(["Hund"], "de"), bag(["cão"], "pt")
    assert not as_dict(taught(*both, np.zeros(1), WordPairs.none()))


def test_a_row_that_counts_twice_is_like_two() -> None:
    both = bag(GERMAN, "de"), bag(PORTUGUESE, "pt")
    once, twice = (taught(*both, np.full(len(GERMAN), weight), WordPairs.none()) for weight in (1.0, 2.0))
    assert as_dict(twice)["whund", "wcao"].expected == pytest.approx(
        2 * as_dict(once)["whund", "wcao"].expected, rel=0.2
    )


def test_the_key_is_the_two_languages_in_order_without_countries() -> None:
    assert key_of("pt-BR", "de") == ("de", "pt")
    assert key_of("de-AT", "de-CH") is None
    assert key_of("und", "de") is None


def test_a_lexicon_answers_from_either_language() -> None:
    lexicon = Lexicon({("de", "pt"): lesson(GERMAN, PORTUGUESE)})
    assert best(lexicon.between("de", "pt-BR"), "whund") == "wcao"
    assert best(lexicon.between("pt-BR", "de"), "wcao") == "whund"
    assert not as_dict(lexicon.between("ja", "de"))


def test_a_lexicon_tells_apart_what_the_text_alone_does_not() -> None:
    german = ["Katze singt.", "Kind rennt.", "Hund bellt.", "Berg wartet.", "Vogel trinkt."]
    sides = [
        Paragraphs("de", german),
        Paragraphs("pt", ["gato canta.", "filho corre.", "monte espera.", "pássaro bebe."]),
    ]
    right = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)), ((4,), (3,))]
    assert [unit.cells for unit in align(sides)] != right
    lexicon = Lexicon({("de", "pt"): lesson(GERMAN, PORTUGUESE)})
    assert [unit.cells for unit in align(sides, known=lexicon)] == right


@given(word_pairs(), word_pairs())
def test_counts_add_up_in_any_order(one: WordPairs, other: WordPairs) -> None:
    both = as_dict(one.plus(other))
    assert both == as_dict(other.plus(one))
    total = sum(pair.expected for pair in both.values())
    assert total == pytest.approx(one.pairs.values.sum() + other.pairs.values.sum())


@given(word_pairs())
def test_adding_nothing_changes_nothing(one: WordPairs) -> None:
    same = one.plus(WordPairs.none())
    assert (same.source, same.target) == (one.source, one.target)
    assert as_dict(same) == as_dict(one)
    assert as_dict(one.turned().turned()) == as_dict(one)


@given(word_pairs(), st.integers(0, 20))
def test_the_pairs_that_were_seen_most_often_are_kept(one: WordPairs, most: int) -> None:
    kept = one.pruned(most)
    counts = as_dict(one)
    assert len(kept.pairs.values) == min(most, len(counts))
    least = min((counts[pair].expected for pair in as_dict(kept)), default=0)
    assert all(counts[pair].expected <= least for pair in counts.keys() - as_dict(kept).keys()) or not most


@given(word_pairs(), st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("uvwxyz")))
def test_chances_are_below_one_whatever_the_texts_hold(one: WordPairs, here: list[str], there: list[str]) -> None:
    sides = bag([" ".join(here)], "de"), bag([" ".join(there)], "pt")
    for table in one.chances(*sides):
        assert (table.values > 0).all()
        assert (table.values < 1).all()
