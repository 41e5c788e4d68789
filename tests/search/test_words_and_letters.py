"""What counts as a word and as a letter in each script: queries with the rows and code points where they are found."""

from pathlib import Path

import pytest
from listed_corpus import ListedCorpus

from viewer.model import Hit
from viewer.search.engine import Engine
from viewer.search.query import parse

ROWS = {
    "ja": [
        "神は精神を見た。",  # 神 alone, and within the word 精神
        "東京都に住む",  # two words to ICU, 東京 and 都
        "ｶﾞﾗｽとガラスとカ\u3099ラス",  # half width, full width, taken apart
        "かがみと鏡",
        "イエス・キリスト",
    ],
    "th": ["ภาษาไทยง่าย", "น้ำตาลกับน้ํา", "กำลังทำงาน"],  # the second sara am taken apart into two signs
    "ar": [
        "كِتَابٌ وكتاب والكتاب كتابها",  # alone, with clitics before, with a pronoun behind
        "كـتـاب",  # tatweel
        "محمد ﷺ رسول الله",
        "إلى الأرض",
        "بكتاب فكتاب للكتاب",
    ],
    "fa": ["می\u200cخواهم کتاب‌ها", "ميخواهم"],
    "he": ["עַל־פְּנֵי הַמָּיִם", "על פני", "שָׁלוֹם שׂר", "בְּרֵאשִׁ֖ית"],
    "de": ["Straße STRASSE Strassen", "Gotteshaus Haus Häuser", "Größe™"],
    "ko": ["한국어 하나 하\u11ab", "ㅎㅏㄴ"],
    "hi": ["कि की क्", "हिन्दी"],
    "vi": ["Cần Thơ", "Ca\u0302\u0300n Tho\u031b"],
    "tr": ["İstanbul ılık Işık"],
    "el": ["Ἐν ἀρχῇ ἦν ὁ λόγος ΛΟΓΟΣ"],
    "ru": ["Ёлка елка ёж"],
    "syc": ["ܒ݁ܪܺܫܺܝܬ݂ ܒܪܫܝܬ"],
}


@pytest.fixture(scope="module")
def corpus() -> ListedCorpus:
    return ListedCorpus({version: [[text] for text in texts] for version, texts in ROWS.items()})


@pytest.fixture(scope="module")
def engine(corpus: ListedCorpus, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(corpus, tmp_path_factory.mktemp("cache"))


def places(engine: Engine, corpus: ListedCorpus, typed: str, *switches: str) -> list[tuple[int, int, int]]:
    query = parse(typed, versions=corpus.versions(), **dict.fromkeys(switches, True))  # type: ignore[arg-type]
    return [(hit.unit, hit.start, hit.stop) for hit in engine.hits(query) if isinstance(hit, Hit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ja:神", [(0, 0, 1)]),
        ("ja:精神", [(0, 2, 4)]),
        ("ja:東京", [(1, 0, 2)]),
        ("ja:京都", []),
        ("ja:東京都", [(1, 0, 3)]),
        ("ja:キリスト", [(4, 4, 8)]),
        ("th:ไทย", [(0, 4, 7)]),
        ("th:ภาษา", [(0, 0, 4)]),
        ("th:าษา", []),
        ("ar:كتاب", [(0, 0, 7), (1, 0, 6)]),
        ("ar:وكتاب", [(0, 8, 13)]),
        ("ar:الكتاب", []),
        ("ar:كتابها", [(0, 22, 28)]),
        ("he:פני", [(0, 4, 10), (1, 3, 6)]),
        ("he:על", [(0, 0, 3), (1, 0, 2)]),
        ("de:haus", [(1, 11, 15)]),
        ("de:strasse", [(0, 0, 6), (0, 7, 14)]),
        ("fa:خواهم", []),
    ],
)
def test_whole_words(engine: Engine, corpus: ListedCorpus, typed: str, expected: list[tuple[int, int, int]]) -> None:
    assert places(engine, corpus, typed, "word") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Arabic: vowel signs, tatweel, clitics, alefs, the ligature marked whole
        ("ar:كتاب", [(0, 0, 7), (0, 9, 13), (0, 17, 21), (0, 22, 26), (1, 0, 6), (4, 1, 5), (4, 7, 11), (4, 14, 18)]),
        ("ar:كِتَاب", [(0, 0, 7), (0, 9, 13), (0, 17, 21), (0, 22, 26), (1, 0, 6), (4, 1, 5), (4, 7, 11), (4, 14, 18)]),
        ("ar:الله", [(2, 5, 6), (2, 12, 16)]),
        ("ar:ﷺ", [(2, 5, 6)]),
        ("ar:الى الارض", [(3, 0, 9)]),
        # Persian: ZWNJ, kaf and yeh of both keyboards
        ("fa:میخواهم", [(0, 0, 8), (1, 0, 7)]),
        ("fa:كتاب", [(0, 9, 13)]),
        # Hebrew: niqqud, cantillation, maqaf as a space
        ("he:על פני", [(0, 0, 10), (1, 0, 6)]),
        ("he:בראשית", [(3, 0, 12)]),
        ("he:שלום", [(2, 0, 7)]),
        ("he:ש", [(2, 0, 3), (2, 8, 10), (3, 6, 10)]),
        # Japanese: width and voicing marks
        ("ja:ガラス", [(2, 0, 4), (2, 5, 8), (2, 9, 13)]),
        ("ja:ｶﾞﾗｽ", [(2, 0, 4), (2, 5, 8), (2, 9, 13)]),
        ("ja:カ", []),
        ("ja:か", [(3, 0, 1)]),
        ("ja:が", [(3, 1, 2)]),
        # Thai: sara am is one letter and is not taken apart
        ("th:น้ำ", [(1, 0, 3)]),
        ("th:ทำ", [(2, 5, 7)]),
        ("th:ทา", []),
        # Korean: a syllable is not a part of another
        ("ko:하", [(0, 4, 5)]),
        ("ko:한", [(0, 0, 1), (0, 7, 9)]),
        # Indic: vowel signs count
        ("hi:कि", [(0, 0, 2)]),
        ("hi:की", [(0, 3, 5)]),
        # Latin, Greek, Cyrillic, Syriac: marks do not
        ("vi:can tho", [(0, 0, 7), (1, 0, 10)]),
        ("tr:istanbul", [(0, 0, 8)]),
        ("tr:isik", [(0, 14, 18)]),
        ("de:grosse", [(2, 0, 5)]),
        ("de:tm", [(2, 5, 6)]),
        ("de:ß", [(0, 4, 5), (0, 11, 13), (0, 19, 21), (2, 3, 4)]),
        ("el:λογος", [(0, 13, 18), (0, 19, 24)]),
        ("el:εν αρχη", [(0, 0, 7)]),
        ("ru:елка", [(0, 0, 4), (0, 5, 9)]),
        ("syc:ܒܪܫܝܬ", [(0, 0, 9), (0, 10, 15)]),
    ],
)
def test_letters_that_are_the_same(
    engine: Engine, corpus: ListedCorpus, typed: str, expected: list[tuple[int, int, int]]
) -> None:
    assert places(engine, corpus, typed) == expected


def test_versions_of_one_row_are_found_together(tmp_path: Path) -> None:
    corpus = ListedCorpus({"ur": [["مدینہ"]], "ar": [["مدينة"]], "fa": [["مدینه"]]})
    assert places(Engine(corpus, tmp_path), corpus, "مدينه") == [(0, 0, 5)] * 3
