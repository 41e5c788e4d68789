"""The XML formats of Bibles: hostile and broken files, of each the right answer within seconds."""

from __future__ import annotations

import random
import time

import pytest
from scripture_reading import draft_of, lines

from viewer.errors import HexaplaError, ImportFailed, Malformed, UnknownFormat

FORMATS = {
    "osis": (
        "<osis><osisText><div type='book' osisID='Gen'><chapter osisID='Gen.1'>",
        "</chapter></div></osisText></osis>",
    ),
    "usx": ("<usx version='3.0'><book code='GEN'/><chapter number='1'/><para style='p'>", "</para></usx>"),
    "usfx": ("<usfx><book id='GEN'><c id='1'/><p>", "</p></book></usfx>"),
    "zefania": ("<XMLBIBLE><BIBLEBOOK bnumber='1'><CHAPTER cnumber='1'>", "</CHAPTER></BIBLEBOOK></XMLBIBLE>"),
}
VERSES = {
    "osis": "<verse osisID='Gen.1.{0}'>{1}</verse>",
    "usx": "<verse number='{0}' style='v'/>{1}",
    "usfx": "<v id='{0}'/>{1}<ve/>",
    "zefania": "<VERS vnumber='{0}'>{1}</VERS>",
}
LETTERS = {"osis": "w", "usx": "char", "usfx": "nd", "zefania": "STYLE"}


def bible(kind: str, *verses: str, doctype: str = "") -> str:
    begin, end = FORMATS[kind]
    return doctype + begin + "".join(VERSES[kind].format(at, verse) for at, verse in enumerate(verses, 1)) + end


@pytest.mark.parametrize("kind", FORMATS)
def test_entities_and_encodings(kind: str) -> None:
    text = bible(kind, "Größe &amp; Güte&#33;", "über", doctype="<?xml version='1.0' encoding='ISO-8859-1'?>\n")
    assert lines(draft_of(text.encode("cp1252"), "x.xml").documents[0]) == ["1:1 Größe & Güte!", "1:2 über"]
    assert lines(draft_of(bible(kind, "שלום").encode("utf-16"), "x.xml").documents[0]) == ["1:1 שלום"]


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_cut_off_is_refused_with_the_line(kind: str) -> None:
    with pytest.raises(Malformed) as caught:
        draft_of(bible(kind, "one", "\ntwo")[:-9], f"x.{kind}")
    assert caught.value.place == "line 2"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "hostile",
    [
        "<!DOCTYPE x [<!ENTITY a 'lol'>"
        + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
        + "]>|&j;",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>|&a;",
        "|&undefined;",
    ],
)
def test_entities_that_blow_up_or_lead_out_are_refused(kind: str, hostile: str) -> None:
    doctype, _, text = hostile.partition("|")
    started = time.perf_counter()
    with pytest.raises(Malformed):
        draft_of(bible(kind, text, doctype=doctype), "x.xml")
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("kind", FORMATS)
def test_deep_elements_are_refused(kind: str) -> None:
    with pytest.raises(Malformed, match="inside each other"):
        draft_of(bible(kind, f"<{LETTERS[kind]}>" * 100_000), "x.xml")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", ["osisID", "n", "lemma", "style", "s", "id", "vnumber", "strong"])
def test_a_giant_attribute_takes_no_longer_than_it_must(kind: str, name: str) -> None:
    element = LETTERS[kind]
    started = time.perf_counter()
    draft = draft_of(bible(kind, f"one<{element} {name}='{'Gen.1.1 ' * 1_250_000}'>two</{element}>"), "x.xml")
    assert lines(draft.documents[0]) == ["1:1 onetwo"]
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("kind", FORMATS)
def test_a_verse_with_a_giant_number_or_none_is_part_of_what_is_before(kind: str) -> None:
    begin, end = FORMATS[kind]
    verse = VERSES[kind]
    draft = draft_of(begin + verse.format(1, "one ") + verse.format("x", "two ") + end, "x.xml")
    assert [line.split(" ", 1)[1] for line in lines(draft.documents[0])] in (["one two"], ["one", "two"])
    started = time.perf_counter()
    draft_of(begin + verse.format("9" * 10_000_000, "two") + end, "x.xml")
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("kind", FORMATS)
def test_a_binary_file_of_that_name_is_refused(kind: str) -> None:
    with pytest.raises((UnknownFormat, Malformed)):
        draft_of(bytes(range(256)) * 100, f"x.{kind}")


@pytest.mark.parametrize("kind", FORMATS)
def test_mutated_files_are_read_or_refused(kind: str) -> None:
    chance = random.Random(11)
    whole = bible(kind, *(f"verse <{LETTERS[kind]}>number</{LETTERS[kind]}> {number}" for number in range(20))).encode()
    for _ in range(100):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 4)] = chance.choice(
                [b"<", b"'", b"\x00", b"\xff", b"&#1;", b"</p>", b"9"]
            )
        try:
            draft = draft_of(bytes(content), "x.xml")
        except ImportFailed:
            continue
        except HexaplaError as error:  # pragma: no cover
            pytest.fail(f"{error!r}")
        assert draft.documents
