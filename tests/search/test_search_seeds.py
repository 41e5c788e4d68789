"""The sample, searched: every hit on its letters, and the same as a slow search finds."""

from functools import cache
from pathlib import Path

import pytest
import reference
from listed_corpus import ListedCorpus, seed_corpus, verses

from viewer.search.engine import Engine
from viewer.search.query import parse

Found = list[tuple[str, int, int, int, str]]


@pytest.fixture(scope="module")
def corpus() -> ListedCorpus:
    return seed_corpus()


@pytest.fixture
def engine(corpus: ListedCorpus, tmp_path: Path) -> Engine:
    return Engine(corpus, tmp_path)


def find(engine: Engine, corpus: ListedCorpus, text: str) -> Found:
    hits = engine.hits(parse(text, versions=corpus.versions()))
    return sorted((hit.version, hit.segment, hit.start, hit.stop, hit.text) for hit in hits)


def slowly(corpus: ListedCorpus, query: str) -> Found:
    return [
        (version.id, number, start, stop, text[start:stop])
        for version in sorted(corpus.versions(), key=lambda version: version.id)
        for number, text in enumerate(corpus.texts(version.id))
        for start, stop in reference.spans_in(reference.Asked(query), slow_text(text))
    ]


@cache
def slow_text(text: str) -> reference.Text:
    return reference.Text(text, reference.Asked(""))


MEKONG_AR = [(2, 284), (4, 72), (11, 206), (11, 261), (15, 58), (15, 402), (17, 323)]
MEKONG_JA = [(2, 79), (4, 4), (11, 43), (11, 57), (15, 4), (15, 149), (17, 126)]
MEKONG_UR = [(2, 222), (4, 21), (11, 213), (11, 247), (15, 396), (17, 350)]


@pytest.mark.parametrize(
    ("typed", "version", "letters", "places"),
    [
        ("ميكونج", "ar", "ميكونج", MEKONG_AR),
        ("مِيكُونْج", "ar", "ميكونج", MEKONG_AR),
        ("ميكـــونج", "ar", "ميكونج", MEKONG_AR),
        ("メコン", "ja", "メコン", MEKONG_JA),
        ("ﾒｺﾝ", "ja", "メコン", MEKONG_JA),
        ("میکونگ", "ur", "میکونگ", MEKONG_UR),
        ("ميكونگ", "ur", "میکونگ", MEKONG_UR),
    ],
)
def test_finds_the_mekong_however_it_is_typed(
    engine: Engine, corpus: ListedCorpus, typed: str, version: str, letters: str, places: list[tuple[int, int]]
) -> None:
    expected = [(version, segment, start, start + len(letters), letters) for segment, start in places]
    assert find(engine, corpus, typed) == expected


def test_finds_can_tho_with_its_space(engine: Engine, corpus: ListedCorpus) -> None:
    found = find(engine, corpus, "can tho")
    assert [(version, segment, start) for version, segment, start, _, _ in found] == [
        ("de", 0, 110), ("de", 0, 201), ("de", 11, 612), ("de", 13, 265),
        ("pt", 3, 150), ("pt", 4, 134), ("pt", 4, 184), ("pt", 5, 160), ("pt", 5, 240), ("pt", 16, 647),
        ("pt", 18, 239), ("ur", 13, 170),
    ]  # fmt: skip
    assert {text for *_, text in found} == {"Can Tho", "Cần Thơ"}


@pytest.mark.parametrize("typed", ["2023", "２０２３", "٢٠٢٣", "۲۰۲۳"])
def test_finds_the_year_in_all_five(engine: Engine, corpus: ListedCorpus, typed: str) -> None:
    found = find(engine, corpus, typed)
    assert [(version, segment) for version, segment, *_ in found] == [
        ("ar", 0), ("de", 0), ("ja", 0), ("pt", 4), ("pt", 5), ("ur", 0)
    ]  # fmt: skip
    assert {text for *_, text in found} == {"2023"}


@pytest.mark.parametrize(
    "typed",
    "2023 MEKONG 1 ١ は の カ ガ か が e ß die ASEAN کے ہے ال ة و و، ــ ا م ں – , . ( ) % 日 市 ー ﷺ ™ ي".split(),
)
def test_agrees_with_the_reference(engine: Engine, corpus: ListedCorpus, typed: str) -> None:
    expected = slowly(corpus, typed) if reference.fold(typed) else []
    assert find(engine, corpus, typed) == expected
    counts = engine.count(parse(typed, versions=corpus.versions()))
    assert sum(counts.hits.values()) == len(expected)


BIBLE = "de en ar hbo ja ru pt-blivre".split()
WORDS = """
    gott wasser koenig könig daß dass straße israel jesus er ß e der und in st. ss s ä ue 1 0
    god water king lord the of and house son day earth 's th wh e,
    الله ماء ملك الرب بيت ابن يوم ارض ابراهيم ابرهيم اسرائيل إسرائيل ال ة ا يسوع عيسى كتاب مدرسة على ى
    אלהים יהוה מים מלך ארץ בית בן יום ישראל על־פני בראשית ש שׁ ה ־ ׃
    神 水 王 主 家 子 日 地 イスラエル の は が か だ ダ ー 、 。 あっ キリスト ｷﾘｽﾄ ガリラヤ ｶﾞﾘﾗﾔ
    бог вода царь господь дом сын день земля израиль й и ё е что, не
    deus água agua rei senhor casa filho dia terra Israel ção cao ã o, não
"""
PHRASES = ["על פני", "am anfang", "das wasser", "in the beginning", "في البدء", "в начале", "no princípio", " e ", ", "]


def test_finds_in_bibles_what_a_slow_search_finds(shared_data: Path, tmp_path: Path) -> None:
    corpus = ListedCorpus({version[:3]: [[text] for text in verses(shared_data, version, 300)] for version in BIBLE})
    engine = Engine(corpus, tmp_path)
    queries = [*WORDS.split(), *PHRASES]
    assert len(queries) > 120
    for query in queries:
        expected = slowly(corpus, query)
        assert find(engine, corpus, query) == expected, query
        counts = engine.count(parse(query, versions=corpus.versions()))
        assert sum(counts.hits.values()) == len(expected), query


def test_maqaf_is_a_space(shared_data: Path, tmp_path: Path) -> None:
    corpus = ListedCorpus({"hbo": [[text] for text in verses(shared_data, "hbo")]})
    assert Engine(corpus, tmp_path).count(parse("על פני", versions=corpus.versions())).units == 197
