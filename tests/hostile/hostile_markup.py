"""Hostile pages, Markdown and books."""

from __future__ import annotations

import zipfile

from cases import HOST, Case, accepted, refused, warned
from hostile_packages import BROKEN_ARCHIVES, lying, nested, tight
from hostile_xml import LAUGHS, attributes
from sound_files import SOUND, XML, epub_parts, packed, page

OUTSIDE = (
    f'<img src="http://{HOST}/a"/><link rel="stylesheet" href="http://{HOST}/b"/><script src="http://{HOST}/c"></script>'
    f'<iframe src="file://@SECRET@"></iframe><object data="http://{HOST}/d"></object>'
)


def html(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def xhtml(entities: str, body: str) -> str:
    return f'{XML}<!DOCTYPE html [{entities}]><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'


PAGES = [
    Case("HTML that leads elsewhere", "x.html", html(f"<p>a</p>{OUTSIDE}<base href='http://{HOST}/'>", f'<meta http-equiv="refresh" content="0;url=http://{HOST}/">'), accepted(1)),
    Case("HTML with a script only", "x.html", html("<script>alert(1)</script><style>p{}</style>"), refused("no text")),
    Case("HTML cut inside a tag", "x.html", SOUND["m.html"][:200], accepted()),
    Case("HTML without an end", "x.html", "<html><body><p>a<p>b<table><td>c", accepted(3)),
    Case("HTML of 300,000 open tags", "x.html", lambda: html("<div>" * 300_000 + "a"), accepted(1)),
    Case("HTML of 500,000 bold tags", "x.html", lambda: html("<b>" * 500_000 + "a"), accepted(1)),
    Case("HTML of a million closed tags", "x.html", lambda: html("</p>" * 1_000_000 + "a"), accepted()),
    Case("HTML of a million <", "x.html", lambda: html("<" * 1_000_000 + "a"), warned("segments-cut", segments=10)),
    Case("HTML of an unfinished comment", "x.html", lambda: html("<p>a</p><!--" + "- " * 2_000_000), accepted(1)),
    Case("HTML of a million entities", "x.html", lambda: html("<p>" + "&amp;" * 1_000_000), warned("segments-cut", segments=10)),
    Case("HTML with an attribute of 12 MB", "x.html", lambda: html(f'<p title="{"x" * 12_000_000}">a</p>'), accepted()),
    Case("HTML with 100,000 attributes", "x.html", lambda: html(f"<p {attributes()}>a</p>"), accepted(1)),
    Case("HTML with references to what is no letter", "x.html", html("<p>a&#0;b&#xD800;c&#x110000;d&#99999999999;</p>"), accepted(1)),
    Case("HTML with NULs", "x.html", html("<p>a\0b</p>"), warned("nul-replaced", segments=1)),
    Case("HTML that says it is in no encoding", "x.html", html("<p>Grüße</p>", '<meta charset="klingon">'), accepted(1)),
    Case("HTML that says it is UTF-7", "x.html", html("<p>+ADw-script+AD4-</p>", '<meta charset="utf-7">'), accepted(1)),
    Case("HTML in UTF-8 that says windows-1252", "x.html", html("<p>Grüße aus Köln</p>", '<meta charset="windows-1252">'), warned("encoding-misdeclared", segments=1)),
    Case("HTML in the wrong language", "x.html", '<html lang="ja"><body><p>' + "Der Fluss fließt durch die Stadt. " * 9 + "</p></body></html>", warned("language-misdeclared", segments=1)),
    Case("HTML of ruby in ruby", "x.html", lambda: html("<p>" + "<ruby>山<rt>やま" * 20_000), accepted()),
    Case("HTML of tables in tables", "x.html", lambda: html("<table><tr><td>" * 20_000 + "a"), accepted(1)),
    Case("HTML of one word in 150,000 spans", "x.html", lambda: html("<p>" + "<span>a</span>" * 150_000 + "</p>"), warned("segments-cut", segments=2)),
    Case("HTML of 200,000 names", "x.html", lambda: html(f'<div class="{"share-x " * 200_000}">a</div>'), accepted(1)),
    Case("HTML of 60,000 links", "x.html", lambda: html('<li class="menu-1"><a href=x>a:</a>' * 60_000), accepted(60_000)),
    Case("XHTML of a billion laughs", "x.xhtml", xhtml(f'<!ENTITY l0 "lol">{LAUGHS}', "<p>a</p><p>&l9;</p>"), accepted()),
    Case("XHTML with an entity that is a file", "x.xhtml", xhtml('<!ENTITY x SYSTEM "file://@SECRET@">', "<p>a&x;</p>"), accepted(1)),
    Case("XHTML with an entity that is an address", "x.xhtml", xhtml(f'<!ENTITY % x SYSTEM "http://{HOST}/x"> %x;', "<p>a</p>"), accepted(1)),
    Case("XHTML with a DTD at an address", "x.xhtml", XML + f'<!DOCTYPE html SYSTEM "http://{HOST}/x.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>a&nbsp;b</p></body></html>', accepted(1)),
    Case("XHTML that is broken", "x.xhtml", page("<p>a<b>b</p></b><p>c"), accepted(2)),
]  # fmt: skip

MARKDOWN = [
    Case("Markdown of 50,000 opening brackets", "x.md", lambda: "[" * 50_000 + "\n", accepted(1)),
    Case("Markdown of pictures in links", "x.md", lambda: "[![a](" * 5_000 + "\n", accepted(1)),
    Case("Markdown of 50,000 stars", "x.md", lambda: "*a **b " * 10_000 + "\n", accepted(1)),
    Case("Markdown of quotes in quotes", "x.md", lambda: ">" * 50_000 + "a\n", accepted(1)),
    Case("Markdown of lists in lists", "x.md", lambda: "".join("  " * depth + "- a\n" for depth in range(500)), accepted(500)),
    Case("Markdown of back quotes", "x.md", lambda: "".join("`" * length + "a" for length in range(400)) + "\n", accepted(1)),
    Case("Markdown with an open fence", "x.md", lambda: "```\n" + "a\n" * 20_000, accepted()),
    Case("Markdown with open front matter", "x.md", "---\ntitle: x\n" + "a: b\n" * 5_000, accepted()),
    Case("Markdown of 20,000 references", "x.md", lambda: "".join(f"[r{n}]: /x\n" for n in range(20_000)) + "\na [r1] b\n", accepted(1)),
    Case("Markdown of a wide table", "x.md", lambda: "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n|" + "b|" * 5_000 + "\n", accepted()),
    Case("Markdown of entities", "x.md", "&#0; &#xD800; &nosuch; &#x110000; a\n", accepted(1)),
    Case("Markdown with HTML that leads elsewhere", "x.md", f"a\n\n{OUTSIDE}\n\n![x](http://{HOST}/x) [b](file://@SECRET@)\n", accepted()),
    Case("Markdown of nothing to see", "x.md", "[a]: /x\n\n<!-- b -->\n", refused("no text")),
    Case("Markdown with NULs", "x.md", "Gr\0\u00fc\u00dfe aus K\u00f6ln\n", warned("nul-replaced", segments=1)),
]  # fmt: skip

BOOK = epub_parts("<p>a</p>", "<p>b</p>")
ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="{}"/>'
    "</enc:CipherData></enc:EncryptedData></encryption>"
)
AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
FONT = "http://www.idpf.org/2008/embedding"


def book(**changes: str | bytes | None) -> bytes:
    """The book with parts changed, added or (None) left out."""
    parts = {name: content for name, content in {**BOOK, **changes}.items() if content is not None}
    return packed(parts)


def index(old: str, new: str) -> str:
    return str(BOOK["b/b.opf"]).replace(old, new)


BOOKS = [
    *(Case(f"EPUB: {name}", "x.epub", made(SOUND["m.epub"]), refused(*words)) for name, made, words in BROKEN_ARCHIVES),
    Case("EPUB without a spine", "x.epub", packed(epub_parts("<p>a</p>", spine="")), refused("b/b.opf", "reading order")),
    Case("EPUB whose spine names nothing", "x.epub", packed(epub_parts("<p>a</p>", spine='<itemref idref="x"/>')), refused("b/b.opf", "none of its parts")),
    Case("EPUB whose spine names a part 10,000 times", "x.epub", packed(epub_parts("<p>a</p>", spine='<itemref idref="c1"/>' * 10_000)), accepted(1)),
    Case("EPUB without a container", "x.epub", book(**{"META-INF/container.xml": None}), accepted(2)),
    Case("EPUB without an index", "x.epub", book(**{"b/b.opf": None}), refused("container.xml")),
    Case("EPUB with a chapter missing", "x.epub", book(**{"b/c1.xhtml": None}), warned("parts-missing", segments=1)),
    Case("EPUB with all chapters missing", "x.epub", book(**{"b/c1.xhtml": None, "b/c2.xhtml": None}), refused("missing")),
    Case("EPUB with DRM", "x.epub", book(**{"META-INF/encryption.xml": ENCRYPTED.format(AES, "b/c1.xhtml")}), refused("DRM", "without protection")),
    Case("EPUB with a mangled font", "x.epub", book(**{"META-INF/encryption.xml": ENCRYPTED.format(FONT, "f.otf")}), accepted(2)),
    Case("EPUB with broken encryption", "x.epub", book(**{"META-INF/encryption.xml": "<x"}), accepted(2)),
    Case("EPUB with a broken index", "x.epub", book(**{"b/b.opf": index("</manifest>", "")}), accepted(2)),
    Case("EPUB whose index is noise", "x.epub", book(**{"b/b.opf": b"\x00\x01\x02" * 99}), refused("b/b.opf")),
    Case("EPUB whose parts lead out", "x.epub", book(**{"b/b.opf": index("c1.xhtml", "../../../../../../@SECRET@")}), warned("parts-missing", segments=1)),
    Case("EPUB whose parts are addresses", "x.epub", book(**{"b/b.opf": index("c1.xhtml", f"http://{HOST}/c1.xhtml")}), warned("parts-missing", segments=1)),
    Case("EPUB whose index laughs", "x.epub", book(**{"b/b.opf": index("<package", f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><package').replace("Das Buch", "&l9;")}), refused("b/b.opf")),
    Case("EPUB with entities that are files", "x.epub", book(**{"b/c1.xhtml": xhtml('<!ENTITY x SYSTEM "file://@SECRET@">', "<p>a&x;</p>")}), accepted(2)),
    Case("EPUB that calls home", "x.epub", packed(epub_parts(f"<p>a</p>{OUTSIDE}")), accepted(1)),
    Case("EPUB with fallbacks in a circle", "x.epub", book(**{"b/b.opf": index("<spine>", '<spine><itemref idref="x"/>').replace("<manifest>", '<manifest><item id="x" href="x.svg" media-type="image/svg+xml" fallback="y"/><item id="y" href="y.svg" media-type="image/svg+xml" fallback="x"/>')}), accepted(2)),
    Case("EPUB of 2,000 chapters", "x.epub", lambda: packed(epub_parts(*["<p>a</p>"] * 2_000)), accepted(2_000)),
    Case("EPUB with a bomb for a chapter", "x.epub", lambda: tight(BOOK, "b/c1.xhtml", b"<p>" + b"a" * 200_000_000), warned("parts-missing", segments=1)),
    Case("EPUB with a bomb for a picture", "x.epub", lambda: tight(BOOK, "b/p.png", bytes(200_000_000)), accepted(2)),
    Case("EPUB with a bomb that lies about its size", "x.epub", lambda: lying(tight(BOOK, "b/c1.xhtml", b"a" * 200_000_000)), refused("repair")),
    Case("EPUB of packages in packages", "x.epub", lambda: packed({**BOOK, "b/c1.xhtml": nested(12)}), warned("parts-missing", segments=1)),
    Case("EPUB packed with LZMA", "x.epub", packed(BOOK, zipfile.ZIP_LZMA), accepted(2)),
]  # fmt: skip

MARKUP = [*PAGES, *MARKDOWN, *BOOKS]
