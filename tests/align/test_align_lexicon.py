"""What the two sides teach."""

from __future__ import annotations

from itertools import combinations

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
    german = "Haus Baum Hund Berg Kind Tisch Wald Feld".split()
    portuguese = "casa faia cão monte filho mesa bosque campo".split()
    both = list(combinations(range(len(german)), 2))
    found = learned(
        [f"{german[a]} {german[b]}" for a, b in both], [f"{portuguese[b]} {portuguese[a]}" for a, b in both]
    )
    stems = "wcasa wfaia wcao wmonte wfilho wmesa wbosqu wcampo".split()
    assert set(found) == {(f"w{word.lower()}", stem) for word, stem in zip(german, stems, strict=True)}


def test_a_single_meeting_teaches_nothing() -> None:
    assert not learned(["Haus", "Baum", "Hund", "Katze"], ["casa", "árvore", "cão", "gato"])
