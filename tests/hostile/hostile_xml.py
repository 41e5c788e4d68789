"""Hostile XML and what is aligned already: TMX, XLIFF and PO."""

from __future__ import annotations

import gzip
import zlib

from cases import HOST, Case, accepted, refused, warned
from sound_files import SOUND, XML, po, tmx, tuv, xliff

PAIR = tuv("en", "river") + tuv("de", "Fluss")
UNIT = "<source>river</source><target>Fluss</target>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "a billion laughs": (f'<!ENTITY l0 "lol">{LAUGHS}', "&l9;"),
    "a quadratic blow-up": (f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 100_000),
    "an entity that is a file": ('<!ENTITY x SYSTEM "file://@SECRET@">', "&x;"),
    "an entity that is an address": (f'<!ENTITY x SYSTEM "http://{HOST}/x">', "&x;"),
    "an entity of itself": ('<!ENTITY x "&y;"><!ENTITY y "&x;">', "&x;"),
    "an entity that nobody declares": ("", "&x;"),
}
PARAMETER = f'<!ENTITY % x SYSTEM "http://{HOST}/x"> %x; <!ENTITY % y SYSTEM "file://@SECRET@"> %y;'


def declared(root: str, entities: str, address: str = "") -> str:
    return f"{XML}<!DOCTYPE {root} {address}[{entities}]>"


def attributes() -> str:
    return " ".join(f'a{number}=""' for number in range(100_000))


def bomb(head: str, filling: bytes, megabytes: int) -> bytes:
    """A packed file of that many megabytes."""
    packer = zlib.compressobj(9, wbits=31)
    inside = (packer.compress(filling * ((1 << 20) // len(filling))) for _ in range(megabytes))
    return packer.compress(head.encode()) + b"".join(inside) + packer.flush()


def twice_packed(data: bytes) -> bytes:
    return gzip.compress(gzip.compress(data, mtime=0), mtime=0)


TMX = [
    *(
        Case(f"TMX with {name}", "x.tmx", tmx(tuv("en", use), before=declared("tmx", entities)), refused("line "))
        for name, (entities, use) in ENTITIES.items()
    ),
    Case("TMX with parameter entities", "x.tmx", tmx(PAIR, before=declared("tmx", PARAMETER)), accepted(2)),
    Case("TMX with a DTD at an address", "x.tmx", tmx(PAIR, before=declared("tmx", "", f'SYSTEM "http://{HOST}/t.dtd"')), accepted(2)),
    Case("TMX with a DTD that is a file", "x.tmx", tmx(PAIR, before=declared("tmx", "", 'SYSTEM "file://@SECRET@"')), accepted(2)),
    *(
        Case(f"TMX cut after {part} tenths", "x.tmx", SOUND["m.tmx"][: len(SOUND["m.tmx"]) * part // 10], refused("line ", "repair"))
        for part in range(1, 10, 2)
    ),
    Case("TMX cut inside a letter", "x.tmx", SOUND["m.tmx"].split("日".encode())[0] + b"\xe6", refused("line ")),
    Case("TMX of nothing", "x.tmx", b"", refused("no text")),
    Case("TMX without units", "x.tmx", tmx(), refused("no text")),
    Case("TMX with a missing tuv", "x.tmx", tmx(PAIR, tuv("en", "alone"), ""), warned("units-without-text", segments=3)),
    Case("TMX with a language twice", "x.tmx", tmx(PAIR + tuv("de", "Strom")), accepted(3)),
    Case("TMX with no language", "x.tmx", tmx("<tuv><seg>a</seg></tuv>" + tuv("de", "b")), accepted(2)),
    Case("TMX with languages that are none", "x.tmx", tmx(tuv("../../etc", "a") + tuv("\u202e", "b") + tuv("de", "c")), accepted(3)),
    Case("TMX with a language spelt three ways", "x.tmx", tmx(tuv("eN-uS", "a"), tuv("EN_us", "b"), tuv("en-US", "c")), warned("spellings-joined", segments=3)),
    Case("TMX with 1,000 languages", "x.tmx", tmx(*(tuv(f"q-{n}", "a") for n in range(1_000))), refused("line ", "languages")),
    Case("TMX with NULs", "x.tmx", tmx(tuv("en", "a\0b\x01") + tuv("de", "c")), warned("controls-replaced", "nul-replaced", segments=2)),
    Case("TMX with references to what XML forbids", "x.tmx", tmx(tuv("en", "a&#0;b&#xD800;&#xFFFF;") + tuv("de", "c")), warned("controls-replaced", segments=2)),
    Case("TMX with a tag that does not match", "x.tmx", tmx("<tuv xml:lang='en'><seg>a</tuv></seg>"), refused("line ")),
    Case("TMX with a unit in a unit", "x.tmx", tmx(f"<tu>{PAIR}</tu>"), refused("line ")),
    Case("TMX with something after its end", "x.tmx", tmx(PAIR) + "<more/>", refused("line ")),
    Case("TMX whose root is another", "x.tmx", XML + "<html><body>a</body></html>", accepted(1)),
    Case("TMX with an attribute of 12 MB", "x.tmx", lambda: tmx(f'<prop type="{"x" * 12_000_000}">p</prop>{PAIR}'), accepted(2)),
    Case("TMX with a tag of 12 MB", "x.tmx", lambda: tmx(f"<{'x' * 12_000_000}/>{PAIR}"), accepted(2)),
    Case("TMX nested 100,000 deep", "x.tmx", lambda: tmx("<x>" * 100_000 + "</x>" * 100_000 + PAIR), accepted(2)),
    Case("TMX with 100,000 codes nested", "x.tmx", lambda: tmx(tuv("en", "<hi>" * 100_000 + "</hi>" * 100_000)), refused("line ")),
    Case("TMX with 100,000 attributes", "x.tmx", lambda: tmx(f"<prop {attributes()}>p</prop>{PAIR}"), accepted(2)),
    Case("TMX that says it is UTF-16", "x.tmx", tmx(PAIR, before='<?xml version="1.0" encoding="UTF-16"?>'), accepted(2)),
    Case("TMX that says it is in no encoding", "x.tmx", tmx(PAIR, before='<?xml version="1.0" encoding="klingon"?>'), accepted(2)),
    Case("TMX in Latin 1 that says UTF-8", "x.tmx", tmx(tuv("de", "Fl\xfcsse und Stra\xdfen")).encode("latin-1"), warned("encoding-guessed", segments=1)),
    Case("TMX in UTF-16 without a mark", "x.tmx", tmx(PAIR).encode("utf-16-le"), accepted(2)),
    Case("TMX packed into a bomb", "x.tmx.gz", lambda: bomb("<tmx><body>", b" ", 200), refused("byte ", "far too much")),
    Case("TMX packed twice", "x.tmx.gz", twice_packed(SOUND["m.tmx"]), refused("cannot be read")),
    Case("TMX packed and cut", "x.tmx.gz", SOUND["m.tmx.gz"][:-30], refused("byte ", "too early")),
    Case("TMX packed, a byte wrong", "x.tmx.gz", SOUND["m.tmx.gz"][:-6] + b"\0" + SOUND["m.tmx.gz"][-5:], refused("byte ", "damaged")),
    Case("TMX that is not packed and says so", "x.tmx.gz", SOUND["m.tmx"], warned("spellings-joined", segments=4)),
]  # fmt: skip

XLIFF = [
    *(
        Case(
            f"XLIFF with {name}",
            "x.xlf",
            xliff(f"<source>{use}</source>", before=declared("xliff", entities)),
            refused("line "),
        )
        for name, (entities, use) in ENTITIES.items()
    ),
    Case("XLIFF with parameter entities", "x.xlf", xliff(UNIT, before=declared("xliff", PARAMETER)), accepted(2)),
    Case("XLIFF with a DTD at an address", "x.xlf", xliff(UNIT, before=declared("xliff", "", f'SYSTEM "http://{HOST}/t.dtd"')), accepted(2)),
    *(
        Case(f"XLIFF cut after {part} tenths", "x.xlf", SOUND["m.xlf"][: len(SOUND["m.xlf"]) * part // 10], refused("line ", "repair"))
        for part in range(1, 10, 2)
    ),
    Case("XLIFF without targets", "x.xlf", xliff("<source>a</source>", "<source>b</source><target/>"), accepted(2)),
    Case("XLIFF without units", "x.xlf", xliff(), refused("no text")),
    Case("XLIFF without languages", "x.xlf", f"<xliff><file><body><trans-unit>{UNIT}</trans-unit></body></file></xliff>", accepted(2)),
    Case("XLIFF with marks that do not match", "x.xlf", xliff('<source>a</source><seg-source><mrk mtype="seg" mid="1">a</mrk></seg-source><target><mrk mtype="seg" mid="9">b</mrk></target>'), accepted(2)),
    Case("XLIFF with NULs", "x.xlf", xliff("<source>a\0b</source>"), warned("nul-replaced", segments=1)),
    Case("XLIFF with an attribute of 12 MB", "x.xlf", lambda: xliff(f'<source x="{"x" * 12_000_000}">a</source>'), refused("line 3: it holds")),
    Case("XLIFF nested 100,000 deep", "x.xlf", lambda: xliff("<source>" + "<g>" * 100_000 + "</g>" * 100_000 + "</source>"), refused("line ")),
    Case("XLIFF with 100,000 attributes", "x.xlf", lambda: xliff(f"<source {attributes()}>a</source>"), refused("line ")),
    Case("XLIFF of a unit of 300,000 elements", "x.xlf", lambda: xliff("<source>a" + "<x/>" * 300_000 + "</source>"), refused("line ")),
    Case("XLIFF of another version", "x.xlf", xliff(UNIT).replace("1.2", "9.9"), accepted(2)),
]  # fmt: skip

PO = [
    Case("PO with a broken escape", "x.po", po(r'msgid "a\q\x\"' + '"\nmsgstr "b\\8"\n'), accepted(2)),
    Case("PO that ends in a backslash", "x.po", po('msgid "a\\"\nmsgstr "b"\n'), accepted(2)),
    Case("PO without its last quote", "x.po", po('msgid "a"\nmsgstr "b\n'), refused("line ")),
    Case("PO with a line that is nothing", "x.po", po('msgid "a"\nmsgstr "b"\nnonsense\n'), refused("line ")),
    Case("PO without a translation", "x.po", po('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n'), refused("line ")),
    Case("PO with a plural of a million", "x.po", po('msgid "a"\nmsgid_plural "b"\nmsgstr[1000000] "c"\n'), accepted()),
    Case("PO with an entry twice", "x.po", po('msgid "a"\nmsgstr "b"\n', 'msgid "a"\nmsgstr "c"\n'), accepted(4)),
    Case("PO of a header only", "x.po", po(), refused("no text")),
    Case("PO in an encoding that is none", "x.po", po('msgid "a"\nmsgstr "b"\n').replace("UTF-8", "klingon"), accepted(2)),
    Case("PO in an encoding that is dangerous", "x.po", po('msgid "a"\nmsgstr "b"\n').replace("UTF-8", "unicode-escape"), accepted(2)),
    Case("PO that names a file", "x.po", po('#: /etc/passwd:1\nmsgid "/etc/passwd"\nmsgstr "@SECRET@"\n'), accepted(2)),
    Case("PO with a text of 200,000 lines", "x.po", lambda: po('msgid "a"\nmsgstr ""\n' + '"b\\n"\n' * 200_000), warned("segments-cut")),
    Case("PO with 200,000 comments", "x.po", lambda: po("# c\n" * 200_000 + 'msgid "a"\nmsgstr "b"\n'), accepted(2)),
    Case("PO with NULs", "x.po", po('msgid "a\0b"\nmsgstr "c"\n'), warned("nul-replaced", segments=2)),
]  # fmt: skip

XMLS = [*TMX, *XLIFF, *PO]
