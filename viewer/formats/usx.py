"""USX, the XML of USFM: the markers are styles, chapters and verses are milestones, closed (3.0) or not (2.x)."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from viewer.formats.draft import Draft
from viewer.formats.registry import Format, Reading
from viewer.formats.scripture_xml import End, Walker, read_scripture
from viewer.formats.source import SourceFile
from viewer.formats.usfm_markers import Labels, Markers
from viewer.formats.xml_root import root_name

_NAME = "USX"
_LETTERS = {"char", "note", "cell"}


def _sniff(file: SourceFile) -> float:
    if root_name(file) == "usx":
        return 0.95
    return 0.7 if file.suffix in FORMAT.suffixes else 0.0


def _read(file: SourceFile, _reading: Reading) -> Draft:
    return read_scripture(file, _NAME, _Usx)


class _Usx(Walker):
    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        super().__init__(path, parser)
        self._markers = Markers(self.scripture)
        self._labels = Labels()

    def begin(self, name: str, attributes: dict[str, str]) -> End:
        markers, style = self._markers, attributes.get("style", "")
        if name in _LETTERS:
            return markers.end if markers.begin(style, attributes) else None
        if name == "verse":
            self._verse(attributes)
        elif name == "chapter":
            self._chapter(attributes)
        elif name in ("para", "row"):
            markers.paragraph(style or ("tr" if name == "row" else "p"))
            return markers.end_paragraph
        elif name == "book":
            markers.book(attributes.get("code", ""))
            return self.capture(self._label)
        elif name == "figure":
            return markers.end if markers.begin("fig") else None
        elif name == "optbreak":
            markers.text(" ")
        elif name == "sidebar":
            markers.sidebar(begins=True)
            return lambda: markers.sidebar(begins=False)
        elif name == "periph":
            self._periph(attributes.get("alt", ""))
        elif name == "usx":
            self.tags += [value for key, value in attributes.items() if key.rpartition(":")[2] == "lang"]
        return None

    def text(self, text: str) -> None:
        self._markers.text(text)

    def _chapter(self, attributes: dict[str, str]) -> None:
        if "number" in attributes:
            self._markers.chapter(attributes["number"])
        else:
            self.scripture.end_verse()

    def _verse(self, attributes: dict[str, str]) -> None:
        if "number" in attributes:
            self._markers.verse(attributes["number"])
        elif "eid" in attributes:
            self.scripture.end_verse()

    def _periph(self, title: str) -> None:
        """What stands around the text of a book, such as a preface, under its title."""
        self._markers.paragraph("periph")
        self._markers.text(title)
        self._markers.end_paragraph()

    def _label(self, text: str) -> None:
        self._labels.add(text)
        self.label = self._labels.of(self.scripture)


FORMAT = Format(name=_NAME, suffixes=(".usx",), sniff=_sniff, read=_read)
