"""The units of an XLIFF file that Hexapla wrote: their metadata tell versions, documents and segments as they were.

See `xliff_writer` for what the metadata are. A unit that another program split into several segments is one row still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from viewer import languages
from viewer.formats import beside, marks
from viewer.formats.beside import Said
from viewer.formats.draft import Cautions
from viewer.formats.exported import Cell, Exported, cell_of
from viewer.formats.xliff_events import Begun, Whole
from viewer.formats.xliff_inline import local, plain, runs

_CATEGORY = "hexapla"
_SIDES = (("source", "srcLang"), ("target", "trgLang"))
_NUMBER = re.compile("d(?P<number>[0-9]{1,9})")


def exported_rows(found: Iterator[Begun | Whole], cautions: Cautions) -> Exported:
    """All rows of the file."""
    reading = _Reading(cautions)
    for one in found:
        if isinstance(one, Begun):
            reading.begin(one)
        elif one.kind == "metadata":
            reading.learn(_told(one.element))
        elif one.kind == "unit":
            reading.add(one.element)
    return reading.exported


class _Reading:
    """The file while it is read."""

    def __init__(self, cautions: Cautions) -> None:
        self.exported = Exported(cautions)
        self._cautions = cautions
        self._versions = ["source", "target"]
        self._languages: list[str | None] = [None, None]
        self._document = -1

    def begin(self, one: Begun) -> None:
        """The root, which names the languages, or a file, which is a document."""
        for side, (_, name) in enumerate(_SIDES):
            if tag := languages.tag_or_none(one.attributes.get(name)):
                self._languages[side] = tag
                self._versions[side] = tag
        if not one.is_root:
            number = _NUMBER.fullmatch(one.attributes.get("id", ""))
            self._document = int(number["number"]) if number else self._document + 1
            self.exported.entitle(self._document, one.attributes.get("original", ""))

    def learn(self, told: Mapping[str, str]) -> None:
        """What a file says of the corpus and its two versions."""
        self.exported.title = told.get("corpus", self.exported.title)
        for side, (name, _) in enumerate(_SIDES):
            self._versions[side] = told.get(f"{name}-version", self._versions[side])
            self.exported.describe(self._versions[side], self._languages[side] or languages.UNKNOWN)
            if label := told.get(f"{name}-label"):
                self.exported.label(self._versions[side], label)

    def add(self, unit: Element) -> None:
        """A row."""
        told = next((_told(child) for child in unit if local(child) == "metadata"), {})
        cells: dict[str, Cell] = {}
        for (name, _), version in zip(_SIDES, self._versions, strict=True):
            annotations = beside.from_text(told.get(f"{name}-annotations", ""))
            text = "".join(_texts(unit, name, self._cautions))
            cells[version] = cell_of(text, told.get(f"{name}-segments", ""), annotations, _notes(unit, name))
        self.exported.add(
            cells,
            f"unit {plain(unit).get('id', '')}",
            document=max(0, self._document),
            status=marks.read_status(told.get("status", "")),
            confidence=marks.read_confidence(told.get("confidence", "")),
        )


def _told(metadata: Element) -> dict[str, str]:
    """What metadata of ours say, by their types."""
    return {
        plain(meta).get("type", ""): _content(meta)
        for group in metadata
        if plain(group).get("category") == _CATEGORY
        for meta in group
    }


def _texts(unit: Element, side: str, cautions: Cautions) -> Iterator[str]:
    for part in unit:
        if local(part) in {"segment", "ignorable"}:
            for child in part:
                if local(child) == side:
                    yield (
                        "".join("".join(run.parts) for run in runs(child, cautions)) if len(child) else _content(child)
                    )


def _notes(unit: Element, side: str) -> list[Said]:
    notes = (note for group in unit if local(group) == "notes" for note in group)
    return [("note", _content(note)) for note in notes if plain(note).get("appliesTo", "source") == side]


def _content(element: Element) -> str:
    return "".join(map(str, element.itertext()))
