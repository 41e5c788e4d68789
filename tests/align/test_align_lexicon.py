"""What the two sides teach."""

from __future__ import annotations

import numpy as np

from viewer.align.lexicon import learn
from viewer.align.resemblance import resemblance
from viewer.align.sparse import Sparse
from viewer.align.tokens import bag


def learned(source: list[str], target: list[str]) -> dict[tuple[str, str], float]:
    here, there = bag(source, "de"), bag(target, "pt")
    diagonal = np.arange(len(source))
    links = Sparse.of((len(source), len(target)), diagonal, diagonal, np.ones(len(source)))
    table = learn(here, there, links, resemblance(here, there))
    places = zip(table.rows, table.columns, table.values, strict=True)
    return {(here.vocabulary[e], there.vocabulary[f]): float(chance) for e, f, chance in places if chance > 0.1}


def test_words_that_keep_meeting_are_learned() -> None:
    source = ["Haus", "Baum", "Hund", "Haus Hund", "Baum Haus", "Hund Baum"] * 3
    target = ["casa", "árvore", "cão", "casa cão", "árvore casa", "cão árvore"] * 3
    assert set(learned(source, target)) == {("whaus", "wcasa"), ("wbaum", "warvor"), ("whund", "wcao")}


def test_a_single_meeting_teaches_nothing() -> None:
    assert not learned(["Haus", "Baum", "Hund", "Katze"], ["casa", "árvore", "cão", "gato"])
