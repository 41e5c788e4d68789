from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model import Kind, Segment, SegmentId, Status, Stretch, Unit, VersionId
from viewer.text.pieces import LONGEST, LONGEST_MIXED
from viewer.ui.reading.bands import Band, band_holding, bands_of, shares


def row(**cells: Sequence[str]) -> Unit:
    made = {
        VersionId(version): tuple(
            Segment(SegmentId(place), place, Kind.BODY, text) for place, text in enumerate(texts) if texts
        )
        for version, texts in cells.items()
    }
    return Unit(0, 0, None, Status.AUTOMATIC, {version: cell for version, cell in made.items() if cell})


def stretches(bands: Sequence[Band], version: str) -> list[tuple[int, int, int]]:
    return [(one.place, one.start, one.stop) for band in bands for one in band.stretches.get(VersionId(version), ())]


def assert_covers(bands: Sequence[Band], cells: Mapping[str, Sequence[str]]) -> None:
    """Every segment is told once, from its first code point to its last."""
    for version, texts in cells.items():
        told: dict[int, int] = {}
        for place, start, stop in stretches(bands, version):
            assert place >= max(told, default=0)
            assert start == told.get(place, 0)
            told[place] = stop
        if any(texts) or len(bands) == 1:
            assert told == {place: len(text) for place, text in enumerate(texts)}


def test_an_ordinary_row_is_one_band_of_whole_segments() -> None:
    bands = bands_of(row(de=["Eins.", "Zwei."], fr=["Un, deux."]), [VersionId("de"), VersionId("fr")])
    assert bands == (
        Band({VersionId("de"): (Stretch(0, 0, 5), Stretch(1, 0, 5)), VersionId("fr"): (Stretch(0, 0, 9),)}),
    )


def test_only_the_versions_asked_for_are_in_a_band() -> None:
    bands = bands_of(row(de=["Eins."], fr=["Un."]), [VersionId("fr"), VersionId("ja")])
    assert list(bands[0].stretches) == ["fr"]


def test_a_row_without_these_versions_is_one_empty_band() -> None:
    assert bands_of(row(de=["Eins."]), [VersionId("fr")], 2.0) == (Band({}),)


def test_an_empty_segment_is_in_a_band() -> None:
    bands = bands_of(row(de=["", "x" * 12_000, ""]), [VersionId("de")])
    assert_covers(bands, {"de": ["", "x" * 12_000, ""]})


GERMAN = (
    "Am 31. Dezember fuhr das Schiff den großen Fluss hinauf. Niemand sprach. Am Ufer standen die Leute aus den "
    "Dörfern und winkten mit ihren Tüchern, bis es hinter der Biegung verschwand. Dann wurde es still. Der Kapitän "
    "zählte die Kisten, die noch an Deck standen, und schrieb ihre Nummern in sein Buch, wie er es seit dreißig Jahren "
    "an jedem Abend getan hatte. Er war müde. Unten in der Küche sang jemand ein Lied, das er aus seiner Kindheit "
    "kannte, aber an die Worte konnte er sich nicht erinnern. So ging das Jahr zu Ende."
)
FRENCH = (
    "Le 31 décembre, le bateau remonta le grand fleuve. Personne ne parlait. Sur la rive se tenaient les gens des "
    "villages et ils agitaient leurs mouchoirs, jusqu'à ce qu'il disparût derrière la courbe. Puis ce fut le silence. "
    "Le capitaine compta les caisses qui étaient encore sur le pont et inscrivit leurs numéros dans son livre, comme "
    "il le faisait chaque soir depuis trente ans. Il était las. En bas, dans la cuisine, quelqu'un chantait une "
    "chanson qu'il connaissait de son enfance, mais il ne pouvait se rappeler les paroles. Ainsi finit l'année."
)


def test_a_tall_row_is_cut_between_groups_of_sentences_that_belong_together() -> None:
    bands = bands_of(row(de=[GERMAN], fr=[FRENCH]), [VersionId("de"), VersionId("fr")], 2.0)
    assert [GERMAN[start : start + 12] for _, start, _ in stretches(bands, "de")] == [
        "Am 31. Dezem",
        "Dann wurde e",
        "Er war müde.",
    ]
    assert [FRENCH[start : start + 12] for _, start, _ in stretches(bands, "fr")] == [
        "Le 31 décemb",
        "Puis ce fut ",
        "Il était las",
    ]


def test_the_groups_are_larger_where_half_a_window_holds_more_of_the_text() -> None:
    bands = bands_of(row(de=[GERMAN], fr=[FRENCH]), [VersionId("de"), VersionId("fr")], 1.05)
    assert [GERMAN[start : start + 12] for _, start, _ in stretches(bands, "de")] == ["Am 31. Dezem", "Dann wurde e"]


def test_a_version_alone_is_not_cut_for_being_tall() -> None:
    assert len(bands_of(row(de=[GERMAN]), [VersionId("de")], 2.0)) == 1


def test_a_tall_row_is_left_whole_where_a_long_version_has_no_marks() -> None:
    thai = "ปีนั้นจบลงอย่างเงียบสงบ" * 20
    assert len(bands_of(row(de=[GERMAN], th=[thai]), [VersionId("de"), VersionId("th")], 2.0)) == 1


def test_a_short_version_stays_beside_the_first_band_of_a_tall_row() -> None:
    versions = [VersionId("de"), VersionId("fr"), VersionId("la")]
    bands = bands_of(row(de=[GERMAN], fr=[FRENCH], la=["Annus finitur."]), versions, 1.05)
    assert [list(band.stretches) for band in bands] == [["de", "fr", "la"], ["de", "fr"]]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    bands = bands_of(row(de=[GERMAN * 12]), [VersionId("de")])
    assert len(bands) > 1
    assert all((GERMAN * 12)[stop - 1] in " ." for _, _, stop in stretches(bands, "de"))


def test_a_giant_segment_is_cut_after_a_space_into_pieces_that_can_be_laid_out() -> None:
    text = "Wort " * 20_000
    bands = bands_of(row(de=[text]), [VersionId("de")])
    assert len(bands) == 23
    assert all(stop - start <= LONGEST and text[stop - 1] == " " for _, start, stop in stretches(bands, "de"))


def test_a_text_that_turns_often_is_cut_short() -> None:
    bands = bands_of(row(he=["aא" * 20_000]), [VersionId("he")])
    assert max(stop - start for _, start, stop in stretches(bands, "he")) <= LONGEST_MIXED


def test_bands_of_a_giant_row_hold_equal_shares_and_a_short_version_is_not_torn() -> None:
    bands = bands_of(
        row(de=["Wort " * 8_000], fr=["mot " * 2_000], la=["verbum"]), list(map(VersionId, ("de", "fr", "la"))), False
    )
    assert len(bands) == 9
    assert [len(band.stretches) for band in bands] == [3, *[2] * 8]
    assert [stop for _, _, stop in stretches(bands[:3], "fr")] == [888, 1776, 2664]


def test_a_giant_row_is_cut_between_segments_where_one_ends_near() -> None:
    texts = ["x" * 4_450] * 10
    bands = bands_of(row(de=texts), [VersionId("de")])
    assert stretches(bands, "de") == [(place, 0, 4_450) for place in range(10)]


def test_the_last_band_of_a_very_long_row_is_had_without_the_others() -> None:
    texts = ["Wort " * 20_000] * 50
    bands = bands_of(row(de=texts), [VersionId("de")], 2.0)
    assert bands[-1].stretches[VersionId("de")][-1] == Stretch(49, 95_500, 100_000)


def test_the_band_of_a_code_point_is_found_in_a_giant_row_as_in_a_short_one() -> None:
    bands = bands_of(row(de=["Wort " * 8_000], la=["verbum " * 100]), [VersionId("de"), VersionId("la")])
    for number, band in enumerate(bands):
        for version, (stretch,) in band.stretches.items():
            assert band_holding(bands, version, 0, stretch.start) == number
            assert band_holding(tuple(bands), version, 0, stretch.stop - 1) == number
    assert band_holding(bands, VersionId("de"), 0, 40_000) == len(bands) - 1
    assert band_holding(bands, VersionId("fr"), 0, 0) == 0


def test_shares_are_the_code_points_of_the_longest_version() -> None:
    assert shares([Band({VersionId("de"): (Stretch(0, 0, 5), Stretch(1, 0, 9))}), Band({})]) == [14, 0]
    assert shares(bands_of(row(de=["Wort " * 8_000]), [VersionId("de")])) == [4_445] * 9


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(("de", "ar", "ja")),
        st.lists(st.text("a. א。\u0301", max_size=30).map(lambda text: text * 300), min_size=1, max_size=4),
        min_size=1,
    ),
    st.floats(0, 20),
)
def test_bands_hold_every_code_point_once_and_in_order(cells: dict[str, list[str]], height: float) -> None:
    assert_covers(bands_of(row(**cells), [VersionId(version) for version in cells], height), cells)
