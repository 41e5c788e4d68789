"""USFX, the XML of eBible.org: the markers of USFM as elements, chapters and verses as milestones."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from viewer.formats.draft import Draft
from viewer.formats.registry import Format, Reading
from viewer.formats.scripture_xml import End, Walker, read_scripture
from viewer.formats.source import SourceFile
from viewer.formats.usfm_markers import FIGURE, PARAGRAPHS, Labels, Markers, base_of
from viewer.formats.xml_root import root_name

_NAME = "USFX"
_STRUCTURE = set("usfx table ref milestone ce fig".split())
_LEFT_OUT = set("generated description catalog size location copyright reference".split())
"""What is made from the rest, and of pictures all but the caption."""
_WORDS = {"s": "strong", "l": "lemma", "m": "morph"}
"""Attributes of `w` as USFM has them."""


def _sniff(file: SourceFile) -> float:
    if root_name(file) == "usfx":
        return 0.95
    return 0.7 if file.suffix in FORMAT.suffixes else 0.0


def _read(file: SourceFile, _reading: Reading) -> Draft:
    return read_scripture(file, _NAME, _Usfx)


class _Usfx(Walker):
    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        super().__init__(path, parser)
        self._markers = Markers(self.scripture)
        self._labels = Labels()

    def begin(self, name: str, attributes: dict[str, str]) -> End:
        markers = self._markers
        if name == "v":
            markers.verse(attributes.get("id", ""))
        elif name == "ve":
            self.scripture.end_verse()
        elif name == "c":
            markers.chapter(attributes.get("id", ""))
        elif name == "book":
            markers.book(attributes.get("id", ""))
            return self.scripture.end_book
        elif name == "id":
            return self.capture(self._label)
        elif name == "languageCode":
            return self.capture(self.tags.append)
        elif name == "caption":
            return self.capture(lambda text: self.scripture.note(FIGURE, text))
        elif name in _LEFT_OUT:
            return self.skip()
        elif name == "optionalLineBreak":
            markers.text(" ")
        elif name not in _STRUCTURE:
            return self._marker(name, attributes)
        return None

    def text(self, text: str) -> None:
        self._markers.text(text)

    def _marker(self, name: str, attributes: dict[str, str]) -> End:
        """A paragraph, a note, or letters of a certain kind."""
        markers = self._markers
        marker = attributes.get("sfm") or name
        level = attributes.get("level", "")
        if base_of(marker) in PARAGRAPHS:
            markers.paragraph(marker + level if level.isdecimal() and not marker[-1:].isdecimal() else marker)
            return markers.end_paragraph
        words = {_WORDS[key]: value for key, value in attributes.items() if key in _WORDS} if name == "w" else {}
        return markers.end if markers.begin(name, words) else None

    def _label(self, text: str) -> None:
        self._labels.add(text)
        self.label = self._labels.of(self.scripture)


FORMAT = Format(name=_NAME, suffixes=(".usfx",), sniff=_sniff, read=_read)
