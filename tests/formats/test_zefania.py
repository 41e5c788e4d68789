"""Zefania XML: books by number, in any order, with captions, notes and Strong's numbers."""

from __future__ import annotations

from scripture_reading import draft_of, format_of, lines, notes

BIBLE = """<?xml version="1.0" encoding="utf-8"?>
<XMLBIBLE xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" biblename="Elberfelder 1905" type="x-bible">
<INFORMATION><title>Die Elberfelder Bibel</title><language>GER</language><date>2009</date></INFORMATION>
<BIBLEBOOK bnumber="40" bname="Matthäus" bsname="Mt"><CHAPTER cnumber="1">
  <VERS vnumber="1">Buch des <gr str="1078" rmac="N-GSF">Geschlechts</gr><NOTE>O. <i>Ursprungs</i></NOTE> Jesu.</VERS>
</CHAPTER></BIBLEBOOK>
<BIBLEBOOK bnumber="1" bname="1. Mose" bsname="1Mo"><CAPTION type="x-h1">Das erste Buch</CAPTION><CHAPTER cnumber="1">
  <PROLOG vref="1">Einleitung.</PROLOG><CAPTION vref="1">Die Schöpfung</CAPTION>
  <VERS vnumber="1">Im Anfang <gr str="1254">schuf</gr> Gott<XREF mscope="43;1;1"/>.</VERS>
  <VERS vnumber="2" aix="a">Und<BR art="x-nl"/>die <STYLE fs="italic">Erde</STYLE></VERS>
  <REMARK vref="2">O. wurde</REMARK>
  <VERS vnumber="3" enumber="4">Licht<CAPTION>Tag</CAPTION>und Tag.</VERS>
  <VERS vnumber="5"></VERS></CHAPTER></BIBLEBOOK>
<BIBLEBOOK bnumber="901" bname="Anhang" bsname="Anh"><CHAPTER cnumber="1">
  <VERS vnumber="1">Ende.</VERS></CHAPTER></BIBLEBOOK>
</XMLBIBLE>"""


def test_books() -> None:
    draft = draft_of(BIBLE, "elb.xml")
    assert (draft.format, draft.warnings) == ("Zefania XML", ())
    assert {(one.texts[0].label, one.texts[0].language) for one in draft.documents} == {("Elberfelder 1905", "de")}
    assert [(one.key, one.title, lines(one)) for one in draft.documents] == [
        (
            "GEN",
            "1. Mose",
            [
                "H Das erste Buch",
                "B Einleitung.",
                "H Die Schöpfung",
                "1:1 Im Anfang schuf Gott.",
                "1:2a Und die Erde",
                "1:3-4 Licht",
                "H Tag",
                "1:3-4 und Tag.",
            ],
        ),
        ("MAT", "Matthäus", ["1:1 Buch des Geschlechts Jesu."]),
        ("Anh", "Anhang", ["1:1 Ende."]),
    ]
    assert format_of(BIBLE, "x.txt") == "Zefania XML"


def test_what_stands_beside_the_text() -> None:
    genesis, matthew, _ = draft_of(BIBLE, "elb.xml").documents
    assert notes(genesis) == [
        ("schuf", "strong", "H1254"),
        ("f Gott|", "cross-reference", "43;1;1"),
        ("Erde", "emphasis", "italic"),
        ("|", "footnote", "O. wurde"),
    ]
    assert notes(matthew) == [
        ("Geschlechts", "strong", "G1078"),
        ("Geschlechts", "morphology", "N-GSF"),
        ("lechts|", "footnote", "O. Ursprungs"),
    ]
