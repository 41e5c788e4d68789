"""TMX: units, versions, gaps, codes, and what is said of a unit."""

from __future__ import annotations

import gzip

import pytest
from tmx_making import cells, columns, draft, said, segment, tmx, tuv

from viewer.errors import EmptyFile, Malformed
from viewer.formats.draft import Caution, DraftAnnotation
from viewer.model import MAX_SEGMENT, Kind, Status

PAIR = tmx(tuv("en", "One &amp; all") + tuv("de", "Ein für alle"), tuv("de", "Zwei") + tuv("en", "Two"))


def test_every_tu_is_a_unit_and_every_language_a_version() -> None:
    found = draft(PAIR)
    assert found.format == "TMX"
    assert columns(found) == {"en": ["One & all", "Two"], "de": ["Ein für alle", "Zwei"]}
    assert cells(found) == [((0, 1), (0, 1)), ((1, 2), (1, 2))]
    units = found.documents[0].units
    assert units is not None
    assert {(unit.status, unit.confidence) for unit in units()} == {(Status.IMPORTED, None)}
    assert {one.kind for one in found.documents[0].texts[0].segments("en")} == {Kind.BODY}
    assert found.warnings == ()


def test_segments_and_units_can_be_read_again() -> None:
    found = draft(PAIR)
    assert columns(found) == columns(found)
    assert cells(found) == cells(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("declared", ["UTF-8", "UTF-16", "windows-1252", "nonsense", None])
def test_encodings_are_found_whatever_the_file_declares(encoding: str, packed: bool, declared: str | None) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    content = tmx(tuv("de", "Grüße aus Köln, schöne Tage, große Öfen") + tuv("en", "Hi"), before=declaration)
    data = content.encode(encoding)
    if (encoding, declared) in {("utf-8", "windows-1252"), ("utf-8-sig", "nonsense")}:
        return  # the first reads as what it says it is; the second is tested without a mark
    found = draft(gzip.compress(data) if packed else data, "m.tmx.gz" if packed else "m.tmx")
    assert columns(found)["de"] == ["Grüße aus Köln, schöne Tage, große Öfen"]


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [("shift_jis", "cp932"), ("euc_jp", "euc_jp"), ("gb18030", "gb18030"), ("big5", "big5hkscs")],
)
def test_encodings_of_several_bytes_are_read_as_declared(encoding: str, read_as: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    found = draft(tmx(tuv("ja", "日本") + tuv("en", "Japan"), before=declaration).encode(encoding))
    assert (columns(found), found.encoding) == ({"en": ["Japan"], "ja": ["日本"]}, read_as)


def test_spellings_of_a_language_are_one_version_and_said_so() -> None:
    codes = ["EN-US", "en-us", "eN-uS", "en_US"]
    found = draft(tmx(*(tuv(code, f"text {n}") + tuv("de", f"Text {n}") for n, code in enumerate(codes))))
    assert [(text.language, text.size) for text in found.documents[0].texts] == [("en-US", 4), ("de", 4)]
    (warning,) = found.warnings
    assert warning.key is Caution.SPELLINGS_JOINED
    assert warning.detail == "en-US: EN-US, en-us, eN-uS, en_US"


def test_a_version_is_not_labelled_by_its_tag() -> None:
    found = draft(tmx(tuv("de_AT", "eins") + tuv("EN-us", "one")))
    assert [(text.language, text.label) for text in found.documents[0].texts] == [("de-AT", ""), ("en-US", "")]


def test_codes_that_are_no_tags_are_versions_too() -> None:
    found = draft(tmx(tuv("zh-CHS", "一") + tuv("es-EM", "uno") + tuv("English", "one") + tuv("", "eins")))
    labels = [(text.language, text.label) for text in found.documents[0].texts]
    assert labels == [("zh-Hans", "zh-CHS"), ("es", "es-EM"), (None, "English"), (None, "")]


def test_both_attributes_name_the_language() -> None:
    old = '<tuv lang="FR"><seg>un</seg></tuv><tuv lang="xx" xml:lang="de"><seg>eins</seg></tuv>'
    assert columns(draft(tmx(old))) == {"fr": ["un"], "de": ["eins"]}


def test_the_source_language_of_the_header_stands_first() -> None:
    unit = tuv("de", "eins") + tuv("ja", "一") + tuv("EN-gb", "one")
    assert list(columns(draft(tmx(unit, header='srclang="en-GB"')))) == ["en-GB", "de", "ja"]
    assert list(columns(draft(tmx(unit, header='srclang="*all*"')))) == ["de", "ja", "en-GB"]


def test_missing_and_empty_variants_are_gaps() -> None:
    found = draft(tmx(tuv("en", "1"), tuv("de", "2") + tuv("en", " "), '<tuv xml:lang="de"/>' + tuv("en", "3")))
    assert columns(found) == {"en": ["1", "3"], "de": ["2"]}
    assert cells(found) == [((0, 1), (0, 0)), ((1, 1), (0, 1)), ((1, 2), (1, 1))]


def test_units_without_text_are_left_out_and_counted() -> None:
    found = draft(tmx(tuv("en", "1"), "", tuv("en", "") + tuv("de", "<ph/>"), tuv("en", "2")))
    assert len(cells(found)) == 2
    assert [(one.key, one.count, one.place) for one in found.warnings] == [(Caution.UNITS_WITHOUT_TEXT, 2, "line 4")]


def test_variants_of_one_language_are_segments_of_one_cell() -> None:
    found = draft(tmx(tuv("en", "a") + tuv("de", "b") + tuv("en-us", "x") + tuv("en", "c"), tuv("en", "d")))
    assert columns(found) == {"en": ["a", "c", "d"], "de": ["b"], "en-US": ["x"]}
    assert cells(found) == [((0, 2), (0, 1), (0, 1)), ((2, 3), (1, 1), (1, 1))]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<bpt i="1">&lt;b&gt;</bpt>Bold<ept i="1">&lt;/b&gt;</ept> text', "Bold text"),
        ('A<it pos="begin">[x]</it> and <ph>{1}</ph>B<ut>\\par</ut>', "A and B"),
        ('<hi type="term">High<hi>er</hi></hi> light', "Higher light"),
        ("See<ph>fn <sub>a footnote <it>i</it></sub></ph> here", "See here"),
        ("Text <sub>apart</sub>", "Text"),
        ('Of <g id="1">other</g> <x id="2"/>makers', "Of other makers"),
        ("<seg>in a seg</seg>", "in a seg"),
        ("<![CDATA[1 < 2 & 3]]>", "1 < 2 & 3"),
        ("a&#x20;b&quot;&#228;", 'a b"ä'),
        ("<!-- no -->x<?pi no?>y", "xy"),
    ],
)
def test_codes_are_no_text(content: str, text: str) -> None:
    assert segment(content).text == text


def test_codes_highlights_and_sub_flows_are_annotations_at_their_place() -> None:
    content = ' \n The <hi type="term">word</hi>\n  <ph x="1">a&amp;<sub>foot<it/>note</sub></ph>end '
    found = segment(content)
    assert found.text == "The word end"
    assert found.annotations == (
        DraftAnnotation(4, 8, "emphasis", "term"),
        DraftAnnotation(9, 9, "sub-flow", "footnote"),
        DraftAnnotation(9, 9, "inline-code", '<ph x="1">a&amp;<sub>foot<it/>note</sub></ph>'),
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("  edges\t", "edges"),
        ("\n      wrapped\n      text\n    ", "wrapped text"),
        ("two  spaces\u00a0stay", "two  spaces\u00a0stay"),
        ("return&#13;&#10;and  \r\nline", "return and line"),
    ],
)
def test_white_space_of_the_layout_is_taken_off(content: str, text: str) -> None:
    assert segment(content).text == text


def test_what_is_said_of_a_unit_or_a_variant_becomes_annotations() -> None:
    unit = (
        '<tu tuid="t1" creationid="ANNA" changedate="20200102T030405Z" usagecount="3">'
        '<note>mind\n this</note><prop type="x-domain">law</prop>'
        '<tuv xml:lang="en" changeid="BOB"><prop type="p">q</prop><seg>one</seg></tuv>'
        '<tuv xml:lang="de"><seg>eins</seg></tuv></tu>'
    )
    content = f'<tmx version="1.4"><header srclang="en"><note>all</note></header><body>{unit}</body></tmx>'
    english, german = (next(iter(text.segments(""))) for text in draft(content).documents[0].texts)
    shared = [
        ("header-note", "all"),
        ("source-id", "t1"),
        ("author", "ANNA"),
        ("changed", "20200102T030405Z"),
        ("usage-count", "3"),
        ("note", "mind\n this"),
        ("prop:x-domain", "law"),
    ]
    assert said(english) == [*shared, ("changed-by", "BOB"), ("prop:p", "q")]
    assert said(german) == shared
    assert {(note.start, note.stop) for note in german.annotations} == {(0, 4)}


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "http://x.invalid/tmx14.dtd">',
        '<!DOCTYPE tmx [<!ENTITY firm "ACME"><!ELEMENT tmx ANY>]>',
        "<!-- made by hand --><?xml-stylesheet href='x'?>",
    ],
)
def test_document_types_are_harmless(doctype: str) -> None:
    found = draft(tmx(tuv("en", "a"), before=f'<?xml version="1.0"?>\n{doctype}\n'), "memory.xml")
    assert (found.format, columns(found)) == ("TMX", {"en": ["a"]})


def test_entities_that_the_file_or_html_defines_are_letters() -> None:
    internal = '<!DOCTYPE tmx [<!ENTITY firm "ACME">]>'
    assert columns(draft(tmx(tuv("en", "by &firm;!"), before=internal)))["en"] == ["by ACME!"]
    outside = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    assert columns(draft(tmx(tuv("fr", "caf&eacute;"), before=outside)))["fr"] == ["café"]


def test_a_namespace_and_lines_before_the_declaration_do_no_harm() -> None:
    content = tmx(tuv("en", "a")).replace("<tmx", '<tmx xmlns="http://www.lisa.org/tmx14"')
    assert columns(draft("\n \n" + content)) == {"en": ["a"]}


def test_the_root_tells_the_format_whatever_the_name() -> None:
    for name in ("m.tmx", "m.xml", "m.txt", "m", "m.gz"):
        data = gzip.compress(PAIR.encode()) if name == "m.gz" else PAIR.encode("utf-16")
        assert draft(data, name).format == "TMX"


def test_giant_segments_are_cut_inside_their_cell() -> None:
    found = draft(tmx(tuv("en", "a"), tuv("en", "word " * 30_000 + "<ph>x</ph>end") + tuv("de", "b")))
    assert cells(found) == [((0, 1), (0, 0)), ((1, 3), (0, 1))]
    parts = [*found.documents[0].texts[0].segments("")]
    assert all(len(part.text) <= MAX_SEGMENT for part in parts)
    assert "".join(part.text for part in parts[1:]) == "word " * 30_000 + "end"
    assert [(one.start, one.kind) for one in parts[2].annotations] == [(150_000 - len(parts[1].text), "inline-code")]
    assert [(one.key, one.count) for one in found.warnings] == [(Caution.SEGMENTS_CUT, 1)]


def test_control_characters_are_replaced_with_a_warning() -> None:
    found = draft(tmx(tuv("en", "a\x1fb&#x1F;c&#0;d\0"), tuv("en", "&#xD800;&#10;e")))
    assert columns(found) == {"en": ["a\ufffdb\ufffdc\ufffdd\ufffd", "\ufffd e"]}
    assert [(one.key, one.count) for one in found.warnings] == [
        (Caution.NUL_REPLACED, 1),
        (Caution.CONTROLS_REPLACED, 4),
    ]


def test_stray_bytes_are_replaced_with_a_warning() -> None:
    content = tmx(*(tuv("de", "Grüße, schöne Öfen, süße Äpfel") for _ in range(20))).encode()
    found = draft(content.replace("süße".encode(), b"s\xfc\xc3\x9fe", 1))
    assert columns(found)["de"][0] == "Grüße, schöne Öfen, s\ufffdße Äpfel"
    assert [one.key for one in found.warnings] == [Caution.BYTES_REPLACED]


@pytest.mark.parametrize("content", [tmx(), tmx(""), tmx(tuv("en", " ")), " \n", "<tmx/>"])
def test_a_file_without_text_is_empty(content: str) -> None:
    with pytest.raises(EmptyFile):
        draft(content)


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (PAIR[: PAIR.index("Zwei")], "line 4", "the file ends before its markup does"),
        (PAIR[: PAIR.index('lang="de"><seg>Zwei')], "line 4", "the file ends inside a tag"),
        (PAIR.replace("</tuv></tu>", "</tu>", 1), "line 3", "a closing tag does not match"),
        (PAIR.replace("&amp;", "&", 1), "line 3", "no well-formed XML"),
        (PAIR.replace("&amp;", "&firm;", 1), "line 3", "an entity that is not defined"),
        ("no markup", "line 1", "no well-formed XML"),
        (tmx("<tu></tu>"), "line 3", "a tu stands inside a tu"),
        (PAIR + PAIR, "line 6", "something follows the end"),
    ],
)
def test_broken_files_say_where(content: str, place: str, reason: str) -> None:
    with pytest.raises(Malformed, match=reason) as caught:
        draft(content)
    assert caught.value.place == place
