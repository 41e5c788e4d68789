from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from window_corpora import TEXTS

from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.search import parse
from viewer.ui.searching.scan import Results
from viewer.ui.searching.steps import Steps, Stop

DE, EN = VersionId("de"), VersionId("en")
IN_ORDER = [
    (0, "de", "Can Tho"),
    (0, "en", "Can Tho"),
    (3, "de", "Can Tho"),
    (3, "de", "Cần Thơ"),
    (3, "en", "can tho"),
]


@pytest.fixture
def steps(corpus_file: Path) -> Iterator[Steps]:
    with Corpus.open(corpus_file, read_only=True) as corpus:
        query = parse("can tho", versions=corpus.versions())
        units = {DE: np.array([0, 3]), EN: np.array([0, 3])}
        yield Steps(corpus, Results(query, units, {DE: 3, EN: 2}, complete=True), tuple(map(VersionId, TEXTS)))


def told(stop: Stop | None) -> tuple[int, str, str]:
    assert stop is not None
    assert stop.hit is not None
    return stop.unit, stop.hit.version, stop.hit.text


def walk(steps: Steps, start: Stop | None, way: str) -> Iterator[Stop | None]:
    while start is not None:
        yield start
        start = getattr(steps, way)(start)


def test_hits_follow_each_other_in_reading_order_and_begin_anew(steps: Steps) -> None:
    stops = islice(walk(steps, steps.first_from(0), "after"), 6)
    assert [told(stop) for stop in stops] == [*IN_ORDER, IN_ORDER[0]]


def test_the_way_back_is_the_way_there(steps: Steps) -> None:
    stops = islice(walk(steps, steps.first_from(0), "before"), 6)
    assert [told(stop) for stop in stops] == [IN_ORDER[0], *reversed(IN_ORDER)]


def test_the_first_hit_from_a_row_on(steps: Steps) -> None:
    assert told(steps.first_from(1)) == IN_ORDER[2]
    assert told(steps.first_from(4)) == IN_ORDER[0]
    assert steps.first_from(4, wrap=False) is None


def test_the_last_hit_before_a_row(steps: Steps) -> None:
    assert told(steps.last_before(3)) == IN_ORDER[1]
    assert told(steps.last_before(0)) == IN_ORDER[-1]


def test_without_hits_there_is_nowhere_to_go(corpus_file: Path) -> None:
    with Corpus.open(corpus_file, read_only=True) as corpus:
        steps = Steps(corpus, Results(parse("xyz", versions=corpus.versions())), ())
        assert steps.first_from(0) is None
        assert steps.last_before(3) is None
