"""XLIFF of all versions and dialects: what is a unit, what is text, what is said beside it, and what is refused."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from viewer.errors import EmptyFile, HexaplaError, Malformed
from viewer.formats.draft import Caution, Draft
from viewer.formats.registry import Reading, read, recognise
from viewer.formats.source import SourceFile
from viewer.importing import import_files
from viewer.model import MAX_SEGMENT, Kind, Status

NS1 = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'
NS2 = 'xmlns="urn:oasis:names:tc:xliff:document:2.0"'
Cells = list[tuple[list[str], list[str]]]


def xliff(content: str | bytes, name: str = "t.xlf") -> Draft:
    return read(SourceFile(Path(name), content if isinstance(content, bytes) else content.encode()), Reading())


def one(units: str, languages: str = 'source-language="de" target-language="en-us"') -> str:
    return f'<xliff version="1.2" {NS1}><file original="a.txt" {languages}><body>{units}</body></file></xliff>'


def two(content: str) -> str:
    return f'<xliff version="2.0" srcLang="de" trgLang="en" {NS2}><file id="f1">{content}</file></xliff>'


def unit(source: str, target: str = "", number: int = 1) -> str:
    return f'<trans-unit id="{number}"><source>{source}</source>{target}</trans-unit>'


def rows(draft: Draft, number: int = 0) -> list[tuple[list[str], ...]]:
    document = draft.documents[number]
    texts = [[segment.text for segment in text.segments("")] for text in document.texts]
    assert [len(text) for text in texts] == [text.size for text in document.texts]
    assert document.units is not None
    found = list(document.units())
    assert {row.status for row in found} <= {Status.IMPORTED}
    for text, cells in zip(texts, zip(*(row.cells for row in found), strict=True), strict=True):
        assert [n for start, stop in cells for n in range(start, stop)] == list(range(len(text)))
    return [tuple(text[slice(*cell)] for text, cell in zip(texts, row.cells, strict=True)) for row in found]


def tags(draft: Draft, number: int = 0) -> list[str | None]:
    return [text.language for text in draft.documents[number].texts]


def said(draft: Draft, side: int = 0) -> list[tuple[int, int, str, str]]:
    return [
        (note.start, note.stop, note.kind, note.value)
        for segment in draft.documents[0].texts[side].segments("")
        for note in segment.annotations
    ]


def test_a_unit_is_a_row_and_a_missing_or_blank_target_is_a_gap() -> None:
    draft = xliff(
        one(
            unit("Eins", "<target>One</target>")
            + unit("Zwei")
            + unit("Drei", "<target/>")
            + unit("Vier", "<target> <x id='1'/> </target>")
            + unit("", "<target>Five</target>")
            + unit(" ", "<target/>")
        )
    )
    assert rows(draft) == [(["Eins"], ["One"]), (["Zwei"], []), (["Drei"], []), (["Vier"], []), ([], ["Five"])]
    assert tags(draft) == ["de", "en-US"]
    assert (draft.format, draft.encoding, draft.warnings) == ("XLIFF", "utf-8", ())


def test_proposals_and_earlier_versions_are_no_units() -> None:
    alternative = "<alt-trans><source>Nie</source><target>Never</target></alt-trans>"
    history = '<m:historical-unit xmlns:m="MQ"><source>Nie</source><target>Never</target></m:historical-unit>'
    draft = xliff(
        one(
            f"<trans-unit id='1'>{alternative}<source>Ja</source><target>Yes</target>{alternative}</trans-unit>"
            f"<trans-unit id='2'>{alternative}<source>Nein</source>{history}</trans-unit>"
        )
    )
    assert rows(draft) == [(["Ja"], ["Yes"]), (["Nein"], [])]


def test_segments_are_paired_by_their_mid() -> None:
    draft = xliff(
        one(
            "<trans-unit id='7'><source>A. B. C.</source>"
            "<seg-source><g id='1'><mrk mtype='seg' mid='1'>A.</mrk> <mrk mtype='seg' mid='2'>B.</mrk></g>"
            " – <mrk mtype='seg' mid='3'>C.</mrk></seg-source>"
            "<target><mrk mtype='seg' mid='2'>b.</mrk> <mrk mtype='seg' mid='1'>a.</mrk>"
            "<mrk mtype='seg' mid='4'>d.</mrk><mrk mtype='seg' mid='3'/></target></trans-unit>"
        )
    )
    assert rows(draft) == [(["A."], ["a."]), (["B."], ["b."]), (["–"], []), (["C."], []), ([], ["d."])]
    assert said(draft)[0] == (0, 2, "source-id", "7/1")


def test_a_side_without_segments_belongs_to_all_of_the_other() -> None:
    split = "<seg-source><mrk mtype='seg' mid='1'>A.</mrk> <mrk mtype='seg' mid='2'>B.</mrk></seg-source>"
    draft = xliff(one(unit("A. B.", split + "<target>ab</target>") + unit("A. B.", split + "<target/>", 2)))
    assert rows(draft) == [(["A.", "B."], ["ab"]), (["A.", "B."], [])]


def test_the_text_of_inline_elements_is_kept_and_their_code_is_not() -> None:
    draft = xliff(
        one(
            unit(
                "Ein <g id='1' ctype='bold'>fettes <g id='2'>Wort</g></g>, <x id='3'/><bx id='4'/>zwei<ex id='4'/>"
                " <bpt id='5'>&lt;b&gt;</bpt>drei<ept id='5'>&lt;/b&gt;</ept><it id='6' pos='open'>&lt;i&gt;</it>"
                " <ph id='7'>{0}<sub>unten</sub></ph><mrk mtype='term' comment='ein Name'>vier</mrk><![CDATA[ <5> ]]>"
            )
        )
    )
    assert rows(draft) == [(["Ein fettes Wort, zwei drei vier <5>"],)]
    assert [note for note in said(draft) if note[2] != "source-id"] == [
        (4, 15, "emphasis", "bold"),
        (26, 26, "placeholder", "<i>"),
        (27, 27, "placeholder", "{0}unten"),
        (27, 27, "sub", "unten"),
        (27, 31, "term", "term"),
        (27, 31, "note", "ein Name"),
    ]


def test_line_ends_and_line_breaks_are_one_space() -> None:
    draft = xliff(
        one(unit("\n   Eins\r\n\t zwei<x id='1' ctype='lb'/>drei  vier \n <g id='2' ctype='bold'>fünf</g>\n"))
    )
    assert rows(draft) == [(["Eins zwei drei  vier fünf"],)]
    assert (21, 25, "emphasis", "bold") in said(draft)


def test_inline_elements_of_version_2() -> None:
    draft = xliff(
        two(
            "<unit id='u'><segment><source>Ein <pc id='1' type='fmt' subType='xlf:b'>fettes</pc> <sc id='2' "
            "type='fmt' subType='xlf:i'/>Wort<ec startRef='2'/><cp hex='001B'/><cp hex='0000'/><ph id='3' disp='[3]'/>"
            " <mrk id='m' type='comment' value='so'>und</mrk> <sm id='n'/>mehr<em startRef='n'/></source></segment>"
            "</unit>"
        )
    )
    assert rows(draft) == [(["Ein fettes Wort\x1b\ufffd und mehr"],)]
    assert {note[2:]: note[:2] for note in said(draft)} == {
        ("source-id", "u"): (0, 26),
        ("emphasis", "bold"): (4, 10),
        ("emphasis", "italic"): (11, 15),
        ("placeholder", "[3]"): (17, 17),
        ("note", "so"): (18, 21),
    }
    assert [warning.key for warning in draft.warnings] == [Caution.NUL_REPLACED]


def test_segments_and_ignorables_of_version_2_are_rows_and_matches_are_not() -> None:
    match = "<m:matches xmlns:m='urn:oasis:names:tc:xliff:matches:2.0'><m:match><source>x</source><target>y</target>"
    draft = xliff(
        two(
            f"<group id='g'><group id='h'><unit id='u'>{match}</m:match></m:matches><originalData><data id='d'>no"
            "</data></originalData><segment id='s1' state='final'><source>Eins.</source><target>One.</target></segment>"
            "<ignorable><source> </source></ignorable><ignorable><source>(1) </source><target>(1) </target></ignorable>"
            "<segment><source>Zwei.</source></segment></unit></group></group>"
            "<unit id='v'><segment><source/><target>More.</target></segment></unit>"
        )
    )
    assert rows(draft) == [(["Eins."], ["One."]), (["(1)"], ["(1)"]), (["Zwei."], []), ([], ["More."])]
    assert tags(draft) == ["de", "en"]
    assert said(draft, 1)[:2] == [(0, 4, "source-id", "u/s1"), (0, 4, "state", "final")]


def test_notes_ids_names_and_states_are_kept_beside_the_text() -> None:
    draft = xliff(
        one(
            "<note>Für alle</note><trans-unit id='a' resname='title' approved='yes' translate='no' restype='x-heading'>"
            "<source>Titel</source><target state='final'>Title!</target><note>Kurz</note>"
            "<note annotates='target'>short</note><context-group><context context-type='linenumber'>3</context>"
            "</context-group></trans-unit>" + unit("Nur hier", "<note annotates='target'>fehlt</note>", 2)
        )
    )
    assert said(draft) == [
        (0, 5, "source-id", "a"),
        (0, 5, "name", "title"),
        (0, 5, "translate", "no"),
        (0, 5, "note", "Kurz"),
        (0, 5, "context", "linenumber: 3"),
        (0, 5, "note", "Für alle"),
        (0, 8, "source-id", "2"),
        (0, 8, "note", "fehlt"),
    ]
    assert said(draft, 1) == [
        (0, 6, "source-id", "a"),
        (0, 6, "name", "title"),
        (0, 6, "translate", "no"),
        (0, 6, "state", "final"),
        (0, 6, "approved", "yes"),
        (0, 6, "note", "short"),
    ]
    assert [segment.kind for segment in draft.documents[0].texts[0].segments("")] == [Kind.HEADING, Kind.BODY]


def test_every_file_element_is_a_document_with_languages_of_its_own() -> None:
    head = f'<?xml version="1.0"?><xliff version="1.2" {NS1}>'
    draft = xliff(
        f"{head}<file original='src/a.html' source-language='DE_de' target-language='eN-uS'><body><group><group>"
        f"{unit('Ja', '<target>Yes</target>')}</group><bin-unit id='b'>{unit('Oh')}</bin-unit></group></body></file>"
        f"<file original='C:\\Users\\me\\b.html' source-language='de-DE' target-language='fr'><body>"
        f"{unit('Nein', '<target>Non</target>')}</body></file>"
        f"<file original='leer' source-language='de'><body/></file>"
        f"<file original='/home/me/c.html' source-language='english words'><body>{unit('Gut')}</body></file></xliff>"
    )
    assert [document.title for document in draft.documents] == ["src/a.html", "b.html", "c.html"]
    assert [tags(draft, number) for number in range(3)] == [["de-DE", "en-US"], ["de-DE", "fr"], [None]]
    assert rows(draft) == [(["Ja"], ["Yes"]), (["Oh"], [])]


def test_languages_stand_in_any_spelling_or_on_the_units() -> None:
    content = "<unit id='1'><segment><source>Ja</source><target>Yes</target></segment></unit>"
    for names in ("SRCLANG='de' TRGLANG='en'", "source_language='de' target-language='EN'"):
        assert tags(xliff(f"<xliff version='2.1' {names} {NS2}><file id='f'>{content}</file></xliff>")) == ["de", "en"]
    own = "<trans-unit id='1'><source xml:lang='de'>Ja</source><target xml:lang='EN-gb'>Yes</target></trans-unit>"
    assert tags(xliff(one(own, "source-language='' target-language='x y'"))) == ["de", "en-GB"]


SDL = f"""<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" {NS1} version="1.2" sdl:version="1.0">
<doc-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><cmt-defs><note>no</note></cmt-defs></doc-info>
<file original="C:\\a.docx" source-language="de-DE" target-language="en-GB"><header>
<reference><internal-file form="base64">%s</internal-file></reference>
<tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="0"><st name="p">&lt;p&gt;</st></tag></tag-defs>
</header><body><trans-unit id="t0" translate="no"><source><x id="0"/></source></trans-unit>
<group><sdl:cxts><sdl:cxt id="1"/></sdl:cxts><trans-unit id="t1"><source><g id="1">Eins. Zwei.</g></source>
<seg-source><g id="1"><mrk mtype="seg" mid="1">Eins.</mrk> <mrk mtype="seg" mid="2">Zwei.</mrk></g></seg-source>
<target><g id="1"><mrk mtype="seg" mid="1"><mrk mtype="x-sdl-deleted" sdl:revid="r">Won</mrk><mrk
mtype="x-sdl-added" sdl:revid="s">One</mrk>.</mrk> <mrk mtype="seg" mid="2"/></g></target>
<sdl:seg-defs><sdl:seg id="1" conf="Translated" origin="tm" percent="98"/><sdl:seg id="2"/></sdl:seg-defs>
</trans-unit></group></body></file></xliff>"""


@pytest.mark.parametrize("size", [10, 12_000_000])
def test_sdlxliff_with_its_original_inside(size: int) -> None:
    draft = xliff(SDL % ("QUJD" * (size // 4)), "a.docx.sdlxliff")
    assert rows(draft) == [(["Eins."], ["One."]), (["Zwei."], [])]
    assert said(draft, 1) == [(0, 4, "source-id", "t1/1"), (0, 4, "state", "Translated"), (0, 4, "origin", "tm 98")]
    assert draft.documents[0].title == "a.docx"


def test_mqxliff_with_status_and_comments() -> None:
    draft = xliff(
        f"<xliff xmlns:mq='MQXliff' version='1.2' {NS1}><file original='b' source-language='de' target-language='en'>"
        "<header/><body><trans-unit id='1' mq:status='Proofread'><source xml:space='preserve'>Ja <bpt id='1'"
        " ctype='bold'>{}</bpt>so<ept id='1'>{}</ept></source><target xml:space='preserve'>Yes</target>"
        "<mq:comments><mq:comment>ok</mq:comment></mq:comments></trans-unit></body></file></xliff>",
        "b.mqxliff",
    )
    assert rows(draft) == [(["Ja so"], ["Yes"])]
    assert said(draft) == [(0, 5, "source-id", "1"), (0, 5, "note", "ok"), (3, 5, "emphasis", "bold")]
    assert (0, 3, "state", "Proofread") in said(draft, 1)


def test_files_without_a_namespace_or_with_a_prefix_or_a_doctype() -> None:
    plain = one(unit("Ja", "<target>Yes</target>")).replace(NS1, "")
    doctype = '<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://nowhere.invalid/xliff.dtd">'
    prefixed = (
        f"<x:xliff {NS1.replace('xmlns', 'xmlns:x')}><x:file source-language='de'><x:body><x:trans-unit id='1'>"
        "<x:source>Ja</x:source><x:target>Yes</x:target></x:trans-unit></x:body></x:file></x:xliff>"
    )
    entity = '<!DOCTYPE xliff [<!ENTITY yes "Yes">]>' + one(unit("Ja", "<target>&yes;</target>"))
    for content in (plain, doctype + plain, "<?xml version='1.0'?>\n<!-- x -->" + doctype + plain, prefixed, entity):
        assert rows(xliff(content, "t.xml")) == [(["Ja"], ["Yes"])]


@pytest.mark.parametrize(
    ("declared", "encoding", "found"),
    [
        ("utf-8", "utf-8-sig", "utf-8"),
        ("utf-16", "utf-16", "utf-16-le"),
        ("utf-16", "utf-8", "utf-8"),
        ("utf-8", "utf-16-be", "utf-16-be"),
        ("windows-1251", "cp1251", "cp1251"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("shift_jis", "shift_jis", "cp932"),
        ("punycode", "utf-8", "utf-8"),
        ("base64", "utf-8", "utf-8"),
        ("utf-8", "utf-32", "utf-32-le"),
    ],
)
def test_encodings_true_and_false(declared: str, encoding: str, found: str) -> None:
    text = "これは日本語です。" if encoding == "shift_jis" else "Добрый день"
    draft = xliff(f"<?xml version='1.0' encoding='{declared}'?>\n{one(unit(text))}".encode(encoding))
    assert rows(draft) == [([text],)]
    assert draft.encoding == found


def test_broken_bytes_are_read_with_a_warning() -> None:
    draft = xliff(one(unit("Gr\0\xfc\xdfe aus K\xf6ln")).encode("latin-1"))
    assert {warning.key for warning in draft.warnings} >= {Caution.NUL_REPLACED}


def test_giants_are_cut_inside_their_row() -> None:
    draft = xliff(one(unit("Wort " * 30_000, "<target>long</target>") + unit("Ende", "<target>end</target>")))
    found = rows(draft)
    assert [len(source) for source, _ in found] == [2, 1]
    assert all(len(text) <= MAX_SEGMENT for source, _ in found for text in source)
    assert [(w.key, w.count, w.place) for w in draft.warnings] == [(Caution.SEGMENTS_CUT, 1, "unit 1")]


MANY_ATTRIBUTES = " ".join(f"a{n}='1'" for n in range(100_000))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (one(unit("Ja"))[:-30], "line 1", "the XML is broken"),
        ("<?xml version='1.0'?>\n\n" + one("\n<trans-unit><source>Ja</trans-unit>"), "line 4", "mismatch"),
        ("Hallo", "line 1", "the XML is broken"),
        (one(unit("&nbsp;")), "line 1", "nbsp"),
        ('<!DOCTYPE xliff SYSTEM "x.dtd">' + one(unit("a&nbsp;b")), "line 1", "nbsp"),
        ('<!DOCTYPE xliff [<!ENTITY x SYSTEM "SECRET">]>' + one(unit("a&x;b")), "line 1", "'x'"),
        (f'<!DOCTYPE xliff [<!ENTITY l0 "ha">{LAUGHS}]>' + one(unit("&l9;")), "line 1", "entities stand for"),
        (one(unit("<g>" * 2_000 + "</g>" * 2_000)), "line 1", "1000 elements"),
        (one(f"<trans-unit id='{'x' * 12_000_000}'/>"), "line 1", "too large"),
        (one(f"<trans-unit {MANY_ATTRIBUTES}/>"), "line 1", "1000 attributes"),
        (one(unit("a\x0bb")), "line 1", "Char"),
    ],
)
def test_hostile_files_are_refused_with_a_place(content: str, place: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("TOP SECRET", encoding="utf-8")
    with pytest.raises(Malformed, match=reason) as caught:
        xliff(content.replace("SECRET", (tmp_path / "secret").as_uri()))
    assert caught.value.place == place
    assert "TOP" not in str(caught.value)


@pytest.mark.parametrize("content", [one(""), one(unit("<x id='1'/>")), two("<unit id='1'/>"), "<xliff/>"])
def test_a_file_without_text_is_empty(content: str) -> None:
    with pytest.raises(EmptyFile):
        xliff(content)


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("a.txt", "How to write <xliff> files", "plain text"),
        ("a.xml", one(""), "XLIFF"),
        ("a", "\ufeff<?xml version='1.0'?><!-- <tmx> --><xliff/>", "XLIFF"),
        ("a.xlf", "Hallo", "XLIFF"),
    ],
)
def test_xliff_is_told_by_its_root(name: str, content: str, format_: str) -> None:
    assert recognise(SourceFile(Path(name), content.encode())).name == format_


def test_only_errors_of_ours_come_of_mutated_files() -> None:
    good = (SDL % "QUJD").encode() + two("<unit id='u'><segment><source>x</source></segment></unit>").encode()
    for seed in range(100):
        chance = random.Random(seed)
        data = bytearray(good[: len(SDL)] if seed % 2 else good[len(SDL) - 2 :])
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case 2:
                    data[at:at] = data[chance.randrange(len(data)) :][:30]
                case _:
                    data[at:at] = chance.choice([b"<", b"&", b"\0", b"]]>", b"\xff\xfe", b"<mrk mtype='seg'>", b"</"])
            data = data or bytearray(b"x")
        with contextlib.suppress(HexaplaError):
            draft = xliff(bytes(data))
            for number in range(len(draft.documents)):
                rows(draft, number)


def test_an_import_from_beginning_to_end(tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(one(unit("Ja", "<target>Yes</target>") + unit("Nein")), encoding="utf-8")
    summary = import_files([tmp_path / "a.xlf"], tmp_path / "c.hexapla")
    assert [(version.id, version.segments) for version in summary.versions] == [("de", 2), ("en-US", 1)]
    assert (summary.title, summary.documents, summary.units) == ("a.txt", 1, 2)


def test_languages_that_files_spell_differently_are_one_version() -> None:
    one = '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">{}</xliff>'
    unit = '<body><trans-unit id="1"><source>a</source><target>b</target></trans-unit></body>'
    files = "".join(
        f'<file original="{name}" source-language="{source}" target-language="de" datatype="plaintext">{unit}</file>'
        for name, source in (("x", "EN-US"), ("y", "en_us"), ("z", "en-US"))
    )
    draft = read(SourceFile(Path("t.xlf"), one.format(files).encode()))
    assert [[text.language for text in document.texts] for document in draft.documents] == [["en-US", "de"]] * 3
    (warning,) = draft.warnings
    assert (warning.key, warning.detail) == (Caution.SPELLINGS_JOINED, "en-US: EN-US, en_us, en-US")
