"""Skeletons of names."""

from __future__ import annotations

import pytest

from viewer.text.names import near, skeleton


@pytest.mark.parametrize("spelling", ["Trump", "Трамп", "ترامب"])
def test_a_name_has_one_skeleton_in_every_script(spelling: str) -> None:
    assert skeleton(spelling) == "TRMP"


def test_katakana_is_at_most_one_consonant_apart() -> None:
    assert set(near(skeleton("トランプ"))) & set(near(skeleton("Trump")))


def test_short_words_have_none() -> None:
    assert skeleton("Abo") == ""


def test_one_edit_shares_a_key() -> None:
    for other in ("TRMK", "TRM", "TRMPS"):
        assert {*near("TRMP"), "TRMP"} & {*near(other), other}
