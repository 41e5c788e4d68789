"""What is opened for a word: no text decides which place is asked, or what is run."""

from __future__ import annotations

import sys
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import LookupFailed
from viewer.lookups import LONGEST, OTHERS, chosen, lookup, suggested

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).filter(lambda text: text.split())


@given(WORDS)
def test_an_address_keeps_its_place_whatever_the_word_is(word: str) -> None:
    found = lookup("https://{lang}.example.org/wiki/{word}?a=b", word, "pt-BR")
    parts = urlsplit(found.address)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "pt.example.org", "a=b", "")
    assert unquote(parts.path) == "/wiki/" + " ".join(word.split())


@given(WORDS)
def test_a_word_is_one_argument_and_no_option(word: str) -> None:
    found = lookup(f"'{sys.executable}' -c 'print(1)' {{word}} --to={{lang}}", word, "ja")
    assert found.program[1:3] == ("-c", "print(1)")
    assert len(found.program) == 5
    assert not found.program[3].startswith("-")
    assert found.program[3] == " ".join(word.split()).lstrip("-")
    assert found.program[4] == "--to=ja"


def test_what_is_put_in_is_not_looked_at_again() -> None:
    assert lookup("https://a.org/{lang}/{word}", "{lang}", "de").address == "https://a.org/de/%7Blang%7D"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("https://example.org/", LookupFailed.NO_WORD),
        ("", LookupFailed.NO_WORD),
        ("file:///etc/{word}", LookupFailed.SCHEME),
        ("javascript:alert({word})", LookupFailed.SCHEME),
        ("https:///{word}", LookupFailed.ADDRESS),
        ("https://{word}.org/", LookupFailed.ADDRESS),
        ("https://[::1/{word}", LookupFailed.ADDRESS),
        ("https://a.org/ {word}", LookupFailed.ADDRESS),
        ("echo '{word}", LookupFailed.QUOTES),
        ("no-such-program-anywhere {word}", LookupFailed.PROGRAM),
        ("{word}", LookupFailed.PROGRAM),
    ],
)
def test_what_cannot_be_asked_is_refused(written: str, reason: str) -> None:
    with pytest.raises(LookupFailed) as refused:
        lookup(written, "Haus", "de")
    assert refused.value.reason == reason


def test_the_nearest_language_counts() -> None:
    lookups = {OTHERS: "others", "pt": "portuguese", "pt-BR": "brazilian"}
    assert [chosen(lookups, tag) for tag in ("pt-BR", "pt-PT", "pt", "ja")] == ["brazilian", "portuguese"] * 1 + [
        "portuguese",
        "others",
    ]
    assert chosen({}, "de") == ""


@pytest.mark.parametrize("tag", ["de", "ja", "ur", OTHERS])
def test_every_suggested_address_is_one(tag: str) -> None:
    for written in suggested(tag):
        if "://" in written:
            assert lookup(written, "x", "de").address


def test_a_long_passage_is_cut() -> None:
    assert len(urlsplit(lookup("https://a.org/{word}", "x" * 5000, "de").address).path) == LONGEST + 1
