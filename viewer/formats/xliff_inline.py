"""The text of an XLIFF source or target: what is inside inline elements, and what is only code.

`g`, `pc` and `mrk` are around text, and `cp` is a character. `ph`, `x`, `it` and the halves of pairs (`bpt`/`ept`,
`bx`/`ex`, `sc`/`ec`) are code of the original and no text; what a placeholder stands for is kept beside it. Emphasis,
terms and comments become annotations. A `mrk` of type `seg` is a segment of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from viewer.formats.draft import Caution, Cautions, DraftAnnotation
from viewer.formats.passages import Passage
from viewer.model import Kind
from viewer.text.paragraphs import is_blank

_CODE = {"ph", "x", "it", "bpt", "ept", "bx", "ex", "sc", "ec", "sm", "em"}
_PLACEHOLDERS = {"ph", "x", "it"}
_OPENING = {"bpt", "bx", "sc"}
_CLOSING = {"ept", "ex", "ec"}
_EMPHASIS = {
    "b": "bold", "bold": "bold", "strong": "bold", "i": "italic", "italic": "italic", "em": "italic",
    "u": "underline", "underline": "underline", "underlined": "underline",
}  # fmt: skip
_LINE_ENDS = {"lb", "br"}


@dataclass(slots=True)
class Run:
    """A stretch between the borders of segments. `mid` is None outside of segments."""

    mid: str | None
    parts: list[str] = field(default_factory=list)
    length: int = 0
    notes: list[DraftAnnotation] = field(default_factory=list)

    def append(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def passage(self, about: tuple[tuple[str, str], ...], kind: Kind) -> Passage:
        return Passage("".join(self.parts), tuple(self.notes), about, kind)


@dataclass(slots=True)
class _Open:
    """An element that is around text."""

    run: Run
    start: int
    notes: tuple[tuple[str, str], ...]


def runs(element: Element, cautions: Cautions) -> list[Run]:
    """The segments of an element and the text between them, in order; what is blank is left out."""
    if len(element) == 0:
        text = element.text or ""
        return [] if is_blank(text) else [Run(None, [text], len(text))]
    return _Walk(element, cautions).found()


class _Walk:
    """One pass over an element. It keeps its own stack: elements may be nested more deeply than calls."""

    def __init__(self, element: Element, cautions: Cautions) -> None:
        self._element = element
        self._cautions = cautions
        self._runs = [Run(None)]
        self._segments: list[Run] = []
        """The segments that are open, the innermost last."""
        self._open: dict[Element, _Open] = {}
        self._begun: dict[str, _Open] = {}
        """Opening halves of pairs by their id."""
        self._code: Element | None = None
        """The outermost element of code that is open: nothing in it is text."""

    @property
    def _run(self) -> Run:
        return self._runs[-1]

    def found(self) -> list[Run]:
        self._start(self._element)
        around = [(self._element, iter(self._element))]
        while around:
            element, inside = around[-1]
            child = next(inside, None)
            if child is None:
                self._end(element)
                around.pop()
            else:
                self._start(child)
                around.append((child, iter(child)))
        return [run for run in self._runs if not is_blank("".join(run.parts))]

    def _start(self, element: Element) -> None:
        if self._code is not None:
            return
        name, attributes = local(element), plain(element)
        if element is not self._element and self._is_code(name, attributes):
            self._code = element
            self._note_code(element, name, attributes)
            return
        if name == "mrk" and attributes.get("mtype") == "seg":
            mid = attributes.get("mid")
            run = Run(f"#{len(self._segments)}.{len(self._runs)}" if mid is None else mid)
            self._segments.append(run)
            self._runs.append(run)
        elif name == "cp":
            self._run.append(self._character(attributes.get("hex", "")))
        elif element is not self._element:
            notes = _said(name, attributes)
            if notes:
                self._open[element] = _Open(self._run, self._run.length, notes)
        self._run.append(element.text)

    def _end(self, element: Element) -> None:
        if self._code is not None and element is not self._code:
            return
        if self._code is element:
            self._code = None
        elif opened := self._open.pop(element, None):
            self._close(opened)
        elif self._segments and local(element) == "mrk" and plain(element).get("mtype") == "seg":
            self._segments.pop()
            outer = self._segments[-1].mid if self._segments else None
            self._runs.append(Run(outer))
        if element is not self._element:
            self._run.append(element.tail)

    def _is_code(self, name: str, attributes: Mapping[str, str]) -> bool:
        return name in _CODE or attributes.get("mtype") == "x-sdl-deleted"

    def _note_code(self, element: Element, name: str, attributes: Mapping[str, str]) -> None:
        run = self._run
        if _kind_of_code(attributes) in _LINE_ENDS and name in _PLACEHOLDERS:
            run.append("\n")
        elif name in _PLACEHOLDERS:
            shown = attributes.get("equiv-text") or attributes.get("disp") or attributes.get("equiv")
            shown = shown or words(element)
            if shown:
                run.notes.append(DraftAnnotation(run.length, run.length, "placeholder", shown))
        elif name in _OPENING:
            notes = _said(name, attributes)
            if notes:
                self._begun[_pair(name, attributes)] = _Open(run, run.length, notes)
        elif name in _CLOSING and (opened := self._begun.pop(_pair(name, attributes), None)):
            self._close(opened)
        if name in _OPENING | _CLOSING | _PLACEHOLDERS:
            subflows = [sub for sub in element.iter() if local(sub) == "sub" and len(sub) == 0]
            for sub in subflows:
                value = words(sub)
                if value:
                    run.notes.append(DraftAnnotation(run.length, run.length, "sub", value))

    def _close(self, opened: _Open) -> None:
        if opened.run is self._run and opened.start < self._run.length:
            self._run.notes += (
                DraftAnnotation(opened.start, self._run.length, kind, value) for kind, value in opened.notes
            )

    def _character(self, code: str) -> str:
        """The character of a `cp`, U+FFFD where no text can hold it."""
        try:
            number = int(code, 16)
            if number == 0:
                self._cautions.add(Caution.NUL_REPLACED)
                return "\ufffd"
            if 0xD800 <= number <= 0xDFFF:
                self._cautions.add(Caution.SURROGATES_REPLACED)
                return "\ufffd"
            return chr(number)
        except (ValueError, OverflowError):
            return "\ufffd"


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def plain(element: Element) -> dict[str, str]:
    """The attributes of an element by their names without namespaces."""
    return {name if name[0] != "{" else _local(name): value for name, value in element.attrib.items()}


def words(element: Element) -> str:
    """All text in an element, its white space made single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())


def _said(name: str, attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What an element says of the text in it, as kinds and values."""
    found = []
    emphasis = _EMPHASIS.get(_kind_of_code(attributes))
    if emphasis and name != "mrk":
        found.append(("emphasis", emphasis))
    if name == "mrk":
        of = attributes.get("mtype") or attributes.get("type", "")
        if of == "term":
            found.append(("term", attributes.get("value") or attributes.get("ref") or "term"))
        comment = attributes.get("comment") or (attributes.get("value", "") if of == "comment" else "")
        if comment:
            found.append(("note", comment))
    return tuple(found)


def _kind_of_code(attributes: Mapping[str, str]) -> str:
    """`bold` of `ctype="bold"`, `b` of `ctype="x-b"` and of `subType="xlf:b"`."""
    of = attributes.get("subType") or attributes.get("ctype") or ""
    return of.rpartition(":")[2].lower().removeprefix("x-")


def _pair(name: str, attributes: Mapping[str, str]) -> str:
    if name in {"sc", "ec"}:
        return attributes.get("startRef") or attributes.get("id", "")
    return attributes.get("rid") or attributes.get("id", "")
