"""Plain text as one version of one document."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.errors import EmptyFile, UnknownFormat
from viewer.formats.draft import Caution
from viewer.formats.registry import Reading, formats, read, recognise
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT, Kind
from viewer.text.paragraphs import Rule


def source(name: str, data: bytes | str) -> SourceFile:
    return SourceFile(Path(name), data if isinstance(data, bytes) else data.encode())


def test_formats_are_found_by_themselves() -> None:
    assert {"plain text", "table"} <= {one.name for one in formats()}


@pytest.mark.parametrize("name", ["a.txt", "a.TEXT", "README", "a.unknown"])
def test_text_is_text_whatever_it_is_called(name: str) -> None:
    assert recognise(source(name, "Hallo Welt\n")).name == "plain text"


@pytest.mark.parametrize("opening", ["<?xml version='1.0'?>", "<!DOCTYPE svg>", "{\\rtf1"])
def test_markup_is_not_taken_for_text(opening: str) -> None:
    with pytest.raises(UnknownFormat):
        read(source("a.xyz", f"{opening} Hallo"))


def test_one_text_with_segments_and_kinds() -> None:
    draft = read(source("a.txt", "Ein Titel\n\n" + ("Ein langer Absatz, der etwas erzählt. " * 8 + "\n") * 3))
    (document,) = draft.documents
    (text,) = document.texts
    segments = list(text.segments("de"))
    assert [segment.kind for segment in segments] == [Kind.TITLE, Kind.BODY, Kind.BODY, Kind.BODY]
    assert segments == list(text.segments("de"))
    assert (text.size, document.units, text.language) == (4, None, None)
    assert (draft.format, draft.encoding, draft.paragraphs, draft.warnings) == ("plain text", "utf-8", "line", ())


def test_the_rule_of_paragraphs_can_be_given() -> None:
    draft = read(source("a.txt", "eins\nzwei\n\ndrei"), Reading(paragraphs=Rule.BLANK))
    assert [segment.text for segment in draft.documents[0].texts[0].segments("de")] == ["eins zwei", "drei"]


@pytest.mark.parametrize("data", ["\n", " \t\r\n\u3000", "\ufeff", "\n" * 100_000, "\u200b\u200e\n"])
def test_nothing_to_see_is_an_empty_file(data: str) -> None:
    with pytest.raises(EmptyFile):
        read(source("a.txt", data))


def test_giants_are_cut_with_a_warning() -> None:
    draft = read(source("a.txt", "kurz\n" + "Wort " * 50_000))
    segments = list(draft.documents[0].texts[0].segments("de"))
    assert [len(segment.text) for segment in segments] == [4, MAX_SEGMENT, MAX_SEGMENT, 49_999]
    assert draft.documents[0].texts[0].size == 4
    (warning,) = draft.warnings
    assert (warning.key, warning.count, warning.place) == (Caution.SEGMENTS_CUT, 1, "paragraph 2")
