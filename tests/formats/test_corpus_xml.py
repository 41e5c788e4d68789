"""Texts of corpora in plain XML, without an alignment."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.errors import EmptyFile, HexaplaError
from viewer.formats.registry import read
from viewer.formats.source import SourceFile


def texts(content: str) -> list[str]:
    (document,) = read(SourceFile(Path("a.xml"), content.encode())).documents
    return [segment.text for segment in document.texts[0].segments("")]


def test_paragraphs_are_segments_and_sentences_where_there_are_none() -> None:
    paragraphs = '<text>\n<p id="1"><s id="1.1">Eins.</s><s id="1.2">Zwei.</s></p>\n<p><s>Drei.</s></p></text>'
    assert texts(paragraphs) == ["Eins. Zwei.", "Drei."]
    assert texts('<document><s id="1">Eins.</s>\n<s id="2"><time id="T1" value="0"/>Zwei.</s></document>') == [
        "Eins.",
        "Zwei.",
    ]


def test_words_become_text() -> None:
    words = "".join(f'<w id="1.{n}">{word}</w>\n' for n, word in enumerate("Er kam , sah .".split()))
    assert texts(f'<document><s id="1">\n{words}</s></document>') == ["Er kam, sah."]


def test_without_an_alignment_files_of_a_folder_are_aligned_as_texts_are(tmp_path: Path) -> None:
    german = "<text><p>Der Hund schläft die ganze Nacht.</p><p>Er träumt.</p></text>"
    english = "<text><p>The dog sleeps all night long.</p><p>It dreams.</p></text>"
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"de/a.xml.gz": german, "en/a.xml": english}))
    assert (found.versions, found.documents, len(found.rows)) == (["de", "en"], ["a"], 2)


@pytest.mark.parametrize(
    "content", ["<text><p>a", "<?xml version='1.0'?><doc><x>a</x></doc>", "<?xml version='1.0'?><svg><p>a</p></svg>"]
)
def test_what_is_broken_empty_or_something_else_is_refused(content: str) -> None:
    with pytest.raises(HexaplaError):
        texts(content)


def test_a_text_of_white_space_is_empty() -> None:
    with pytest.raises(EmptyFile):
        texts("<text><p> \n</p></text>")
