"""USX: the same books as in USFM, with verses that are closed (3.0) and that are not (2.5)."""

from __future__ import annotations

import pytest
from scripture_reading import draft_of, format_of, lines, notes

BOOK = """<?xml version="1.0" encoding="utf-8"?>
<usx version="3.0"><book code="PSA" style="id">- A Test Bible</book>
  <para style="h">Psalms</para>
  <para style="toc1">The Book of Psalms</para>
  <para style="mt1">The Psalms</para>
  <para style="ip">About <char style="bk">them</char>.</para>
  <chapter number="3" style="c" sid="PSA 3"/>
  <para style="s1">Trust</para>
  <para style="r">(2 Samuel 15)</para>
  <para style="d">A psalm of <char style="nd">David</char>.</para>
  <para style="q1"><verse number="1" style="v" sid="PSA 3:1"/><char style="w" strong="H3068" lemma="יהוה">Lord</char>,
    how many<note caller="+" style="f"><char style="fr">3:1 </char><char
    style="ft">Or: <char style="it">all</char></char></note></para>
  <para style="q2">are they!<verse eid="PSA 3:1"/></para>
  <para style="b"/>
  <para style="q1" vid="PSA 3:2"><verse number="2-3a" style="v" sid="PSA 3:2-3a"/>Many<note caller="-" style="x"><char
    style="xo">3:2 </char><char style="xt"><ref loc="MAT 1:1">Mt 1.1</ref></char></note> say
    <char style="qs">Selah</char><figure style="fig" file="a.jpg">David flees</figure><verse eid="x"/></para>
  <table><row style="tr"><cell style="tc1"><verse number="4" style="v"/>one</cell>
    <cell style="tc2">two</cell></row></table>
  <chapter eid="PSA 3"/>
  <para style="p">After all.<optbreak/>Truly.<ms style="ts"/></para>
</usx>"""


@pytest.mark.parametrize("version", ["3.0", "2.5"])
def test_a_book(version: str) -> None:
    content = BOOK.replace('version="3.0"', f'version="{version}"')
    if version == "2.5":
        content = content.replace('<verse eid="PSA 3:1"/>', "").replace('<verse eid="x"/>', "")
    draft = draft_of(content, "PSA.usx")
    (book,) = draft.documents
    assert (draft.format, book.key, book.title, book.texts[0].label) == ("USX", "PSA", "Psalms", "A Test Bible")
    assert lines(book) == [
        "T The Psalms",
        "B About them.",
        "H Trust",
        "3:0 A psalm of David.",
        "3:1 Lord, how many are they!",
        "3:2-3a Many say Selah",
        "3:4 one two",
        "B After all. Truly.",
    ]


def test_what_stands_beside_the_text() -> None:
    assert notes(draft_of(BOOK, "PSA.usx").documents[0]) == [
        ("them", "emphasis", "book-title"),
        ("Trust|", "cross-reference", "(2 Samuel 15)"),
        ("David", "emphasis", "divine-name"),
        ("|", "paragraph", "q1"),
        ("Lord", "strong", "H3068"),
        ("Lord", "lemma", "יהוה"),
        ("w many|", "footnote", "Or: all"),
        (" many |", "paragraph", "q2"),
        ("|", "paragraph", "q1"),
        ("Many|", "cross-reference", "Mt 1.1"),
        ("Selah", "emphasis", "selah"),
        (" Selah|", "figure", "David flees"),
        ("|", "paragraph", "tr"),
    ]


def test_sidebars_and_unknown_elements() -> None:
    body = (
        '<usx version="3.0"><book code="GEN"/><chapter number="1"/><para style="p"><verse number="1"/>one</para>'
        '<sidebar style="esb"><para style="p">Who was he?</para></sidebar>'
        '<para style="xyz"><verse number="2"/>two <new>three</new></para></usx>'
    )
    assert lines(draft_of(body, "x.xml").documents[0]) == ["1:1 one", "B Who was he?", "1:2 two three"]
    assert format_of(body, "x.xml") == "USX"


def test_what_stands_around_the_books_is_under_its_titles() -> None:
    body = (
        '<usx version="3.0"><book code="FRT"/><periph alt="Preface" id="preface">'
        '<para style="p">To the reader.</para></periph></usx>'
    )
    assert lines(draft_of(body, "x.usx").documents[0]) == ["H Preface", "B To the reader."]
