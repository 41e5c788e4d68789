"""Lines that look the same, with what stands beside them, become one with a count."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed_corpus import ListedCorpus, lines

from viewer.errors import Cancelled
from viewer.model import Hit, VersionId
from viewer.search.concordance import Arrangement, Concordance, Line
from viewer.search.engine import Engine
from viewer.search.hit_places import gathered
from viewer.search.query import parse
from viewer.search.same_lines import same

DE, EN = VersionId("de"), VersionId("en")
relaxed = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.lists(st.lists(st.sampled_from(["x", "x ", "xx", "b", "x\nx"]), max_size=2), min_size=6, max_size=6)


def one_of_each(
    corpus: ListedCorpus, beside: list[VersionId], cache: Path, order: list[int] | None = None
) -> Concordance:
    query = parse("x", versions=corpus.versions(), within=[DE])
    places = gathered(Engine(corpus, cache).scan(query), corpus)
    groups = same(corpus, query, places, beside)
    arrangement = Arrangement(None if order is None else np.array(order), groups).arranged()
    return Concordance(corpus, query, places, arrangement)


def shown(found: list[Line]) -> list[tuple[int, int]]:
    return [(line.unit, line.times) for line in found]


def test_white_space_makes_no_difference(tmp_path: Path) -> None:
    corpus = lines(de=["x a", "x\n a ", "xa"], en=["1", " 1", "1"])
    assert shown(one_of_each(corpus, [EN], tmp_path).lines(0, 9)) == [(0, 2), (2, 1)]


def test_what_stands_beside_them_has_to_be_the_same_too(tmp_path: Path) -> None:
    corpus = lines(de=["x", "x", "x"], en=["1", "2", "1"])
    assert shown(one_of_each(corpus, [EN], tmp_path).lines(0, 9)) == [(0, 2), (1, 1)]
    assert shown(one_of_each(corpus, [], tmp_path).lines(0, 9)) == [(0, 3)]


def test_a_line_knows_the_places_of_all(tmp_path: Path) -> None:
    corpus = lines(de=["x", "x", "x"], en=["1", "2", "1"])
    concordance = one_of_each(corpus, [EN], tmp_path)
    assert [line.unit for line in concordance.lines_of(concordance.same(0))] == [0, 2]
    assert concordance.line_at(DE, 2, 0) == 0


def test_the_first_in_the_order_wanted_stands_for_all(tmp_path: Path) -> None:
    corpus = lines(de=["x", "x", "x"], en=["1", "2", "1"])
    assert shown(one_of_each(corpus, [EN], tmp_path, [2, 1, 0]).lines(0, 9)) == [(2, 2), (1, 1)]


@relaxed
@given(de=texts, en=texts)
def test_lines_are_grouped_as_a_plain_look_at_all_of_them_groups_them(
    de: list[list[str]], en: list[list[str]], tmp_path: Path
) -> None:
    corpus = ListedCorpus({"de": de, "en": en})
    engine = Engine(corpus, tmp_path / "none")
    engine.forget()
    query = parse("x", versions=corpus.versions())
    expected: dict[object, list[int]] = {}
    nth: dict[object, int] = {}
    for number, hit in enumerate(hit for hit in engine.hits(query) if isinstance(hit, Hit)):
        place = (hit.version, hit.segment)
        nth[place] = nth.get(place, -1) + 1
        other = (en if hit.version == DE else de)[hit.unit]
        text = corpus.texts(hit.version)[hit.segment]
        key = (hit.version, text.split(), " ".join(other).split(), nth[place])
        expected.setdefault(repr(key), []).append(number)
    groups = same(corpus, query, gathered(engine.scan(query), corpus), [DE, EN])
    found: dict[int, list[int]] = {}
    for number, group in enumerate(groups.of_hit.tolist()):
        found.setdefault(group, []).append(number)
    assert sorted(found.values()) == sorted(expected.values())
    assert {group: len(hits) for group, hits in found.items()} == dict(enumerate(groups.sizes.tolist()))


def test_grouping_can_be_stopped(tmp_path: Path) -> None:
    corpus = lines(de=["x"])
    query = parse("x", versions=corpus.versions())
    places = gathered(Engine(corpus, tmp_path).scan(query), corpus)
    with pytest.raises(Cancelled):
        same(corpus, query, places, [EN], cancelled=lambda: True)
