"""Where the text of a page stands, noted while it is read: what furniture is told by when all of it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from viewer.formats.page_furniture import MOST, Trait, weight
from viewer.formats.page_names import Said, is_the_text, said

_PROPER = {"article", "main"}
_CELLS = {"td", "th", "dt", "dd"}
_FIELDS = {"label", "legend", "dialog"}


@dataclass(frozen=True, slots=True)
class Place:
    """What the elements around a text say of it; see `Trait`."""

    said: Said = Said.NOTHING
    proper: bool = False
    cell: bool = False
    item: bool = False
    linked: bool = False


def within(name: str, roles: frozenset[str], attributes: Mapping[str, str], outer: Place) -> Place:
    """The place inside an element."""
    if name in _CELLS and not outer.cell:
        outer = replace(outer, cell=True)
    elif name == "li" and not outer.item:
        outer = replace(outer, item=True)
    elif name == "a" and "href" in attributes:
        outer = replace(outer, linked=True)
    if name in _PROPER or (attributes and is_the_text(attributes)):
        # In lists of articles, such as the comments, each is one; but what is the text is no furniture.
        is_listed = name == "article" and outer.said is Said.SURELY
        return replace(outer, proper=True, said=outer.said if is_listed else Said.NOTHING)
    if name == "h1" and outer.said is Said.LIKELY:
        return replace(outer, said=Said.NOTHING)
    if attributes or name in _FIELDS:
        found = said(name, attributes, roles)
        return replace(outer, said=found) if found > outer.said else outer
    return outer


class Traits:
    """Gathers the traits of the paragraphs of a page, up to `MOST`."""

    def __init__(self) -> None:
        self.found: list[Trait] = []
        self._linked: list[str] = []
        """What of the block stands in links."""
        self._led_in = False

    def begin_link(self, before: Sequence[str]) -> None:
        """A link begins after what the block holds `before`."""
        if not self._linked:
            self._led_in = "".join(before).rstrip().endswith((":", "："))

    def add_linked(self, text: str) -> None:
        """Letters of a link."""
        self._linked.append(text)

    def note(self, text: str, place: Place) -> None:
        """A paragraph is complete; a block may hold several."""
        if len(self.found) < MOST:
            letters = weight(text)
            linked = min(weight("".join(self._linked)), letters)
            self.found.append(Trait(place.said, letters, linked, place.proper, place.cell, place.item, self._led_in))

    def end_block(self) -> None:
        """The next paragraph is of another block."""
        self._linked, self._led_in = [], False
