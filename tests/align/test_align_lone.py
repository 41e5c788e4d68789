"""Kinds of segments that stand alone."""

from __future__ import annotations

import numpy as np

from viewer.align import Paragraphs, align
from viewer.align.beads import MATCHES, Band
from viewer.align.lone import company_scores, lone_odds
from viewer.align.tokens import bag

ADVERTISEMENT = "Anzeige"
TEXTS = ["Der Hund schläft.", ADVERTISEMENT, "Die Katze wacht.", ADVERTISEMENT, "Es regnet seit drei Tagen.", "Ende"]


def test_what_stood_alone_elsewhere_is_likely_to_be_alone() -> None:
    odds = lone_odds(bag(TEXTS, "de"), np.array([0, 1, 0, 0.9, 0, 0.1]))
    assert odds[1] == odds[3] > 1
    assert odds[0] < 0
    assert odds[5] != odds[1]


def test_nothing_is_known_of_a_side_without_lone_segments_and_repetitions() -> None:
    assert np.ptp(lone_odds(bag(["Eins.", "Zwei."], "de"), np.zeros(2))) == 0


def test_company_counts_every_segment_of_a_bead() -> None:
    band = Band.full(2, 1)
    scores = company_scores(np.array([1.0, 2.0]), np.array([-4.0]), band)
    cell = int(band.cell(np.array(2), np.array(1)))
    assert scores[MATCHES.index((2, 1)), cell] == 1
    assert scores[MATCHES.index((1, 1)), cell] == 2


def test_repeated_advertisements_are_left_alone() -> None:
    german, english = [], []
    for k in range(24):
        german.append(f"Im Jahr {1900 + 3 * k} kamen {k + 12} Schiffe aus dem Norden in den Hafen der Stadt.")
        english.append(f"In {1900 + 3 * k} there came {k + 12} ships from the north into the harbour of the city.")
        if k % 4 == 1:
            german.append(ADVERTISEMENT)
    units = align([Paragraphs("de", german), Paragraphs("en", english)])
    alone = [german[unit.cells[0][0]] for unit in units if unit.cells[0] and not unit.cells[1]]
    assert alone == [ADVERTISEMENT] * 6
    assert len(units) == len(german)
