"""Adding to a PDF file of Qt's what its writer cannot: content of our own on the pages, and entries of the catalogue.

Qt writes plain PDF 1.4: a table at the end says where every object is, and none is packed into another. All objects are
copied as they are but four kinds: pages get more content, their resources more to refer to, the catalogue entries, and
the maps from glyphs to letters better letters.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from viewer.ui.printing.pdf_outline import Entry, objects

_PAGE: Final = re.compile(rb"/Type\s*/Page\s.*?/Contents\s+(\d+ 0 R)\s+/Resources\s+(\d+) 0 R", re.DOTALL)
_LETTERS: Final = re.compile(rb"\[[^\]]*\]")
_LETTER: Final = re.compile(rb"<([0-9A-Fa-f]{4})>")
_HEAD: Final = 4096
"""Bytes of an object in which all is found that is looked for."""


class _Table:
    """Where every object is."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises ValueError if the file is none of Qt's."""
        self._file = file
        file.seek(0, 2)
        end = file.tell()
        found = re.search(rb"startxref\s+(\d+)", self.read(max(0, end - 64), end))
        if found is None:
            raise ValueError("no table of objects")
        self.stop = int(found[1])
        table, _, trailer = self.read(self.stop, end).partition(b"trailer")
        head, *entries = table.splitlines()[1:]
        first = int(head.split()[0])
        self.offsets = {
            number: int(entry[:10]) for number, entry in enumerate(entries, first) if entry.split()[2:3] == [b"n"]
        }
        self.trailer = trailer[: trailer.index(b"startxref")]
        root = re.search(rb"/Root (\d+) 0 R", self.trailer)
        self.root = int(root[1]) if root else 0
        places = [*sorted((offset, number) for number, offset in self.offsets.items()), (self.stop, 0)]
        self._ranges = {number: (offset, places[place + 1][0]) for place, (offset, number) in enumerate(places[:-1])}

    def read(self, start: int, stop: int) -> bytes:
        self._file.seek(start)
        return self._file.read(stop - start)

    def heads(self) -> Iterator[tuple[int, bytes]]:
        """Numbers and beginnings of all objects, in the order of the file."""
        for number, (start, stop) in self._ranges.items():
            yield number, self.read(start, min(stop, start + _HEAD))

    def objects(self) -> Iterator[tuple[int, bytes]]:
        """Numbers and bytes of all objects, in the order of the file."""
        for number, (start, stop) in self._ranges.items():
            yield number, self.read(start, stop)


class _Written:
    """The new file, as far as it is written."""

    def __init__(self, file: BinaryIO, first: int) -> None:
        self._file = file
        self._offsets: dict[int, int] = {}
        self.next = first
        """The number of the next new object."""

    def copy(self, number: int, content: bytes) -> None:
        self._offsets[number] = self._file.tell()
        self._file.write(content)

    def add(self, content: bytes) -> int:
        """Writes a new object; its number."""
        number, self.next = self.next, self.next + 1
        self.copy(number, b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        packed = zlib.compress(content)
        head = b"<< /Length %d /Filter /FlateDecode %b>>" % (len(packed), entries)
        return self.add(head + b"\nstream\n" + packed + b"\nendstream")

    def finish(self, trailer: bytes) -> None:
        start = self._file.tell()
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % self.next)
        for number in range(1, self.next):
            offset = self._offsets.get(number)
            self._file.write(b"%010d 00000 n \n" % offset if offset else b"0000000000 65535 f \n")
        self._file.write(b"trailer" + re.sub(rb"/Size \d+", b"/Size %d" % self.next, trailer))
        self._file.write(b"startxref\n%d\n%%%%EOF\n" % start)


def add_to_file(
    drawn: BinaryIO,
    target: BinaryIO,
    *,
    overlays: Iterable[bytes],
    outlines: Sequence[bytes],
    scale: float,
    height: float,
    letters: Mapping[int, str],
    outline: Sequence[Entry],
    catalogue: Mapping[str, str],
) -> None:
    """Writes what Qt has `drawn` as `target`, with more on its pages.

    `overlays` are the operators for page after page, empty for none. A unit of theirs is `scale` points, and y counts
    downwards from `height` points; they may draw the `outlines` as /G0, /G1 ..., and write with the font /FT, whose
    codes are those of Unicode and whose letters leave no ink. `letters` are code points that Qt notes for a glyph, and
    what is to be noted instead. Raises ValueError if the file is none of Qt's.
    """
    table = _Table(drawn)
    pages = {number: found for number, head in table.heads() if (found := _PAGE.search(head))}
    resources = {int(found[2]) for found in pages.values()}
    maps = {int(found[1]) for _, head in table.heads() for found in re.finditer(rb"/ToUnicode (\d+) 0 R", head)}
    written = _Written(target, max(table.offsets) + 1)
    target.write(table.read(0, min(table.offsets.values())))
    more = _resources(written, outlines, _descriptor(table)) if outlines else None
    waiting = iter(overlays)
    first = written.next
    listed = [written.add(body) for body in objects(outline, sorted(pages), first)]
    begin = written.add(b"<< /Length 2 >>\nstream\nq\n\nendstream") if outlines else 0
    for number, content in table.objects():
        if number == table.root:
            entries = "".join(f"/{key} {value}\n" for key, value in catalogue.items()).encode("ascii")
            entries += b"/Outlines %d 0 R\n" % first if listed else b""
            content = content.replace(b"/Type /Catalog\n", b"/Type /Catalog\n" + entries, 1)
        elif number in resources and more is not None:
            font, shapes = more
            content = content.replace(b"/Font <<\n", b"/Font <<\n/FT %d 0 R\n" % font, 1)
            content = content.replace(b"/XObject <<\n", b"/XObject <<\n" + shapes, 1)
        elif number in maps:
            content = _corrected(number, content, letters)
        elif number in pages:
            overlay = next(waiting, b"")
            if overlay:
                matrix = b"Q q %.6g 0 0 %.6g 0 %.6g cm\n" % (scale, -scale, height)
                over = written.stream(matrix + overlay + b"\nQ")
                parts = b"/Contents [ %d 0 R %b %d 0 R ]\n" % (begin, pages[number][1], over)
                content = re.sub(rb"/Contents\s+\d+ 0 R\s", parts, content, count=1)
        written.copy(number, content)
    written.finish(table.trailer)


def _corrected(number: int, content: bytes, letters: Mapping[int, str]) -> bytes:
    """A map from glyphs to letters with other letters in it."""
    _, _, plain = content.partition(b"stream\n")
    plain = plain[: plain.rindex(b"endstream")]
    if b"begincmap" not in plain:
        return content

    def better(found: re.Match[bytes]) -> bytes:
        code = int(found[1], 16)
        return b"<%b>" % letters.get(code, chr(code)).encode("utf-16-be", "surrogatepass").hex().upper().encode()

    # What stands in brackets are letters, the rest numbers of glyphs.
    plain = _LETTERS.sub(lambda block: _LETTER.sub(better, block[0]), plain)
    return b"%d 0 obj\n<< /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (number, len(plain), plain)


def _descriptor(table: _Table) -> bytes:
    """A description of a font that is in the file; there always is one, for the numbers of the pages."""
    for _, head in table.heads():
        found = re.search(rb"/FontDescriptor (\d+ 0 R)", head)
        if found is not None:
            return found[1]
    raise ValueError("no font")


def _resources(written: _Written, outlines: Sequence[bytes], descriptor: bytes) -> tuple[int, bytes]:
    """The number of the font without ink, and the entries for the outlines."""
    matrix = b"/Type /XObject /Subtype /Form /BBox [ -9999 -9999 9999 9999 ] "
    shapes = b"".join(b"/G%d %d 0 R\n" % (number, written.stream(one, matrix)) for number, one in enumerate(outlines))
    # Every code leads to the same glyph of whatever font: nothing of it is seen.
    glyphs = written.stream(bytes(2 * 0x10000))
    below = written.add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Letters /DW 1000 /CIDToGIDMap %d 0 R\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %b >>"
        % (glyphs, descriptor)
    )
    letters = written.stream(_identity())
    font = written.add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Letters /Encoding /Identity-H /DescendantFonts [ %d 0 R ]\n"
        b"/ToUnicode %d 0 R >>" % (below, letters)
    )
    return font, shapes


def _identity() -> bytes:
    """The map from codes to letters that are the same (ISO 32000-1, 9.10.3); a range must not pass a full byte."""
    ranges = [b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in range(0x100)]
    blocks = [ranges[start : start + 64] for start in range(0, len(ranges), 64)]
    body = b"\n".join(b"%d beginbfrange\n%b\nendbfrange" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
        b"/CMapName /Letters def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + body
        + b"\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
