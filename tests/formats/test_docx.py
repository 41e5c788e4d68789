"""Word documents: what is text in them, what stands beside it, and what is neither."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from viewer.errors import EmptyFile, HexaplaError, Malformed
from viewer.formats.draft import Caution, Draft, DraftSegment
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT, Kind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:'
    'vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:x="urn:x"'
)
STYLES = """
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Still"><w:name w:val="Still"/><w:basedOn w:val="berschrift1"/>
<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="Kreis"/><w:basedOn w:val="Kreis"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Weg"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
FOOTNOTES = """
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Siehe </w:t></w:r><w:r><w:t>unten.
</w:t></w:r></w:p><w:p><w:r><w:t>Zweiter Absatz.</w:t></w:r></w:p></w:footnote>
"""
ENDNOTES = '<w:endnote w:id="2"><w:p><w:r><w:t>Am Ende.</w:t></w:r></w:p></w:endnote>'


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def relations(**targets: str) -> str:
    found = "".join(f'<Relationship Id="{k}" Type="{RELATED}/{k}" Target="{v}"/>' for k, v in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def package(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def document(body: str) -> dict[str, str]:
    others = relations(styles="styles.xml", footnotes="footnotes.xml", endnotes="/word/endnotes.xml")
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": others,
        "word/styles.xml": part("styles", STYLES),
        "word/footnotes.xml": part("footnotes", FOOTNOTES),
        "word/endnotes.xml": part("endnotes", ENDNOTES),
    }


def opened(parts: dict[str, str] | bytes, name: str = "a.docx") -> Draft:
    return read(SourceFile(Path(name), parts if isinstance(parts, bytes) else package(parts)))


def segments(body: str) -> list[DraftSegment]:
    return list(opened(document(body)).documents[0].texts[0].segments("de"))


def texts(body: str) -> list[str]:
    return [segment.text for segment in segments(body)]


def notes(segment: DraftSegment) -> list[tuple[int, int, str, str]]:
    return [(note.start, note.stop, note.kind, note.value) for note in segment.annotations]


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str, style: str = "") -> str:
    content = "".join(one if one.startswith("<") else r(one) for one in inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}</w:pPr>{content}</w:p>"


def test_paragraphs_are_segments_and_empty_ones_are_not() -> None:
    draft = opened(document(p("Eins ", "und") + p() + p(" ") + p("zwei")))
    (text,) = draft.documents[0].texts
    assert [one.text for one in text.segments("de")] == ["Eins und", "zwei"]
    assert (text.size, text.sample, text.language) == (2, "Eins und\nzwei", None)
    assert (draft.format, draft.encoding, draft.warnings) == ("DOCX", "utf-8", ())


def test_kinds_come_from_styles_whatever_their_ids() -> None:
    names = ["Titel", "berschrift1", "Kapitel", "Still", "Kreis", "Beschriftung", "Heading2", ""]
    kinds = [one.kind for one in segments("".join(p("Text", style=name) for name in names))]
    heading, body = Kind.HEADING, Kind.BODY
    assert kinds == [Kind.TITLE, heading, heading, body, body, Kind.CAPTION, heading, body]


def test_an_outline_level_makes_a_heading() -> None:
    level = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    assert [one.kind for one in segments(level.format(1) + level.format(9))] == [Kind.HEADING, Kind.BODY]


def test_without_styles_the_shape_tells() -> None:
    found = segments(p("Ein Titel") + p("Ein langer Absatz, der etwas erzählt. " * 8) * 3)
    assert [one.kind for one in found] == [Kind.TITLE, Kind.BODY, Kind.BODY, Kind.BODY]


def test_cells_are_read_row_by_row_and_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:tcPr/>{p('innen')}</w:tc></w:tr></w:tbl>"
    cells = f"<w:tc>{p('a1')}{p('a2')}</w:tc><w:tc>{inner}{p('b')}</w:tc>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('weg')}</w:tc></w:tr>"
    table = f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr>{deleted}<w:tr><w:tc>{p('c')}</w:tc></w:tr></w:tbl>"
    assert texts(p("vor") + table + p("nach")) == ["vor", "a1", "a2", "innen", "b", "c", "nach"]


def test_notes_stand_beside_the_place_that_refers_to_them() -> None:
    foot, end = '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    unknown = '<w:r><w:footnoteReference w:id="77"/></w:r>'
    first, second, third = segments(p("Wort", foot, " und", end) + p("x", own, unknown) + p("Ende") + p(foot))
    note = ("footnote", "Siehe unten.\nZweiter Absatz.")
    assert first.text == "Wort und"
    assert notes(first) == [(4, 4, *note), (8, 8, "endnote", "Am Ende.")]
    assert (second.text, notes(second)) == ("x", [(1, 1, *note)])
    assert notes(third) == [(4, 4, *note)], "the note of an empty paragraph at the end is kept"


def test_parts_of_the_text_that_are_missing_are_mentioned() -> None:
    parts = document(p("Text"))
    del parts["word/footnotes.xml"], parts["word/styles.xml"]
    draft = opened(parts)
    assert [(one.key, one.count) for one in draft.warnings] == [(Caution.PARTS_MISSING, 2)]
    assert draft.documents[0].texts[0].size == 1


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('Kasten')}{p('zwei')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    expected = ["vor nach", "Kasten", "zwei", "Ende"]
    for one in (both, drawing, old):
        assert texts(p("vor ", f"<w:r>{one}</w:r>", "nach") + p("Ende")) == expected


def test_of_two_alternatives_the_one_with_letters_counts() -> None:
    emoji = '<mc:AlternateContent><mc:Choice Requires="x"><x:symEx/></mc:Choice><mc:Fallback><w:t>☺</w:t></mc:Fallback>'
    assert texts(p("a", f"<w:r>{emoji}</mc:AlternateContent></w:r>", "b")) == ["a☺b"]


def test_changes_are_accepted() -> None:
    changes = [
        f"<w:ins>{r('neu ')}</w:ins>",
        "<w:del><w:r><w:delText>alt </w:delText></w:r></w:del>",
        f"<w:moveFrom>{r('fort ')}</w:moveFrom>",
        f"<w:moveTo>{r('her ')}</w:moveTo>",
    ]
    assert texts(p("a ", *changes, "z")) == ["a neu her z"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    begun = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Anfang ')}</w:p>"
    assert [(one.text, one.kind) for one in segments(begun + p("Ende", style="Titel") + begun)] == [
        ("Anfang Ende", Kind.TITLE),
        ("Anfang", Kind.BODY),
    ]
    cell = f"<w:tbl><w:tr><w:tc>{begun}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    assert texts(cell) == ["Anfang", "b"]


def test_tabs_breaks_hyphens_and_symbols() -> None:
    odd = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
        '<w:t>e</w:t><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0E0"/>'
        '<w:sym w:font="Arial" w:char="20AC"/><w:sym w:font="Arial" w:char="no"/><w:cr/></w:r>'
    )
    assert texts(p(odd)) == ["a\tb c\u2011d\u00adeα→€\ufffd"]
    assert texts(p("日本", "<w:r><w:br/></w:r>", "語")) == ["日本語"]


def test_line_ends_inside_a_run_are_spaces() -> None:
    assert texts("<w:p><w:r><w:t>eins\n   zwei</w:t></w:r></w:p>") == ["eins zwei"]


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_results_of_fields_are_text_and_their_codes_are_not() -> None:
    inner = [char("begin"), code("PAGE"), char("separate"), "7", char("end")]
    outer = [char("begin"), code("IF "), *inner, char("separate"), "gut", char("end")]
    simple = f'<w:fldSimple w:instr="DATE">{r(" heute")}</w:fldSimple>'
    assert texts(p("a ", *outer, simple)) == ["a gut heute"]


def test_a_field_that_never_ends_takes_nothing_with_it() -> None:
    assert texts(p("eins", char("begin"), code("TOC"), char("separate"), "zwei") + p("drei")) == ["einszwei", "drei"]
    assert texts(p("eins", char("begin"), code("TOC")) + p("drei")) == ["eins", "drei"]


def test_readings_stand_beside_their_letters() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('かんじ')}</w:rt><w:rubyBase>{r('漢字')}</w:rubyBase></w:ruby></w:r>"
    field = [char("begin"), code(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(に),"), code("日)"), char("end")]
    (segment,) = segments(p("この", ruby, "は", *field))
    assert segment.text == "この漢字は日"
    assert notes(segment) == [(2, 4, "ruby", "かんじ"), (5, 6, "ruby", "に")]


def test_emphasis_is_joined_over_runs() -> None:
    bold = [r(" fett", "<w:b/>"), r("er", '<w:b w:val="1"/><w:i/>'), r(" Text", '<w:rStyle w:val="Fett"/>')]
    plain = r(" aus", '<w:rStyle w:val="Fett"/><w:b w:val="0"/>')
    (segment,) = segments(p("Ein", *bold, plain, r("字", '<w:em w:val="dot"/>')))
    assert segment.text == "Ein fetter Text aus字"
    assert notes(segment) == [
        (3, 15, "emphasis", "bold"),
        (8, 10, "emphasis", "italic"),
        (19, 20, "emphasis", "dots"),
    ]


def test_hidden_text_is_left_out_with_a_warning() -> None:
    hidden = [r(" weg", "<w:vanish/>"), r(" auch", '<w:rStyle w:val="Weg"/>'), r(" da", '<w:vanish w:val="0"/>')]
    draft = opened(document(p("x") + p("Hier", *hidden)))
    assert [one.text for one in draft.documents[0].texts[0].segments("de")] == ["x", "Hier da"]
    (warning,) = draft.warnings
    assert (warning.key, warning.count, warning.place) == (Caution.HIDDEN_LEFT_OUT, 1, "paragraph 2")


def test_controls_links_and_formulas_are_transparent() -> None:
    inner = f"<w:sdt><w:sdtContent>{r('innen')}</w:sdtContent></w:sdt>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Feld ', inner)}"
    link = f"<w:hyperlink>{r('Link')}</w:hyperlink>"
    formula = "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"
    comment = '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    found = texts(control + "</w:sdtContent></w:sdt>" + p(comment, "Ein ", link, "<!-- x -->", " ", formula))
    assert found == ["Feld innen", "Ein Link E=mc"]


def test_parts_are_found_by_their_relationships() -> None:
    parts = document(p("Titel", style="Titel"))
    parts["_rels/.rels"] = relations(officeDocument="/other/TEXT.xml")
    parts["other/text.xml"] = parts.pop("word/document.xml")
    parts["other/_rels/text.xml.rels"] = relations(styles="../word/styles.xml")
    (segment,) = opened(parts).documents[0].texts[0].segments("de")
    assert (segment.text, segment.kind) == ("Titel", Kind.TITLE)


def test_strict_files_are_read_alike() -> None:
    parts = {name: content.replace(W, STRICT) for name, content in document(p("Titel", style="Titel")).items()}
    parts = {name: content.replace(RELATED, "http://purl.oclc.org/ooxml/x") for name, content in parts.items()}
    (segment,) = opened(parts).documents[0].texts[0].segments("de")
    assert segment.kind is Kind.TITLE


def test_giants_are_cut_with_their_annotations() -> None:
    draft = opened(document(p("Wort " * 30_000, r("fett", "<w:b/>"))))
    first, second = draft.documents[0].texts[0].segments("de")
    assert (len(first.text), first.annotations) == (MAX_SEGMENT, ())
    assert second.text[second.annotations[0].start : second.annotations[0].stop] == "fett"
    assert [one.key for one in draft.warnings] == [Caution.SEGMENTS_CUT]


def test_it_is_told_by_its_content() -> None:
    assert recognise(SourceFile(Path("a.txt"), package(document(p("x"))))).name == "DOCX"
    assert recognise(SourceFile(Path("a.txt"), b"plain")).name == "plain text"


BROKEN: list[tuple[str, bytes, str]] = [
    ("text", b"plain text", "repair the file"),
    ("old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "under a password or in the format of old Word"),
    ("cut off", package(document(p("x")))[:-30], "repair the file"),
    ("other archive", package({"a": "x"}), "it holds no Word document"),
    ("no part", package({"_rels/.rels": relations(officeDocument="word/none.xml")}), "it holds no Word document"),
    ("not XML", package({"word/document.xml": "x"}), "the XML is broken"),
    ("no body", package({"word/document.xml": "<x/>"}), "it is no Word document"),
    ("styles", package(document(p("x")) | {"word/styles.xml": "<w"}), "the XML is broken"),
    ("outside", package(document(p("x")) | {"../a": "x"}), "repair the file"),
    ("bomb", package(document(p("x") + " " * 9_000_000)), "repair the file"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BROKEN, ids=[one[0] for one in BROKEN])
def test_what_is_broken_is_refused_with_the_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Malformed, match=reason):
        opened(data)


def test_broken_xml_says_where() -> None:
    with pytest.raises(Malformed) as caught:
        opened(document(p("x") + "\n\n<w:p></w:q>"))
    assert caught.value.place == "word/document.xml, line 3"


def test_a_document_without_a_word_is_empty() -> None:
    with pytest.raises(EmptyFile):
        opened(document(p() + p(" ")))


ENTITIES = [
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x [<!ENTITY z "zz"><!ENTITY y "&z;&z;"><!ENTITY a "&y;&y;">]>',
    "<!DOCTYPE x [<!ENTITY b '" + "x" * 1000 + "'>"
    + "".join(f"<!ENTITY {one} '{f'&{before};' * 20}'>" for before, one in zip("bcdefgh", "cdefgha", strict=True))
    + "]>",
]  # fmt: skip


@pytest.mark.parametrize("declared", ENTITIES, ids=["file", "harmless", "exponential"])
def test_entities_bring_nothing_in(declared: str) -> None:
    parts = document(p("Text &a;"))
    parts["word/document.xml"] = parts["word/document.xml"].replace("?>", f"?>{declared}", 1)
    try:
        (segment,) = opened(parts).documents[0].texts[0].segments("de")
    except HexaplaError:
        return
    assert segment.text in ("Text", "Text zzzzzzzz")


@pytest.mark.parametrize("times", [10, 55, 2_000])
@pytest.mark.parametrize("nested", ["w:ins", "w:p w:r w:pict w:txbxContent", "w:tbl w:tr w:tc"])
def test_elements_nested_without_end_are_read_or_refused(times: int, nested: str) -> None:
    names = nested.split() * times
    inner = "".join(f"<{name}>" for name in names) + p("tief") + "".join(f"</{name}>" for name in reversed(names))
    try:
        assert texts(inner) == ["tief"]
        assert texts(f"<w:p>{inner}</w:p>")[-1] == "tief"
    except Malformed:
        assert times == 2_000


@pytest.mark.parametrize("seed", range(100))
def test_damage_is_refused_or_read(seed: int) -> None:
    chance = random.Random(seed)
    body = p("Wort", '<w:r><w:footnoteReference w:id="2"/></w:r>', r("fett", "<w:b/>")) * 5
    whole = document(body)
    if seed % 2:
        data = bytearray(package(whole))
    else:
        name = chance.choice(list(whole))
        content = whole[name]
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(content))
            put = chance.choice(["", "<", ">", "&", '"', "\ufffe", "w:"])
            content = content[:at] + put + content[at + chance.randint(0, 9) :]
        data = bytearray(package(whole | {name: content}))
    for _ in range(chance.randint(1, 4) if seed % 2 else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        draft = opened(bytes(data[: chance.randint(1, len(data))] if seed % 7 == 0 else data))
        assert list(draft.documents[0].texts[0].segments("de"))
    except HexaplaError:
        pass
