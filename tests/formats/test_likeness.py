"""Which texts look like versions of one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from viewer import assets
from viewer.formats.likeness import Profile, look_alike, profile

TAGS = {"eng": "en", "deu": "de", "por": "pt", "arb": "ar", "jpn": "ja", "urd": "ur"}


def seed(tag: str) -> Profile:
    return profile(tag, (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def news(shared_data: Path) -> dict[str, list[Profile]]:
    """For every language the articles of the test set."""
    found = {}
    for file, tag in TAGS.items():
        texts: dict[str, list[str]] = {}
        for row in (shared_data / "ntrex" / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
            document, text = row.split("\t", 1)
            texts.setdefault(document, []).append(text)
        found[tag] = [profile(tag, text) for text in texts.values()]
    return found


def test_the_sample_is_one_article() -> None:
    assert look_alike([seed(tag) for tag in ("de", "pt", "ar", "ja", "ur")])


def test_translations_look_alike(news: dict[str, list[Profile]]) -> None:
    together = [look_alike(versions) for versions in zip(*news.values(), strict=True)]
    assert sum(together) >= 0.95 * len(together)


def test_six_different_articles_do_not(news: dict[str, list[Profile]]) -> None:
    shifted = [articles[place : place - 6 or None] for place, articles in enumerate(news.values())]
    assert not any(look_alike(versions) for versions in zip(*shifted, strict=False))


def test_articles_in_one_language_do_not(news: dict[str, list[Profile]]) -> None:
    german = news["de"]
    alike = [look_alike([one, other]) for one, other in pairwise(german)]
    assert sum(alike) <= 0.05 * len(alike)


def test_two_translations_into_one_language_do() -> None:
    text = (assets.seeds() / "de.txt").read_text(encoding="utf-8")
    other = text.replace("Stadt", "Kommune").replace("Zusammenarbeit", "Kooperation")
    assert look_alike([profile("de", text.splitlines()), profile("de", other.splitlines())])


def test_one_text_or_more_than_twelve_are_no_versions() -> None:
    assert not look_alike([seed("de")])
    assert not look_alike([seed("de")] * 13)


def test_a_text_far_shorter_is_no_version() -> None:
    assert not look_alike([seed("de"), profile("ja", ["短い文です。"])])
