"""Hostile alignments that name other files, TEI, USFM, and lines without a header."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import sound_bibles
from cases import HOST, Case, Made, accepted, refused, warned
from hostile_xml import LAUGHS, bomb
from sound_bibles import LINGTRAIN_JSON, OTHERS
from sound_files import XML, Content, bytes_of


def folder(files: Mapping[str, Content]) -> Made:
    """A folder of these files; in names and contents `@SECRET@` is a file outside of it."""

    def make(path: Path) -> None:
        for name, content in files.items():
            place = path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            secret = str(path.parent.parent / "secret")
            place.write_bytes(bytes_of(content).replace(b"@SECRET@", secret.encode()))

    return Made(make)


GERMAN = ["Der Hund schläft.", "Er träumt.", "Dann wacht er auf."]
ENGLISH = ["The dog sleeps.", "He dreams.", "Then he wakes up."]


def sentences(texts: list[str]) -> str:
    inner = "".join(f'<s id="{number}">{text}</s>' for number, text in enumerate(texts, 1))
    return f"{XML}<text>{inner}</text>"


def links(*found: str, source: str = "de.xml", target: str = "en.xml", before: str = XML) -> str:
    inner = "".join(f'<link xtargets="{one}"/>' for one in found)
    return f'{before}<cesAlign><linkGrp targType="s" fromDoc="{source}" toDoc="{target}">{inner}</linkGrp></cesAlign>'


def xces(alignment: Content, **changes: Content | None) -> Made:
    files = {"a.xml": alignment, "de.xml": sentences(GERMAN), "en.xml": sentences(ENGLISH), **changes}
    return folder({name: content for name, content in files.items() if content is not None})


PAIRS = ("1;1", "2;2", "3;3")
XCES = [
    Case("XCES of links to nothing", "folder", xces(links("1;1", "2;99", "77;3")), warned("links-dangling")),
    Case("XCES of links that cross", "folder", xces(links("1;3", "2;2", "3;1")), accepted(6)),
    Case("XCES of links that are none", "folder", xces(links("1", ";;;", "", "1;1")), refused("a.xml, line 2")),
    Case("XCES of a link twice", "folder", xces(links("1;1", "1;1", "1 1 1;1")), accepted(6)),
    Case("XCES without its texts", "x.xml", links(*PAIRS), refused("x.xml")),
    Case("XCES whose text leads upwards", "folder", xces(links(*PAIRS, source="../../secret")), refused("a.xml")),
    Case("XCES whose text is from the root", "folder", xces(links(*PAIRS, source="@SECRET@")), refused("a.xml")),
    Case("XCES whose text is an address", "folder", xces(links(*PAIRS, source=f"http://{HOST}/de.xml")), accepted(6)),
    Case("XCES whose text is itself", "folder", xces(links(*PAIRS, source="a.xml")), refused("a.xml")),
    Case("XCES whose text is cut", "folder", xces(links(*PAIRS), **{"de.xml": sentences(GERMAN)[:-30]}), refused("de.xml")),
    Case("XCES whose text is a bomb", "folder", Made(lambda path: xces(links(*PAIRS, source="de.xml.gz"), **{"de.xml": None, "de.xml.gz": bomb("<text>", b" ", 200)}).make(path)), refused("de.xml.gz")),
    Case("XCES of a billion laughs", "folder", xces(links("&l9;", before=f'{XML}<!DOCTYPE cesAlign [<!ENTITY l0 "lol">{LAUGHS}]>')), refused("a.xml, line")),
    Case("XCES cut", "folder", xces(links(*PAIRS)[:-40]), refused("a.xml, line")),
    Case("XCES of 100,000 links of one sentence", "folder", Made(lambda path: xces(links(*["1;1"] * 100_000)).make(path)), accepted(6)),
    Case("XCES of a link of 100,000 sentences", "folder", Made(lambda path: xces(links("1 " * 100_000 + ";1")).make(path)), accepted(6)),
]  # fmt: skip


def tei(body: str, before: str = XML, attributes: str = 'xml:lang="de"') -> str:
    return f'{before}<TEI xmlns="http://www.tei-c.org/ns/1.0"><text {attributes}><body>{body}</body></text></TEI>'


TEI = [
    Case("TEI of a billion laughs", "x.xml", tei("<p>&l9;</p>", f'<!DOCTYPE TEI [<!ENTITY l0 "lol">{LAUGHS}]>'), refused("line ")),
    Case("TEI with an entity that is a file", "x.xml", tei("<p>a&x;</p>", '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://@SECRET@">]>'), refused("line ")),
    Case("TEI with a DTD at an address", "x.xml", tei("<p>a</p>", f'<!DOCTYPE TEI SYSTEM "http://{HOST}/tei.dtd">'), accepted(1)),
    Case("TEI that includes other files", "x.xml", tei('<p>a</p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://@SECRET@" parse="text"/>'), accepted(1)),
    Case("TEI cut", "x.xml", tei("<p>a</p>")[:-30], refused("line ")),
    Case("TEI without text", "x.xml", tei(""), refused("no text")),
    Case("TEI nested 100,000 deep", "x.xml", lambda: tei("<div>" * 100_000 + "<p>a</p>" + "</div>" * 100_000), refused("line ")),
    Case("TEI of one paragraph of 5 MB", "x.xml", lambda: tei(f"<p>{'Wort ' * 1_000_000}</p>"), warned("segments-cut", segments=50)),
    Case("TEI with an attribute of 12 MB", "x.xml", lambda: tei(f'<p n="{"x" * 12_000_000}">a</p>'), accepted(1)),
    Case("TEI with links to nothing", "x.xml", tei('<p xml:id="a">a</p><linkGrp><link target="#a #b"/><link target="#c"/></linkGrp>'), accepted()),
    Case("TEI with links that lead out", "x.xml", tei('<p xml:id="a">a</p><linkGrp><link target="#a ../../secret#b"/><link target="#a file://@SECRET@#x"/></linkGrp>'), warned("parts-missing", segments=1)),
]  # fmt: skip


def doc(texts: list[str], language: str) -> str:
    inner = "".join(f'<s id="1:{n}">{text}</s>' for n, text in enumerate(texts, 1))
    return f'{XML}<doc id="a" lang="{language}"><p id="1">{inner}</p></doc>'


def intertext(*found: str, source: str = "a.de.xml", target: str = "a.en.xml") -> Made:
    inner = "".join(f'<link type="1-1" xtargets="{one}" status="man"/>' for one in found)
    files = {"a.de.en.xml": f"{XML}<linkGrp toDoc='{source}' fromDoc='{target}'>{inner}</linkGrp>"}
    return folder({**files, "a.de.xml": doc(GERMAN, "de"), "a.en.xml": doc(ENGLISH, "en")})


INTERTEXT = [
    Case("InterText of links to nothing", "folder", intertext("1:1;1:1", "1:9;1:2"), warned("links-dangling")),
    Case("InterText whose text leads upwards", "folder", intertext("1:1;1:1", source="../../secret"), refused("a.de.en.xml")),
    Case("InterText without its texts", "x.xml", f"{XML}<linkGrp toDoc='a' fromDoc='b'><link type='1-1' xtargets='1:1;1:1' status='man'/></linkGrp>", refused("x.xml")),
    Case("InterText cut", "folder", folder({"a.xml": f"{XML}<linkGrp toDoc='a' fromDoc='b'><link"}), refused("a.xml, line")),
]  # fmt: skip


def with_doctype(sound: str, doctype: str) -> str:
    root = sound.removeprefix(XML).lstrip("<").split(">", 1)[0].split()[0]
    return sound.replace(XML, f"{XML}<!DOCTYPE {root} {doctype}>")


def with_text(sound: str, text: str) -> str:
    """With this behind the first letters of its text."""
    at = next(
        found
        for word in ("eginning", "ord, how", "book<", "Anfang", "The river", "Hund", "Der ")
        if (found := sound.find(word)) > 0
    )
    return sound[:at] + text + sound[at:]


def laughing(sound: str) -> str:
    return with_text(with_doctype(sound, f'[<!ENTITY l0 "lol">{LAUGHS}]'), "&l9;")


def reading(sound: str) -> str:
    return with_text(with_doctype(sound, '[<!ENTITY x SYSTEM "file://@SECRET@">]'), "&x;")


def deep(sound: str) -> str:
    return with_text(sound, "<x>" * 100_000 + "</x>" * 100_000)


def wide(sound: str) -> str:
    return with_text(sound, f'<x a="{"x" * 12_000_000}"/>')


def in_strings(text: str, times: int) -> str:
    for _ in range(times):
        text = json.dumps(text)
    return text


def database(path: Path, kind: str, cut: int | None = None) -> None:
    """What has the tables of Lingtrain's aligner by name."""
    names = ("splitted_from", "splitted_to", "processing_from", "processing_to", "doc_index", "meta", "languages")
    what = "(id, text)" if kind == "CREATE TABLE" else "AS SELECT 1 AS id, writefile('/tmp/evil', 'x') AS text"
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        for name in names:
            made.execute(f"{kind} {name} {what}")
    if cut:
        path.write_bytes(path.read_bytes()[:cut])


def usfm(body: str) -> str:
    return f"\\id GEN\n\\c 1\n\\p\n{body}"


USFM = [
    Case("USFM of markers nobody knows", "x.usfm", usfm("\\v 1 a \\zzz b \\+qq c\\zzz*\n\\v 2 d\n"), accepted()),
    Case("USFM of notes that never end", "x.usfm", usfm("\\v 1 a \\f + \\ft " + "\\f + " * 20_000 + "b\n"), accepted()),
    Case("USFM of verses without end", "x.usfm", usfm("\\v 999999999999999999999 a\n\\v 1-999999999 b\n\\v 5-2 c\n\\v x d\n"), warned()),
    Case("USFM of chapters without a number", "x.usfm", "\\id GEN\n\\c x\n\\p\n\\v 1 a\n", warned()),
    Case("USFM of a book that is none", "x.usfm", "\\id XYZ9\n\\c 1\n\\p\n\\v 1 a\n", warned()),
    Case("USFM of a million back slashes", "x.usfm", lambda: usfm("\\v 1 a" + "\\" * 1_000_000 + "\n"), warned("segments-cut")),
    Case("USFM of one verse of 5 MB", "x.usfm", lambda: usfm("\\v 1 " + "Wort " * 1_000_000 + "\n"), warned("segments-cut")),
    Case("USFM of nothing but markers", "x.usfm", "\\id GEN\n\\c 1\n\\p\n\\v 1\n", refused("no text")),
    Case("USFM with NULs", "x.usfm", usfm("\\v 1 Gr\0üße aus Köln\n"), warned("nul-replaced")),
]  # fmt: skip

DEEP = {"lingtrain.xml": accepted(4)}
BIBLES = [
    case
    for name, sound in (OTHERS | sound_bibles.BIBLES).items()
    if sound.startswith(XML)
    for case in (
        Case(f"{name} of a billion laughs", name, laughing(sound), refused(name)),
        Case(
            f"{name} with a DTD at an address", name, with_doctype(sound, f'SYSTEM "http://{HOST}/x.dtd"'), accepted()
        ),
        Case(f"{name} with an entity that is a file", name, reading(sound), refused(name)),
        Case(f"{name} cut", name, sound[: len(sound) * 2 // 3], refused(f"{name}, line ")),
        Case(f"{name} nested 100,000 deep", name, lambda sound=sound: deep(sound), DEEP.get(name, refused(name))),
        Case(f"{name} with an attribute of 12 MB", name, lambda sound=sound: wide(sound), accepted()),
    )
]
AOZORA = [
    Case("Aozora Bunko of readings that never end", "x.txt", lambda: sound_bibles.AOZORA + "｜川《" * 50_000, warned("segments-cut")),
    Case("Aozora Bunko of notes in notes", "x.txt", lambda: sound_bibles.AOZORA + "［＃「" * 50_000, warned("segments-cut")),
    Case("Aozora Bunko of characters that are none", "x.txt", sound_bibles.AOZORA.replace("1-84-77", "9-999-99"), accepted()),
    Case("Aozora Bunko in Shift_JIS, cut", "x.txt", sound_bibles.AOZORA.encode("cp932")[:-1], accepted()),
]  # fmt: skip
LINGTRAIN = [
    Case("Lingtrain in JSON nested deep", "x.json", lambda: LINGTRAIN_JSON.replace('"Der Fluss."', "[" * 100_000 + "]" * 100_000), refused("x.json")),
    Case("Lingtrain in JSON, cut", "x.json", LINGTRAIN_JSON[:-40], refused("x.json")),
    Case("Lingtrain in JSON, a string in strings", "x.json", lambda: in_strings(LINGTRAIN_JSON, 9), accepted(1)),
    Case("Lingtrain in JSON, of other things", "x.json", LINGTRAIN_JSON.replace('["Der Fluss.", "Das Meer."]', "[1, null, {}]"), accepted()),
    Case("Lingtrain in a database of views", "x.lt", Made(lambda path: database(path, "CREATE VIEW")), refused("x.lt")),
    Case("Lingtrain in an empty database", "x.lt", Made(lambda path: database(path, "CREATE TABLE")), refused("x.lt")),
    Case("Lingtrain in a database that is cut", "x.lt", Made(lambda path: database(path, "CREATE TABLE", cut=5_000)), refused("x.lt")),
]  # fmt: skip

LONG = "Der Hund schläft am Nachmittag unter dem Baum und träumt von einem Knochen.\n"
ENGLISH_LONG = "The dog sleeps in the afternoon under the tree and dreams of a bone.\n"
LADDER = "0\t0\t0.3\n1\t1\t0.3\n2\t2\t0.3\n"


def ladder(rungs: str, **changes: Content) -> Made:
    return folder({"a.de-en.ladder": rungs, "a.de": LONG * 2, "a.en": ENGLISH_LONG * 2 + "\n", **changes})


LINES = [
    Case("Moses files of unequal length", "folder", folder({"a.de": LONG * 9, "a.en": ENGLISH_LONG * 8}), refused("line 9", "9 lines")),
    Case("Moses files, one of them empty", "folder", folder({"a.de": LONG * 9, "a.en": ""}), refused("a.en")),
    Case("Moses files, one of them noise", "folder", folder({"a.de": LONG * 9, "a.en": bytes(range(256)) * 9}), refused("a.en")),
    Case("Moses files packed and cut", "folder", folder({"a.de.gz": gzip.compress(LONG.encode() * 9, mtime=0)[:-9], "a.en": ENGLISH_LONG * 9}), refused("a.de.gz", "byte ")),
    Case("a ladder without its texts", "x.ladder", LADDER, refused("x.ladder")),
    Case("a ladder that goes down", "folder", ladder("0\t0\t1\n2\t2\t1\n1\t1\t1\n"), refused("a.de-en.ladder")),
    Case("a ladder that is too long", "folder", ladder("0\t0\t1\n1\t1\t1\n999999999\t999999999\t1\n"), refused("a.de-en.ladder")),
    Case("a ladder with a rung that is none", "folder", ladder("0\t0\t1\n1\t1\t1\nbald\n2\t2\t1\n"), refused("a.de-en.ladder")),
    Case("a ladder of scores without end", "folder", ladder("0\t0\tnan\n1\t1\t1e999\n2\t3\t-inf\n"), warned("lines-unequal")),
    Case("lines of LF Aligner, one too wide", "aligned_de-en.txt", f"{LONG[:-1]}\t{ENGLISH_LONG}" * 9 + "a\tb\tc\td\n", accepted(10)),
    Case("lines of two languages, a score that is none", "x.txt", f"{LONG[:-1]}\t{ENGLISH_LONG[:-1]}\t0.5\n" * 9 + "a\tb\tbald\n", accepted()),
]  # fmt: skip

LINKED = [*XCES, *TEI, *INTERTEXT, *USFM, *BIBLES, *AOZORA, *LINGTRAIN, *LINES]
