"""Which names are those of chapters, of which book, and in which order."""

from __future__ import annotations

import pytest

from viewer.formats.chapters import Name, books, chapter, numbered


@pytest.mark.parametrize(
    ("name", "book", "place"),
    [
        ("ch01", "", (1,)),
        ("Chapter-XII", "", (12,)),
        ("Kapitel_03_Anfang", "", (3,)),
        ("capítulo 2", "", (2,)),
        ("chapitre.9", "", (9,)),
        ("глава-7", "", (7,)),
        ("第十二章", "", (12,)),
        ("第百二十三話 旅", "", (123,)),
        ("12章", "", (12,)),
        ("الفصل_3", "", (3,)),
        ("باب ٢", "", (2,)),
        ("1. Kapitel", "", (1,)),
        ("faust_ch01", "faust", (1,)),
        ("part2_ch01", "", (2, 1)),
        ("teil_1_kap_3", "", (1, 3)),
        ("007", "", (7,)),
        ("bölüm ı", "", (1,)),
        ("BÖLÜM İİ", "", (2,)),
        ("İntroduction", "", (-1, 8)),
    ],
)
def test_names_of_chapters(name: str, book: str, place: tuple[int, ...]) -> None:
    found = chapter(name)
    assert found is not None
    assert (found.book, found.place) == (book, place)


@pytest.mark.parametrize("name", ["notes", "c01", "catch22", "chat1", "chi", "civic", "1Q84", "faust_1", "9 film"])
def test_names_of_other_things(name: str) -> None:
    assert chapter(name) is None


def test_chapters_are_read_in_the_order_of_their_numbers() -> None:
    names = ["ch10", "epilogue", "ch9", "prologue", "ch2"]
    (book,) = books([Name(name, ".", name, "de") for name in names])
    assert book.versions == {"de": ("prologue", "ch2", "ch9", "ch10", "epilogue")}


def test_every_version_is_a_series_of_its_own() -> None:
    files = {"de": ["kapitel1", "kapitel2"], "pt": ["cap1", "cap2", "cap3"], "ja": ["第1章"]}
    (book,) = books([Name(name, ".", name, tag) for tag, names in files.items() for name in names])
    assert book.versions == {tag: tuple(names) for tag, names in files.items()}


def test_a_version_in_one_file_is_the_whole_book() -> None:
    files = [("ch1", "de"), ("ch2", "de"), ("livro", "pt"), ("notes", "fr"), ("notes", "es")]
    (book,) = books([Name(name, ".", name, tag) for name, tag in files])
    assert book.versions == {"de": ("ch1", "ch2"), "pt": ("livro",)}


@pytest.mark.parametrize(
    "names",
    [
        ["ch1"],
        ["ch1", "chapter_1"],
        ["prologue", "epilogue"],
        ["1984", "2001"],
        ["2", "3"],
        ["1", "2", "50"],
        ["a_ch1", "b_ch1"],
    ],
)
def test_what_makes_no_series_is_no_book(names: list[str]) -> None:
    assert books([Name(name, ".", name, "de") for name in names]) == []


def test_numbers_before_a_language_are_names_of_documents() -> None:
    names = [
        Name(f"{number}.{tag}", ".", str(number), tag, is_tagged=True) for number in (1, 2) for tag in ("de", "pt")
    ]
    assert books(names) == []
    assert numbered(names) == 2
    assert numbered(names[:2]) == 0
