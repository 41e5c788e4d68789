"""Books: reading order, metadata, what may be missing, and what is refused."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from markup_reading import drafted, mutated, notes, segments, texts

from viewer.errors import EmptyFile, HexaplaError, Malformed, Protected
from viewer.formats.draft import Caution
from viewer.model import Kind

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
TYPE = "application/xhtml+xml"


def chapter(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head><body>{body}</body></html>'
    )


def opf(manifest: str, spine: str, metadata: str = "<dc:title>Das Buch</dc:title>", extra: str = "") -> str:
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest>{manifest}</manifest>'
        f"<spine>{spine}</spine>{extra}</package>"
    )


ITEMS = f'<item id="a" href="a%20b.xhtml" media-type="{TYPE}"/><item id="c" href="text/c.xhtml" media-type="{TYPE}"/>'
SPINE = '<itemref idref="c"/><itemref idref="a"/>'
PARTS = {
    "OEBPS/a b.xhtml": chapter("<h1>Zwei</h1><p>b</p>"),
    "OEBPS/text/c.xhtml": chapter("<h1>Eins</h1><p>a&nbsp;&ouml;</p>"),
}


def packed(entries: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in entries.items():
            archive.writestr(name, content, method)
    return file.getvalue()


def book(index: str = "", parts: dict[str, str] | None = None, **more: str) -> bytes:
    entries: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": index or opf(ITEMS, SPINE),
    }
    return packed({**entries, **(PARTS if parts is None else parts), **more})


def test_a_book_is_one_document_in_reading_order() -> None:
    metadata = (
        '<dc:title id="s">Ein Roman</dc:title><dc:title id="m">Das Buch</dc:title>'
        '<meta refines="#m" property="title-type">main</meta><dc:language>DE-de</dc:language>'
    )
    draft = drafted("a.epub", book(opf(ITEMS, SPINE, metadata)))
    assert texts(draft) == ["Eins", "a\xa0ö", "Zwei", "b"]
    assert [one.kind for one in segments(draft)] == [Kind.HEADING, Kind.BODY] * 2
    assert (draft.format, draft.documents[0].title) == ("EPUB", "Das Buch")
    assert (draft.documents[0].texts[0].language, draft.warnings) == ("de-DE", ())


def test_parts_outside_the_linear_order_come_last_and_each_part_once() -> None:
    spine = '<itemref idref="c" linear="no"/><itemref idref="a"/><itemref idref="a"/>'
    assert texts(drafted("a.epub", book(opf(ITEMS, spine)))) == ["Zwei", "b", "Eins", "a\xa0ö"]


def test_the_title_page_holds_the_title() -> None:
    parts = {**PARTS, "OEBPS/text/c.xhtml": chapter("<p>DAS BUCH</p><p>von mir</p>")}
    assert [one.kind for one in segments(drafted("a.epub", book(parts=parts)))][:2] == [Kind.TITLE, Kind.BODY]


def test_a_table_of_contents_is_furniture() -> None:
    items = ITEMS.replace('id="c"', 'id="c" properties="nav"')
    parts = {**PARTS, "OEBPS/text/c.xhtml": chapter("<h1>Inhalt</h1><nav><ol><li>Zwei</li></ol></nav>")}
    found = segments(drafted("a.epub", book(opf(items, SPINE), parts)))
    assert (found[0].text, found[0].kind) == ("Inhalt", Kind.FURNITURE)
    assert len(found) == 3
    guide = '<guide><reference type="toc" href="text/c.xhtml"/></guide>'
    assert segments(drafted("a.epub", book(opf(ITEMS, SPINE, extra=guide))))[0].kind is Kind.FURNITURE


def test_footnotes_are_kept_and_their_marks_are_annotations() -> None:
    body = (
        '<p>Wort<a epub:type="noteref" href="#n">1</a>.<span epub:type="pagebreak">12</span></p>'
        '<aside epub:type="footnote" id="n"><p>Note</p></aside>'
    )
    first, second, *_ = segments(drafted("a.epub", book(parts={**PARTS, "OEBPS/text/c.xhtml": chapter(body)})))
    assert (first.text, notes(first)) == ("Wort.", [("footnote", "", "1")])
    assert (second.text, second.kind) == ("Note", Kind.BODY)


def test_missing_parts_are_a_warning_and_missing_pictures_are_nothing() -> None:
    items = (
        ITEMS
        + '<item id="p" href="p.jpg" media-type="image/jpeg"/>'
        + f'<item id="x" href="x.xhtml" media-type="{TYPE}"/>'
    )
    draft = drafted("a.epub", book(opf(items, SPINE + '<itemref idref="x"/><itemref idref="p"/>')))
    assert len(texts(draft)) == 4
    assert [(one.key, one.count, one.place) for one in draft.warnings] == [(Caution.PARTS_MISSING, 1, "OEBPS/x.xhtml")]


def test_a_picture_is_replaced_by_its_fallback() -> None:
    items = f'<item id="s" href="s.svg" media-type="image/svg+xml" fallback="a"/>{ITEMS}'
    assert texts(drafted("a.epub", book(opf(items, '<itemref idref="s"/>')))) == ["Zwei", "b"]


@pytest.mark.parametrize(
    "body", ["<p>a<b>c</p><p>d", "<p>a<br>c<p>d</p>", "<p>a&undeclared;c</p><p>d</p>", "<p>a c</p><title/><p>d</p>"]
)
def test_broken_chapters_are_read(body: str) -> None:
    found = texts(drafted("a.epub", book(parts={**PARTS, "OEBPS/text/c.xhtml": chapter(body)})))
    assert (len(found), found[1]) == (4, "d")


def test_chapters_may_be_in_other_encodings() -> None:
    japanese = "吾輩は猫である。名前はまだ無い。"
    part = chapter(f"<p>{japanese}</p>").replace("utf-8", "Shift_JIS").encode("shift_jis")
    entries: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf(ITEMS, SPINE)}
    draft = drafted("a.epub", packed({**entries, **PARTS, "OEBPS/text/c.xhtml": part}))
    assert texts(draft)[0] == japanese


def encrypted(name: str, algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData><e:CipherReference URI="{name}"/>'
        "</e:CipherData></e:EncryptedData></encryption>"
    )


def test_drm_is_refused_by_its_name() -> None:
    lock = encrypted("OEBPS/a%20b.xhtml", "http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(Protected, match="DRM"):
        drafted("a.epub", book(**{"META-INF/encryption.xml": lock}))


@pytest.mark.parametrize(
    ("name", "algorithm"),
    [
        ("OEBPS/font.otf", "http://www.idpf.org/2008/embedding"),
        ("OEBPS/font.otf", "http://ns.adobe.com/pdf/enc#RC"),
        ("OEBPS/film.mp4", "http://www.w3.org/2001/04/xmlenc#aes128-cbc"),
    ],
)
def test_mangled_fonts_and_locked_films_do_not_matter(name: str, algorithm: str) -> None:
    assert len(texts(drafted("a.epub", book(**{"META-INF/encryption.xml": encrypted(name, algorithm)})))) == 4


@pytest.mark.parametrize("missing", ["mimetype", "META-INF/container.xml"])
def test_a_book_without_its_container_is_found(missing: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if name != missing:
                new.writestr(name, old.read(name))
    assert len(texts(drafted("a.epub", file.getvalue()))) == 4


def test_an_epub_is_told_by_its_content() -> None:
    assert drafted("a.zip", book()).format == "EPUB"


REFUSED: dict[str, tuple[bytes, str]] = {
    "no zip": (b"hello", "no complete ZIP"),
    "truncated": (book()[:-80], "no complete ZIP"),
    "no spine": (book(opf(ITEMS, "")), "no reading order"),
    "foreign spine": (book(opf(ITEMS, '<itemref idref="z"/>')), "none of its parts"),
    "all missing": (book(parts={}), "it is missing"),
    "no index": (packed({"META-INF/container.xml": CONTAINER}), "where the book begins"),
    "empty index": (packed({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": ""}), "no XML"),
    "upwards": (book(**{"../../etc/cron.d/x": "x"}), "out of the package"),
    "absolute": (book(**{"/etc/passwd": "x"}), "out of the package"),
    "bomb": (book(parts=dict.fromkeys(PARTS, " " * 30_000_000)), "times its size"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_book_is_refused_with_the_reason(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(Malformed, match=reason) as caught:
        drafted("a.epub", data)
    assert caught.value.place


@pytest.mark.parametrize("bad", [" " * 30_000_000, bytes(5_000), bytes(range(256)) * 9], ids=["bomb", "zeros", "noise"])
def test_one_bad_chapter_is_left_out(bad: str | bytes) -> None:
    draft = drafted("a.epub", book(parts={**PARTS, "OEBPS/text/c.xhtml": bad}))  # type: ignore[dict-item]
    assert texts(draft) == ["Zwei", "b"]
    assert [one.key for one in draft.warnings] == [Caution.PARTS_MISSING]


def test_small_parts_may_be_packed_tightly() -> None:
    parts = {**PARTS, "OEBPS/text/c.xhtml": chapter("<p>" + "a" * 90_000 + "</p>" + " " * 800_000)}
    assert len(texts(drafted("a.epub", book(parts=parts)))) == 3


def test_a_password_is_said_to_be_one() -> None:
    data = bytearray(book())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(Protected, match="password"):
        drafted("a.epub", bytes(data))


def test_a_book_of_pictures_is_empty() -> None:
    with pytest.raises(EmptyFile):
        drafted("a.epub", book(parts={name: chapter('<img src="x.jpg"/>') for name in PARTS}))


def test_entities_of_the_index_load_nothing() -> None:
    index = opf(ITEMS, SPINE, "<dc:title>x&a;</dc:title>")
    lead = '<!DOCTYPE package [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "root" not in drafted("a.epub", book(lead + index)).documents[0].title


@pytest.mark.parametrize("seed", range(100))
def test_damaged_books_never_raise_anything_unknown(seed: int) -> None:
    entries: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf(ITEMS, SPINE)}
    stored = packed({**entries, **PARTS, "META-INF/encryption.xml": encrypted("x", "y")}, zipfile.ZIP_STORED)
    broken = mutated(stored if seed % 2 else book(), seed)
    with suppress(HexaplaError):
        segments(drafted("a.epub", broken))
    damaged = {name: mutated(str(content).encode(), seed) for name, content in {**entries, **PARTS}.items()}
    with suppress(HexaplaError):
        segments(drafted("a.epub", packed(dict(damaged))))
