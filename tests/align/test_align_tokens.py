"""What segments are made of."""

from __future__ import annotations

import numpy as np

from viewer.align.resemblance import resemblance, spread
from viewer.align.tokens import Bag, bag, is_heading


def tokens(text: str, language: str) -> set[str]:
    found = bag([text], language)
    return set(found.vocabulary)


def test_inflected_words_share_a_token() -> None:
    assert tokens("Regierung", "de") == tokens("Regierungen", "de") == {"wregie"}


def test_accents_and_arabic_spellings_fold() -> None:
    assert tokens("Thưởng", "vi") == tokens("Thuong", "vi")
    assert tokens("المدينة", "ar") == tokens("مدينه", "ar")


def test_dates_are_alike_in_two_languages() -> None:
    assert tokens("31. Dezember 2023", "de") >= {"n31", "n12", "n2023"}
    assert tokens("2023年12月31日", "ja") >= {"n31", "n12", "n2023"}


def test_scripts_without_spaces_are_cut_into_words() -> None:
    assert {"w大統領", "w政府"} <= tokens("大統領は政府に", "ja")
    assert len(tokens("ประธานาธิบดีพบกับนายกรัฐมนตรี", "th")) > 2


def test_a_token_counts_once_a_segment() -> None:
    found = bag(["ja ja ja", "nein"], "de")
    assert found.tokens.row_sums().tolist() == [1, 1]


def test_signs_are_found_in_every_shape() -> None:
    table = bag(["Warum?", "لماذا؟", "なぜ？", "Darum."], "und").signs
    assert table[:, 0].tolist() == [True, True, True, False]


def test_headings_are_short_and_end_no_sentence() -> None:
    assert is_heading("Zukünftige Ausrichtung")
    assert not is_heading("Das ist ein Satz.")
    assert not is_heading("これは文です。")
    assert not is_heading("Wort " * 40)


def test_given_headings_overrule_the_guess() -> None:
    assert bag(["Das ist ein Satz."], "de", [True]).signs[0, -1]


def test_empty_segments_are_allowed() -> None:
    found = bag(["", " "], "de")
    assert len(found) == 2
    assert found.lengths.tolist() == [1, 1]


def chance(source: Bag, target: Bag, word: str, other: str) -> float:
    table = resemblance(source, target)
    place = np.array([source.vocabulary.index(word)]), np.array([target.vocabulary.index(other)])
    return float(table.at(*place)[0])


def test_numbers_and_names_resemble_each_other_across_scripts() -> None:
    german, russian = bag(["Merkel in Moskau 2016"], "de"), bag(["Меркель в Москве 2016"], "ru")
    assert chance(german, russian, "n2016", "n2016") > 0.5
    assert chance(german, russian, "wmerke", "wмерке") > 0.4


def test_a_short_name_says_less_among_many_others() -> None:
    others = " ".join(a + b + c for a in "BDK" for b in ("al", "in", "om", "er") for c in ("tum", "sap", "kir", "pet"))
    alone = chance(bag(["Trump"], "de"), bag(["Трамп"], "ru"), "wtrump", "wтрамп")
    crowded = chance(bag([f"Trump {others}"], "de"), bag(["Трамп"], "ru"), "wtrump", "wтрамп")
    assert crowded < alone


def test_look_alikes_share_their_chance() -> None:
    table = spread(resemblance(bag(["Trump"], "de"), bag(["Трамп Трампы"], "ru")))
    assert table.row_sums().max() <= 0.5
