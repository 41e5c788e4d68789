from __future__ import annotations

from pathlib import Path

import pytest
from reading_corpora import build

from viewer.corpus import Corpus
from viewer.errors import OutOfRange, UnknownVersion
from viewer.model import VersionId
from viewer.ui.navigation.reference import Reference, read, unit_of

DE, AR = VersionId("de"), VersionId("ar")


def understood(path: Path, text: str, version: VersionId | None = None) -> Reference | None:
    """As read in the second document of a corpus, in which Arabic is active."""
    rows = [{"de": "eins", "ar": "واحد"}, {"de": "zwei", "ar": "اثنان"}]
    with Corpus.open(build(path / "made.hexapla", rows, documents=2), read_only=True) as corpus:
        return read(text, corpus.version, version=version, active=AR, document=1)


@pytest.mark.parametrize("text", ["214", " 214 ", "٢١٤", "२१४", "214\n"])
def test_a_number_is_a_row(tmp_path: Path, text: str) -> None:
    assert understood(tmp_path, text) == Reference(213)


@pytest.mark.parametrize("text", ["1,234", "1.234", "1'234", "1\u202f234", "1\u00a0234", "١٬٢٣٤"])
def test_thousands_may_be_marked(tmp_path: Path, text: str) -> None:
    assert understood(tmp_path, text) == Reference(1233)


@pytest.mark.parametrize("text", ["de 12", "de:12", "DE : 12", "German 12", "deutsch  12", "de\t12"])
def test_a_version_and_a_number_are_a_paragraph_of_this_document(tmp_path: Path, text: str) -> None:
    assert understood(tmp_path, text) == Reference(11, DE, 1)


@pytest.mark.parametrize("text", ["de 3:12", "de:3:12", "de 3 : 12"])
def test_a_document_can_be_named(tmp_path: Path, text: str) -> None:
    assert understood(tmp_path, text) == Reference(11, DE, 2)


def test_without_a_version_the_chosen_or_the_active_one_is_meant(tmp_path: Path) -> None:
    assert understood(tmp_path, "3:12") == Reference(11, AR, 2)


def test_a_number_alone_counts_paragraphs_of_the_version_that_was_chosen(tmp_path: Path) -> None:
    assert understood(tmp_path, "12", DE) == Reference(11, DE, 1)


@pytest.mark.parametrize("text", ["", "de", "de 12 x", "-3", "12:", ":12", "1,23", "twelve", "²"])
def test_what_is_no_reference(tmp_path: Path, text: str) -> None:
    assert understood(tmp_path, text) is None


def test_an_unknown_version_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownVersion):
        understood(tmp_path, "fr 12")


@pytest.mark.parametrize("text", ["0", "3", "9" * 5000, "de 0", "de 2", "de 3:1", "de 0:1"])
def test_a_number_that_nothing_has_is_told(tmp_path: Path, text: str) -> None:
    rows = [{"de": "eins"}, {"de": "zwei"}]
    with Corpus.open(build(tmp_path / "made.hexapla", rows, documents=2), read_only=True) as corpus:
        reference = read(text, corpus.version, version=None, active=DE, document=1)
        assert reference is not None
        with pytest.raises(OutOfRange):
            unit_of(reference, corpus.index())
