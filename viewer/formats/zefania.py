"""Zefania XML: books by number, chapters and verses as containers."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from viewer.formats.annotation_kinds import EMPHASIS, FOOTNOTE
from viewer.formats.bible_books import key_of_number, place_of
from viewer.formats.draft import Draft
from viewer.formats.registry import Format, Reading
from viewer.formats.scripture import CROSS_REFERENCE
from viewer.formats.scripture_xml import End, Walker, read_scripture
from viewer.formats.source import SourceFile
from viewer.formats.usfm_markers import LEMMA, MORPHOLOGY, STRONG
from viewer.formats.xml_root import root_name
from viewer.model import Kind

_NAME = "Zefania XML"
_STYLES = {
    "italic": "italic",
    "bold": "bold",
    "emphasis": "emphasis",
    "small-caps": "small-caps",
    "divinename": "divine-name",
}
_GREEK = place_of("MAT")
"""From this book on Strong's numbers are those of Greek words."""
_LEFT_OUT = {"media", "extra"}


def _sniff(file: SourceFile) -> float:
    return 0.95 if root_name(file).lower() == "xmlbible" else 0.0


def _read(file: SourceFile, _reading: Reading) -> Draft:
    return read_scripture(file, _NAME, _Zefania)


class _Zefania(Walker):
    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        super().__init__(path, parser)
        self._in_verse = False

    def begin(self, name: str, attributes: dict[str, str]) -> End:
        name = name.lower()
        scripture = self.scripture
        if name in ("vers", "verse"):
            return self._verse(attributes)
        if name in ("gr", "gram"):
            mark = scripture.mark
            return lambda: self._word(mark, attributes)
        if name == "style":
            value = _STYLES.get(attributes.get("fs", "").lower(), "")
            is_open = value and scripture.open(EMPHASIS, value)
            return (lambda: scripture.close(EMPHASIS, value)) if is_open else None
        if name == "br":
            self._break(attributes.get("art", ""))
        elif name in ("note", "remark"):
            return self.capture(lambda text: scripture.note(FOOTNOTE, text))
        elif name == "xref":
            goal = attributes.get("fscope") or attributes.get("vscope") or attributes.get("mscope", "")
            return self.capture(lambda text: scripture.note(CROSS_REFERENCE, text if text.strip() else goal))
        elif name == "caption":
            return self._paragraph(Kind.HEADING)
        elif name == "prolog":
            return self._paragraph(Kind.BODY)
        elif name in _LEFT_OUT:
            return self.skip()
        else:
            return self._frame(name, attributes)
        return None

    def _frame(self, name: str, attributes: dict[str, str]) -> End:
        scripture = self.scripture
        if name == "chapter":
            scripture.begin_chapter(attributes.get("cnumber", ""))
            return scripture.end_verse
        if name == "biblebook":
            scripture.begin_book(key_of_number(attributes.get("bnumber", ""), attributes.get("bsname", "")))
            if scripture.book:
                scripture.book.name = attributes.get("bname", "")
            return scripture.end_book
        if name == "xmlbible":
            self.label = attributes.get("biblename", "")
        elif name == "title":
            return self.capture(self._title)
        elif name == "language":
            return self.capture(self.tags.append)
        return None

    def _title(self, text: str) -> None:
        self.label = self.label or text

    def _verse(self, attributes: dict[str, str]) -> End:
        number, last = attributes.get("vnumber", ""), attributes.get("enumber", "")
        bridge = f"-{last}" if last and last != number else ""
        self.scripture.begin_verse(number + attributes.get("aix", "") + bridge)
        self._in_verse = True
        return self._end_verse

    def _end_verse(self) -> None:
        self._in_verse = False
        self.scripture.end_verse()

    def _paragraph(self, kind: Kind) -> End:
        self.scripture.begin_paragraph(kind)
        return lambda: self.scripture.begin_paragraph(Kind.VERSE)

    def _break(self, art: str) -> None:
        if art == "x-p" and self._in_verse:
            self.scripture.begin_paragraph(Kind.VERSE, "p")
        else:
            self.scripture.write("\n")

    def _word(self, mark: tuple[int, int], attributes: dict[str, str]) -> None:
        book = self.scripture.book
        letter = "H" if book and place_of(book.key) < _GREEK else "G"
        for number in attributes.get("str", "").split()[:100]:
            self.scripture.about(mark, STRONG, letter + number if number.isdecimal() else number)
        self.scripture.about(mark, LEMMA, attributes.get("lemma", ""))
        self.scripture.about(mark, MORPHOLOGY, attributes.get("rmac", ""))


FORMAT = Format(name=_NAME, suffixes=(".zefania.xml",), sniff=_sniff, read=_read)
