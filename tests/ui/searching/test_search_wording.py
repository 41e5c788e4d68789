"""One line says how a query was read."""

from __future__ import annotations

from typing import Any

import pytest

from viewer.model import Direction, Version, VersionId
from viewer.search import Mode, RowClass, Scope, parse
from viewer.ui.searching.wording import clause_words, described

VERSIONS = [
    Version(VersionId(tag), tag.removesuffix("-2"), label, direction, 0, 0)
    for tag, label, direction in [
        ("de", "Luther", Direction.LTR),
        ("de-2", "1905", Direction.LTR),
        ("ar", "", Direction.RTL),
    ]
]
FOLDED = "capitals, accents and letter forms alike"
EVERYWHERE = "  ·  in all versions  ·  "


def read(text: str, title: str = "", **switches: Any) -> str:
    said = described(parse(text, versions=VERSIONS, **switches), VERSIONS, title)
    return said.translate(dict.fromkeys(range(0x2066, 0x206A)))


@pytest.mark.parametrize(
    ("text", "switches", "said"),
    [
        ("", {}, ""),
        ("ar:", {}, "العربية is not empty"),
        ("-de:", {}, "Deutsch · Luther, Deutsch · 1905 are empty"),
        ("de:", {}, "any of Deutsch · Luther, Deutsch · 1905 is not empty"),
        ("de-2:x*", {}, f"Looking for x*  ·  in Deutsch · 1905  ·  * stands for the rest of a word  ·  {FOLDED}"),
        ("x -ar:y de-2:z", {}, f"Looking for x{EVERYWHERE}and z in Deutsch · 1905  ·  العربية without y  ·  {FOLDED}"),
        ("/a.b/", {"exact": True}, f"Looking for the regular expression a.b{EVERYWHERE}letters exactly as typed"),
        ("a b", {"mode": Mode.ALL, "word": True}, f"Looking for a and b{EVERYWHERE}whole words only  ·  {FOLDED}"),
        ("-ar:a b", {"mode": Mode.ALL}, f"العربية without a or b  ·  {FOLDED}"),
        ("", {"rows": [RowClass.GAPS, RowClass.REVIEW]}, "only rows with gaps or to review"),
        ("ar:", {"scope": Scope(0, False)}, "العربية is not empty  ·  only in Faust  ·  without page furniture"),
        ("か", {"kana": True}, f"Looking for か{EVERYWHERE}{FOLDED}  ·  hiragana and katakana alike"),
    ],
)  # fmt: skip
def test_says_how_it_was_read(text: str, switches: dict[str, Any], said: str) -> None:
    assert read(text, "Faust", **switches) == said


def test_letters_run_as_their_version_does() -> None:
    query = parse("-ar:ابن x", versions=VERSIONS)
    assert clause_words(query.clauses[0], query.source, VERSIONS) == "\u2068العربية\u2069 without \u2067ابن x\u2069"
