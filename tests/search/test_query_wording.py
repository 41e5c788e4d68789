"""Clauses written back are read as they were meant, and changes of one leave the others as they were typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model import Direction, Version, VersionId
from viewer.search.clauses import Clause, Mode, Presence, Reading, Term
from viewer.search.query import clauses_in, condition, named, parse
from viewer.search.wording import prefix_of, rewritten, text_of, without, written

VERSIONS = [
    Version(VersionId(name), language, label, Direction.LTR, 0, 0)
    for name, language, label in [
        ("de", "de", "Luther"),
        ("de-2", "de", "Elberfelder 1905"),
        ("pt-BR", "pt-BR", ""),
        ("ja", "ja", ""),
        ("ar", "ar", ""),
    ]
]
GERMAN = (VersionId("de"), VersionId("de-2"))
ALL = tuple(version.id for version in VERSIONS)

words = st.text(alphabet='ab *"/-:.\\( שمか', min_size=1, max_size=6)
pieces = st.one_of(
    words, st.sampled_from(["de:", "-pt:", "ja:", "-ar:", "Luther:", "de-1:", "x:", '"a pt:b"', "/c ja:/"])
)
typed = st.lists(pieces, max_size=7).map(" ".join)
modes = st.sampled_from(Mode)


def read(text: str, mode: Mode = Mode.LITERAL, *, regex: bool = False) -> tuple[Clause, ...]:
    return clauses_in(text, versions=VERSIONS, free=ALL, mode=mode, regex=regex)


def meaning(clauses: tuple[Clause, ...]) -> list[tuple[object, ...]]:
    """All but where it stands; letters without a star mean the same in quotes, some signs with a backslash."""

    def plain(term: Term) -> tuple[str, Reading]:
        if term.reading is Reading.EXPRESSION:
            return re.sub(r'\\([/:"])', r"\1", term.text), term.reading
        quoted = term.reading is Reading.LETTERS and "*" not in term.text
        return term.text, Reading.QUOTED if quoted else term.reading

    return [(one.presence, one.versions, *map(plain, one.terms)) for one in clauses]


@pytest.mark.parametrize(
    "text",
    [
        "Stadt",
        " the ",
        "de:Stadt -pt:cidade ja: -ar:",
        '"2 * 3" de:/St.dt/',
        "can tho ja:10:30 http://a",
        "Luther:Stadt -de-2:Haus",
    ],
)
def test_what_is_plain_is_written_as_it_was_typed(text: str) -> None:
    assert written(read(text), VERSIONS) == text


@given(typed, modes, st.booleans())
def test_what_is_written_is_read_as_it_was_meant(text: str, mode: Mode, regex: bool) -> None:
    clauses = read(text, mode, regex=regex)
    again = read(written(clauses, VERSIONS, mode=mode, regex=regex), mode, regex=regex)
    assert meaning(again) == meaning(clauses)


@given(st.lists(words.filter(str.strip), min_size=1, max_size=3), st.sampled_from(["plain", "quoted"]))
def test_any_letters_can_be_written_as_a_condition(texts: list[str], kind: str) -> None:
    reading = Reading.LETTERS if kind == "plain" else Reading.QUOTED
    clauses = tuple(Clause(Presence.LACKS, (VersionId("ja"),), (Term(text, reading, 0),), "ja") for text in texts)
    again = read(written(clauses, VERSIONS))
    assert [(one.presence, one.versions, len(one.terms)) for one in again] == [
        (Presence.LACKS, ("ja",), 1) for _ in texts
    ]


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("a pt:b", 'ja:"a pt:b"'),
        ("a* pt:b", r"ja:/a\w* pt\:b/"),
        (" a ", 'ja:" a "'),
        ('"a"', 'ja:""a""'),
        ("1/2", "ja:1/2"),
    ],
)
def test_letters_that_would_be_misread_are_quoted(letters: str, text: str) -> None:
    clause = Clause(Presence.CONTAINS, (VersionId("ja"),), (Term(letters, Reading.LETTERS, 0),), "ja")
    assert written([clause], VERSIONS) == text


def test_letters_are_escaped_where_everything_is_an_expression() -> None:
    clause = Clause(Presence.CONTAINS, ALL, (Term("2*3? de:x", Reading.QUOTED, 0),))
    assert written([clause], VERSIONS, regex=True) == r"2\*3\? de\:x"


def test_conditions_from_elsewhere_come_behind_the_free_text() -> None:
    clauses = [condition(Presence.LACKS, VersionId("pt-BR"), "cidade"), condition(Presence.FILLED, VersionId("ar"))]
    assert written([*clauses, *read("Stadt")], VERSIONS) == "Stadt -pt-BR:cidade ar:"


def test_a_version_that_shares_its_tag_has_a_prefix_of_its_own() -> None:
    assert prefix_of(GERMAN, VERSIONS) == "de"
    assert prefix_of([VersionId("de")], VERSIONS) == "Luther"
    assert prefix_of([VersionId("de-2")], VERSIONS) == "de-2"
    assert named("de-1", VERSIONS) == ("de",)
    assert written([condition(Presence.CONTAINS, VersionId("de"), "Stadt")], VERSIONS) == "Luther:Stadt"


def test_what_no_prefix_names_is_refused() -> None:
    with pytest.raises(ValueError, match="de, ja"):
        prefix_of([VersionId("de"), VersionId("ja")], VERSIONS)
    with pytest.raises(ValueError, match="one clause"):
        written([*read("a"), *read("b")], VERSIONS)


@pytest.mark.parametrize(
    ("text", "place", "left"),
    [
        ("Stadt de:x -pt:y", 0, "de:x -pt:y"),
        ("Stadt de:x -pt:y", 1, "Stadt -pt:y"),
        ("Stadt de:x  -pt:y ", 2, "Stadt de:x"),
        ("ja:", 0, ""),
    ],
)
def test_a_clause_is_taken_away(text: str, place: int, left: str) -> None:
    assert without(text, read(text)[place]) == left


@pytest.mark.parametrize(
    ("presence", "inner", "text"),
    [
        (Presence.LACKS, "casa", "Stadt -pt:casa ja:"),
        (Presence.CONTAINS, "", "Stadt ja:"),
        (Presence.EMPTY, "casa", "Stadt -pt: ja:"),
        (Presence.CONTAINS, "casa ja:x", 'Stadt pt:"casa ja:x" ja:'),
    ],
)
def test_a_clause_is_put_in_the_place_of_another(presence: Presence, inner: str, text: str) -> None:
    source = "Stadt pt:cidade ja:"
    clause = read(source)[1]
    assert text_of(clause, source) == "cidade"
    assert rewritten(source, clause, presence, "pt", inner, versions=VERSIONS) == text


def test_a_new_clause_is_the_last() -> None:
    assert rewritten("Stadt ", None, Presence.EMPTY, "ar", versions=VERSIONS) == "Stadt -ar:"
    assert rewritten("", None, Presence.CONTAINS, "ar", "ك", versions=VERSIONS) == "ar:ك"
    assert rewritten("Stadt", None, Presence.CONTAINS, "ar", " ", versions=VERSIONS) == "Stadt"


@given(typed, modes, st.booleans(), st.data())
def test_a_change_leaves_the_other_clauses_alone(text: str, mode: Mode, regex: bool, data: st.DataObject) -> None:
    clauses = read(text, mode, regex=regex)
    place = data.draw(st.integers(0, len(clauses)))
    old = clauses[place] if place < len(clauses) else None
    inner = data.draw(words.filter(str.strip))
    prefix = old.prefix if old is not None else "ja"
    changed = rewritten(text, old, Presence.CONTAINS, prefix, inner, versions=VERSIONS, mode=mode, regex=regex)
    again = read(changed, mode, regex=regex)
    assert len(again) == max(len(clauses), place + 1)

    def others(found: tuple[Clause, ...]) -> list[tuple[object, ...]]:
        kept = meaning(found)
        del kept[place]
        # Spaces at the end of the last clause are kept only as long as it is the last.
        return [(*one[:2], *((term[0].rstrip(), term[1]) for term in one[2:])) for one in kept]  # type: ignore[index]

    assert others(again) == others((*clauses, *again[len(clauses) :]))


def test_the_whole_query_reads_back() -> None:
    text = "de:Stadt -pt:cidade ja:"
    query = parse(text, versions=VERSIONS)
    assert written(query.clauses, VERSIONS) == text
