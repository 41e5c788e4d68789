"""Which of many texts belong together, told by what is in them."""

from __future__ import annotations

import lzma
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from viewer import assets
from viewer.formats.grouping import grouped
from viewer.formats.likeness import Profile, profile

FILES = {"en": "eng", "de": "deu", "pt": "por", "ar": "arb", "ja": "jpn", "ur": "urd"}


@pytest.fixture(scope="module")
def news(shared_data: Path) -> dict[str, list[list[str]]]:
    """For every language the articles of the test set, by paragraph."""
    found: dict[str, list[list[str]]] = {}
    for tag, file in FILES.items():
        texts: dict[str, list[str]] = {}
        for row in (shared_data / "ntrex" / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
            document, text = row.split("\t", 1)
            texts.setdefault(document, []).append(text)
        found[tag] = list(texts.values())
    return found


def bible(shared_data: Path, file: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with lzma.open(shared_data / "bible" / f"{file}.tsv.xz", "rt", encoding="utf-8") as rows:
        for row in rows:
            place, text = row.rstrip("\n").split("\t", 1)
            found.setdefault(place.split(".")[0], []).append(text)
    return found


def profiles(texts: dict[str, Sequence[Sequence[str]]]) -> tuple[list[Profile], list[int]]:
    """Profiles of texts by language, shuffled, and for each which of the works it is."""
    found = [(profile(tag, text), work) for tag, works in texts.items() for work, text in enumerate(works)]
    random.Random(7).shuffle(found)
    return [one for one, _ in found], [work for _, work in found]


def works(texts: list[Profile], kinds: list[int]) -> tuple[int, int, int]:
    """Groups of one whole work, groups with texts of several works, and texts of whole works that are doubtful."""
    found = grouped(texts)
    of_groups = [[kinds[member] for member in group.members] for group in found]
    whole = [own for own in of_groups if len(set(own)) == 1 and len(own) == kinds.count(own[0])]
    mixed = [own for own in of_groups if len(set(own)) > 1]
    return len(whole), len(mixed), sum(len(group.doubtful) for group in found)


@pytest.mark.parametrize(("one", "other"), [("de", "pt"), ("en", "de"), ("ar", "pt"), ("ja", "ar"), ("de", "ur")])
def test_ten_articles_and_their_translations_are_ten_works(
    news: dict[str, list[list[str]]], one: str, other: str
) -> None:
    whole, mixed, _ = works(*profiles({one: news[one][:10], other: news[other][:10]}))
    assert mixed == 0
    assert whole >= 9


def test_sixty_one_articles_in_two_languages_are_sixty_one_works(news: dict[str, list[list[str]]]) -> None:
    assert works(*profiles({"de": news["de"], "pt": news["pt"]})) == (61, 0, 0)


def test_ten_articles_in_six_languages_are_ten_works(news: dict[str, list[list[str]]]) -> None:
    whole, mixed, _ = works(*profiles({tag: articles[:10] for tag, articles in news.items()}))
    assert mixed == 0
    assert whole >= 8


@pytest.mark.parametrize(("one", "other"), [("de", "pt"), ("en", "de"), ("ja", "ar"), ("de", "ur")])
def test_unrelated_articles_stay_apart(news: dict[str, list[list[str]]], one: str, other: str) -> None:
    found = grouped(
        [profile(one, text) for text in news[one][:20]] + [profile(other, text) for text in news[other][30:50]]
    )
    assert sum(len(group.members) > 1 for group in found) <= 1
    assert all(group.doubtful for group in found if len(group.members) > 1)


def test_books_of_a_kind_are_told_apart(shared_data: Path) -> None:
    german, portuguese = bible(shared_data, "de"), bible(shared_data, "pt-blivre")
    names = ["Gen", "Exod", "Num", "Josh", "Judg", "1Sam", "Isa", "Jer", "Matt", "Acts"]
    texts = {"de": [german[name] for name in names], "pt": [portuguese[name][:-3] for name in names]}
    assert works(*profiles(texts)) == (10, 0, 0)


def test_translations_laid_out_in_other_paragraphs_are_found(shared_data: Path) -> None:
    german, portuguese = bible(shared_data, "de"), bible(shared_data, "pt-blivre")
    names = ["Gen", "Exod", "Num", "Josh", "Judg", "1Sam", "Isa", "Jer", "Matt", "Acts"]
    joined = [
        [" ".join(text[at : at + 3]) for at in range(0, len(text), 3)] for text in map(portuguese.get, names) if text
    ]
    whole, mixed, _ = works(*profiles({"de": [german[name] for name in names], "pt": joined}))
    assert (whole, mixed) == (10, 0)


def test_books_that_tell_the_same_story_stay_apart(shared_data: Path) -> None:
    gospels = [bible(shared_data, name)[book] for name in ("de", "de-elb") for book in ("Matt", "Mark")]
    assert [group.members for group in grouped([profile("de", text) for text in gospels])] == [(0, 2), (1, 3)]


def test_a_second_translation_joins_the_first(shared_data: Path) -> None:
    texts = [bible(shared_data, name)["Josh"] for name in ("de", "de-elb", "pt-blivre")]
    other = bible(shared_data, "de")["Isa"]
    found = grouped([profile(tag, text) for tag, text in zip(("de", "de", "pt", "de"), [*texts, other], strict=True)])
    assert [group.members for group in found] == [(0, 1, 2), (3,)]


def test_the_declaration_is_one_text_in_every_language(shared_data: Path) -> None:
    names = {"deu_1996": "de", "por_BR": "pt", "eng": "en", "fra": "fr"}
    texts = []
    for name, tag in names.items():
        rows = (shared_data / "udhr" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        texts.append(profile(tag, [row.split("\t", 1)[1] for row in rows]))
    (group,) = grouped(texts)
    assert group.members == (0, 1, 2, 3)


def test_the_same_text_too_often_is_said_to_be_too_large() -> None:
    text = (assets.seeds() / "de.txt").read_text(encoding="utf-8").splitlines()
    (group,) = grouped([profile("de", text)] * 13)
    assert group.is_too_large
    assert not grouped([profile("de", text)] * 12)[0].is_too_large


def test_nothing_and_texts_in_unknown_languages_are_no_pairs() -> None:
    assert grouped([]) == []
    assert [group.members for group in grouped([profile("und", ["abc 12"]), profile("de", ["abc 12"])])] == [(0,), (1,)]
