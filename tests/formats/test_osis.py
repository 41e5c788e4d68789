"""OSIS: verses as containers and as milestones, titles in their places, and what is beside the text."""

from __future__ import annotations

import pytest
from scripture_reading import draft_of, format_of, lines, notes

from viewer.errors import EmptyFile
from viewer.formats.draft import Caution

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<osis xmlns="http://www.bibletechnologies.net/2003/OSIS/namespace">
<osisText osisIDWork="Own" osisRefWork="Bible" xml:lang="en">
<header><revisionDesc><p>made</p></revisionDesc>
<work osisWork="Other"><title>Another</title></work>
<work osisWork="Own"><title>An English Bible</title><language type="IETF">en</language>
<rights>all</rights></work></header>
"""
FOOTER = "</osisText></osis>"


def osis(body: str) -> list[str]:
    return lines(draft_of(f"{HEADER}<div type='book' osisID='Gen'>{body}</div>{FOOTER}", "x.xml").documents[0])


def beside(body: str) -> list[tuple[str, str, str]]:
    return notes(draft_of(f"{HEADER}<div type='book' osisID='Gen'>{body}</div>{FOOTER}", "x.xml").documents[0])


def chapter(body: str) -> str:
    return f"<chapter osisID='Gen.1'>{body}</chapter>"


def test_books_with_verses_as_containers() -> None:
    body = """<div type="bookGroup"><title>The Law</title>
    <div type="book" osisID="Exod"><title type="main">Exodus</title>
      <chapter osisID="Exod.1">
        <verse osisID="Exod.1.1">Now these</verse><verse osisID="Exod.1.2">Reuben</verse></chapter>
    </div>
    <div type="book" osisID="Gen"><title type="main">Genesis</title><div type="introduction"><p>About it.</p></div>
      <chapter osisID="Gen.1"><title>The Creation</title><p>
        <verse osisID="Gen.1.1">In the beginning</verse> <verse osisID="Gen.1.2 Gen.1.3">God said</verse></p></chapter>
    </div></div>"""
    draft = draft_of(HEADER + body + FOOTER, "bible.xml")
    assert (draft.format, draft.encoding, draft.warnings) == ("OSIS", "utf-8", ())
    assert [(one.key, one.title, one.texts[0].label, one.texts[0].language) for one in draft.documents] == [
        ("GEN", "Genesis", "An English Bible", "en"),
        ("EXO", "Exodus", "An English Bible", "en"),
    ]
    assert lines(draft.documents[0]) == [
        "T Genesis",
        "B About it.",
        "H The Creation",
        "1:1 In the beginning",
        "1:2-3 God said",
    ]
    assert lines(draft.documents[1]) == ["T Exodus", "1:1 Now these", "1:2 Reuben"]


def test_verses_as_milestones_run_through_paragraphs_and_lines() -> None:
    body = """<chapter sID="Gen.1" osisID="Gen.1"/>
    <p><verse sID="Gen.1.1" osisID="Gen.1.1"/>In the beginning<verse eID="Gen.1.1"/>
    <verse sID="Gen.1.2" osisID="Gen.1.2"/>and the earth</p>
    <title>Light</title>
    <lg><l level="1">was void,</l><l level="2">and dark.<verse eID="Gen.1.2"/></l></lg><chapter eID="Gen.1"/>
    <chapter sID="Gen.2" osisID="Gen.2"/><verse sID="Gen.2.1" osisID="Gen.2.1"/>Finished.<verse eID="Gen.2.1"/>
    <chapter eID="Gen.2"/>"""
    assert osis(body) == [
        "1:1 In the beginning",
        "1:2 and the earth",
        "H Light",
        "1:2 was void, and dark.",
        "2:1 Finished.",
    ]
    assert [value for _, kind, value in beside(body) if kind == "paragraph"] == ["p", "q1", "q2"]


def test_everything_may_be_named_by_its_verses_alone() -> None:
    body = (
        "<verse osisID='KJV:Gen.1.1'>a</verse><verse osisID='Gen.1.2!b'>b</verse>"
        "<verse osisID='Gen.1.5 Gen.1.7'>c</verse><verse osisID='Gen.1.31 Gen.2.1'>d</verse>"
        "<verse osisID='Matt.3.1'>e</verse>"
    )
    draft = draft_of(HEADER + body + FOOTER, "x.xml")
    assert [(one.key, lines(one)) for one in draft.documents] == [
        ("GEN", ["1:1 a", "1:2b b", "1:5,7 c", "1:31-2:1 d"]),
        ("MAT", ["3:1 e"]),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<title type='psalm' canonical='true'>A psalm.</title><verse osisID='Gen.1.1'>Lord,</verse>",
        "<verse osisID='Gen.1.1'><title canonical='true' type='psalm'>A psalm.</title>Lord,</verse>",
        "<verse sID='Gen.1.1' osisID='Gen.1.1'/><title type='psalm'>A psalm.</title>Lord,<verse eID='Gen.1.1'/>",
    ],
)
def test_the_title_of_a_psalm_is_verse_0(body: str) -> None:
    assert osis(chapter(body)) == ["1:0 A psalm.", "1:1 Lord,"]


def test_a_canonical_line_at_the_end_of_a_verse_belongs_to_it() -> None:
    body = "<verse osisID='Gen.1.19'>My feet. <title canonical='true' type='sub'>To the choirmaster.</title></verse>"
    assert osis(chapter(body)) == ["1:19 My feet. To the choirmaster."]


def test_a_heading_inside_a_verse_interrupts_it() -> None:
    body = "<verse osisID='Gen.1.4'>These are <title>The Garden</title>the generations.</verse>"
    assert osis(chapter(body)) == ["1:4 These are", "H The Garden", "1:4 the generations."]


def test_notes_and_words_stand_beside_the_text() -> None:
    body = (
        "<verse osisID='Gen.1.1'><w lemma='strong:H07225 lemma.W:רֵאשִׁית' morph='oshm:HR/Ncfsa'>In the beginning</w>"
        "<note n='a' type='study'><catchWord>beginning</catchWord>: Or <rdg>when</rdg></note> God"
        "<note type='crossReference'><reference osisRef='John.1.1'>Jn 1.1</reference></note> created.</verse>"
    )
    assert osis(chapter(body)) == ["1:1 In the beginning God created."]
    assert beside(chapter(body)) == [
        ("In the beginning", "strong", "H07225"),
        ("In the beginning", "lemma", "רֵאשִׁית"),
        ("In the beginning", "morphology", "HR/Ncfsa"),
        ("inning|", "footnote", "beginning: Or when"),
        ("ng God|", "cross-reference", "Jn 1.1"),
    ]


def test_quotation_marks_in_attributes_are_written_out() -> None:
    body = (
        "<verse osisID='Gen.1.1'>He said, <q who='Jesus' marker='“'>Come</q>; "
        "<q who='Jesus' marker='' sID='1'/>and <divineName>Lord</divineName></verse>"
        "<verse osisID='Gen.1.2'>see<q eID='1' marker='”'/>. <transChange type='added'>So</transChange> "
        "<hi type='italic'>be</hi> it.</verse>"
    )
    assert osis(chapter(body)) == ["1:1 He said, “Come”; and Lord", "1:2 see”. So be it."]
    assert beside(chapter(body)) == [
        ("Come", "emphasis", "jesus"),
        ("and Lord", "emphasis", "jesus"),
        ("Lord", "emphasis", "divine-name"),
        ("see", "emphasis", "jesus"),
        ("So", "emphasis", "added"),
        ("be", "emphasis", "italic"),
    ]


def test_pictures_and_page_heads_leave_nothing_but_captions() -> None:
    body = (
        "<title type='runningHead'>Gen</title><verse osisID='Gen.1.1'>One"
        "<figure src='a.jpg'><caption>Ark</caption></figure>"
        "<milestone type='pb'/> two<lb/>three<milestone type='line'/>four</verse>"
    )
    assert osis(chapter(body)) == ["1:1 One two three four"]
    assert beside(chapter(body)) == [("One|", "figure", "Ark")]


def test_a_colophon_is_no_verse() -> None:
    body = chapter("<verse osisID='Gen.1.1'>Amen.</verse>") + "<div type='colophon'><p>Written to the Romans.</p></div>"
    assert osis(body) == ["1:1 Amen.", "B Written to the Romans."]


def test_a_language_that_the_text_is_not_in_is_not_believed() -> None:
    verse = "Am Anfang schuf Gott Himmel und Erde, und die Erde war wüst und leer, und es war finster auf der Tiefe. "
    body = f"<verse osisID='Gen.1.1'>{verse * 5}</verse>"
    draft = draft_of(HEADER + body + FOOTER, "x.xml")
    assert draft.documents[0].texts[0].language is None
    assert [(one.key, one.detail) for one in draft.warnings] == [(Caution.LANGUAGE_MISDECLARED, "en")]


def test_it_is_known_by_its_root_and_empty_without_text() -> None:
    assert format_of(HEADER + FOOTER, "x.txt") == "OSIS"
    with pytest.raises(EmptyFile):
        draft_of(HEADER + "<div type='book' osisID='Gen'><chapter osisID='Gen.1'/></div>" + FOOTER, "x.xml")
