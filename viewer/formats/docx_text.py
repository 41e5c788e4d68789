"""The paragraphs of a DOCX part, run by run: what a reader of the printed page would see, with its notes beside it.

Insertions are kept and deletions are not, results of fields and not their codes, a text box once though it is written
twice. A text box comes after the paragraph that it is anchored to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from viewer.formats.annotation_kinds import ENDNOTE, FOOTNOTE, RUBY
from viewer.formats.docx_styles import Styles
from viewer.formats.marked_text import MarkedText
from viewer.formats.symbols import symbol
from viewer.formats.xml_tree import attribute, child, local, split
from viewer.model import Kind

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespace of what Word writes, in its usual and its strict files."""

_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_TEXTS = tuple(f"{{{namespace}}}t" for namespace in (*WORD, *_MATH))

_GONE = {"del", "moveFrom"}
_PICTURES = {"drawing", "pict", "object"}

# EQ \* jc2 \* hps10 \o\ad(\s\up 9(かんじ),漢字): how Word wrote readings before it had an element for them.
_READING = re.compile(r"\s*EQ\b[^()]*\\o\s*(?:\\a[a-z]\s*)?\(\s*\\s\s*\\up\s*\d+\s*\(([^()]*)\)\s*[,;]\s*([^()]*)\)\s*")
_LONGEST_READING = 500
"""Characters of such a code."""

_NOWHERE = frozenset[str]()


@dataclass(slots=True)
class _Field:
    """A field that has begun: first its code, then its result."""

    code: list[str] = field(default_factory=list)
    in_result: bool = False


class Walker:
    """Writes paragraphs one after another, as changes were accepted and fields are printed."""

    def __init__(
        self,
        styles: Styles,
        add: Callable[[MarkedText, Kind], None],
        *,
        notes: Mapping[tuple[str, str], str],
        hidden: Callable[[], None],
    ) -> None:
        """`add` gets every paragraph; `notes` are the texts by kind and id; `hidden` is told of what is left out."""
        self._styles = styles
        self._add = add
        self._notes = notes
        self._hidden = hidden
        self._carried: tuple[MarkedText, etree._Element | None] | None = None
        """A paragraph whose end was deleted, with the element that holds it: the next one there goes on with it."""

    def paragraph(self, element: etree._Element) -> None:
        """Writes one paragraph (`w:p`) and the text boxes anchored in it."""
        parent = element.getparent()
        if self._carried and self._carried[1] is not parent:
            self.finish()
        properties = child(element, "pPr")
        text = self._carried[0] if self._carried else MarkedText()
        self._carried = None
        writer = _Writer(self._styles, text, self._notes, hidden=self._styles.hides(properties))
        writer.inline(element)
        if writer.left_out:
            self._hidden()
        if _end_is_deleted(properties):
            self._carried = text, parent
        else:
            self._add(text, self._styles.kind(properties))
        for box in writer.boxes:
            self.block(box)

    def block(self, element: etree._Element) -> None:
        """Writes all paragraphs inside an element: a note, a text box."""
        inner = Walker(self._styles, self._add, notes=self._notes, hidden=self._hidden)
        for paragraph in _paragraphs(element):
            inner.paragraph(paragraph)
        inner.finish()

    def finish(self) -> None:
        """To be called when no more paragraphs follow."""
        if self._carried:
            self._add(self._carried[0], Kind.BODY)
            self._carried = None


class _Writer:
    """Writes what is inside one paragraph."""

    def __init__(
        self, styles: Styles, text: MarkedText, notes: Mapping[tuple[str, str], str], *, hidden: bool = False
    ) -> None:
        self._styles = styles
        self._text = text
        self._notes = notes
        self._hides = hidden
        self._fields: list[_Field] = []
        self.boxes: list[etree._Element] = []
        self.left_out = False
        """Whether there was hidden text."""

    def inline(self, parent: etree._Element) -> None:
        """Everything inside a paragraph, a link, an insertion and whatever else may hold runs."""
        for element in parent:
            name = local(element)
            if name == "r" and split(element.tag)[0] in WORD:
                self._run(element)
            elif name in _PICTURES:
                self.boxes += _boxes(element)
            elif name == "AlternateContent":
                chosen = _chosen(element)
                if chosen is not None:
                    self.inline(chosen)
            elif element.tag in _TEXTS:
                self._write(element.text or "", _NOWHERE, hidden=False)
            elif name and name not in _GONE:
                self.inline(element)

    def _run(self, run: etree._Element) -> None:
        look = self._styles.look(child(run, "rPr"))
        hidden = self._hides if look.hidden is None else look.hidden
        self._in_run(run, look.emphasis, hidden=hidden)

    def _in_run(self, run: etree._Element, emphasis: frozenset[str], *, hidden: bool) -> None:
        has_own_mark = False
        for element in run:
            match local(element):
                case "t" if not has_own_mark:
                    self._write(_in_one_line(element.text or ""), emphasis, hidden=hidden)
                case "tab" | "ptab":
                    self._write("\t", emphasis, hidden=hidden)
                case "noBreakHyphen":
                    self._write("\u2011", emphasis, hidden=hidden)
                case "softHyphen":
                    self._write("\u00ad", emphasis, hidden=hidden)
                case "sym":
                    letter = symbol(attribute(element, "font") or "", attribute(element, "char") or "")
                    self._write(letter, emphasis, hidden=hidden)
                case "br" | "cr" if self._is_shown and not hidden:
                    self._text.break_line()
                case "fldChar":
                    self._field(attribute(element, "fldCharType"), emphasis, hidden=hidden)
                case "instrText" if self._fields:
                    self._fields[-1].code.append(element.text or "")
                case "footnoteReference" | "endnoteReference" as name:
                    has_own_mark = (attribute(element, "customMarkFollows") or "0") not in ("0", "false", "off")
                    self._note(FOOTNOTE if name.startswith("foot") else ENDNOTE, attribute(element, "id"))
                case "ruby":
                    self._ruby(element)
                case "drawing" | "pict" | "object":
                    self.boxes += _boxes(element)
                case "AlternateContent":
                    chosen = _chosen(element)
                    if chosen is not None:
                        self._in_run(chosen, emphasis, hidden=hidden)

    @property
    def _is_shown(self) -> bool:
        return all(one.in_result for one in self._fields)

    def _write(self, text: str, emphasis: frozenset[str], *, hidden: bool) -> None:
        if not self._is_shown:
            return
        if hidden:
            self.left_out = self.left_out or not text.isspace()
            return
        self._text.write(text, emphasis)

    def _field(self, what: str | None, emphasis: frozenset[str], *, hidden: bool) -> None:
        if what == "begin":
            self._fields.append(_Field())
        elif what == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif what == "end" and self._fields:
            ended = self._fields.pop()
            code = "".join(ended.code)
            is_reading = not ended.in_result and len(code) <= _LONGEST_READING
            found = _READING.fullmatch(code) if is_reading else None
            if found:
                start = self._text.position
                self._write(found[2], emphasis, hidden=hidden)
                self._text.annotate(start, self._text.position, RUBY, found[1])

    def _note(self, kind: str, key: str | None) -> None:
        value = self._notes.get((kind, key or ""))
        if value:
            self._text.annotate(self._text.position, self._text.position, kind, value)

    def _ruby(self, element: etree._Element) -> None:
        base, reading = child(element, "rubyBase"), child(element, "rt")
        start = self._text.position
        if base is not None:
            self.inline(base)
        if reading is not None and self._text.position > start:
            said = MarkedText()
            _Writer(self._styles, said, {}).inline(reading)
            value = said.finished()[0]
            if value:
                self._text.annotate(start, self._text.position, RUBY, value)


def is_dropped(element: etree._Element) -> bool:
    """Whether what stands in an element was deleted, or stands elsewhere already."""
    match local(element):
        case "del" | "moveFrom":
            return True
        case "tr":
            return _has_change(element, "trPr", "del")
        case "tc":
            return _has_change(element, "tcPr", "cellDel")
        case "Fallback" | "Choice":
            before = element.getprevious()
            return before is not None and local(before) == "Choice"
    return False


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs inside an element, in reading order; what is inside a paragraph is its own matter."""
    for one in element:
        name = local(one)
        if name == "p" and split(one.tag)[0] in WORD:
            yield one
        elif name == "AlternateContent":
            chosen = _chosen(one)
            if chosen is not None:
                yield from _paragraphs(chosen)
        elif name and not is_dropped(one):
            yield from _paragraphs(one)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes of a drawing."""
    for one in element:
        name = local(one)
        if name == "txbxContent":
            yield one
        elif name == "AlternateContent":
            chosen = _chosen(one)
            if chosen is not None:
                yield from _boxes(chosen)
        elif name:
            yield from _boxes(one)


def _chosen(alternatives: etree._Element) -> etree._Element | None:
    """Of contents that say the same in newer and in older words, the first with letters in it."""
    return next((one for one in alternatives if local(one) and next(one.iter(*_TEXTS), None) is not None), None)


def _in_one_line(text: str) -> str:
    """Line ends in the file, and the white space around them, are one space."""
    if "\n" not in text and "\r" not in text:
        return text
    first, *middle, last = re.split(r"[\r\n]", text)
    return " ".join([first.rstrip(), *filter(None, map(str.strip, middle)), last.lstrip()])


def _end_is_deleted(properties: etree._Element | None) -> bool:
    mark = child(properties, "rPr") if properties is not None else None
    return mark is not None and any(local(one) in _GONE for one in mark)


def _has_change(element: etree._Element, properties: str, change: str) -> bool:
    for one in islice(element, 3):
        if local(one) == properties:
            return child(one, change) is not None
    return False
