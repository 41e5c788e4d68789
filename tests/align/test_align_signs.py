"""Headings and page furniture as evidence."""

from __future__ import annotations

from viewer.align import Paragraphs, align

GERMAN = [
    f"Am {day}. gingen wir mit Herrn {name} in die Stadt." for day, name in enumerate("Abel Boll Cohn Dorn".split(), 3)
]
FRENCH = [
    f"Le {day} nous sommes allés en ville avec M. {name}." for day, name in enumerate("Abel Boll Cohn Dorn".split(), 3)
]


def test_furniture_stands_alone_rather_than_beside_content() -> None:
    german = [*GERMAN[:2], "Es regnete den ganzen Tag.", *GERMAN[2:]]
    french = [*FRENCH[:2], "La pluie ne cessait pas.", "Partagez cet article vite.", *FRENCH[2:]]
    for furniture, content in ((2, 3), (3, 2)):
        flags = [number == furniture for number in range(6)]
        units = align([Paragraphs("de", german), Paragraphs("fr", french, None, flags)])
        assert {((2,), (content,)), ((), (furniture,))} <= {unit.cells for unit in units}


def test_furniture_on_both_sides_belongs_together() -> None:
    german, french = [*GERMAN, "Anzeige", "Kontakt"], [*FRENCH, "Publicité", "Mentions"]
    flags = [False] * 4 + [True] * 2
    units = align([Paragraphs("de", german, None, flags), Paragraphs("fr", french, None, flags)])
    assert [unit.cells for unit in units] == [((k,), (k,)) for k in range(6)]
