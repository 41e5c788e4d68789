"""Lines, paragraphs by line and by blank line, and the pieces of giants."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from viewer import assets
from viewer.model import MAX_SEGMENT
from viewer.text.paragraphs import Rule, is_blank, is_wrapped_in_part, lines, paragraphs, pieces

STANZAS = """\
Über allen Gipfeln
Ist Ruh,
In allen Wipfeln
Spürest du
Kaum einen Hauch;

Die Vögelein schweigen im Walde.
Warte nur, balde
Ruhest du auch."""

EQUAL_VERSES = "床前明月光，\n疑是地上霜。\n\n舉頭望明月，\n低頭思故鄉。"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert lines(f"one{end}two{end}{end}three") == ["one", "two", "", "three"] or end == "\x0c"
    assert paragraphs(f"one{end}two{end}{end}three")[0] == ["one", "two", "three"]


def test_a_page_break_alone_ends_no_paragraph() -> None:
    assert lines("one\n\x0ctwo") == ["one", "two"]


@pytest.mark.parametrize(("tag", "count"), [("de", 21), ("pt", 43), ("ar", 21), ("ja", 21), ("ur", 20)])
def test_the_sample_texts_are_paragraphs_by_line(tag: str, count: int) -> None:
    found, rule = paragraphs((assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8"))
    assert (len(found), rule) == (count, Rule.LINE)


@pytest.mark.parametrize("text", [STANZAS, EQUAL_VERSES, "Äpfel\nBirnen\n\nPflaumen\nKirschen", "one line"])
def test_verse_and_lists_are_not_joined(text: str) -> None:
    found, rule = paragraphs(text)
    assert rule is Rule.LINE
    assert found == [line for line in text.splitlines() if line]


@pytest.mark.parametrize("width", [40, 72, 100])
@pytest.mark.parametrize("file", ["eng", "deu_1996", "rus", "arb", "hin", "urd"])
def test_a_wrapped_text_is_unwrapped_as_it_was(shared_data: Path, file: str, width: int) -> None:
    rows = (shared_data / "udhr" / f"{file}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    whole = [" ".join(row.partition("\t")[2].replace("\u2010", "-").replace("- ", " ").split()) for row in rows]
    wrapped = "\n\n".join(textwrap.fill(text, width, break_on_hyphens=False) for text in whole)
    assert paragraphs(wrapped) == (whole, Rule.BLANK)


def test_japanese_is_joined_without_spaces(shared_data: Path) -> None:
    rows = (shared_data / "udhr" / "jpn.tsv").read_text(encoding="utf-8").splitlines()[1:]
    whole = [row.partition("\t")[2].replace(" ", "").replace("\u3000", "") for row in rows]
    wrapped = "\n\n".join("\n".join(text[at : at + 30] for at in range(0, len(text), 30)) for text in whole)
    assert paragraphs(wrapped) == (whole, Rule.BLANK)


def test_a_word_divided_by_a_hyphen_is_joined_and_a_dash_keeps_its_space() -> None:
    assert paragraphs("well-\nknown -\nor not", Rule.BLANK)[0] == ["well-known - or not"]


def test_the_rule_can_be_given() -> None:
    assert paragraphs("one\ntwo\n\nthree", Rule.BLANK) == (["one two", "three"], Rule.BLANK)
    assert paragraphs("one\ntwo\n\nthree", Rule.LINE) == (["one", "two", "three"], Rule.LINE)


@pytest.mark.parametrize("line", ["", " ", "\t\u3000", "\u200b\u200e", "\ufeff", "\x1f"])
def test_what_cannot_be_seen_is_blank(line: str) -> None:
    assert is_blank(line)


def test_a_million_empty_lines_are_no_paragraphs() -> None:
    assert paragraphs("\n" * 1_000_000)[0] == []


@given(st.text(alphabet=st.sampled_from("ab \n\r\u2028-.本"), max_size=300))
def test_nothing_visible_is_lost(text: str) -> None:
    visible = "".join(text.split())
    for rule in (None, Rule.LINE, Rule.BLANK):
        assert "".join("".join(found.split()) for found in paragraphs(text, rule)[0]) == visible


@pytest.mark.parametrize("unit", ["word ", "本", "e\u0301", "👩‍👩‍👧", "a" + "\u0301" * 10_000])
def test_pieces_are_cut_at_spaces_or_between_graphemes(unit: str) -> None:
    text = (unit * (3 * MAX_SEGMENT // len(unit)))[: 3 * MAX_SEGMENT - 7]
    found = list(pieces(text))
    assert "".join(found) == text
    assert all(0 < len(piece) <= MAX_SEGMENT for piece in found)
    if len(unit) < 1_000:
        assert [len(regex.findall(r"\X", piece)) for piece in found[:-1]] == [
            len(piece) if unit in {"word ", "本"} else len(piece) // len(unit) for piece in found[:-1]
        ]
    if " " in unit:
        assert all(piece.endswith(" ") for piece in found[:-1])


def test_a_short_paragraph_is_one_piece() -> None:
    assert list(pieces("short")) == ["short"]


def test_lines_of_both_habits_are_noticed() -> None:
    prose = "Ein Absatz, der an der sechzigsten Spalte umbrochen worden ist und weitergeht und weiter und weiter "
    wrapped = [*textwrap.wrap(prose * 2, 60), ""]
    verse = ["Wer reitet so spät", "durch Nacht und Wind", "Es ist der Vater", "mit seinem Kind", ""]
    assert is_wrapped_in_part(wrapped * 3 + verse * 3)
    assert not is_wrapped_in_part(wrapped * 6)
    assert not is_wrapped_in_part(verse * 6)
    assert not is_wrapped_in_part(["Eine Zeile, ein Absatz.", ""] * 20)
