"""The units of a TMX file that Hexapla wrote: their properties tell versions, documents and segments as they were.

See `tmx_writer` for what the properties are. Whatever another program added or took away is taken as it is: a unit
without properties belongs to the document of the unit before it, and a language without an id is its own.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from viewer import languages
from viewer.formats import beside, marks
from viewer.formats.draft import Cautions, DraftAnnotation, DraftDocument, DraftSegment
from viewer.formats.exported import Cell, Exported, cell_of
from viewer.formats.tmx_content import Mark, settled
from viewer.formats.tmx_units import MOST_LANGUAGES, PROPERTY_OF, Note, Units, language_of_code
from viewer.model import MAX_SEGMENT

_OURS = PROPERTY_OF + marks.PROPERTY
_MOST_TOLD = 20_000_000
"""Code points of one property."""


class ExportedUnits(Units):
    """Listens to a parser as `Units` does; `draft` is what the file holds."""

    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        super().__init__(path, parser)
        self.cautions = Cautions()
        self._exported = Exported(self.cautions)
        self._titles = 0
        self._told_of_unit: dict[str, str] = {}
        self._told_of_variant: dict[str, str] = {}
        self._variants: list[tuple[str, str, list[Mark], list[Note], dict[str, str]]] = []
        """Of the unit that is open: id of the version, text, marks within it, what is said of it and told by us."""

    @property
    def title(self) -> str:
        """What the whole corpus is called."""
        return self._exported.title

    def documents(self) -> tuple[DraftDocument, ...]:
        """What the file holds, when it is read."""
        return self._exported.documents()

    def _say(self, kind: str, value: str) -> None:
        if not kind.startswith(_OURS):
            super()._say(kind, value)
            return
        name, value = kind.removeprefix(_OURS), value[:_MOST_TOLD]
        if self._of_variant is not None:
            self._told_of_variant[name] = value
        elif self._of_unit is not None:
            self._told_of_unit[name] = value
        elif name == "title":
            self._exported.title = value
        elif name == "document-title":
            self._exported.entitle(self._titles, value)
            self._titles += 1
        elif name == "version-label":
            version, _, label = value.partition(" ")
            self._exported.describe(version)
            self._exported.label(version, label)

    def _end_segment(self, notes: list[Note]) -> None:
        self._parser.StartElementHandler = self._open
        self._parser.CharacterDataHandler = None
        text, inline = self._content.take_raw()
        told, self._told_of_variant = self._told_of_variant, {}
        language = language_of_code(self._code) or languages.UNKNOWN
        version = told.get("version", language)
        self._exported.describe(version, language)
        if self._exported.versions > MOST_LANGUAGES:
            raise self._malformed(f"more than {MOST_LANGUAGES} versions")
        if "segments" not in told:
            text, inline = settled(text, inline)
        self._variants.append((version, text, inline, notes, told))

    def _end_unit(self) -> None:
        shared, self._of_unit = [*self._header, *(self._of_unit or [])], None
        told, self._told_of_unit = self._told_of_unit, {}
        variants, self._variants = self._variants, []
        cells: dict[str, Cell] = {}
        for version, text, inline, notes, own in variants:
            annotations = beside.from_text(own.get("annotations", ""))
            cell = cell_of(text, own.get("segments", ""), annotations, [*shared, *notes])
            cell = _with_codes(cell, text, inline)
            if version in cells:  # another program put a second translation beside ours
                before = cells[version]
                moved = [(len(before.segments) + position, end) for position, end in cell.ends]
                cell = Cell([*before.segments, *cell.segments], [*before.ends, *moved])
            cells[version] = cell
        is_kept = self._exported.add(
            cells,
            f"line {self._parser.CurrentLineNumber}",
            document=marks.read_document(told.get("document", "")),
            status=marks.read_status(told.get("status", "")),
            confidence=marks.read_confidence(told.get("confidence", "")),
        )
        if is_kept:
            self._header = []


def _with_codes(cell: Cell, text: str, inline: list[Mark]) -> Cell:
    """The cell with the codes that ran through its text, each in the segment where it stands."""
    if not inline or sum(len(one.text) + 1 for one in cell.segments) - 1 != len(text):
        return cell  # tidied or edited, so that no place is sure
    segments = []
    start = 0
    for one in cell.segments:
        stop = start + len(one.text)
        own = tuple(
            DraftAnnotation(first - start, min(last, stop) - start, kind, value[:MAX_SEGMENT])
            for first, last, kind, value in inline
            if start <= first <= stop
        )
        segments.append(DraftSegment(one.text, one.kind, one.excluded, (*one.annotations, *own)))
        start = stop + 1
    return Cell(segments, cell.ends)
