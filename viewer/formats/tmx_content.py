"""What stands in a TMX `seg`: the text, and beside it the codes, highlights and sub-flows that run through it.

After TMX 1.4b, "Content Markup": the content of `bpt`, `ept`, `it`, `ph` and `ut` is code of the original document and
no text; `hi` only marks text; `sub` is text of its own (a footnote, the title of a link) inside a code, and no part of
the sentence around it. Elements of other makers are taken like `hi`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from viewer.formats.annotation_kinds import EMPHASIS
from viewer.model import MAX_SEGMENT
from viewer.text.paragraphs import is_blank, pieces

Mark = tuple[int, int, str, str]
"""Start and stop in code points of the text, kind, value."""

CODE = "inline-code"
"""Kind of the annotation that keeps a code, as the XML it was; it stands at a place and covers no letter."""
SUB_FLOW = "sub-flow"
"""Kind of the annotation that keeps a text inside a code."""

_CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))
_ATTRIBUTES = {
    # element: those it must have, those it may have
    "bpt": ({"i"}, {"i", "x", "type"}),
    "ept": ({"i"}, {"i"}),
    "it": ({"pos"}, {"pos", "x", "type"}),
    "ph": (set(), {"x", "assoc", "type"}),
    "ut": (set(), {"x"}),
    "hi": (set(), {"x", "type"}),
    "sub": (set(), {"datatype", "type"}),
}
_DEEPEST = 100
_MOST_MARKS = 10_000
_MOST_ELEMENTS = 100_000


class TooMuch(Exception):
    """More nesting or more marks in one segment than any real file has."""


@dataclass(slots=True)
class _Frame:
    """An element that is open inside the segment."""

    tag: str
    attributes: dict[str, str]
    start: int
    """Where it begins in the text of the segment."""
    sink: list[str]
    """Where its letters go."""
    in_code: bool
    """Whether it is a code or inside one."""
    markup: list[str] = field(default_factory=list)
    """Of a code, or what is in one: the XML so far."""
    flow: list[str] = field(default_factory=list)
    """Of a sub-flow: the text so far."""


class Content:
    """The content of one segment after another. `listen` is told where letters are to go when that changes."""

    def __init__(self, listen: Callable[[list[str]], None]) -> None:
        self.text: list[str] = []
        """Where the letters of a segment go at first."""
        self._listen = listen
        self._stack: list[_Frame] = []
        self._marks: list[Mark] = []
        self._opened = 0
        self._counted = 0
        self._length = 0

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Raises TooMuch."""
        if len(self._stack) >= _DEEPEST:
            raise TooMuch("elements are nested too deep in a segment")
        self._opened += 1
        if self._opened > _MOST_ELEMENTS:
            raise TooMuch(f"more than {_MOST_ELEMENTS} elements in a segment")
        parent = self._stack[-1] if self._stack else None
        if parent and parent.in_code:
            self._flush(parent)
        in_code = tag in _CODES or tag == "sub" or bool(parent and parent.in_code)
        frame = _Frame(tag, attributes, self._position(), [] if in_code else self.text, in_code)
        self._stack.append(frame)
        self._listen(frame.sink)

    def close(self) -> bool:
        """Ends the innermost element; whether it was the last that is open. Raises TooMuch."""
        frame = self._stack.pop()
        parent = self._stack[-1] if self._stack else None
        if not frame.in_code:
            if frame.tag == "hi":
                self._mark(frame.start, self._position(), EMPHASIS, frame.attributes.get("type", ""))
        else:
            self._flush(frame)
            self._close_code(frame, parent if parent and parent.in_code else None)
        self._listen(parent.sink if parent else self.text)
        return parent is None

    def take(self) -> tuple[str, list[Mark]]:
        """The text of the segment that ended, and its marks; then all is ready for the next."""
        raw, marks = self.take_raw()
        text = raw.strip()
        if "\n" not in text and "\r" not in text and (len(text) == len(raw) or not marks):
            return text, marks
        return settled(raw, marks)

    def take_raw(self) -> tuple[str, list[Mark]]:
        """As `take`, every line end and the white space at the edges as they are."""
        raw = "".join(self.text)
        self.text.clear()
        marks = self._marks
        if self._opened:
            self._marks = []
            self._opened = self._counted = self._length = 0
        return raw, marks

    def _close_code(self, frame: _Frame, parent: _Frame | None) -> None:
        markup = _element(frame)
        if frame.tag == "sub":
            self._mark(frame.start, frame.start, SUB_FLOW, " ".join("".join(frame.flow).split()))
        if parent is None:
            if frame.tag != "sub":
                self._mark(frame.start, frame.start, CODE, markup)
            return
        parent.markup.append(markup)
        if frame.tag not in _CODES and frame.tag != "sub":
            parent.flow += frame.flow

    def _flush(self, frame: _Frame) -> None:
        """Moves the letters that came in since the last element into the XML, and into the flow."""
        if frame.sink:
            letters = "".join(frame.sink)
            frame.sink.clear()
            frame.markup.append(_escaped(letters))
            frame.flow.append(letters)

    def _position(self) -> int:
        while self._counted < len(self.text):
            self._length += len(self.text[self._counted])
            self._counted += 1
        return self._length

    def _mark(self, start: int, stop: int, kind: str, value: str) -> None:
        if len(self._marks) >= _MOST_MARKS:
            raise TooMuch(f"more than {_MOST_MARKS} codes in a segment")
        self._marks.append((start, stop, kind, value[:MAX_SEGMENT]))


def is_code(markup: str) -> bool:
    """Whether this is one element of code that may stand in any segment, by the rules of TMX 1.4b."""
    if markup[:1] != "<":
        return False
    try:
        root = ElementTree.fromstring(markup)
    except (ElementTree.ParseError, ValueError):
        return False
    return (
        root.tag in _CODES
        and all(_is_allowed(parent, child) for parent in root.iter() for child in parent)
        and all(must <= one.attrib.keys() <= may for one in root.iter() for must, may in (_ATTRIBUTES[str(one.tag)],))
        and all(one.get("pos") in {"begin", "end"} for one in root.iter("it"))
    )


def _is_allowed(parent: ElementTree.Element, child: ElementTree.Element) -> bool:
    """Code holds letters and sub-flows, and what is around text holds code and highlights."""
    return child.tag == "sub" if parent.tag in _CODES else child.tag in _CODES or child.tag == "hi"


def cut(text: str, marks: list[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The text in segments that are not too long, each with the marks that begin in it; none if there is no text."""
    if is_blank(text):
        return
    if len(text) <= MAX_SEGMENT:
        yield text, tuple(marks)
        return
    start = 0
    for piece in pieces(text):
        stop = start + len(piece)
        is_last = stop == len(text)
        yield (
            piece,
            tuple(
                (mark[0] - start, min(mark[1], stop) - start, *mark[2:])
                for mark in marks
                if start <= mark[0] < stop or (is_last and mark[0] == stop)
            ),
        )
        start = stop


def _element(frame: _Frame) -> str:
    opening = frame.tag
    for name, value in frame.attributes.items():
        opening += f' {name}="{value}"' if value.isalnum() else f" {name}={quoteattr(value)}"
    inside = "".join(frame.markup)
    return f"<{opening}>{inside}</{frame.tag}>" if inside else f"<{opening}/>"


def _escaped(letters: str) -> str:
    return letters if letters.isalnum() else escape(letters)


def settled(raw: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """Line ends with the indents around them become a space, edges are taken off, marks move along."""
    lines: list[str] = []
    origins: list[int] = []
    targets: list[int] = []
    at = length = 0
    for line in raw.replace("\r", "\n").split("\n"):
        kept = line.strip()
        if kept:
            length += bool(lines)
            origins.append(at + len(line) - len(line.lstrip()))
            targets.append(length)
            lines.append(kept)
            length += len(kept)
        at += len(line) + 1

    def moved(position: int) -> int:
        line = bisect_right(origins, position) - 1
        return targets[line] + min(position - origins[line], len(lines[line])) if line >= 0 else 0

    return " ".join(lines), [(moved(start), moved(stop), kind, value) for start, stop, kind, value in marks]
