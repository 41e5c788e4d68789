"""Every encoding that occurs, and every way to break one."""

from __future__ import annotations

import codecs
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer import assets
from viewer.errors import BadEncoding, ImportFailed, UnknownFormat
from viewer.formats.decoding import decode, decoded_head
from viewer.formats.draft import Caution, Cautions
from viewer.formats.source import SourceFile

GERMAN = "Grüße aus Köln und München.\n"
RUSSIAN = (
    "Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом и совестью и должны "
    "поступать в отношении друг друга в духе братства.\n"
)
CHINESE = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。\n" * 5
TRADITIONAL = "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。\n" * 5
KOREAN = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.\n" * 5


def seed(tag: str) -> str:
    return (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8")


def read(data: bytes, language: str | None = None) -> tuple[str, str, list[tuple[Caution, int, str]]]:
    """Encoding, text and cautions."""
    cautions = Cautions()
    decoded = decode(SourceFile(Path("x.txt"), data), cautions, language=language)
    return decoded.encoding, decoded.text(), [(one.key, one.count, one.place) for one in cautions.all()]


@pytest.mark.parametrize("short", [False, True], ids=["whole", "short"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(
            (seed("de"), name)
            for name in "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split()
        ),
        *((seed("de"), name) for name in "cp1252 mac-roman cp850".split()),
        *((seed("ja"), name) for name in "shift_jis euc_jp iso2022_jp utf-16 utf-16-le utf-16-be".split()),
        *((seed("ar"), name) for name in "cp1256 iso8859-6 utf-16-le utf-16-be".split()),
        *((seed("ur"), name) for name in "utf-8 utf-16-be".split()),
        *((5 * RUSSIAN, name) for name in "cp1251 koi8-r iso8859-5 cp866 mac-cyrillic utf-16-le".split()),
        *((CHINESE, name) for name in "gbk gb18030 utf-16-le utf-16-be".split()),
        (TRADITIONAL, "big5"),
        *((KOREAN, name) for name in "euc_kr cp949 utf-16-le".split()),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_the_encodings_that_occur(text: str, encoding: str, short: bool) -> None:
    data = (text[:120] if short else text).encode(encoding, "ignore")
    found, decoded, cautions = read(data)
    assert decoded == data.decode(encoding)
    assert cautions == []
    assert codecs.lookup(found)


def test_the_language_of_the_name_narrows_a_guess() -> None:
    data = "Zażółć gęślą jaźń".encode("cp1250")
    assert read(data, "pl")[1] == "Zażółć gęślą jaźń"


def test_a_wrong_language_in_the_name_does_not_spoil_it() -> None:
    assert read((20 * RUSSIAN).encode("koi8-r"), "de")[1] == 20 * RUSSIAN
    assert read(seed("de").encode("cp1252"), "ru")[1] == seed("de")


def test_a_weak_guess_is_mentioned() -> None:
    assert read(b"caf\xe9") == ("cp1252", "café", [(Caution.ENCODING_GUESSED, 1, "")])


def test_nuls_are_replaced() -> None:
    assert read(b"one\0two") == ("utf-8", "one\ufffdtwo", [(Caution.NUL_REPLACED, 1, "byte 3")])
    assert read(b"hello\0world " * 20)[2] == [(Caution.NUL_REPLACED, 20, "byte 5")]


def test_halves_of_characters_are_replaced() -> None:
    data = "ab\ud800cd".encode("utf-8", "surrogatepass")
    assert read(data) == ("utf-8", "ab\ufffdcd", [(Caution.SURROGATES_REPLACED, 1, "byte 2")])
    data = codecs.BOM_UTF16_LE + "ab\ud800cd".encode("utf-16-le", "surrogatepass")
    assert read(data) == ("utf-16-le", "ab\ufffdcd", [(Caution.SURROGATES_REPLACED, 1, "byte 6")])


def test_surrogate_pairs_in_utf8_become_the_character_they_mean() -> None:
    assert read("ab\ud83d\ude00cd".encode("utf-8", "surrogatepass")) == ("utf-8", "ab😀cd", [])


def test_utf16_cut_in_the_middle_of_a_letter() -> None:
    encoding, text, cautions = read("hello".encode("utf-16") + b"a")
    assert (encoding, text) == ("utf-16-le", "hello\ufffd")
    assert cautions == [(Caution.SURROGATES_REPLACED, 1, "byte 12")]


def test_a_byte_order_mark_may_lie() -> None:
    data = codecs.BOM_UTF16_LE + b"Plain ASCII after all, and nothing else."
    assert read(data) == ("utf-8", data[2:].decode(), [(Caution.ENCODING_GUESSED, 1, "")])


@pytest.mark.parametrize(("utf8", "other"), [(10, 10), (1, 9), (9, 1)])
def test_lines_in_another_encoding_are_read_in_it(utf8: int, other: int) -> None:
    encoding, text, cautions = read((utf8 * GERMAN).encode() + (other * GERMAN).encode("cp1252"))
    assert (encoding, text) == ("utf-8 + cp1252", (utf8 + other) * GERMAN)
    assert cautions == [(Caution.MIXED_ENCODINGS, other, f"line {utf8 + 1}")]


def test_a_stray_byte_in_utf8_becomes_one_replacement() -> None:
    encoding, text, cautions = read(GERMAN.encode() + "Köln ".encode() + b"\xff\n" + GERMAN.encode())
    assert (encoding, text) == ("utf-8", f"{GERMAN}Köln \ufffd\n{GERMAN}")
    assert cautions == [(Caution.BYTES_REPLACED, 1, "line 2")]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(range(256)),
        gzip.compress(bytes(range(256)) * 40),
        b"%PDF-1.4 hello",
        bytes(1000),
        b"\x7fELF" + bytes(range(200)),
    ],
    ids=["png", "zip", "gzip", "pdf", "zeros", "elf"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises((UnknownFormat, BadEncoding)):
        read(data)


def test_fifty_megabytes_on_one_line() -> None:
    assert len(read(b"word " * 10_000_000)[1]) == 50_000_000


def test_lines_are_read_as_a_stream_whatever_ends_them() -> None:
    decoded = decode(SourceFile(Path("x"), b"one\r\ntwo\rthree\n\nfour"), Cautions())
    assert list(decoded.lines()) == ["one\n", "two\n", "three\n", "\n", "four"]


def test_the_head_ends_with_a_whole_line() -> None:
    assert set(decoded_head(SourceFile(Path("x"), (GERMAN * 5_000).encode())).splitlines()) == {GERMAN.rstrip()}
    assert decoded_head(SourceFile(Path("x"), bytes(100_000))) == ""


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        _, text, _ = read(data)
    except ImportFailed:
        return
    assert "\0" not in text
    text.encode()


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=400))
def test_utf8_with_a_mark_is_read_as_it_is(text: str) -> None:
    try:
        assert read(codecs.BOM_UTF8 + text.encode()) == ("utf-8", text, [])
    except UnknownFormat:
        pytest.fail("a byte order mark says that it is text")
