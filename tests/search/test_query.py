"""What is typed is read as documented: letters, stars, quotes, expressions and prefixes."""

import pytest

from viewer.errors import QueryError
from viewer.model import Direction, Version, VersionId
from viewer.search.query import Query, Reading, parse

VERSIONS = [
    Version(VersionId(name), language, name.upper(), Direction.LTR, 0, 0)
    for name, language in [("de", "de"), ("de-2", "de"), ("de-AT", "de-AT"), ("pt-BR", "pt-BR"), ("ja", "ja")]
]
EVERYWHERE = ("de", "de-2", "de-AT", "pt-BR", "ja")


def read(text: str, **switches: bool) -> Query:
    return parse(text, versions=VERSIONS, **switches)


@pytest.mark.parametrize(
    ("text", "term", "reading", "versions"),
    [
        ("can tho", "can tho", Reading.LETTERS, EVERYWHERE),
        (" the ", " the ", Reading.LETTERS, EVERYWHERE),
        ('"2 * 3"', "2 * 3", Reading.QUOTED, EVERYWHERE),
        ('5"', '5"', Reading.LETTERS, EVERYWHERE),
        ("/a.b/", "a.b", Reading.EXPRESSION, EVERYWHERE),
        ("1/2", "1/2", Reading.LETTERS, EVERYWHERE),
        ("//", "//", Reading.LETTERS, EVERYWHERE),
        ("de:Stadt", "Stadt", Reading.LETTERS, ("de", "de-2", "de-AT")),
        ("de-2: Stadt", "Stadt", Reading.LETTERS, ("de-2",)),
        ("DE-at:/St.dt/", "St.dt", Reading.EXPRESSION, ("de-AT",)),
        ("pt:cidade", "cidade", Reading.LETTERS, ("pt-BR",)),
        ("10:30", "10:30", Reading.LETTERS, EVERYWHERE),
        ("http://a", "http://a", Reading.LETTERS, EVERYWHERE),
        ("fr:ville", "fr:ville", Reading.LETTERS, EVERYWHERE),
        ("de:ja:x", "ja:x", Reading.LETTERS, ("de", "de-2", "de-AT")),
        ("-pt:cidade", "-pt:cidade", Reading.LETTERS, EVERYWHERE),
    ],
)
def test_reads(text: str, term: str, reading: Reading, versions: tuple[str, ...]) -> None:
    query = read(text)
    assert [(found.text, found.reading) for found in query.terms] == [(term, reading)]
    assert text[query.terms[0].position :].startswith(term)
    assert query.versions == versions


@pytest.mark.parametrize("text", ["", "  ", "*", "**", "ja:", "ـ", "\u064e", '"\u200c"'])
def test_nothing_to_find_is_no_error(text: str) -> None:
    query = read(text)
    assert query.terms == ()
    assert query.matcher(VersionId("ja")) is None


def test_looks_only_within_the_versions_given() -> None:
    within = [VersionId("ja"), VersionId("de-2")]
    assert parse("x", versions=VERSIONS, within=within).versions == ("de-2", "ja")
    assert parse("de:x", versions=VERSIONS, within=within).versions == ("de-2",)
    assert read("x").matcher(VersionId("fr")) is None


@pytest.mark.parametrize(
    ("text", "switches", "position"), [("/(a/", {}, 3), ("ja:/b(/", {}, 6), ("(a", {"regex": True}, 2)]
)
def test_says_where_an_expression_is_wrong(text: str, switches: dict[str, bool], position: int) -> None:
    with pytest.raises(QueryError) as caught:
        read(text, **switches)
    assert caught.value.position == position


def test_the_switches_reach_the_matcher() -> None:
    def spans(text: str, in_text: str, **switches: bool) -> list[tuple[int, int]]:
        matcher = read(text, **switches).matcher(VersionId("ja"))
        assert matcher is not None
        return matcher.spans(in_text)

    assert spans("tho", "Thot Tho", word=True) == [(5, 8)]
    assert spans("T.o", "Tho", regex=True) == [(0, 3)]
    assert spans("tho", "Tho tho", exact=True) == [(4, 7)]
    assert spans("めこん", "メコン", kana=True) == [(0, 3)]
    assert spans("ابرهيم", "ابراهيم", loose_arabic=True) == [(0, 7)]
    assert spans("t*", "a Tho", exact=True) == []
