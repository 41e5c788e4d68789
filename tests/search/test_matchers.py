"""Matches stand exactly on their letters."""

import time
import unicodedata

import pytest
import reference
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from viewer.errors import QueryError
from viewer.model import Direction, Version, VersionId
from viewer.search.query import parse
from viewer.text.folding import Folding

VERSION = Version(VersionId("de"), "de", "Deutsch", Direction.LTR, 0, 0)
LETTERS = "aéßsﬁfi™ ـكتابِآاﷺםَקְרֶ־かがカｶﾞ\u3099하한\u1112\u1161\u11abกำ=≠\u0338😀クの7７٧e\u0301\u200c"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=14)
QUERIES = st.text(st.sampled_from(LETTERS), min_size=1, max_size=3)


def spans(query: str, text: str, **switches: bool) -> list[tuple[int, int]]:
    matcher = parse(query, versions=[VERSION], **switches).matcher(VERSION.id)
    return matcher.spans(text) if matcher else []


def marked(query: str, text: str, **switches: bool) -> list[str]:
    return [text[start:stop] for start, stop in spans(query, text, **switches)]


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("strasse", "Die Straße, STRASSE", ["Straße", "STRASSE"]),
        ("s", "sßs", ["s", "ß", "s"]),
        ("ss", "sßs", ["sß"]),
        ("can tho", "Cần Thơ · Can Tho · Cantho", ["Cần Thơ", "Can Tho"]),
        ("CẦN THƠ", "Can Tho, Ca\u0302\u0300n Tho\u031b", ["Can Tho", "Ca\u0302\u0300n Tho\u031b"]),
        ("か", "が か か\u3099 ｶﾞ あ\u3099", ["か"]),
        ("が", "が か か\u3099 ｶﾞ", ["が", "か\u3099"]),
        ("ガ", "ｶﾞ カ ガ", ["ｶﾞ", "ガ"]),
        ("あ", "あ\u3099あ", ["あ"]),
        ("하", "한하\u1112\u1161\u11ab\u1112\u1161", ["하", "\u1112\u1161"]),
        ("\u1112\u1161\u11ab", "한", ["한"]),
        ("ميكونج", "مِيكُونْجِ ميكـونج", ["مِيكُونْجِ", "ميكـونج"]),
        ("مِيكُونْج", "ميكونج", ["ميكونج"]),
        ("ميكـونج", "ميكونج", ["ميكونج"]),
        ("ميكونگ", "میکونگ", ["میکونگ"]),
        ("الله", "ﷺ", ["ﷺ"]),
        ("ميخواهم", "می\u200cخواهم", ["می\u200cخواهم"]),
        ("על פני", "עַל־פְּנֵי", ["עַל־פְּנֵי"]),
        ("tm", "™", ["™"]),
        ("istanbul", "İstanbul", ["İstanbul"]),
        ("ilik", "ılık", ["ılık"]),
        ("124", "１２４ ١٢٤", ["１２４", "١٢٤"]),
        ("กำ", "กำ กา", ["กำ"]),
        ("𝒷", "a𝒷😀b", ["𝒷", "b"]),
        ("😀", "a😀b", ["😀"]),
        ("=", "≠ =\u0338 =", ["="]),
        ("aa", "aaaaa", ["aa", "aa"]),
        ("e", "e\u0301e\u0301\u0302x", ["e\u0301", "e\u0301\u0302"]),
    ],
)
def test_marks_whole_letters_and_no_more(query: str, text: str, matches: list[str]) -> None:
    assert marked(query, text) == matches


@settings(max_examples=1500)
@given(QUERIES, TEXTS)
@example("が", "か\u0338\u3099")
def test_agrees_with_the_reference(query: str, text: str) -> None:
    assume(reference.fold(query).strip())
    assume("*" not in query)
    assert spans(f'"{query}"', text) == reference.spans(reference.Asked(f'"{query}"'), text)


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("tho", "Thot Tho, Cantho", ["Tho"]),
        ("can tho", "Cần Thơ Can Thot", ["Cần Thơ"]),
        ("神", "神は精神", ["神"]),
        ("ไทย", "ภาษาไทย", ["ไทย"]),
        ("كتاب", "كِتَابٌ كتابها", ["كِتَابٌ"]),
        ("2023", "31.12.2023 2023", ["2023"]),
        ("על", "עַל־פְּנֵי", ["עַל"]),
        ("x", "😀 x xx", ["x"]),
    ],
)
def test_whole_words_in_every_script(query: str, text: str, matches: list[str]) -> None:
    assert marked(query, text, word=True) == matches


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("mek*", "Der Mekong-Delta, mekongs", ["Mekong", "mekongs"]),
        ("mekong*", "Mekong mekongs", ["Mekong", "mekongs"]),
        ("*ong", "der Mekong, Congo", ["Mekong", "Cong"]),
        ("*on*", "der Mekong, Congo ja", ["Mekong", "Congo"]),
        ("m*g d*", "Mekong Delta", ["Mekong Delta"]),
        ("st*t", "Stadt, Staat, Ort", ["Stadt", "Staat"]),
        ("st*t*", "Statten", ["Statten"]),
        ("メ*", "メコンデルタの", ["メコン"]),
        ("كت*", "كِتَابٌ، كتب", ["كِتَابٌ", "كتب"]),
        ("a**b", "acb", ["acb"]),
        ("*a", "aa", ["aa"]),
        ("x*y", "x y", []),
    ],
)
def test_a_star_is_the_rest_of_a_word(query: str, text: str, matches: list[str]) -> None:
    assert marked(query, text) == matches


@pytest.mark.parametrize(
    ("query", "text", "exact"),
    [("ク", "クـ\u3099", True), ("/./", "クـ\u3099", True), ("*a", "aa\u3099", False), ("a*", "aa\u3099x", False)],
)
def test_nothing_ends_within_a_letter(query: str, text: str, exact: bool) -> None:
    assert spans(query, text, exact=exact) == reference.spans(reference.Asked(query, exact=exact), text)


def test_a_star_in_quotes_is_a_star() -> None:
    assert marked('"2 * 3"', "2 * 3 2 x 3") == ["2 * 3"]


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        (r"/Stra(ß|ss)e\b/", "Die Straße Strassen", ["Straße"]),
        (r"/\d{4}/", "im Jahr ٢٠٢٣ und 2024", ["٢٠٢٣", "2024"]),
        (r"/x*/", "axxa", ["xx"]),
        (r"/^b/", "ab b", []),
        (r"/s/", "ß", ["ß"]),
        (r"/ك.اب/", "كِتَابٌ", ["كِتَابٌ"]),
        (r"/[X-Z]o[É-ë]/", "Zoë 12", ["Zoë"]),
    ],
)
def test_expressions_see_the_folded_text(query: str, text: str, matches: list[str]) -> None:
    assert marked(query, text) == matches


def test_an_expression_that_takes_too_long_is_an_error() -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="too long") as caught:
        marked("ab:/(a|aa)+$/", "ab:" + "a" * 80 + "b") or marked("/(a|aa)+$/", "a" * 80 + "b")
    assert caught.value.position == 1
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("Tho", "tho Tho Thơ", ["Tho"]),
        ("e", "é e\u0301", ["e"]),
        ("か", "か\u3099かが", ["か"]),
        ("하", "하\u11ab하", ["하"]),
        ("=", "=\u0338=", ["="]),
        ("ـ", "كـتـ", ["ـ", "ـ"]),
        ("/[A-Z]\\w+/", "ein Wort É", ["Wort"]),
    ],
)
def test_exact_folds_nothing(query: str, text: str, matches: list[str]) -> None:
    assert marked(query, text, exact=True) == matches


@settings(max_examples=600)
@given(QUERIES, TEXTS)
def test_what_is_found_exactly_has_the_needle_of_the_scan(query: str, text: str) -> None:
    assume(query.strip())
    matcher = parse(f'"{query}"', versions=[VERSION], exact=True).matcher(VERSION.id)
    assert matcher is not None
    if matcher.spans(text):
        assert matcher.needle in Folding().fold(text)


def test_katakana_is_hiragana_on_demand() -> None:
    assert marked("めこん", "メコン ﾒｺﾝ", kana=True) == ["メコン", "ﾒｺﾝ"]
    assert marked("めこん", "メコン ﾒｺﾝ") == []


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("ابرهيم", "وابراهيم إِبْرَٰهِيم", ["ابراهيم", "إِبْرَٰهِيم"]),
        ("ابراهيم", "ابرهيم", ["ابرهيم"]),
        ("ان", "الإنسان نون", ["إن", "ان"]),
        ("القرآن", "القرءان القرن", ["القرءان", "القرن"]),
        ("ماء", "ماء م", ["ماء"]),
        ("قالوا", "قالوا قالو", ["قالوا"]),
        ("ا", "باب", ["ا"]),
    ],
)
def test_loose_arabic_lets_alef_come_and_go_inside_words(query: str, text: str, matches: list[str]) -> None:
    assert marked(query, text, loose_arabic=True) == matches


@given(st.text(st.sampled_from("اءآبم ن"), min_size=1, max_size=4), st.text(st.sampled_from("اءآبم نَ"), max_size=12))
def test_loose_finds_all_that_strict_finds(query: str, text: str) -> None:
    assume(query.strip())
    loose = spans(f'"{query}"', text, loose_arabic=True)
    for start, stop in spans(f'"{query}"', text):
        assert any(first < stop and start < last for first, last in loose)


@given(TEXTS, st.sampled_from(["/./", "/[a-zك]+/", "/s/", "/\\w\\W/"]))
def test_counting_in_the_folded_text_is_counting_spans(text: str, query: str) -> None:
    folded = Folding().fold(text)
    assume(len(folded) == len(text) and all(len(Folding().fold(char)) == 1 for char in text))
    assume(not any(unicodedata.name(char, "").startswith(("HANGUL", "COMBINING")) for char in folded))
    matcher = parse(query, versions=[VERSION]).matcher(VERSION.id)
    assert matcher is not None
    assert matcher.count(folded) == len(matcher.spans(text))


def test_ten_thousand_marks_are_one_match() -> None:
    assert spans("a", "xa" + "\u0301" * 10_000 + "b") == [(1, 10_002)]
