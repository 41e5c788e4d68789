"""Titles, headings, captions and furniture by shape; in doubt body."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer import assets
from viewer.model import Kind
from viewer.text.kinds import kinds
from viewer.text.paragraphs import paragraphs

PROSE = (
    "Am Morgen ging er noch einmal durch die Stadt, sah die Brücken und den Fluss und dachte an alles, was er in den "
    "letzten Jahren gesehen hatte, und an die Menschen, denen er begegnet war."
)


def of(tag: str) -> list[Kind]:
    found, _ = paragraphs((assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8"))
    return kinds(found, tag)


def numbers(found: list[Kind], kind: Kind) -> list[int]:
    return [number for number, one in enumerate(found) if one is kind]


@pytest.mark.parametrize("tag", ["de", "ar", "ja"])
def test_the_sample_articles_end_in_three_lines_of_furniture(tag: str) -> None:
    found = of(tag)
    assert numbers(found, Kind.FURNITURE) == [18, 19, 20]
    assert numbers(found, Kind.HEADING) == [1, 6, 12]
    assert numbers(found, Kind.CAPTION) == [0]


def test_the_urdu_article_lacks_one_of_them() -> None:
    found = of("ur")
    assert numbers(found, Kind.FURNITURE) == [18, 19]
    assert numbers(found, Kind.HEADING) == [1, 6, 12]


def test_the_portuguese_article_stands_between_header_and_footer() -> None:
    found = of("pt")
    assert numbers(found, Kind.FURNITURE) == [0, 2, *range(23, 43)]
    assert numbers(found, Kind.TITLE) == [1]
    assert numbers(found, Kind.CAPTION) == [4, 5]
    assert numbers(found, Kind.HEADING) == [6, 11, 17]
    assert found[3] is Kind.BODY


@pytest.mark.parametrize(
    "text",
    [
        ["Über allen Gipfeln", "Ist Ruh,", "In allen Wipfeln", "Spürest du", "Kaum einen Hauch"],
        ["Äpfel", "Birnen", "Pflaumen (3)", "[Liste 2]"],
        ["One line"],
        ["Kommentar (0)"],
        [],
    ],
)
def test_a_text_without_long_paragraphs_is_all_body(text: list[str]) -> None:
    assert kinds(text, "de") == [Kind.BODY] * len(text)


@pytest.mark.parametrize(
    "ending",
    [
        ["ENDE"],
        ["Mit herzlichen Grüßen", "Dein Karl", "Berlin (1889)"],
        ["Das war alles.", "Hans Müller"],
        ["[Beifall]", "Vielen Dank."],
        ["Anhang (1)"],
    ],
)
def test_what_may_be_content_at_the_end_is_body(ending: list[str]) -> None:
    found = kinds([PROSE, PROSE, PROSE, *ending], "de")
    assert found == [Kind.BODY] * len(found)


def test_a_foreign_title_is_content() -> None:
    found = kinds(["À la recherche du temps perdu", PROSE, PROSE], "de")
    assert found == [Kind.TITLE, Kind.BODY, Kind.BODY]


def test_a_list_inside_a_text_has_no_headings() -> None:
    text = [PROSE, "200 g Mehl", "3 Eier", "100 g Butter", "1 kg Äpfel", PROSE]
    assert kinds(text, "de") == [Kind.BODY] * 6


def test_dialogue_is_body() -> None:
    text = [PROSE, "„Ja“, sagte er.", PROSE, "Er schwieg.", "– Warum?", PROSE[:120], PROSE]
    assert kinds(text, "de") == [Kind.BODY] * 7


def test_chapters_of_a_novel_are_headings() -> None:
    text = ["CHAPTER I.", PROSE, "Er schwieg.", PROSE, "CHAPTER II.", PROSE]
    found = kinds(text, "en")
    assert numbers(found, Kind.HEADING) == [4]
    assert found[0] is Kind.TITLE


@pytest.mark.parametrize("file", ["eng", "deu_1996", "rus", "arb", "hin", "urd", "jpn", "fra", "por_BR"])
def test_the_articles_of_the_declaration_are_headings(shared_data: Path, file: str) -> None:
    rows = (shared_data / "udhr" / f"{file}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ids, texts = zip(*(row.split("\t", 1) for row in rows), strict=True)
    found = kinds(texts, {"deu_1996": "de", "por_BR": "pt", "jpn": "ja", "arb": "ar"}.get(file, file[:2]))
    headings = {ids[number] for number in numbers(found, Kind.HEADING)}
    assert len(headings & {f"a{article}.0" for article in range(1, 31)}) == 30
    assert Kind.FURNITURE not in found


@pytest.mark.parametrize(
    ("file", "tag"), [("eng", "en"), ("deu", "de"), ("por", "pt"), ("arb", "ar"), ("jpn", "ja"), ("urd", "ur")]
)
def test_news_of_the_test_set_has_no_furniture(shared_data: Path, file: str, tag: str) -> None:
    texts: dict[str, list[str]] = {}
    for row in (shared_data / "ntrex" / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
        document, text = row.split("\t", 1)
        texts.setdefault(document, []).append(text)
    for text in texts.values():
        assert Kind.FURNITURE not in kinds(text, tag)


@pytest.mark.parametrize("tag", ["de", "en", "ja", "ru", "la"])
def test_verses_are_body(shared_data: Path, tag: str) -> None:
    with lzma.open(shared_data / "bible" / f"{tag}.tsv.xz", "rt", encoding="utf-8") as file:
        verses = [line.partition("\t")[2].strip() for line in file]
    found = kinds(verses, tag)
    assert sum(kind is not Kind.BODY for kind in found) < 0.001 * len(found)


def test_a_remark_in_parentheses_is_no_credit() -> None:
    text = [
        PROSE,
        "(Denn er sprach zu ihm: Du unreiner Geist, fahre aus.)",
        f"{PROSE[:90]} (Foto: dpa)",
        PROSE,
        PROSE,
        PROSE,
    ]
    assert numbers(kinds(text, "de"), Kind.CAPTION) == [2]


@given(st.lists(st.text(min_size=1, max_size=400)), st.sampled_from(["de", "ja", "ar", "und"]))
def test_every_paragraph_gets_a_kind(text: list[str], tag: str) -> None:
    assert len(kinds(text, tag)) == len(text)
