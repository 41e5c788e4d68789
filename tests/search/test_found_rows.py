"""Conditions, scopes and classes decide which rows are found; hits are the matches of what such a row contains."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from listed_corpus import ListedCorpus

from viewer.model import Hit, Status, VersionId
from viewer.search import found_rows, version_scan
from viewer.search.clauses import Mode, RowClass, Scope
from viewer.search.engine import Counts, Engine, FoundRow
from viewer.search.query import Query, parse

DE, PT, JA = VersionId("de"), VersionId("pt"), VersionId("ja")


@pytest.fixture
def corpus() -> ListedCorpus:
    return ListedCorpus(
        {
            "de": [["Stadt und Land"], ["Stadt"], ["Land"], ["# Stadt"], [], ["Stadt", "Land"]],
            "pt": [["cidade"], ["vila"], ["terra cidade"], [], ["cidade"], ["vila"]],
            "ja": [["町"], [], ["町"], [], [], ["# 町"]],
        },
        documents=[3, 3],
    )


@pytest.fixture
def engine(corpus: ListedCorpus, tmp_path: Path) -> Engine:
    return Engine(corpus, tmp_path)


def rows(engine: Engine, corpus: ListedCorpus, text: str, **switches: Any) -> list[int]:
    asked = parse(text, versions=corpus.versions(), **switches)
    found = sorted({row for portion in engine.scan(asked) for row in portion.units.tolist()})
    assert found == sorted({one.unit for one in engine.hits(asked)})
    assert engine.count(asked).units == len(found)
    return found


@pytest.mark.parametrize(
    ("text", "switches", "expected"),
    [
        ("de:stadt pt:cidade", {}, [0]),
        ("de:stadt -pt:cidade", {}, [1, 3, 5]),
        ("-pt:cidade", {}, [1, 3, 5]),
        ("de:stadt ja:", {}, [0, 5]),
        ("-ja:", {}, [1, 3, 4]),
        ("-ja: -de:", {}, [4]),
        ("pt:cidade -de: ", {}, [4]),
        ("stadt land", {"mode": Mode.ALL}, [0, 5]),
        ("stadt cidade", {"mode": Mode.ALL}, [0]),
        ("terra stadt", {"mode": Mode.ANY}, [0, 1, 2, 3, 5]),
        ("-de:stadt land", {"mode": Mode.ALL}, [4]),
        ("stadt -ja:", {"scope": Scope(document=1)}, [3]),
        ("stadt -ja:", {"scope": Scope(furniture=False)}, [1, 5]),
        ("-ja:", {"scope": Scope(furniture=False)}, [1, 4, 5]),
        ("", {"rows": [RowClass.GAPS]}, [1, 4]),
        ("", {"rows": [RowClass.UNEVEN]}, [1, 4, 5]),
        ("stadt", {"rows": [RowClass.GAPS, RowClass.UNEVEN]}, [1, 5]),
        ("stadt cidade", {"mode": Mode.ANY, "rows": [RowClass.PARTIAL]}, [1, 2, 3, 4, 5]),
        ("", {}, []),
        ("x pt:cidade", {}, []),
        ("stadt", {"within": []}, []),
        ("stadt ja:", {"within": []}, []),
        ("町 -pt:terra", {"within": [JA]}, [0, 5]),
    ],
)
def test_finds_the_rows_that_meet_all_conditions(
    engine: Engine, corpus: ListedCorpus, text: str, switches: dict[str, Any], expected: list[int]
) -> None:
    assert rows(engine, corpus, text, **switches) == expected


def test_hits_are_matches_of_all_that_has_to_be_there(engine: Engine, corpus: ListedCorpus) -> None:
    asked = parse("land pt:cidade -ja:x", versions=corpus.versions())
    hits = [hit for hit in engine.hits(asked) if isinstance(hit, Hit)]
    assert [(hit.unit, hit.version, hit.text) for hit in hits] == [
        (0, "de", "Land"),
        (0, "pt", "cidade"),
        (2, "de", "Land"),
        (2, "pt", "cidade"),
    ]
    assert engine.count(asked) == Counts(2, {DE: 2, PT: 2, JA: 0})


def test_rows_without_text_name_what_was_asked_first(engine: Engine, corpus: ListedCorpus) -> None:
    assert list(engine.hits(parse("-ja: -de:", versions=corpus.versions()))) == [FoundRow(1, 4, JA)]
    gaps = parse("", versions=corpus.versions(), rows=[RowClass.GAPS])
    assert list(engine.hits(gaps, limit=1)) == [FoundRow(0, 1, None)]
    assert engine.count(gaps) == Counts(2, {})


def test_classes_by_status_and_confidence(engine: Engine, corpus: ListedCorpus) -> None:
    corpus.index().statuses[:3] = [Status.EDITED, Status.REVIEW, Status.CONFIRMED]
    corpus.index().confidence[4] = 0.3
    assert rows(engine, corpus, "", rows=[RowClass.EDITED]) == [0]
    assert rows(engine, corpus, "", rows=[RowClass.REVIEW]) == [1]
    assert rows(engine, corpus, "", rows=[RowClass.DOUBTFUL]) == [4]
    unconfirmed = rows(engine, corpus, "", rows=[RowClass.UNCONFIRMED])
    assert 1 in unconfirmed
    assert not {0, 2} & set(unconfirmed)


WORDS = ["aa", "ab", "b", "#ab", "c aa"]
CELL = st.lists(st.sampled_from(WORDS), max_size=2)
CLAUSES = st.lists(st.sampled_from(["de:a", "-de:ab", "ja:", "-ja:", "ja:a b", "-pt:b", "pt:c"]), max_size=3)


@given(
    st.lists(st.tuples(CELL, CELL, CELL), max_size=6),
    st.sampled_from(["", "a", "aa", "a b"]),
    CLAUSES,
    st.sampled_from(Mode),
    st.booleans(),
    st.sampled_from([1, 2, 4096]),
)
def test_agrees_with_a_look_at_each_row(
    tmp_path_factory: pytest.TempPathFactory,
    cells: list[tuple[list[str], ...]],
    free: str,
    conditions: list[str],
    mode: Mode,
    furniture: bool,
    shortest: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(found_rows, "_SHORTEST", shortest)
        patch.setattr(version_scan, "_PART", shortest)
        look_at_each_row(tmp_path_factory.mktemp("cache"), cells, f"{free} {' '.join(conditions)}", mode, furniture)


def look_at_each_row(cache: Path, cells: list[tuple[list[str], ...]], text: str, mode: Mode, furniture: bool) -> None:
    columns = {name: [row[place] for row in cells] for place, name in enumerate(("de", "pt", "ja"))}
    corpus = ListedCorpus(columns)
    asked = parse(text, versions=corpus.versions(), mode=mode, scope=Scope(furniture=furniture))
    engine = Engine(corpus, cache)
    expected = [unit for unit in range(len(cells)) if text.strip() if meets(asked, columns, unit)]
    assert sorted({one.unit for one in engine.hits(asked)}) == expected
    hits = [
        (unit, version, text[start:stop])
        for unit in expected
        for version in ("de", "pt", "ja")
        for text in texts(asked, columns, unit, version)
        for start, stop in spans(asked, version, text)
    ]
    found = [hit for hit in engine.hits(asked) if isinstance(hit, Hit)]
    assert [(hit.unit, hit.version, hit.text) for hit in found] == hits
    assert sum(engine.count(asked).hits.values()) == len(hits)


def texts(asked: Query, columns: dict[str, list[list[str]]], unit: int, version: str) -> list[str]:
    return [text for text in columns[version][unit] if asked.scope.furniture or text[:1] != "#"]


def spans(asked: Query, version: str, text: str) -> list[tuple[int, int]]:
    matcher = asked.matcher(VersionId(version))
    return matcher.spans(text) if matcher is not None else []


def meets(asked: Query, columns: dict[str, list[list[str]]], unit: int) -> bool:
    if not any(texts(asked, columns, unit, version) for version in columns):
        return asked.scope.furniture and all(answers(asked, columns, unit))
    return all(answers(asked, columns, unit))


def answers(asked: Query, columns: dict[str, list[list[str]]], unit: int) -> Iterator[bool]:
    for one in asked.requirements:
        has = False
        for version in one.versions:
            for text in texts(asked, columns, unit, version):
                has |= not one.matchers or any(matcher.spans(text) for matcher in one.matchers)
        yield has is not one.negated


def test_first_rows_do_not_wait_for_the_conditions_of_the_rest(tmp_path: Path) -> None:
    corpus = ListedCorpus({"de": [["aa b"]] * 20_000, "ja": [["x"]] * 20_000})
    engine = Engine(corpus, tmp_path)
    for text, mode in (("de:/a+ b/ ja:/x/", Mode.LITERAL), ("/a+/ /x/", Mode.ANY)):
        asked = parse(text, versions=corpus.versions(), mode=mode, word=True)
        assert next(engine.scan(asked)).units[0] == 0
        assert corpus.fetched < 1000
        corpus.fetched = 0


def test_rows_that_cannot_be_found_are_not_read(tmp_path: Path) -> None:
    corpus = ListedCorpus({"de": [["aa b"]] * 5000, "ja": [[]] * 4999 + [["x"]]})
    asked = parse("de:/a+ b/ ja:", versions=corpus.versions(), word=True)
    engine = Engine(corpus, tmp_path)
    assert [found.units.tolist() for found in engine.scan(asked)] == [[4999]]
    assert corpus.fetched == 1
    assert np.concatenate([found.counts for found in engine.scan(asked)]).tolist() == [1]
