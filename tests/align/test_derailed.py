"""Documents whose texts are no partners."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.align import Paragraphs, align
from viewer.align.derailed import derailed

HARBOUR = [
    ("Das Schiff lief im Mai {} ein.", "The ship came in in May {}."),
    ("{} Menschen warteten am Ufer.", "{} people were waiting on the shore."),
    ("Kapitän Berg zählte {} Fässer.", "Captain Berg counted {} barrels."),
    ("Niemand sprach ein Wort, bis {} Glocken läuteten.", "Nobody said a word until {} bells rang."),
]
GARDEN = [
    "Roses need sun, and a little water.",
    "In autumn the gardener cuts back what grew too tall, and covers the beds with leaves.",
    "Why do apples fall?",
    "The hedge along the road is older than the house, older even than the church.",
    "A wheelbarrow!",
]


def alarm(confidence: list[float], settled: list[bool] | None = None, versions: int = 2) -> bool:
    rows = len(confidence)
    own = np.array(settled or [False] * rows)
    found = derailed(np.array(confidence), own, np.array([0, rows]), np.array([versions]))
    return bool(found[0])


def test_sure_rows_give_no_alarm_and_doubtful_ones_do() -> None:
    assert not alarm([0.99] * 16 + [0.2] * 4)
    assert alarm([0.9] * 8 + [0.3] * 8)


def test_what_the_user_has_set_vouches_for_the_rest() -> None:
    assert not alarm([0.5] * 20, [True] * 14 + [False] * 6)


def test_rows_that_nothing_is_known_of_do_not_count() -> None:
    assert not alarm([np.nan] * 30 + [0.4] * 7)
    assert alarm([np.nan] * 30 + [0.4] * 8)


def test_rows_of_many_versions_may_be_more_doubtful() -> None:
    assert alarm([0.6] * 20, versions=2)
    assert not alarm([0.6] * 20, versions=5)


def test_a_corpus_without_rows_has_nothing_to_tell() -> None:
    assert derailed(np.zeros(0), np.zeros(0, np.bool_), np.array([0, 0]), np.array([0])).tolist() == [False]


def test_each_document_is_judged_by_its_own_rows() -> None:
    confidence = np.array([0.4] * 10 + [0.95] * 10 + [0.4] * 10)
    found = derailed(confidence, np.zeros(30, np.bool_), np.array([0, 10, 10, 20, 30]), np.array([2, 0, 2, 2]))
    assert found.tolist() == [True, False, False, True]


@pytest.mark.parametrize("partner", [True, False])
def test_a_wrong_partner_gives_the_alarm(partner: bool) -> None:
    german = [line.format(17 * k + 3) for k in range(5) for line, _ in HARBOUR]
    right = [line.format(17 * k + 3) for k in range(5) for _, line in HARBOUR]
    units = align([Paragraphs("de", german), Paragraphs("en", right if partner else GARDEN * 4)])
    assert alarm([unit.confidence for unit in units]) is not partner
