"""USFX: several books in one file, the markers of USFM as elements."""

from __future__ import annotations

from scripture_reading import draft_of, format_of, lines, notes

BIBLE = """<?xml version="1.0" encoding="UTF-8"?>
<usfx xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><languageCode>eng</languageCode>
<book id="MAT"><id id="MAT">World English Bible</id><h>Matthew</h><toc level="1">The Good News</toc>
<p sfm="mt" level="1" style="mt">The Good News</p>
<c id="1"/><s style="s1" level="1">The Line</s><p style="p"><v id="1" bcv="MAT.1.1"/>The book
<w s="G1078" l="γένεσις">of birth</w>.<f caller="+"><fr>1:1 </fr><ft>Or: line</ft></f><ve/>
<v id="2-3"/><wj>Follow <nd>him</nd></wj>.<ve/></p>
<q level="2"><v id="4"/>Then<x caller="-"><xo>1:4 </xo><xt>Ruth 4</xt></x><fig><description>d</description>
<catalog>a.jpg</catalog><size>col</size><caption>Ruth</caption>
<reference>1:4</reference></fig> after.<ve/></q><ce/></book>
<book id="GEN"><id id="GEN">World English Bible</id><h>Genesis</h>
<c id="1"/><p><v id="1"/>In the beginning<ve/></p></book>
</usfx>"""


def test_books() -> None:
    draft = draft_of(BIBLE, "eng-web_usfx.xml")
    assert (draft.format, draft.warnings) == ("USFX", ())
    assert [(one.key, one.title, one.texts[0].label, one.texts[0].language, lines(one)) for one in draft.documents] == [
        ("GEN", "Genesis", "World English Bible", "en", ["1:1 In the beginning"]),
        (
            "MAT",
            "Matthew",
            "World English Bible",
            "en",
            ["T The Good News", "H The Line", "1:1 The book of birth.", "1:2-3 Follow him.", "1:4 Then after."],
        ),
    ]
    assert format_of(BIBLE, "x.xml") == "USFX"


def test_what_stands_beside_the_text() -> None:
    assert notes(draft_of(BIBLE, "x.usfx").documents[1]) == [
        ("|", "paragraph", "p"),
        ("of birth", "strong", "G1078"),
        ("of birth", "lemma", "γένεσις"),
        ("birth.|", "footnote", "Or: line"),
        ("Follow him", "emphasis", "jesus"),
        ("him", "emphasis", "divine-name"),
        ("|", "paragraph", "q2"),
        ("Then|", "cross-reference", "Ruth 4"),
        ("Then |", "figure", "Ruth"),
    ]
