"""PDF: letters at places on pages become lines, the lines paragraphs; what returns on page after page is furniture.

A PDF knows no paragraphs. Lines are joined where they follow each other closely, in one size, without an indent and
after a full line, also from one page to the next; a word parted at a line's end is made whole. Presentation forms
(ligatures, joined Arabic letters, radicals) become the letters they stand for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium
import regex

from viewer.errors import EmptyFile, Malformed, Unreadable
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment, DraftText
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT, Kind
from viewer.text.detection import sample
from viewer.text.kinds import kinds
from viewer.text.paragraphs import is_blank, joins_without_space, pieces

_NAME = "PDF"
_HYPHENS = "\x02\ufffe\xad"
"""What stands for a hyphen at the end of a line: the library's mark, and the soft one."""
_SHAPES = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufdff\ufe70-\ufefc]+")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*")
_LAST_PART = regex.compile(r"[\p{L}\p{M}]+$")
_DIGITS = regex.compile(r"\p{Nd}+")
_ARABIC = regex.compile(r"\p{Script=Arabic}")
_LETTER = regex.compile(r"\p{L}")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]")
_CLOSED = regex.compile(r"[.!?…。！？۔؟।][\p{Pe}\p{Pf}\p{Pi}\"'”’»」』）]*$")
_ROMAN = regex.compile(r"[ivxlc]+")

_EDGE_LINES = 3
"""Lines at the top and at the bottom of a page that may be its header or footer."""
_HYPHENATED = 0.04
"""Share of lines with a hyphen at the end from which words were parted by whoever set the text."""
_GAP = 1.4
"""Times the height of a line between it and the body, at the least."""
_LOOSE = 1.45
"""Times the usual distance of lines; more parts paragraphs."""
_FULL = 0.85
"""Of the column's width; a shorter line that closes a sentence ends its paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Letters on one line, in points from the lower left corner of the page."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    is_furniture: bool = False


def _sniff(file: SourceFile) -> float:
    if b"%PDF-" in file.head[:1024]:
        return 0.95
    return 0.3 if file.suffix in FORMAT.suffixes else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    pages = _pages(file)
    found = list(_paragraphs(pages))
    if not any(not paragraph.is_furniture for paragraph in found):
        found = [_Paragraph(paragraph.text) for paragraph in found]
    whole = "\n".join(paragraph.text for paragraph in found)
    letters = _LETTER.findall(whole)
    if 5 * sum(1 for letter in letters if _ARABIC.match(letter)) > len(letters):
        cautions.add(Caution.LETTERS_DOUBTFUL)
    size = 0
    for number, paragraph in enumerate(found, 1):
        parts = sum(1 for _ in pieces(paragraph.text))
        size += parts
        if len(paragraph.text) > MAX_SEGMENT:
            cautions.add(Caution.SEGMENTS_CUT, place=f"paragraph {number}")

    def segments(language: str) -> Iterator[DraftSegment]:
        body = iter(kinds([paragraph.text for paragraph in found if not paragraph.is_furniture], language))
        for paragraph in found:
            kind = Kind.FURNITURE if paragraph.is_furniture else next(body)
            for piece in pieces(paragraph.text):
                yield DraftSegment(piece, kind)

    text = DraftText(segments=segments, sample=sample(whole), size=size)
    return Draft(
        format=_NAME,
        encoding="",
        digest=file.digest,
        documents=(DraftDocument(texts=(text,)),),
        warnings=cautions.all(),
    )


def _pages(file: SourceFile) -> list[list[_Line]]:
    """The lines of every page. Raises Unreadable, Malformed or EmptyFile."""
    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise Unreadable(file.path, "protected by a password") from error
        raise Malformed(file.path, "the document", "its pages cannot be found") from error
    try:
        found = []
        pictures = False
        for number in range(len(document)):
            file.reached(number / len(document))
            try:
                page = document[number]
                lines = list(_lines(number, page))
            except pypdfium2.PdfiumError as error:
                raise Malformed(file.path, f"page {number + 1}", "the page cannot be read") from error
            found.append(lines)
            if not lines and not pictures:
                pictures = any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
            page.close()
    finally:
        document.close()
    if any(found):
        return found
    if pictures:
        raise Unreadable(file.path, "its pages are pictures without text; run text recognition on it first")
    raise EmptyFile(file.path)


def _lines(number: int, page: pypdfium2.PdfPage) -> Iterator[_Line]:
    """The lines of a page as the library orders them."""
    letters = page.get_textpage()
    box = pdfium.FS_RECTF()
    x, y = c_double(), c_double()
    held: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    last = 0.0
    try:
        for at in range(letters.count_chars()):
            code = pdfium.FPDFText_GetUnicode(letters, at)
            if code in (10, 13):
                if line := _line(number, held, boxes):
                    yield line
                held, boxes = [], []
                continue
            if code > 32 and pdfium.FPDFText_GetLooseCharBox(letters, at, byref(box)):
                pdfium.FPDFText_GetCharOrigin(letters, at, byref(x), byref(y))
                size = box.top - box.bottom
                # The library takes a line and a distant one for one; letters that go straight down are set vertically.
                if boxes and abs(y.value - boxes[-1][2]) > 0.6 * size and abs(x.value - last) > 0.5 * size:
                    if line := _line(number, held, boxes):
                        yield line
                    held, boxes = [], []
                boxes.append((box.left, box.right, y.value, size))
                last = x.value
            held.append(chr(code) if code else "\ufffd")
        if line := _line(number, held, boxes):
            yield line
    finally:
        letters.close()


def _line(page: int, letters: Sequence[str], boxes: Sequence[tuple[float, float, float, float]]) -> _Line | None:
    """A line of these letters; None if there is nothing to see."""
    raw = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = unicodedata.normalize("NFC", _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), raw)).strip()
    if is_blank(text) or not boxes:
        return None
    return _Line(
        page=page,
        text=text,
        left=min(box[0] for box in boxes),
        right=max(box[1] for box in boxes),
        bottom=median(box[2] for box in boxes),
        size=median(box[3] for box in boxes),
    )


def _paragraphs(pages: Sequence[Sequence[_Line]]) -> Iterator[_Paragraph]:
    """What the pages say, in order. Furniture that stands inside a paragraph comes after it."""
    furniture = _furniture(pages)
    body = [line for lines in pages for line in lines if line not in furniture]
    column, hyphens = _Column(body), _Hyphens(body)
    held: list[_Line] = []
    waiting: list[_Paragraph] = []
    for line in (line for lines in pages for line in lines):
        if line in furniture:
            waiting.append(_Paragraph(_plain(line.text), is_furniture=True))
            continue
        if held and not column.continues(held[-1], line):
            yield _Paragraph(_joined(held, hyphens))
            yield from waiting
            held, waiting = [], []
        elif not held:
            yield from waiting
            waiting = []
        held.append(line)
    if held:
        yield _Paragraph(_joined(held, hyphens))
    yield from waiting


def _furniture(pages: Sequence[Sequence[_Line]]) -> set[_Line]:
    """Lines at the edges of pages that come back, but for their numbers, in one place on a third of the pages."""
    found: dict[tuple[str, int], list[_Line]] = {}
    for lines in pages:
        by_height = sorted(lines, key=lambda line: -line.bottom)
        for line in {*_apart(by_height), *_apart(by_height[::-1])}:
            shape = _ROMAN.sub("#", line.text) if _ROMAN.fullmatch(line.text) else _DIGITS.sub("#", line.text)
            found.setdefault((shape, round(line.bottom / 4)), []).append(line)
    least = max(2, len(pages) / 3)
    return {line for lines in found.values() if len({line.page for line in lines}) >= least for line in lines}


def _apart(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The first lines from an edge of the page, if a gap parts them from the others."""
    for number, (one, following) in enumerate(pairwise(lines[: _EDGE_LINES + 1]), 1):
        if abs(one.bottom - following.bottom) > _GAP * min(one.size, following.size):
            return lines[:number]
    return ()


class _Column:
    """The shape of the body of a text: where its lines begin and end, and how far they are apart."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._edges: dict[int, tuple[float, float]] = {}
        for line in lines:
            left, right = self._edges.get(line.page, (line.left, line.right))
            self._edges[line.page] = (min(left, line.left), max(right, line.right))
        self._leads: dict[int, float] = {}
        """For a size of letters (whole points) the usual distance of its lines."""
        gaps: dict[int, Counter[float]] = {}
        for one, following in pairwise(lines):
            gap = one.bottom - following.bottom
            if one.page == following.page and 0 < gap < 4 * one.size and _alike(one, following):
                gaps.setdefault(round(one.size), Counter())[round(gap, 1)] += 1
        for size, counted in gaps.items():
            most = max(counted.values())
            self._leads[size] = min(gap for gap, count in counted.items() if 2 * count >= most)

    def continues(self, one: _Line, following: _Line) -> bool:
        """Whether a line goes on with the paragraph of the one before it."""
        if not _alike(one, following):
            return False
        leftmost, rightmost = self._edges[one.page]
        turned = _RIGHT_TO_LEFT.search(one.text) is not None
        width = rightmost - leftmost
        used = rightmost - one.left if turned else one.right - leftmost
        closed = _CLOSED.search(one.text) is not None
        if one.page == following.page:
            gap = one.bottom - following.bottom
            if gap > _LOOSE * self._leads.get(round(one.size), one.size):
                return False
            if gap < 0:  # the next column
                return not closed and not one.text[-1].isdecimal()
            indent = one.right - following.right if turned else following.left - one.left
        else:
            far = self._edges[following.page]
            indent = far[1] - following.right if turned else following.left - far[0]
            if closed and used >= _FULL * width:
                return False
        if indent > 0.8 * one.size:
            return False
        return not (closed and used < _FULL * width) and used >= 0.5 * width


def _alike(one: _Line, other: _Line) -> bool:
    return abs(one.size - other.size) <= 0.12 * max(one.size, other.size)


class _Hyphens:
    """Whether the hyphen at a line's end is the word's own: as the word stands elsewhere, or as the text is set."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._words = {word for line in lines for word in _WORD.findall(line.text)}
        ends = sum(line.text[-1] in _HYPHENS or line.text[-1] in "-\u2010" for line in lines)
        self._are_common = ends >= _HYPHENATED * len(lines)

    def joined(self, text: str, following: str) -> str:
        """The text with the line that follows, the word between them made whole."""
        hyphen = text[-1] if text[-1] in "-\u2010" else "-"
        first, second = _LAST_PART.search(text[-80:-1]), _WORD.match(following)
        if not first or not second or not following[0].islower():
            return text[:-1] + hyphen + following
        is_own = not self._are_common
        if first[0] + second[0] in self._words:
            is_own = False
        elif f"{first[0]}-{second[0]}" in self._words:
            is_own = True
        return text[:-1] + (hyphen if is_own else "") + following


def _joined(lines: Sequence[_Line], hyphens: _Hyphens) -> str:
    """The lines of a paragraph as one."""
    text = lines[0].text
    for line in lines[1:]:
        following = line.text
        if text[-1] in _HYPHENS or (text[-1] in "-\u2010" and text[-2:-1].isalnum()):
            text = hyphens.joined(text, following)
        else:
            text += following if joins_without_space(text, following) else " " + following
    return _plain(text)


def _plain(text: str) -> str:
    """A text without the library's marks, and without what no text holds."""
    return text.replace("\xad", "").translate({2: "-", 0xFFFE: "-", 0xFFFF: "\ufffd", 0: "\ufffd"})


FORMAT = Format(name=_NAME, suffixes=(".pdf",), sniff=_sniff, read=_read)
