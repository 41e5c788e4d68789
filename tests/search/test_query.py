"""What is typed is read as documented: letters, stars, quotes, expressions and prefixes."""

from typing import Any

import pytest

from viewer.errors import QueryError
from viewer.model import Direction, Version, VersionId
from viewer.search.clauses import Mode, Presence, Reading
from viewer.search.query import Query, condition, parse

VERSIONS = [
    Version(VersionId(name), language, name.upper(), Direction.LTR, 0, 0)
    for name, language in [("de", "de"), ("de-2", "de"), ("de-AT", "de-AT"), ("pt-BR", "pt-BR"), ("ja", "ja")]
]
EVERYWHERE = ("de", "de-2", "de-AT", "pt-BR", "ja")


def read(text: str, **switches: Any) -> Query:
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
        ("-fr:ville", "-fr:ville", Reading.LETTERS, EVERYWHERE),
        ("PT-br: /a b/", "a b", Reading.EXPRESSION, ("pt-BR",)),
    ],
)
def test_reads(text: str, term: str, reading: Reading, versions: tuple[str, ...]) -> None:
    query = read(text)
    (clause,) = query.clauses
    assert [(found.text, found.reading) for found in clause.terms] == [(term, reading)]
    assert text[clause.terms[0].position :].startswith(term)
    assert query.versions == versions


@pytest.mark.parametrize("text", ["", "  ", "*", "**", "ja:*", "-ja:*", "ـ", "\u064e", '"\u200c"'])
def test_nothing_to_find_is_no_error(text: str) -> None:
    query = read(text)
    assert not query.asks
    assert query.matcher(VersionId("ja")) is None


def test_looks_only_within_the_versions_given() -> None:
    within = [VersionId("ja"), VersionId("de-2")]
    assert parse("x", versions=VERSIONS, within=within).versions == ("de-2", "ja")
    assert parse("x pt:y", versions=VERSIONS, within=within).versions == ("de-2", "ja", "pt-BR")
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


def clauses(text: str, **switches: Any) -> list[tuple[str, str, list[str]]]:
    return [
        (one.prefix, one.presence.value, [term.text for term in one.terms]) for one in read(text, **switches).clauses
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de:Stadt -pt:cidade", [("de", "contains", ["Stadt"]), ("pt", "lacks", ["cidade"])]),
        ("can tho  ja:", [("", "contains", ["can tho"]), ("ja", "filled", [])]),
        ("-ja: de:x", [("ja", "empty", []), ("de", "contains", ["x"])]),
        ("de: ja:x", [("de", "filled", []), ("ja", "contains", ["x"])]),
        ('"de:x" ja:y', [("", "contains", ["de:x"]), ("ja", "contains", ["y"])]),
        ('de:"a ja:b" ja:"c"', [("de", "contains", ["a ja:b"]), ("ja", "contains", ["c"])]),
        ("/a ja:b/ -ja:c", [("", "contains", ["a ja:b"]), ("ja", "lacks", ["c"])]),
        ("at 10:30 de:x", [("", "contains", ["at 10:30"]), ("de", "contains", ["x"])]),
        ("de:a b c", [("de", "contains", ["a b c"])]),
        ("x -y", [("", "contains", ["x -y"])]),
        ("xde:y", [("", "contains", ["xde:y"])]),
    ],
)
def test_a_prefix_binds_what_follows_up_to_the_next(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert clauses(text) == expected


def test_clauses_know_where_they_were_typed() -> None:
    text = " Haus  de: Stadt -pt:cidade "
    assert [text[one.start : one.stop] for one in read(text).clauses] == [" Haus", "de: Stadt", "-pt:cidade "]


@pytest.mark.parametrize("mode", [Mode.ALL, Mode.ANY])
def test_words_are_terms_of_their_own_when_asked_for(mode: Mode) -> None:
    text = 'New "York City" /b.d/ de:ab* cd'
    query = read(text, mode=mode)
    assert [
        [(term.text, term.reading, text.index(term.text) == term.position) for term in one.terms]
        for one in query.clauses
    ] == [
        [
            ("New", Reading.LETTERS, True),
            ("York City", Reading.QUOTED, True),
            ("b.d", Reading.EXPRESSION, True),
        ],
        [("ab*", Reading.LETTERS, True), ("cd", Reading.LETTERS, True)],
    ]
    assert len(query.requirements) == (5 if mode is Mode.ALL else 2)


def test_what_must_not_be_there_is_none_of_the_words() -> None:
    (requirement,) = read("-pt:a b", mode=Mode.ALL).requirements
    assert requirement.negated
    assert len(requirement.matchers) == 2


def test_overlapping_matches_of_several_terms_are_one() -> None:
    matcher = read("abc bcd b xyz ab", mode=Mode.ANY).matcher(VersionId("ja"))
    assert matcher is not None
    assert matcher.spans("abcd b xyz") == [(0, 3), (5, 6), (7, 10)]


def test_a_label_names_its_version() -> None:
    meyer = [Version(VersionId("de"), "de", "Meyer", Direction.LTR, 0, 0), *VERSIONS[3:]]
    assert parse("meyer:x", versions=meyer).versions == ("de",)


def test_conditions_are_clauses_like_those_that_are_typed() -> None:
    given = [
        condition(Presence.CONTAINS, VersionId("pt-BR"), "x y"),
        condition(Presence.EMPTY, VersionId("ja")),
    ]
    query = parse("Haus", versions=VERSIONS, within=[VersionId("de")], conditions=given)
    assert query.versions == ("de", "pt-BR")
    assert not query.everywhere
    assert [(one.versions, one.negated) for one in query.requirements] == [
        (("de",), False),
        (("pt-BR",), False),
        (("ja",), True),
    ]


@pytest.mark.parametrize(("text", "everywhere"), [("x", True), ("de:x", True), ("x ja:", False), ("-ja:x", False)])
def test_knows_whether_every_match_is_a_hit(text: str, everywhere: bool) -> None:
    assert read(text).everywhere is everywhere
