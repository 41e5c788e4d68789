"""OpenDocument texts: what is text in them, what stands beside it, and what is neither."""

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
from viewer.model import Kind

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TYPE = "application/vnd.oasis.opendocument.text"
PREFIXES = {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing"}
NAMESPACES = " ".join(
    [f'xmlns:{prefix}="{OASIS}{name}:1.0"' for prefix, name in PREFIXES.items()]
    + [f'xmlns:{prefix}="{OASIS}{name}-compatible:1.0"' for prefix, name in (("svg", "svg"), ("fo", "xsl-fo"))]
)
AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="P2"/>
<style:style style:name="P3" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text" style:parent-style-name="T1">
<style:text-properties style:font-style-asian="italic"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties text:display="none"/></style:style>
"""
NAMED = """
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Kapitel" style:family="paragraph" style:default-outline-level="1"/>
<style:style style:name="Leer" style:family="paragraph" style:default-outline-level=""/>
"""
HEADER = """<style:style style:name="P4" style:family="paragraph" style:parent-style-name="Title"/>"""


def content(body: str) -> str:
    return (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


STYLES = (
    f"<office:document-styles {NAMESPACES}><office:styles>{NAMED}</office:styles>"
    f"<office:automatic-styles>{HEADER}</office:automatic-styles></office:document-styles>"
)


def package(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        for name, text in parts.items():
            archive.writestr(name, text)
    return written.getvalue()


def document(body: str) -> dict[str, str]:
    return {"content.xml": content(body), "styles.xml": STYLES, "META-INF/manifest.xml": "<manifest/>"}


def opened(data: bytes, name: str = "a.odt") -> Draft:
    return read(SourceFile(Path(name), data))


def segments(body: str) -> list[DraftSegment]:
    return list(opened(package(document(body))).documents[0].texts[0].segments("de"))


def texts(body: str) -> list[str]:
    return [segment.text for segment in segments(body)]


def notes(segment: DraftSegment) -> list[tuple[int, int, str, str]]:
    return [(note.start, note.stop, note.kind, note.value) for note in segment.annotations]


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_paragraphs_and_headings() -> None:
    names = ["P1", "Title", "Kapitel", "Leer", "P2", "P4", "None"]
    found = segments("".join(p("Text", name) for name in names) + '<text:h text:outline-level="1">Kapitel</text:h>')
    title, heading, body = Kind.TITLE, Kind.HEADING, Kind.BODY
    assert [one.kind for one in found] == [title, title, heading, body, body, body, body, heading]


def test_white_space_is_what_the_standard_says() -> None:
    assert texts(p("\n  eins \n zwei <text:span> drei</text:span><text:s/> vier  ") + p(" ")) == [
        "eins zwei drei  vier"
    ]
    assert texts(p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d')) == ["a   b\tc d"]
    assert texts(p('a<text:s text:c="x"/>b<text:s text:c="99999999999"/>c')) == ["a b" + " " * 1000 + "c"]


def test_cells_lists_and_sections_in_reading_order() -> None:
    row = "<table:table-row>{}</table:table-row>"
    cells = [f"<table:table-cell>{p('a')}{p('b')}</table:table-cell>", f"<table:table-cell>{p('c')}</table:table-cell>"]
    covered = f"<table:covered-table-cell>{p('x')}</table:covered-table-cell>"
    table = f"<table:table>{row.format(''.join(cells) + covered)}{row.format(cells[1])}</table:table>"
    item = f"<text:list><text:list-item>{p('e')}<text:list><text:list-item>{p('f')}</text:list-item></text:list>"
    section = f"<text:section>{p('g')}</text:section><text:section text:display='none'>{p('x')}</text:section>"
    assert texts(table + item + "</text:list-item></text:list>" + section) == ["a", "b", "c", "c", "e", "f", "g"]


def test_notes_stand_beside_the_place_that_refers_to_them() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Siehe</text:p><text:p>unten.</text:p></text:note-body></text:note>"
    )
    (segment,) = segments(p(f"Wort{note.format('footnote')} und{note.format('endnote')}"))
    assert segment.text == "Wort und"
    assert notes(segment) == [(4, 4, "footnote", "Siehe\nunten."), (8, 8, "endnote", "Siehe\nunten.")]


def test_deletions_comments_and_hidden_text_are_left_out() -> None:
    change = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('weg')}</text:deletion></text:changed-region>"
    )
    comment = "<office:annotation><text:p>Kommentar</text:p></office:annotation>"
    hidden = '<text:span text:style-name="T4">geheim</text:span>'
    body = f"{change}</text:tracked-changes>{p(f'Das<text:change/>{comment} hier{hidden}')}{p('auch', 'P3')}"
    draft = opened(package(document(body)))
    assert [one.text for one in draft.documents[0].texts[0].segments("de")] == ["Das hier"]
    assert [(one.key, one.count, one.place) for one in draft.warnings] == [(Caution.HIDDEN_LEFT_OUT, 2, "paragraph 1")]


def test_frames_come_once_after_their_paragraph() -> None:
    frame = f"<draw:frame><draw:text-box>{p('Kasten')}</draw:text-box><svg:title>Bild</svg:title></draw:frame>"
    assert texts(p(f"vor {frame}nach") + p("Ende")) == ["vor nach", "Kasten", "Ende"]
    assert texts(frame + p("Ende")) == ["Kasten", "Ende"]


def test_emphasis_and_readings_are_annotations() -> None:
    bold = '<text:span text:style-name="T1">fett <text:span text:style-name="T3">nicht</text:span></text:span>'
    both = '<text:span text:style-name="T2">beides</text:span>'
    ruby = "<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ</text:ruby-text></text:ruby>"
    (segment,) = segments(p(f"{bold}, {both}{ruby}"))
    assert segment.text == "fett nicht, beides漢字"
    assert notes(segment) == [
        (0, 5, "emphasis", "bold"),
        (12, 18, "emphasis", "bold"),
        (12, 18, "emphasis", "italic"),
        (18, 20, "ruby", "かんじ"),
    ]


def test_one_flat_file_is_read_alike() -> None:
    master = f"<office:master-styles><style:header>{p('Kopf')}</style:header></office:master-styles>"
    flat = (
        f'<?xml version="1.0"?><office:document {NAMESPACES} office:mimetype="{TYPE}"><office:styles>{NAMED}'
        f"</office:styles>{master}<office:body><office:text>{p('Titel', 'Title')}</office:text></office:body>"
        "</office:document>"
    )
    for name, data in (("a.fodt", flat.encode()), ("a.xml", flat.encode("utf-8-sig")), ("a.odt", flat.encode())):
        (segment,) = opened(data, name).documents[0].texts[0].segments("de")
        assert (segment.text, segment.kind) == ("Titel", Kind.TITLE)


def test_it_is_told_by_its_content() -> None:
    assert recognise(SourceFile(Path("a.zip"), package(document(p("x"))))).name == "ODT"
    assert recognise(SourceFile(Path("a.docx"), package(document(p("x"))))).name == "ODT"


ENCRYPTED = {"META-INF/manifest.xml": "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"}
BROKEN: list[tuple[str, bytes, str]] = [
    ("text", b"plain text", "it is no OpenDocument text"),
    ("cut off", package(document(p("x")))[:-30], "repair the file"),
    ("no content", package({"a": "x"}), "repair the file"),
    ("password", package(document(p("x")) | ENCRYPTED), "under a password"),
    ("not XML", package({"content.xml": "x"}), "the XML is broken"),
    ("sheet", package({"content.xml": content("").replace("office:text", "office:sheet")}), "no OpenDocument text"),
    ("styles", package(document(p("x")) | {"styles.xml": "<x"}), "the XML is broken"),
    ("outside", package(document(p("x")) | {"/a": "x"}), "repair the file"),
    ("flat", b"<office:document", "the XML is broken"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BROKEN, ids=[one[0] for one in BROKEN])
def test_what_is_broken_is_refused_with_the_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Malformed, match=reason):
        opened(data)


def test_a_document_without_a_word_is_empty() -> None:
    with pytest.raises(EmptyFile):
        segments(p(" "))


@pytest.mark.parametrize("seed", range(100))
def test_damage_is_refused_or_read(seed: int) -> None:
    chance = random.Random(seed)
    whole = document(p('Wort <text:span text:style-name="T1">fett</text:span><text:s text:c="2"/>') * 5)
    if seed % 2:
        data = bytearray(package(whole))
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    else:
        name = chance.choice(list(whole))
        text = whole[name]
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text))
            put = chance.choice(["", "<", ">", "&", '"', "\ufffe", "9"])
            text = text[:at] + put + text[at + chance.randint(0, 9) :]
        data = bytearray(package(whole | {name: text}))
    try:
        draft = opened(bytes(data[: chance.randint(1, len(data))] if seed % 7 == 0 else data))
        assert list(draft.documents[0].texts[0].segments("de"))
    except HexaplaError:
        pass


def test_a_namespace_that_is_none_is_refused() -> None:
    odd = '<style:style style:name="T9"><style:text-properties xmlns:odd="a}b" odd:font-weight="bold"/></style:style>'
    with pytest.raises(Malformed):
        texts(odd + p("Text"))
