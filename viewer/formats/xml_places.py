"""Where in an XML file an element stands, as far as that may tell to which version of a work it belongs."""

from __future__ import annotations

from typing import NamedTuple

_WORDS = frozenset(("w", "pc", "tok", "token"))
_PASSING = frozenset(("foreign", "hi", "term", "title", "name"))
"""Elements whose language is that of a few words."""
CORRESPONDS = "corresp"
"""The attribute by which an element of TEI points at what answers it."""
_LONGEST_ID = 1_000
_PLACES = frozenset(("text", "tei", "tei.2"))


class Place(NamedTuple):
    """Where an element stands, as far as that may tell to which version it belongs."""

    language: str
    """As the nearest element around it says; may be empty."""
    text: int
    """Which `text` of the file, from 1."""
    division: int
    """Which outermost `div` of that text, from 1; 0 for none."""
    document: int
    """Which `TEI` of the file, from 1; 0 for none."""


class Places:
    """Follows where a parser is: to be told of every element."""

    def __init__(self) -> None:
        self._stack: list[Place] = []
        self._documents = self._texts = self._divisions = 0

    @property
    def here(self) -> Place:
        return self._stack[-1] if self._stack else Place("", 0, 0, 0)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if (
            self._stack
            and name not in _PLACES
            and not (name.startswith("div") or "xml:lang" in attributes or "lang" in attributes)
        ):
            self._stack.append(self._stack[-1])  # nearly always
            return
        language, text, division, document = self.here
        if name not in _WORDS and name not in _PASSING:
            language = attributes.get("xml:lang") or (attributes.get("lang") if name != "ref" else "") or language
            language = language or (attributes.get("language", "") if not self._stack else "")
        if name == "text":
            self._texts += 1
            self._divisions = 0
            text, division = self._texts, 0
        elif name in ("tei", "tei.2"):
            self._documents += 1
            document = self._documents
        elif name.startswith("div") and not division:
            self._divisions += 1
            division = self._divisions
        self._stack.append(Place(language, text, division, document))

    def close(self) -> None:
        self._stack.pop()


def identity(attributes: dict[str, str]) -> str:
    """What an element is known by: its id, or else what it says that it corresponds to; empty if neither is there."""
    name = attributes.get("xml:id") or attributes.get("id")
    if not name and (other := attributes.get(CORRESPONDS)):
        name = f"{CORRESPONDS} {other}"  # no id has a space in it
    return (name or "")[:_LONGEST_ID]
