"""TMX that is meant to hurt: it is read or refused, soon, in little memory, and nothing else is touched."""

from __future__ import annotations

import contextlib
import gzip
import random
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from tmx_making import cells, columns, draft, tmx, tuv

from viewer.errors import ImportFailed, Malformed
from viewer.formats.registry import read, recognise
from viewer.formats.source import SourceFile

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE tmx [<!ENTITY l0 "lol">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE tmx [<!ENTITY a "{"a" * 100_000}">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (tmx(tuv("en", "&l9;"), before=BILLION), "amplification"),
        (tmx(tuv("en", "&a;" * 100_000), before=QUADRATIC), "amplification"),
        (tmx(tuv("en", "&x;"), before='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "from outside"),
        (tmx(tuv("en", "&x;"), before='<!DOCTYPE tmx [<!ENTITY x SYSTEM "http://x.invalid/">]>'), "from outside"),
        (tmx(tuv("en", "<hi>" * 200 + "</hi>" * 200)), "nested too deep"),
        (tmx(tuv("en", "a<ph/>" * 20_000)), "more than 10000 codes"),
        (tmx(tuv("en", "a<ph>" + "<x/>" * 200_000 + "</ph>")), "more than 100000 elements"),
        (tmx(f"<note>{'n' * 90_000}</note>" + tuv("en", "a") * 1_000), "too much is said"),
        (tmx(tuv("en", "a") * 20_000), "more than 10000 segments"),
        (tmx("<note>a</note>" * 20_000 + tuv("en", "a")), "more than 10000 notes"),
        (tmx(*(tuv(f"q-{n}", "a") for n in range(1_000))), "more than 500 languages"),
    ],
)
def test_too_much_of_anything_is_refused_at_its_line(content: str, reason: str) -> None:
    with pytest.raises(Malformed, match=reason) as caught:
        draft(content)
    assert caught.value.place.startswith("line ")


def test_a_parameter_entity_from_outside_is_not_fetched() -> None:
    before = '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'
    assert columns(draft(tmx(tuv("en", "a"), before=before))) == {"en": ["a"]}


def test_deep_nesting_outside_of_segments_is_harmless() -> None:
    assert columns(draft(tmx("<x>" * 50_000 + "</x>" * 50_000 + tuv("en", "a")))) == {"en": ["a"]}


@pytest.mark.parametrize(
    "unit",
    [
        f'<prop type="{"x" * 12_000_000}">p</prop>' + tuv("en", "a"),
        f"<note>{'n' * 12_000_000}</note>" + tuv("en", "a"),
        f"<!--{'c' * 12_000_000}-->" + tuv("en", "a"),
        tuv("e" * 12_000_000, "a"),
        "\n" * 12_000_000 + tuv("en", "a"),
        tuv("en", "a" + " " * 12_000_000 + "<ph/>a"),
    ],
    ids=["attribute", "note", "comment", "language", "lines", "spaces"],
)
def test_giants_are_read_soon(unit: str) -> None:
    started = time.perf_counter()
    assert len(cells(draft(tmx(unit)))) == 1
    assert time.perf_counter() - started < 10


def test_a_thousand_comments_before_the_root_are_looked_through_at_once() -> None:
    assert recognise(SourceFile(Path("m.xml"), b"<!----> <?a?>" * 500 + b"<tmx>")).name == "TMX"
    started = time.perf_counter()
    assert recognise(SourceFile(Path("m.txt"), b"<!----> <?a?>" * 500 + b"<x>")).name == "plain text"
    assert time.perf_counter() - started < 5


def test_a_packed_bomb_is_refused() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(b"<tmx><body>") + b"".join(packer.compress(b" " * (1 << 20)) for _ in range(200))
    with pytest.raises(Malformed, match="far too much for its size"):
        draft(bomb + packer.flush(), "bomb.tmx.gz")


@pytest.mark.parametrize("damage", [slice(0, 60), slice(0, 5), slice(0, -4)])
def test_a_packed_file_that_is_cut_is_refused(damage: slice) -> None:
    packed = gzip.compress(tmx(tuv("en", "a"), tuv("de", "bcdefghij")).encode())
    with pytest.raises(Malformed, match="ends too early") as caught:
        draft(packed[damage], "m.tmx.gz")
    assert caught.value.place == f"byte {len(packed[damage])}"


def test_packed_files_may_have_several_parts_and_an_end_that_is_none() -> None:
    content = tmx(tuv("en", "a"), tuv("en", "b")).encode()
    assert len(cells(draft(gzip.compress(content[:90]) + gzip.compress(content[90:]) + bytes(512), "m.tmx.gz"))) == 2


def test_a_packed_file_with_a_wrong_byte_is_refused() -> None:
    packed = bytearray(gzip.compress(tmx(tuv("en", "a")).encode()))
    packed[-6] ^= 1
    with pytest.raises(Malformed, match="the packed file is damaged"):
        draft(bytes(packed), "m.tmx.gz")


def peak_of_reading(units: int) -> int:
    """Most bytes of memory while a file is read from beginning to end, its own bytes not counted."""
    unit = '<tu tuid="1"><prop type="x">y</prop>' + tuv("en", "This is one.") + tuv("de", "Das ist eins.") + "</tu>\n"
    file = SourceFile(Path("m.tmx"), b"<tmx><body>" + unit.encode() * units + b"</body></tmx>")
    tracemalloc.start()
    (document,) = read(file).documents
    assert [sum(1 for _ in text.segments("")) for text in document.texts] == [units, units]
    assert document.units is not None
    assert sum(1 for _ in document.units()) == units
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_units_are_not_held_as_objects() -> None:
    assert peak_of_reading(30_000) < 10_000_000


GOOD = tmx(
    '<note>n</note><prop type="x">y</prop>'
    + tuv("en-US", 'a <bpt i="1">&lt;b&gt;</bpt>b<ept i="1"/>')
    + tuv("de", "ü"),
    tuv("EN-us", "c <ph>x<sub>y</sub></ph>") + tuv("ja", "日本 &amp; <hi>x</hi>"),
    before='<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">',
)


@pytest.mark.parametrize("seed", range(120))
def test_mutated_files_are_read_or_refused(seed: int) -> None:
    choose = random.Random(seed)
    data = GOOD.encode(choose.choice(["utf-8", "utf-16"]))
    packed = seed % 3 == 0
    mutated = bytearray(gzip.compress(data, mtime=0) if packed else data)
    for _ in range(choose.randrange(1, 6)):
        at = choose.randrange(len(mutated))
        match choose.randrange(4):
            case 0:
                mutated[at] = choose.randrange(256)
            case 1:
                del mutated[at : at + choose.randrange(1, 40)]
            case 2:
                mutated[at:at] = choose.choice([b"<", b"&", b"\0", b"</seg>", b"<tu>", b"]]>", b"\xff\xfe", b"&#x1;"])
            case _:
                mutated[at:at] = mutated[choose.randrange(len(mutated)) :][:40]
        if not mutated:
            mutated += b"<"
    file = SourceFile(Path("m.tmx.gz" if packed else "m.tmx"), bytes(mutated))
    with contextlib.suppress(ImportFailed):
        found = read(file)
        assert sum(len(texts) for texts in columns(found).values()) >= len(cells(found)) > 0
