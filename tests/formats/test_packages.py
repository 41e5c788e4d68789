"""Archives: what is in them, and what must not be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from viewer.errors import Malformed, Protected
from viewer.formats.packages import Package
from viewer.formats.source import SourceFile

LIMIT = 8 << 20


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, method)
    return written.getvalue()


def opened(data: bytes) -> Package:
    return Package.open(SourceFile(Path("a.zip"), data))


def test_parts_are_listed_in_order_and_read() -> None:
    package = opened(archive({"b.xml": b"one", "folder\\a.xml": b"two"}))
    assert package.names == ("b.xml", "folder/a.xml")
    assert package.read("folder/a.xml", LIMIT) == b"two"


def test_a_missing_part_is_named() -> None:
    with pytest.raises(Malformed, match="missing") as caught:
        opened(archive({"a": b""})).read("b", LIMIT)
    assert caught.value.place == "entry b"


@pytest.mark.parametrize("name", ["/etc/passwd", "../a", "a/../../b", "C:/a", "..\\a", "\\a", ".."])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(Malformed, match="leads out of the package"):
        opened(archive({"a": b"", name: b"x"}))


@pytest.mark.parametrize("name", ["a..b", "a/b..", "...", "a/.b/c"])
def test_dots_are_letters_too(name: str) -> None:
    assert opened(archive({name: b"x"})).read(name, LIMIT) == b"x"


@pytest.mark.parametrize("data", [b"no archive", b"PK\x03\x04", b"", b"PK\x05\x06" + b"\0" * 18 + b"\1"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        opened(data).read("a", LIMIT)


def test_an_archive_that_is_cut_off_is_refused() -> None:
    whole = archive({"a": b"some text " * 100})
    for length in range(len(whole)):
        with pytest.raises(Malformed):
            opened(whole[:length])


def test_a_damaged_part_is_refused_and_others_can_be_read() -> None:
    data = archive({"a": b"aaaa", "b": b"bbbb"}, zipfile.ZIP_STORED).replace(b"aaaa", b"axaa")
    package = opened(data)
    assert package.read("b", LIMIT) == b"bbbb"
    with pytest.raises(Malformed, match="broken"):
        package.read("a", LIMIT)


def test_a_part_under_a_password_is_refused() -> None:
    data = bytearray(archive({"a": b"x"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    with pytest.raises(Protected, match="password"):
        opened(bytes(data)).read("a", LIMIT)


def test_bombs_are_refused_unpacked() -> None:
    package = opened(archive({"bomb": b"\0" * (4 << 20), "small": b"\0" * (1 << 20), "a": b"x" * 100}))
    with pytest.raises(Malformed, match="unpacks to more than"):
        package.read("bomb", LIMIT)
    assert len(package.read("small", LIMIT)) == 1 << 20
    with pytest.raises(Malformed, match="larger than"):
        package.read("a", 99)


def test_a_part_is_never_larger_than_it_says() -> None:
    data = archive({"a": b"x" * 5000})
    lying = data.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(Malformed, match="broken"):
        opened(lying).read("a", LIMIT)
