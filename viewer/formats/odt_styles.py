"""What the styles of an ODT say about its text: which paragraphs are titles, which letters stand out or are hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from viewer.formats.xml_tree import attribute, local, split
from viewer.model import Kind

_NAMES = {"Title": Kind.TITLE, "Subtitle": Kind.HEADING, "Caption": Kind.CAPTION}
_BOLD = {"bold", "600", "700", "800", "900"}
_SLANTED = {"italic", "oblique"}

_DEEPEST = 50
"""Styles based on one another; a circle of them is left after as many."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str | None
    is_heading: bool
    said: dict[str, bool]
    """Emphases, and `hidden`, that the style turns on or off."""


class Styles:
    """All styles of a document, by family and name."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}

    def add(self, element: etree._Element) -> None:
        """Takes in one `style:style`. A later one replaces an earlier one of its name."""
        name = attribute(element, "name")
        if name is None:
            return
        said: dict[str, bool] = {}
        for properties in element:
            if local(properties) == "text-properties":
                said |= _said(properties)
        self._styles[attribute(element, "family") or "", name] = _Style(
            name=name,
            parent=attribute(element, "parent-style-name"),
            is_heading=(attribute(element, "default-outline-level") or "0").strip() not in ("", "0"),
            said=said,
        )

    def kind(self, name: str | None, *, is_heading: bool) -> Kind:
        """The kind of a paragraph in a style; `is_heading` where its element says so."""
        for style in self._chain("paragraph", name):
            if style.name in _NAMES:
                return _NAMES[style.name]
            is_heading = is_heading or style.is_heading
        return Kind.HEADING if is_heading else Kind.BODY

    def hides(self, name: str | None) -> bool:
        """Whether a paragraph's style hides its letters."""
        said = (style.said.get("hidden") for style in self._chain("paragraph", name))
        return next((hidden for hidden in said if hidden is not None), False)

    def emphasis(self, name: str | None, around: frozenset[str]) -> frozenset[str]:
        """The emphases (and `hidden`) inside a span of a style that stands in text of others."""
        found = set(around)
        for style in reversed(list(self._chain("text", name))):
            for value, holds in style.said.items():
                found.add(value) if holds else found.discard(value)
        return frozenset(found)

    def _chain(self, family: str, name: str | None) -> Iterator[_Style]:
        """A style and its parents. One that the file does not define goes by its name."""
        for _ in range(_DEEPEST):
            if name is None:
                return
            style = self._styles.get((family, name)) or _Style(name, None, False, {})
            yield style
            name = style.parent


def _said(properties: etree._Element) -> dict[str, bool]:
    """Letters of Western, Asian and complex scripts have attributes of their own; one of them is enough."""
    said: dict[str, bool] = {}
    for key, given in properties.attrib.items():
        name, value = split(str(key))[1], str(given)
        if name.startswith("font-weight"):
            said["bold"] = said.get("bold", False) or value in _BOLD
        elif name.startswith("font-style") and not name.startswith("font-style-name"):
            said["italic"] = said.get("italic", False) or value in _SLANTED
        elif name == "text-emphasize":
            said["dots"] = value != "none"
        elif name == "display":
            said["hidden"] = value == "none"
    return said
