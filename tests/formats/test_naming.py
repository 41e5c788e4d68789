"""What file names claim, and when a text bears it out."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from viewer import assets
from viewer.formats.naming import Claim, Held, claims, held, is_about_the_folder, is_well_known, stem_of

ENGLISH = "Notes for the meeting on Monday: bring the report and the list of open points."
SORBIAN = "Wšitcy čłowjekojo su wot naroda swobodni a su jenacy po dostojnosći a prawach."


@pytest.mark.parametrize(
    ("name", "document", "tag"),
    [
        ("de.txt", "", "de"),
        ("de", "", "de"),
        ("deu.txt", "", "de"),
        ("pt_BR.txt", "", "pt-BR"),
        ("book/de.txt", "book", "de"),
        ("faust.de.txt", "faust", "de"),
        ("faust.part1.zh-Hant.txt", "faust.part1", "zh-Hant"),
        ("faust_de.txt", "faust", "de"),
        ("faust_1_pt_BR.txt", "faust_1", "pt-BR"),
        ("faust.en", "faust", "en"),
        ("de/faust.txt", "faust", "de"),
        ("de/part/faust.txt", "part/faust", "de"),
        ("works/de/faust.txt", "works/faust", "de"),
    ],
)
def test_a_name_claims_a_document_and_a_language(name: str, document: str, tag: str) -> None:
    first = claims(PurePath(name))[0]
    assert (first.document, first.tag) == (document, tag)
    assert first.is_whole == (document in {"", "book"})


@pytest.mark.parametrize("name", ["faust.txt", "Meyer 1998.txt", "notes.md", "a-de-b.txt", "x.srt", ".txt"])
def test_other_names_claim_nothing(name: str) -> None:
    assert claims(PurePath(name)) == ()


def test_a_name_may_claim_more_than_one_thing() -> None:
    assert claims(PurePath("de/report_it.txt")) == (
        Claim("de/report", "it", False),
        Claim("report_it", "de", False),
    )


@pytest.mark.parametrize(
    ("claim", "text", "verdict"),
    [
        (Claim("", "de", True), "Das ist ein Buch über Städte und Flüsse.", Held.YES),
        (Claim("", "de", True), "Quelle", Held.YES),
        (Claim("", "de", True), "2024", Held.YES),
        (Claim("", "de", True), "これは本です", Held.NO),
        (Claim("notes", "id", False), ENGLISH, Held.NO),
        (Claim("notes", "id", False), "Buy milk and bread.", Held.NO),
        (Claim("report", "is", False), ENGLISH, Held.NO),
        (Claim("report", "is", False), "Skýrsla um veður á Íslandi í janúar.", Held.YES),
        (Claim("", "one", True), ENGLISH, Held.UNKNOWN),
        (Claim("", "hsb", True), SORBIAN, Held.UNKNOWN),
        (Claim("x", "de", False), "2024", Held.UNKNOWN),
    ],
)
def test_a_claim_holds_if_the_text_bears_it_out(claim: Claim, text: str, verdict: Held) -> None:
    assert held(claim, text) is verdict


@pytest.mark.parametrize("tag", ["de", "pt", "ar", "ja", "ur"])
@pytest.mark.parametrize("text", ["de", "pt", "ar", "ja", "ur"])
def test_the_sample_texts_bear_out_their_own_language_only(tag: str, text: str) -> None:
    sample = (assets.seeds() / f"{text}.txt").read_text(encoding="utf-8")
    assert held(Claim("", tag, True), sample) is (Held.YES if tag == text else Held.NO)


@pytest.mark.parametrize("name", ["README", "README.md", "LICENSE.txt", "readme.de.md", "Licence", "COPYING"])
def test_files_about_the_folder(name: str) -> None:
    assert is_about_the_folder(Path("x") / name)


@pytest.mark.parametrize("name", ["news.de.txt", "readers.txt", "de.txt", "license plate.txt"])
def test_files_that_only_look_like_it(name: str) -> None:
    assert not is_about_the_folder(Path("x") / name)


def test_stems_lose_suffixes_and_nothing_else() -> None:
    assert [stem_of(name) for name in ("a.txt", "m.tmx.gz", "a.b.txt", "a", "Dr. No", ".hidden")] == [
        "a",
        "m",
        "a.b",
        "a",
        "Dr. No",
        ".hidden",
    ]


def test_codes_that_are_words_are_not_well_known() -> None:
    assert [tag for tag in ("de", "in", "one", "txt", "hbo", "chapter") if is_well_known(tag)] == ["de", "in", "hbo"]
