from __future__ import annotations

from viewer.model import Kind, Segment, SegmentId, Status, Stretch, Unit, VersionId
from viewer.ui.reading.partners import Partners

DE, FR, JA = VersionId("de"), VersionId("fr"), VersionId("ja")


def row(number: int, cells: dict[VersionId, list[str]]) -> Unit:
    made = {
        version: tuple(Segment(SegmentId(place), place, Kind.BODY, text) for place, text in enumerate(texts))
        for version, texts in cells.items()
    }
    return Unit(number, 0, None, Status.AUTOMATIC, made)


RIVER = row(
    7,
    {
        DE: ["Am 3. Mai stieg der Fluss und nahm die Brücke mit. Wir sahen zu.", "Am Abend war alles vorbei."],
        FR: ["Le 3 mai, la rivière monta et emporta le pont. Nous regardions. Le soir, tout était fini."],
    },
)


def test_a_sentence_knows_itself_and_its_partner() -> None:
    found = Partners(str).at(RIVER, DE, 0, 55)
    assert found is not None
    assert found.stretches(DE) == (Stretch(0, 51, 64),)
    assert found.stretches(FR) == (Stretch(0, 47, 63),)
    assert found.stretches(JA) == ()


def test_partners_go_over_the_borders_of_paragraphs() -> None:
    found = Partners(str).at(RIVER, FR, 0, 80)
    assert found is not None
    assert found.stretches(DE) == (Stretch(1, 0, 26),)


def test_two_sentences_that_belong_to_one_are_one_stretch() -> None:
    unit = row(
        0,
        {
            DE: ["Er kam am Abend, und dann ging er wieder fort. Gut."],
            FR: ["Il vint le soir. Puis il repartit seul. Bien."],
        },
    )
    found = Partners(str).at(unit, DE, 0, 3)
    assert found is not None
    assert found.stretches(FR) == (Stretch(0, 0, 39),)


def test_a_cell_without_text_has_no_sentence() -> None:
    assert Partners(str).at(row(0, {DE: [""]}), DE, 0, 0) is None


def test_in_a_giant_row_a_sentence_is_found_among_its_neighbours() -> None:
    unit = row(0, {DE: ["Das ist ein Satz. " * 5_000], FR: ["Voici une phrase. " * 5_000]})
    found = Partners(str).at(unit, DE, 0, 60_000)
    assert found is not None
    assert found.stretches(DE) == (Stretch(0, 59_994, 60_011),)
    assert found.stretches(FR) == (Stretch(0, 59_994, 60_011),)


def test_what_is_known_of_the_sentences_goes_before_their_lengths() -> None:
    parts = [
        {DE: (Stretch(0, 0, 51),)},
        {DE: (Stretch(0, 51, 64),), FR: (Stretch(0, 0, 47),)},
        {DE: (Stretch(1, 0, 26),), FR: (Stretch(0, 47, 89),)},
    ]
    known = Partners(str, lambda unit: parts)
    first, second, third = (known.at(RIVER, DE, *place) for place in ((0, 3), (0, 55), (1, 0)))
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.stretches(FR) == ()
    assert second.stretches(FR) == (Stretch(0, 0, 46),)
    assert third.stretches(FR) == (Stretch(0, 47, 89),)
