"""The paragraphs of an OpenDocument text: what a reader of the printed page would see, with its notes beside it.

White space is what the standard says (ODF 1.3, 6.1.2): any run of it is one space, more are written as elements. What
stands in frames comes after the paragraph that they are anchored to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from viewer.formats.annotation_kinds import ENDNOTE, FOOTNOTE, RUBY
from viewer.formats.marked_text import MarkedText
from viewer.formats.odt_styles import Styles
from viewer.formats.xml_tree import attribute, child, local, split
from viewer.model import Kind

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"

DROPPED = frozenset(
    "tracked-changes annotation annotation-end forms covered-table-cell note-citation number hidden-text script desc "
    "event-listeners object object-ole image binary-data".split()
)
"""What is no part of the running text: deletions, comments, labels that the program makes, pictures."""

_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000
_NOTHING = frozenset[str]()
_HIDDEN = "hidden"


class Walker:
    """Writes paragraphs one after another."""

    def __init__(self, styles: Styles, add: Callable[[MarkedText, Kind], None], hidden: Callable[[], None]) -> None:
        """`add` gets every paragraph; `hidden` is told of what is left out."""
        self._styles = styles
        self._add = add
        self._hidden = hidden

    def paragraph(self, element: etree._Element) -> None:
        """Writes one paragraph (`text:p`, `text:h`) and the frames anchored in it."""
        style = attribute(element, "style-name")
        writer = _Writer(self._styles)
        writer.inside(element, frozenset({_HIDDEN}) if self._styles.hides(style) else _NOTHING)
        if writer.left_out:
            self._hidden()
        self._add(writer.text, self._styles.kind(style, is_heading=local(element) == "h"))
        for frame in writer.frames:
            for paragraph in _paragraphs(frame):
                self.paragraph(paragraph)


class _Writer:
    """Writes what is inside one paragraph."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.text = MarkedText()
        self.frames: list[etree._Element] = []
        self.left_out = False
        """Whether there was hidden text."""
        self._after_white = True
        """Whether white space that follows counts for nothing, as it does at the beginning."""

    def inside(self, parent: etree._Element, emphasis: frozenset[str]) -> None:
        """The content of a paragraph or of anything inside it, in these emphases."""
        self._write(parent.text, emphasis)
        for element in parent:
            self._element(element, emphasis)
            self._write(element.tail, emphasis)

    def _element(self, element: etree._Element, emphasis: frozenset[str]) -> None:
        match local(element):
            case "s":
                count = attribute(element, "c") or "1"
                spaces = " " * min(int(count) if count.isascii() and count.isdigit() else 1, _MOST_SPACES)
                self._letters(spaces, emphasis)
                self._after_white = False
            case "tab":
                self._letters("\t", emphasis)
                self._after_white = False
            case "line-break":
                self.text.break_line()
                self._after_white = False
            case "span":
                self.inside(element, self._styles.emphasis(attribute(element, "style-name"), emphasis))
            case "note":
                self._note(element)
            case "ruby":
                self._ruby(element, emphasis)
            case name if not name or name in DROPPED:
                return
            case _ if split(element.tag)[0] == _DRAW:
                self.frames.append(element)
            case _:
                self.inside(element, emphasis)

    def _write(self, text: str | None, emphasis: frozenset[str]) -> None:
        if not text:
            return
        text = _WHITE.sub(" ", text)
        if text[0] == " " and self._after_white:
            text = text[1:]
        if text:
            self._letters(text, emphasis)
            self._after_white = text[-1] == " "

    def _letters(self, text: str, emphasis: frozenset[str]) -> None:
        if _HIDDEN in emphasis:
            self.left_out = self.left_out or bool(text.strip())
        else:
            self.text.write(text, emphasis)

    def _note(self, element: etree._Element) -> None:
        body = child(element, "note-body")
        lines: list[str] = []
        if body is not None:
            walker = Walker(self._styles, lambda text, _: lines.append(text.finished()[0]), lambda: None)
            for paragraph in _paragraphs(body):
                walker.paragraph(paragraph)
        value = "\n".join(line for line in lines if line)
        if value:
            kind = ENDNOTE if attribute(element, "note-class") == "endnote" else FOOTNOTE
            self.text.annotate(self.text.position, self.text.position, kind, value)

    def _ruby(self, element: etree._Element, emphasis: frozenset[str]) -> None:
        base, reading = child(element, "ruby-base"), child(element, "ruby-text")
        start = self.text.position
        if base is not None:
            self.inside(base, emphasis)
        if reading is not None and self.text.position > start:
            value = _WHITE.sub(" ", "".join(map(str, reading.itertext()))).strip()
            if value:
                self.text.annotate(start, self.text.position, RUBY, value)


def is_dropped(element: etree._Element) -> bool:
    """Whether what stands in an element is no part of the running text."""
    return local(element) in DROPPED or (local(element) == "section" and attribute(element, "display") == "none")


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs inside a frame or a note, in reading order; what is inside a paragraph is its own matter."""
    for one in element:
        if local(one) in ("p", "h") and split(one.tag)[0] == TEXT:
            yield one
        elif local(one) and not is_dropped(one):
            yield from _paragraphs(one)
