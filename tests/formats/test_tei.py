"""TEI: texts alone, corpora of texts, and links within a file and over several."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.errors import CompanionsMissing, EmptyFile, Malformed, NothingToImport
from viewer.formats.draft import Draft, DraftSegment
from viewer.formats.registry import read
from viewer.formats.source import SourceFile
from viewer.model import Kind

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'
HEADER = "<teiHeader><fileDesc><titleStmt><title>{}</title><title>x</title></titleStmt></fileDesc></teiHeader>"


def tei(body: str, *, title: str = "Faust", attributes: str = 'xml:lang="de"', after: str = "") -> str:
    text = f"<text {attributes}><body>{body}</body></text>" if body else ""
    return f'<?xml version="1.0"?>\n<TEI {NAMESPACE}>{HEADER.format(title)}{text}{after}</TEI>'


def draft(content: str, name: str = "a.xml") -> Draft:
    return read(SourceFile(Path(name), content.encode()))


def segments(content: str) -> list[DraftSegment]:
    (document,) = draft(content).documents
    (text,) = document.texts
    found = list(text.segments(""))
    assert len(found) == text.size
    return found


def texts(content: str) -> list[str]:
    return [segment.text for segment in segments(content)]


def test_it_is_told_by_its_root_also_where_all_of_it_is_one_line() -> None:
    assert len(texts(tei("<p>Der Fluss fließt.</p>" * 10_000).replace("\n", ""))) == 10_000


def test_blocks_are_segments_and_the_header_is_none() -> None:
    body = (
        "<div><head>Erster\n Akt</head><p>Ein <hi>schöner</hi><lb/>Tag.</p><div><p>Noch <q>einer</q>.</p></div>"
        "<lg><l>Zeile eins,</l><l>Zeile zwei.</l></lg><ab>Block</ab><list><item>Punkt</item></list>lose</div>"
    )
    found = segments(tei(body))
    assert [(one.text, one.kind) for one in found] == [
        ("Erster Akt", Kind.HEADING),
        ("Ein schöner Tag.", Kind.BODY),
        ("Noch einer.", Kind.BODY),
        ("Zeile eins,", Kind.BODY),
        ("Zeile zwei.", Kind.BODY),
        ("Block", Kind.BODY),
        ("Punkt", Kind.BODY),
        ("lose", Kind.BODY),
    ]
    (document,) = draft(tei(body)).documents
    assert (document.title, document.texts[0].language, document.units) == ("Faust", "de", None)


def test_sentences_inside_of_paragraphs_are_part_of_them() -> None:
    assert texts(tei("<p><s>Eins.</s><s>Zwei.</s>\n<s>Drei.</s></p><div><s>Vier.</s><s>Fünf.</s></div>")) == [
        "Eins. Zwei. Drei.",
        "Vier.",
        "Fünf.",
    ]


def test_notes_and_what_was_replaced_are_annotations() -> None:
    (found,) = segments(
        tei("<p>Der<note>Ein <p>Held</p></note> <choice><sic>gud</sic><corr>gute</corr></choice> Mann</p>")
    )
    assert found.text == "Der gute Mann"
    assert [(note.start, note.stop, note.kind, note.value) for note in found.annotations] == [
        (3, 3, "footnote", "Ein Held"),
        (4, 4, "original", "gud"),
    ]


def test_notes_that_stand_alone_are_text() -> None:
    assert texts(tei("<div><note>Erste.</note><note>Zweite.</note></div><p>Ende</p>")) == ["Erste.", "Zweite.", "Ende"]


def test_words_as_elements_become_text() -> None:
    lines = "<p>\n <w>Er</w>\n <w>kam</w>\n <pc>,</pc>\n <w>sah</w>\n <pc join='left'>.</pc>\n</p>"
    literal = "<p><w>Er</w> <w>kam</w><pc>,</pc> <w>sah</w><pc>.</pc></p>"
    assert texts(tei(lines)) == texts(tei(literal)) == ["Er kam, sah."]


def test_ids_are_kept() -> None:
    (found,) = segments(tei('<p xml:id="p1">Ja</p>'))
    assert [(note.kind, note.value) for note in found.annotations] == [("source-id", "p1")]


def test_old_tei_is_read() -> None:
    content = f'<TEI.2>{HEADER.format("Alt")}<text lang="de"><body><div1><p id="a">Ja</p></div1></body></text></TEI.2>'
    assert (texts(content), draft(content).documents[0].texts[0].language) == (["Ja"], "de")


def corpus(*files: str) -> str:
    inside = "".join(one.partition("?>\n")[2] for one in files)
    return f"<teiCorpus {NAMESPACE}>{HEADER.format('Alle')}{inside}</teiCorpus>"


def test_the_texts_of_a_corpus_are_documents() -> None:
    found = draft(corpus(tei("<p>Eins</p>", title="A"), tei("<p>Zwei</p><p>Drei</p>", title="B")))
    assert [(one.title, [text.size for text in one.texts]) for one in found.documents] == [("A", [1]), ("B", [2])]


def test_texts_in_different_languages_are_versions_to_be_aligned() -> None:
    english = tei("<p>One</p>", attributes='xml:lang="en"')
    one, other = (
        f'<text xml:lang="{tag}"><body><p>{text}</p></body></text>' for tag, text in (("de", "Eins"), ("en", "One"))
    )
    group = f"<text><group>{one}{other}</group></text>"
    for content in (corpus(tei("<p>Eins</p>"), english), tei("", after=group)):
        (document,) = draft(content).documents
        assert [(text.language, text.size) for text in document.texts] == [("de", 1), ("en", 1)]
        assert document.units is None


GERMAN = '<p><s xml:id="d1">Der Hund schläft.</s> <s xml:id="d2">Er träumt.</s></p><p><s xml:id="d3">Es regnet.</s></p>'
ENGLISH = (
    '<p><s xml:id="e1">The dog sleeps and dreams.</s><s xml:id="e2">It is raining.</s> <s xml:id="e3">End.</s></p>'
)
LINKS = '<linkGrp type="alignment"><link target="#d1 #d2 #e1"/><link target="#d3 #e2"/></linkGrp>'
ROWS = [
    (("Der Hund schläft.", "Er träumt."), ("The dog sleeps and dreams.",)),
    (("Es regnet.",), ("It is raining.",)),
    ((), ("End.",)),
]


def both(first: str, second: str, links: str = LINKS) -> str:
    return tei("", after=f"<text><group>{first}{second}</group></text><standOff>{links}</standOff>")


@pytest.mark.parametrize(
    "content",
    [
        both(f'<text xml:lang="de"><body>{GERMAN}</body></text>', f'<text xml:lang="en"><body>{ENGLISH}</body></text>'),
        both(f"<text><body>{GERMAN}</body></text>", f"<text><body>{ENGLISH}</body></text>"),
        tei(f'<div xml:lang="de">{GERMAN}</div><div xml:lang="en">{ENGLISH}</div>{LINKS}', attributes=""),
        tei(f"<div>{GERMAN}</div><div>{ENGLISH}</div>{LINKS}", attributes=""),
        tei(
            f'<div xml:lang="de">{GERMAN}</div><div xml:lang="en">{ENGLISH}</div>{LINKS.replace("#", "")}',
            attributes="",
        ),
    ],
)
def test_links_within_a_file_make_rows(tmp_path: Path, content: str) -> None:
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"a.xml": content}))
    assert (found.rows, found.documents, found.warnings) == (ROWS, ["Faust"], {})


def away(links: str = LINKS) -> str:
    return links.replace("#d", "de.xml#d").replace("#e", "en/en.xml#e")


def files(links: str) -> dict[str, str | bytes]:
    english = tei(ENGLISH, attributes='xml:lang="en"')
    return {"de.xml": tei(GERMAN), "en/en.xml": english, "links.xml": tei("", title="", after=links)}


def test_links_between_files_make_rows(tmp_path: Path) -> None:
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files(away())))
    assert (found.versions, found.rows) == (["de", "en"], ROWS)
    assert set(found.skipped) == {"de.xml", "en.xml"}


def test_attributes_that_point_at_another_file_make_rows(tmp_path: Path) -> None:
    german = GERMAN.replace('"d1"', '"d1" corresp="en.xml#e1"').replace('"d3"', '"d3" corresp="en.xml#e2"')
    english = tei(ENGLISH, attributes='xml:lang="en"')
    folder = made(tmp_path / "x", {"de.xml": tei(german), "en.xml": english})
    found = imported(tmp_path / "c.hexapla", folder)
    assert found.rows == [
        (("Der Hund schläft.",), ("The dog sleeps and dreams.",)),
        (("Er träumt.",), ()),
        (("Es regnet.",), ("It is raining.",)),
        ((), ("End.",)),
    ]


def test_attributes_in_one_file_need_no_id_on_their_own_side(tmp_path: Path) -> None:
    latin = '<ab xml:lang="la"><seg corresp="#t1">Arma virumque cano.</seg></ab>'
    body = latin + '<ab xml:lang="en"><seg xml:id="t1">I sing.</seg></ab>'
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"a.xml": tei(body, attributes="")}))
    assert (found.versions, found.rows) == (["la", "en"], [(("Arma virumque cano.",), ("I sing.",))])


def test_joins_stand_for_what_they_join(tmp_path: Path) -> None:
    links = '<join xml:id="j" target="#d1 #d2"/><link target="#j #e1"/><link target="#d3 #e2"/>'
    content = tei(f'<div xml:lang="de">{GERMAN}</div><div xml:lang="en">{ENGLISH}</div>{links}', attributes="")
    assert imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"a.xml": content})).rows == ROWS


def test_joins_of_joins_do_not_multiply(tmp_path: Path) -> None:
    joins = "".join(f'<join xml:id="j{number}" target="{f"#j{number + 1} " * 50}"/>' for number in range(9))
    links = f'{joins}<join xml:id="j9" target="#d1 #d2"/><link target="#j0 #e1"/><link target="#d3 #e2"/>'
    content = tei(f'<div xml:lang="de">{GERMAN}</div><div xml:lang="en">{ENGLISH}</div>{links}', attributes="")
    assert imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"a.xml": content})).rows == ROWS


def test_paragraphs_that_are_linked_stay_whole(tmp_path: Path) -> None:
    german, english = '<p xml:id="a"><s>Eins.</s><s>Zwei.</s></p>', '<p xml:id="b"><s>One.</s> <s>Two.</s></p>'
    content = tei(
        f'<div xml:lang="de">{german}</div><div xml:lang="en">{english}</div><link target="#a #b"/>', attributes=""
    )
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"a.xml": content}))
    assert found.rows == [(("Eins. Zwei.",), ("One. Two.",))]


def test_three_versions_and_links_that_cross(tmp_path: Path) -> None:
    divisions = "".join(
        f'<div xml:lang="{tag}"><p xml:id="{tag}1">{tag} one</p><p xml:id="{tag}2">{tag} two</p></div>'
        for tag in ("de", "en", "fr")
    )
    links = '<link target="#de1 #en2 #fr1"/><link target="#de2 #en1"/><link target="#de2 #fr2"/>'
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"a.xml": tei(divisions + links, attributes="")}))
    assert [tuple(map(len, row)) for row in found.rows] == [(2, 2, 2)]
    assert ("de one", "en two", "crossing") in found.links
    assert ("de one", "en one", "crossing") not in found.links


def test_links_that_lead_nowhere_are_counted(tmp_path: Path) -> None:
    links = away(LINKS.replace("#d2", "#d9"))
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", files(links)))
    assert found.warnings == {"links-dangling": (1, "de.xml#d9")}
    assert found.rows[0] == (("Der Hund schläft.",), ("The dog sleeps and dreams.",))


def test_links_inside_of_one_version_are_no_alignment() -> None:
    syntax = '<linkGrp type="UD-SYN"><link ana="x" target="#w1 #w2"/></linkGrp>'
    body = f'<p><s xml:id="s1"><w xml:id="w1">Er</w> <w xml:id="w2">kam</w>.</s>{syntax}</p>'
    found = draft(tei(body + '<p xml:id="p2" corresp="#s1">Ja.</p>'))
    assert texts(tei(body)) == ["Er kam."]
    assert (len(found.documents), found.warnings) == (1, ())


def test_texts_that_are_missing_are_named(tmp_path: Path) -> None:
    folder = made(tmp_path / "x", {"links.xml": tei("", after=away()), "de.xml": tei(GERMAN)})
    with pytest.raises(NothingToImport) as raised:
        imported(tmp_path / "c.hexapla", folder / "links.xml")
    assert isinstance(raised.value.refused[0], CompanionsMissing)
    assert "en/en.xml" in str(raised.value.refused[0])


def test_a_text_whose_counterpart_is_missing_is_read_with_a_warning(tmp_path: Path) -> None:
    german = GERMAN.replace('"d1"', '"d1" corresp="en.xml#e1"')
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"de.xml": tei(german)}))
    assert (found.versions, found.warnings) == (["de"], {"parts-missing": (1, "en.xml")})


def test_texts_of_one_folder_are_versions_by_their_names(tmp_path: Path) -> None:
    english = tei("<p>The dog sleeps and dreams.</p>", attributes='xml:lang="en"')
    found = imported(
        tmp_path / "c.hexapla",
        made(tmp_path / "x", {"a.de.xml": tei("<p>Der Hund schläft und träumt.</p>"), "a.en.xml": english}),
    )
    assert (found.versions, len(found.documents)) == (["de", "en"], 1)


@pytest.mark.parametrize(
    ("content", "error", "place"),
    [
        (tei(""), EmptyFile, "no text in it"),
        (tei("<p>Ja")[:-20], Malformed, "line 2"),
        (tei("<p>" + "<hi>" * 2_000 + "</hi>" * 2_000 + "</p>"), Malformed, "more than 1000 elements"),
        (
            '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI><text><p>&a;</p></text></TEI>',
            Malformed,
            "line 1",
        ),
    ],
)
def test_what_is_broken_is_refused_with_its_place(content: str, error: type[Exception], place: str) -> None:
    with pytest.raises(error, match=place):
        draft(content)


def test_repeated_ids_matter_only_to_links() -> None:
    body = '<p xml:id="a" corresp="#b">Ja.</p><p xml:id="a">Nein.</p><p xml:id="b">Doch.</p>'
    assert draft(tei(body)).warnings == ()
