"""What the styles of a DOCX say about its text: which paragraphs are titles, which letters stand out or are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from viewer.formats.xml_tree import attribute, child, local
from viewer.model import Kind

_OFF = {"0", "false", "off", "none"}
_HEADING = re.compile(r"heading ?[1-9]")
_NAMES = {"title": Kind.TITLE, "subtitle": Kind.HEADING, "toc heading": Kind.HEADING, "caption": Kind.CAPTION}
"""Built-in styles; their names in the file are English whatever the program's language, only their ids are not."""

_BODY_LEVEL = 9
"""The outline level that means body text; 0 to 8 are headings."""

_DEEPEST = 50
"""Styles based on one another; a circle of them is left after as many."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a run, or a style, says about letters; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    dots: bool | None = None
    hidden: bool | None = None

    @property
    def emphasis(self) -> frozenset[str]:
        """The values of its annotations."""
        said = (("bold", self.bold), ("italic", self.italic), ("dots", self.dots))
        return frozenset(value for value, holds in said if holds)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    level: int | None
    look: Look


class Styles:
    """All styles of a document, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        for element in root if root is not None else ():
            if local(element) == "style":
                self._add(element)

    def kind(self, properties: etree._Element | None) -> Kind:
        """The kind of a paragraph with these properties (`w:pPr`)."""
        level = _level(properties)
        if level is not None and level != _BODY_LEVEL:
            return Kind.HEADING
        for style in self._chain(_value(properties, "pStyle")):
            if style.name in _NAMES:
                return _NAMES[style.name]
            if level is None:
                level = style.level
            if level is not None and level != _BODY_LEVEL:
                return Kind.HEADING
            if level is None and _HEADING.fullmatch(style.name):
                return Kind.HEADING
        return Kind.BODY

    def hides(self, properties: etree._Element | None) -> bool:
        """Whether a paragraph's style hides its letters."""
        said = (style.look.hidden for style in self._chain(_value(properties, "pStyle")))
        return next((hidden for hidden in said if hidden is not None), False)

    def look(self, properties: etree._Element | None) -> Look:
        """How a run with these properties (`w:rPr`) stands out from its paragraph."""
        if properties is None or not len(properties):
            return _PLAIN
        own = _look(properties)
        styles = [style.look for style in self._chain(_value(properties, "rStyle"))]
        looks = [own, *styles]
        return Look(
            bold=next((look.bold for look in looks if look.bold is not None), None),
            italic=next((look.italic for look in looks if look.italic is not None), None),
            dots=next((look.dots for look in looks if look.dots is not None), None),
            hidden=next((look.hidden for look in looks if look.hidden is not None), None),
        )

    def _add(self, element: etree._Element) -> None:
        key = attribute(element, "styleId")
        if key is None:
            return
        properties = child(element, "rPr")
        self._styles[key] = _Style(
            name=(_value(element, "name") or key).casefold(),
            based_on=_value(element, "basedOn"),
            level=_level(child(element, "pPr")),
            look=_PLAIN if properties is None else _look(properties),
        )

    def _chain(self, key: str | None) -> Iterator[_Style]:
        """A style and those it is based on. One that the file does not define goes by its id."""
        for _ in range(_DEEPEST):
            if key is None:
                return
            style = self._styles.get(key) or _Style(key.casefold(), None, None, _PLAIN)
            yield style
            key = style.based_on


_PLAIN = Look()


def _look(properties: etree._Element) -> Look:
    said: dict[str, bool] = {}
    for one in properties:
        value = attribute(one, "val")
        said[local(one)] = value is None or value.casefold() not in _OFF
    # Letters of right-to-left and other complex scripts have switches of their own.
    complex_script = said.get("rtl") or said.get("cs")
    return Look(
        bold=said.get("bCs" if complex_script else "b"),
        italic=said.get("iCs" if complex_script else "i"),
        dots=said.get("em"),
        hidden=said.get("vanish"),
    )


def _value(parent: etree._Element | None, name: str) -> str | None:
    """The `w:val` of a child."""
    found = child(parent, name) if parent is not None else None
    return attribute(found, "val") if found is not None else None


def _level(properties: etree._Element | None) -> int | None:
    value = _value(properties, "outlineLvl")
    return int(value) if value in tuple("0123456789") else None
