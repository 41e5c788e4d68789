"""What holds for every alignment, whatever the texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.align import AlignedUnit, Paragraphs, align
from viewer.errors import Cancelled

LANGUAGES = ["de", "ja", "ar", "en", "th", "und"]
pieces = st.sampled_from(
    "Haus casa 2023 ٢٠٢٣ 二十 大統領 Trump トランプ ترامب مدينة ? 。 . ประเทศ \u200f Dezember 한국어 x".split()
)
texts = st.lists(st.lists(pieces, max_size=6).map(" ".join), max_size=8)
side = st.builds(Paragraphs, language=st.sampled_from(LANGUAGES), texts=texts)
sides = st.lists(side, min_size=1, max_size=5)


def cells(units: list[AlignedUnit]) -> list[tuple[tuple[int, ...], ...]]:
    return [unit.cells for unit in units]


@settings(max_examples=60)
@given(sides)
def test_every_segment_is_in_one_unit_and_in_order(given_sides: list[Paragraphs]) -> None:
    units = align(given_sides)
    for column, one in enumerate(given_sides):
        assert [n for unit in units for n in unit.cells[column]] == list(range(len(one.texts)))
    assert all(any(unit.cells) for unit in units)
    assert all(0 <= unit.confidence <= 1 for unit in units)


@settings(max_examples=30)
@given(sides, st.randoms(use_true_random=False))
def test_the_order_of_the_sides_does_not_matter(given_sides: list[Paragraphs], rng: object) -> None:
    order = list(range(len(given_sides)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    units = align(given_sides)
    shuffled = align([given_sides[k] for k in order])
    assert [tuple(unit.cells[k] for k in order) for unit in units] == cells(shuffled)
    assert [unit.confidence for unit in units] == [unit.confidence for unit in shuffled]


@settings(max_examples=15)
@given(sides)
def test_the_same_texts_give_the_same_units(given_sides: list[Paragraphs]) -> None:
    assert align(given_sides) == align(given_sides)


def test_nothing_gives_nothing() -> None:
    assert align([]) == []
    assert align([Paragraphs("de", []), Paragraphs("pt", [])]) == []


def test_one_side_has_a_unit_for_each_segment() -> None:
    assert cells(align([Paragraphs("de", ["a", "b"])])) == [((0,),), ((1,),)]


def test_an_empty_side_stays_empty() -> None:
    units = align([Paragraphs("de", ["a", "b"]), Paragraphs("pt", [])])
    assert cells(units) == [((0,), ()), ((1,), ())]


def test_the_same_text_twice_is_aligned_with_itself() -> None:
    text = ["Eins.", "Eins.", "", "Eins."] * 5
    units = align([Paragraphs("de", text), Paragraphs("de", text)])
    assert cells(units) == [((n,), (n,)) for n in range(20)]


def test_the_same_text_in_two_languages_is_aligned_with_itself() -> None:
    text = [f"Nummer {n} und {n * n}." for n in range(20)]
    units = align([Paragraphs("de", text), Paragraphs("en", text)])
    assert cells(units) == [((n,), (n,)) for n in range(20)]


def test_one_segment_finds_its_partner_among_many() -> None:
    many = [f"Absatz Nummer {n} über dies und das." for n in range(500)]
    units = align([Paragraphs("en", ["Paragraph number 321 about this and that."]), Paragraphs("de", many)])
    assert ((0,), (321,)) in cells(units)
    assert len(units) == 500


def test_a_heading_meets_a_heading() -> None:
    german = ["Erster Absatz hier.", "Kurzer Text", "Kurzer Text", "Letzter Absatz hier."]
    units = align(
        [
            Paragraphs("de", german, headings=[False, True, False, False]),
            Paragraphs("pt", [german[0], "Texto curto", german[3]], headings=[False, True, False]),
        ]
    )
    assert ((1,), (1,)) in cells(units)


def test_progress_rises_to_one() -> None:
    seen: list[float] = []
    align([Paragraphs(tag, ["a b", "c d"]) for tag in ("de", "pt", "fr")], progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_cancelling_raises() -> None:
    with pytest.raises(Cancelled):
        align([Paragraphs("de", ["a"]), Paragraphs("pt", ["b"])], cancelled=lambda: True)


def test_segments_of_hundred_thousand_letters_stand_among_short_ones() -> None:
    short = [f"{number}. Der Fluss und die Stadt am Wasser." for number in range(40)]
    long = [*short[:20], *(letter * 100_000 for letter in "abcdefghij"), *short[20:]]
    units = align([Paragraphs("de", long), Paragraphs("pt", long)])
    assert cells(units) == [((number,), (number,)) for number in range(50)]
