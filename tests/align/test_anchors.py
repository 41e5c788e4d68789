from __future__ import annotations

from viewer.align.anchors import shared
from viewer.align.tokens import bag


def pairs(german: list[str], english: list[str]) -> list[tuple[int, int]]:
    rows, columns = shared(bag(german, "de"), bag(english, "en"))
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def test_segments_that_share_a_rare_number_or_name_are_anchors_wherever_they_stand() -> None:
    german = ["Im Jahr 1789 begann es", "Ein Satz ohne alles", "Herr Obama kam"]
    english = ["Mr Obama came", "It began in 1789", "A sentence with nothing"]
    assert pairs(german, english) == [(0, 1), (2, 0)]


def test_what_stands_everywhere_is_no_anchor() -> None:
    assert pairs(["Die 12 Tage"] * 3, ["The 12 days"] * 3) == []


def test_sides_without_tokens_have_no_anchors() -> None:
    assert pairs(["..."], ["!"]) == []
