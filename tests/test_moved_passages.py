from __future__ import annotations

from pathlib import Path

import pytest

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit
from viewer.errors import Cancelled
from viewer.lexicons import Lexicons
from viewer.model import Source, Status, VersionId
from viewer.moved_passages import Passage, find_moved
from viewer.repair import link_passage, unlink_moved
from viewer.waiting import SETTING, noted

NAMES = "Obama Merkel Macron Putin Modi Erdogan Trudeau Bolsonaro Orban Kaczynski Sanchez Rutte".split()
FILLER = {"de": "haus baum hund katze wald feld berg " * 5, "en": "ship yard lion goose moor cliff road " * 5}
MOVED, TO = 2, 8
"""The English paragraph 2 comes after paragraph 8."""


@pytest.fixture(autouse=True)
def nothing_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.moved_passages.Lexicons", lambda: Lexicons(tmp_path / "none"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two documents: one of two paragraphs in step, and one with a moved paragraph, of which each half stands alone."""
    made = tmp_path / "moved.hexapla"
    with Builder(made, title="moved") as builder:
        versions = {tag: builder.add_version(tag, "") for tag in FILLER}
        for numbers in (range(2), range(len(NAMES))):
            document = builder.add_document(f"Document {len(numbers)}")
            english = list(numbers)
            if len(numbers) > TO:
                english.insert(TO, english.pop(MOVED))
            for tag, order in (("de", list(numbers)), ("en", english)):
                texts = [NewSegment(f"{NAMES[one]} {1900 + 7 * one} {371 * one + 2500} {FILLER[tag]}") for one in order]
                builder.add_text(document, versions[tag], Source("made", "text", "utf-8", "0" * 64), texts)
            rows, at = [], 0
            for here in numbers:
                there = english.index(here)
                if there != at:
                    rows.append(NewUnit({versions["de"]: (here, here + 1)}, 0.9, Status.AUTOMATIC))
                    continue
                rows.append(NewUnit({versions["de"]: (here, here + 1), versions["en"]: (at, at + 1)}, 0.9))
                at += 1
                if at < len(english) and english[at] == MOVED:
                    rows.append(NewUnit({versions["en"]: (at, at + 1)}, 0.9))
                    at += 1
            builder.add_units(document, rows)
        builder.commit()
    return made


def texts_of(corpus: Corpus, passage: Passage) -> list[tuple[str, str]]:
    """The first words of the paragraphs that are to be linked."""
    return [tuple(corpus.segment(one).text.split()[0] for one in pair) for pair in passage.pairs]  # type: ignore[misc]


def test_a_moved_paragraph_is_proposed_with_its_partner(path: Path) -> None:
    (passage,) = find_moved(path)
    assert (passage.document, passage.first, passage.second) == (1, VersionId("de"), VersionId("en"))
    with Corpus.open(path) as corpus:
        assert texts_of(corpus, passage) == [("Macron", "Macron")]
    assert find_moved(path, 0) == []


def test_what_is_linked_is_not_proposed_again_until_the_link_is_gone(path: Path) -> None:
    (passage,) = find_moved(path)
    with Corpus.open(path) as corpus:
        assert link_passage(corpus, passage.pairs) is not None
        assert link_passage(corpus, passage.pairs) is None
        assert find_moved(path) == []
        unlink_moved(corpus, [passage.pairs[0][1]])
        assert find_moved(path) == [passage]


def test_the_search_can_be_stopped(path: Path) -> None:
    with pytest.raises(Cancelled):
        find_moved(path, cancelled=lambda: True)


def test_provisional_rows_are_not_looked_through(path: Path) -> None:
    with Corpus.open(path) as corpus:
        first = corpus.segments_at(VersionId("de"), [2])[0].id
        corpus.set_setting(SETTING, noted([(first,)]))
    assert find_moved(path) == []
